"""Unschedule: take back what has not begun, and let go on what it would have ended."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from pressreleases.audit import record
from pressreleases.models import Edition, Release, Withdrawal
from pressreleases.models.audit import AuditAct
from pressreleases.outbox import NoticeKind, tell
from pressreleases.outbox.recipients import publishers
from pressreleases.publishing import errors, permissions
from pressreleases.publishing.locking import end_edition, end_withdrawal, lock, planned_edition, planned_withdrawal
from pressreleases.retrying import retried


@retried
def unschedule(releases: Iterable[Release], *, by: User) -> None:
    """Delete the planned edition or withdrawal of each release; the edition or withdrawal it would have ended reopens.

    Raises `NotAllowed`, or `NotPlanned` for a release with nothing ahead.
    """
    permissions.require(by, permissions.PUBLISH)
    with transaction.atomic():
        locked, now = lock(releases)
        planned: list[Edition | Withdrawal] = []
        were = {}
        for release in locked:
            edition = planned_edition(release, now)
            withdrawal = planned_withdrawal(release, now)
            if edition is not None:
                begins = edition.begins_at
                planned.append(edition)
                edition.delete()
            elif withdrawal is not None:
                begins = withdrawal.begins_at
                planned.append(withdrawal)
                withdrawal.delete()
            else:
                raise errors.NotPlanned(release)
            for ended in Edition.objects.filter(release=release, live_during__endswith=begins):
                end_edition(ended, None)
            for lifted in Withdrawal.objects.filter(release=release, in_force_during__endswith=begins):
                end_withdrawal(lifted, None)
            # The edition is deleted, but what it was stays known.
            details = {"what": "edition" if edition else "withdrawal", "for": begins.isoformat()}
            record(AuditAct.UNSCHEDULED, release, by=by, edition=edition, details=details)
            were[str(release.pk)] = begins.isoformat()
        editions = [row for row in planned if isinstance(row, Edition)]
        kind = NoticeKind.UNSCHEDULED
        tell(kind, locked, by=by, edition=editions, details={"were": were}, also=publishers(planned))
