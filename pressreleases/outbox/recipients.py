"""Find the recipients of a notice: people who have to act, or whose text it is. Never the person who did it."""

from collections.abc import Collection, Iterable

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from pressreleases.models import AuditEntry, Edition, Release, Withdrawal
from pressreleases.models.audit import AuditAct, AuditKind
from pressreleases.models.notice import NoticeKind

SEE = "pressreleases.view_release"
PUBLISH = "pressreleases.publish_release"
WRITE = "pressreleases.change_release"
BACKEND = "django.contrib.auth.backends.ModelBackend"

# All editors get these, because any of them can act. Kinds in neither list go to those whose text it is.
FOR_EDITORS = frozenset({NoticeKind.SUBMITTED, NoticeKind.REOPENED, NoticeKind.FLAGGED, NoticeKind.NOT_SEEN})
# Everybody who writes gets these.
FOR_WRITERS = frozenset({NoticeKind.ANNIVERSARY})


def recipients(
    kind: NoticeKind, releases: Collection[Release], *, by: User | None, also: Iterable[User] = ()
) -> "QuerySet[User]":
    """Active staff with a role and an e-mail address who want notices of `kind`, without `by`, in a total order."""
    with_a_role = User.objects.with_perm(SEE, backend=BACKEND).values("pk")
    reachable = User.objects.filter(is_active=True, is_staff=True, pk__in=with_a_role).exclude(email="")
    wanting = reachable.exclude(notice_choice__switched_off__contains=[kind.value])
    concerned = Q(pk__in=[user.pk for user in also])
    if kind in FOR_EDITORS | FOR_WRITERS:
        able = PUBLISH if kind in FOR_EDITORS else WRITE
        concerned |= Q(pk__in=User.objects.with_perm(able, backend=BACKEND).values("pk"))
    else:
        concerned |= Q(pk__in=_authors(releases))
    return wanting.filter(concerned).exclude(pk__in=[by.pk] if by else []).order_by("pk")


def publishers(rows: Iterable[Edition | Withdrawal]) -> "QuerySet[User]":
    """The people who published or scheduled these: they are told if a colleague moves or cancels them."""
    return User.objects.filter(pk__in={row.published_by_id if isinstance(row, Edition) else row.by_id for row in rows})


def _authors(releases: Collection[Release]) -> set[int]:
    """The people who began each release, changed it last, or submitted it last."""
    found = {key for release in releases for key in (release.created_by_id, release.changed_by_id)}
    submitted = AuditEntry.objects.filter(
        kind=AuditKind.RELEASE, key__in=[release.pk for release in releases], act=AuditAct.SUBMITTED
    )
    found |= set(submitted.order_by("key", "-pk").distinct("key").values_list("actor", flat=True))
    return {key for key in found if key is not None}
