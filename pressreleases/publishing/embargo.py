"""The embargo of a release: until when nothing of it may be published. Staff set it, and lift it with a reason."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import get_language

from pressreleases.audit import record
from pressreleases.language.dates import instant_in_words, zone_city
from pressreleases.mission_clock import clock_of, details_now
from pressreleases.models import Release
from pressreleases.models.audit import AuditAct
from pressreleases.outbox import NoticeKind, tell
from pressreleases.publishing import errors, permissions
from pressreleases.publishing.locking import instant_of, lock, planned_edition
from pressreleases.retrying import retried


@retried
def set_embargo(releases: Iterable[Release], *, by: User, ends_at: dt.datetime) -> None:
    """Let no edition of these releases begin before `ends_at`.

    Raises `NotAllowed`, `InThePast`, `TooFarAhead`, `AlreadyPublished` for one that readers have seen,
    `ScheduledEarlier`, and `EmbargoEndsLater` where this would shorten an embargo: that is lifting it.
    """
    permissions.require(by, permissions.WRITE)
    with transaction.atomic():
        locked, now = lock(releases)
        ends_at = instant_of(ends_at, now)
        for release in locked:
            if release.editions.begun(now).exists():
                raise errors.AlreadyPublished(release)
            planned = planned_edition(release, now)
            if planned and planned.begins_at < ends_at:
                raise errors.ScheduledEarlier(release, when=_Instant(planned.begins_at))
            if release.embargo_ends_at and release.embargo_ends_at > max(now, ends_at):
                raise errors.EmbargoEndsLater(release, when=_Instant(release.embargo_ends_at))
            _save(release, ends_at, by=by)
            record(AuditAct.EMBARGO_SET, release, by=by, details={"until": ends_at.isoformat()})
        tell(NoticeKind.EMBARGO_SET, locked, by=by, details={"until": ends_at.isoformat()})


@retried
def lift_embargo(releases: Iterable[Release], *, by: User, reason: str) -> None:
    """Let these releases be published at any time again.

    Raises `NotAllowed`, `NoReasonForLifting`, and `NoEmbargo` for one whose embargo is over or was never set.
    """
    permissions.require(by, permissions.PUBLISH)
    if not reason.strip():
        raise errors.NoReasonForLifting
    with transaction.atomic():
        locked, now = lock(releases)
        for release in locked:
            if release.embargo_ends_at is None or release.embargo_ends_at <= now:
                raise errors.NoEmbargo(release)
            was = release.embargo_ends_at.isoformat()
            _save(release, None, by=by)
            record(AuditAct.EMBARGO_LIFTED, release, by=by, details={"was": was, "reason": reason.strip()})
        tell(NoticeKind.EMBARGO_LIFTED, locked, by=by, comment=reason.strip())


def refuse_under_embargo(release: Release, begins: dt.datetime) -> None:
    """Raise `UnderEmbargo` if an edition of `release` may not begin at `begins`."""
    if release.embargo_ends_at and begins < release.embargo_ends_at:
        raise errors.UnderEmbargo(release, when=_Instant(release.embargo_ends_at))


def _save(release: Release, ends_at: dt.datetime | None, *, by: User) -> None:
    release.embargo_ends_at = ends_at
    release.save_as(by=by, update_fields=["embargo_ends_at"])


class _Instant:
    """An instant by the mission's clock, in the language in which the sentence is read."""

    def __init__(self, instant: dt.datetime) -> None:
        self.instant, self.zone = instant, clock_of(details_now()).zone

    def __str__(self) -> str:
        language = get_language() or "en"
        return f"{instant_in_words(self.instant, language, self.zone)} ({zone_city(self.zone, language)})"
