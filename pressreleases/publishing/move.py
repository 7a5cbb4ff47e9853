"""Move: what is planned goes out at another instant, in the very words in which it was planned."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from pressreleases.audit import record
from pressreleases.models import Edition, Release, Withdrawal
from pressreleases.models.audit import AuditAct
from pressreleases.outbox import NoticeKind, tell
from pressreleases.outbox.recipients import publishers
from pressreleases.publishing import errors, permissions
from pressreleases.publishing.locking import end_edition, end_withdrawal, lock, planned_edition, planned_withdrawal
from pressreleases.retrying import retried


@retried
def move(releases: Iterable[Release], *, by: User, at: dt.datetime) -> list[Edition | Withdrawal]:
    """Let the planned edition or withdrawal of each release begin at `at`; what it is to end goes on until then.

    Nothing but the spans changes: words, digest, `made_at` and who planned it stay, and so does a working copy that
    was rewritten since. Raises `NotAllowed`, `InThePast` (also for this very instant), or `NotPlanned` for a release
    with nothing ahead, such as one that has begun meanwhile.
    """
    permissions.require(by, permissions.PUBLISH)
    with transaction.atomic():
        locked, now = lock(releases)
        if at <= now:
            raise errors.InThePast
        moved = [_move(release, now, at, by=by) for release in locked]
        planned = [row for row, _was in moved]
        editions = [row for row in planned if isinstance(row, Edition)]
        were = {str(row.release_id): was.isoformat() for row, was in moved}
        details = {"at": at.isoformat(), "were": were}
        tell(NoticeKind.MOVED, locked, by=by, edition=editions, details=details, also=publishers(planned))
    return planned


def _move(release: Release, now: dt.datetime, at: dt.datetime, *, by: User) -> tuple[Edition | Withdrawal, dt.datetime]:
    """Move what is planned; return it, and when it was to begin."""
    planned = planned_edition(release, now) or planned_withdrawal(release, now)
    if planned is None:
        raise errors.NotPlanned(release)
    begins = planned.begins_at
    # Spans of one release may never overlap, not even between two statements: whichever grows is changed last.
    if at < begins:
        _end_before(release, begins, at)
        _begin(planned, at)
    else:
        _begin(planned, at)
        _end_before(release, begins, at)
    edition = planned if isinstance(planned, Edition) else None
    details = {"what": "edition" if edition else "withdrawal", "was": begins.isoformat(), "for": at.isoformat()}
    record(AuditAct.MOVED, release, by=by, edition=edition, details=details)
    return planned, begins


def _begin(planned: Edition | Withdrawal, at: dt.datetime) -> None:
    if isinstance(planned, Edition):
        planned.live_during = DateTimeTZRange(at, planned.live_during.upper)
        planned.save(update_fields=["live_during"])
    else:
        planned.in_force_during = DateTimeTZRange(at, planned.in_force_during.upper)
        planned.save(update_fields=["in_force_during"])


def _end_before(release: Release, begins: dt.datetime, at: dt.datetime) -> None:
    """The edition or withdrawal that was to end at `begins`, if there is one, ends at `at`."""
    for edition in Edition.objects.filter(release=release, live_during__endswith=begins):
        end_edition(edition, at)
    for withdrawal in Withdrawal.objects.filter(release=release, in_force_during__endswith=begins):
        end_withdrawal(withdrawal, at)
