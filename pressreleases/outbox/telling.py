"""Tell people of an act by e-mail: who they are, and notices in the outbox, in the transaction of the act."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from pressreleases.models import AuditEntry, Edition, Notice, Release, Withdrawal
from pressreleases.models.audit import AuditAct, AuditKind
from pressreleases.models.notice import NoticeKind

# The worker listens to this, so that a mail need not wait for its next round.
CHANNEL = "mission_outbox"

KEPT_FOR = dt.timedelta(days=30)

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


def tell(
    kind: NoticeKind,
    what: Release | Iterable[Release],
    *,
    by: User | None,
    by_name: str = "",
    comment: str = "",
    edition: Edition | Iterable[Edition] | None = None,
    details: Mapping[str, Any] | None = None,
    also: Iterable[User] = (),
) -> list[Notice]:
    """Tell everybody concerned by e-mail that `by` did this to `what`; return their notices.

    Each of them gets one mail for all releases, so give the whole list of the verb. `by` is never told; for somebody
    without an account it is None, and `by_name` names them. `edition`: the editions made. `also`: others to tell.
    `comment`: a comment for them. `details` must fit into JSON; `at`, in ISO format, is the instant for which something
    is scheduled. Raises `TransactionManagementError` outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An act is told in its own transaction, and there is none.")
    releases = [what] if isinstance(what, Release) else list(what)
    numbers = {made.release_id: made.number for made in ([edition] if isinstance(edition, Edition) else edition or ())}
    about = [{"release": release.pk, "edition": numbers.get(release.pk)} for release in releases]
    act = uuid.uuid4()
    notices = Notice.objects.bulk_create(
        Notice(
            act=act,
            kind=kind,
            about=about,
            to=user,
            by=by,
            by_name=by_name.replace("\0", "")[:150],
            comment=comment.replace("\0", "").strip(),
            details=dict(details or {}),
        )
        for user in recipients(kind, releases, by=by, also=also)
    )
    if notices:
        _wake_the_sender()
    return notices


def tell_account(kind: NoticeKind, to: int, *, by: User | None, details: Mapping[str, Any] | None = None) -> Notice:
    """Send the account `to` (its key) a mail of `kind`, which is one of `OF_AN_ACCOUNT`."""
    notice = Notice.objects.create(kind=kind, to_id=to, by=by, details=dict(details or {}))
    _wake_the_sender()
    return notice


def _wake_the_sender() -> None:
    with connection.cursor() as cursor:
        # Postgres delivers it at the commit, once, and never after a rollback.
        cursor.execute(f"NOTIFY {CHANNEL}")


def forget_comments(releases: Iterable[Release]) -> None:
    """Empty the comments on `releases` in notices that are not sent yet, for redaction."""
    for release in releases:
        Notice.objects.about_release(release.pk).exclude(comment="").update(comment="")


def forget(at: dt.datetime | None = None) -> int:
    """Delete the notices made 30 days before `at` (None: now), sent or not; return how many."""
    over = Notice.objects.filter(made_at__lte=(at or timezone.now()) - KEPT_FOR)
    return over.delete()[0]
