"""Put notices into the outbox, in the transaction of the act: if it is rolled back, nobody is told."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from pressreleases.models import Edition, Notice, Release
from pressreleases.models.notice import NoticeKind
from pressreleases.outbox.recipients import recipients

# The worker listens to this, so that a mail need not wait for its next round.
CHANNEL = "mission_outbox"

KEPT_FOR = dt.timedelta(days=30)


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
    editions = [edition] if isinstance(edition, Edition) else list(edition or ())
    numbers = {made.release_id: made.number for made in editions}
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
        with connection.cursor() as cursor:
            # Postgres delivers it at the commit, once, and never after a rollback.
            cursor.execute(f"NOTIFY {CHANNEL}")
    return notices


def forget_comments(releases: Iterable[Release]) -> None:
    """Empty the comments on `releases` in notices that are not sent yet, for redaction."""
    for release in releases:
        Notice.objects.about_release(release.pk).exclude(comment="").update(comment="")


def forget(at: dt.datetime | None = None) -> int:
    """Delete the notices made 30 days before `at` (None: now), sent or not; return how many."""
    over = Notice.objects.filter(made_at__lte=(at or timezone.now()) - KEPT_FOR)
    return over.delete()[0]
