"""The embargo of a release: until when nothing of it may be published. Staff set it, and lift it with a reason."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import get_language

from pressreleases.audit import record
from pressreleases.language.dates import instant_in_words, zone_city
from pressreleases.mission_clock import clock_of, details_now
from pressreleases.models import AuditEntry, Release
from pressreleases.models.audit import AuditAct, AuditKind
from pressreleases.outbox import NoticeKind, tell
from pressreleases.publishing import errors, permissions
from pressreleases.publishing.locking import instant_of, lock, planned_edition
from pressreleases.publishing.review import may_take_over
from pressreleases.retrying import retried


@retried
def set_embargo(releases: Iterable[Release], *, by: User, ends_at: dt.datetime) -> None:
    """Let no edition of these releases, the languages of one text, begin before `ends_at`.

    Raises `NotAllowed`, `NotYours` for an author who wrote no part of any of them, `EmbargoIsOver` for an instant that
    has passed, `TooFarAhead`, `ReadersHaveSeenIt`, `ScheduledEarlier`, and `EmbargoEndsLater` where this would shorten
    an embargo: that is lifting it.
    """
    permissions.require(by, permissions.WRITE)
    with transaction.atomic():
        locked, now = lock(releases)
        if not any(may_take_over(release, by=by) for release in locked):
            raise errors.NotYours(locked[0])
        if ends_at <= now:
            raise errors.EmbargoIsOver
        ends_at = instant_of(ends_at, now)
        changed = [release for release in locked if release.embargo_ends_at != ends_at]
        for release in changed:
            if release.editions.begun(now).exists():
                raise errors.ReadersHaveSeenIt(release)
            planned = planned_edition(release, now)
            if planned and planned.begins_at < ends_at:
                raise errors.ScheduledEarlier(release, when=_Instant(planned.begins_at))
            if release.embargo_ends_at and release.embargo_ends_at > max(now, ends_at):
                raise errors.EmbargoEndsLater(release, when=_Instant(release.embargo_ends_at))
            _save(release, ends_at, by=by)
            record(AuditAct.EMBARGO_SET, release, by=by, details={"until": ends_at.isoformat()})
        if changed:
            tell(NoticeKind.EMBARGO_SET, changed, by=by, details={"until": ends_at.isoformat()})


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
        who_set_it = AuditEntry.objects.filter(
            act=AuditAct.EMBARGO_SET, kind=AuditKind.RELEASE, key__in=[release.pk for release in locked]
        )
        also = User.objects.filter(pk__in=who_set_it.values("actor"))
        tell(NoticeKind.EMBARGO_LIFTED, locked, by=by, comment=reason.strip(), also=also)


def refuse_under_embargo(release: Release, begins: dt.datetime, zone: str | None = None) -> None:
    """Raise `UnderEmbargo` if an edition of `release` may not begin at `begins`; `zone` is the mission's, if known."""
    if release.embargo_ends_at and begins < release.embargo_ends_at:
        raise errors.UnderEmbargo(release, when=_Instant(release.embargo_ends_at, zone))


def _save(release: Release, ends_at: dt.datetime | None, *, by: User) -> None:
    release.embargo_ends_at = ends_at
    release.save_as(by=by, update_fields=["embargo_ends_at"])


class _Instant:
    """An instant by the mission's clock, in the language in which the sentence is read."""

    def __init__(self, instant: dt.datetime, zone: str | None = None) -> None:
        self.instant, self.zone = instant, zone

    def __str__(self) -> str:
        language = get_language() or "en"
        self.zone = self.zone or clock_of(details_now()).zone
        return f"{instant_in_words(self.instant, language, self.zone)} ({zone_city(self.zone, language)})"
