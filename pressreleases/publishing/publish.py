"""Publish: the first edition of each release, now or at a later instant."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from pressreleases import search
from pressreleases.audit import record
from pressreleases.models import Edition, Release
from pressreleases.models.audit import AuditAct
from pressreleases.outbox import NoticeKind, tell
from pressreleases.publishing import errors, permissions
from pressreleases.publishing.locking import instant_of, live_edition, lock, planned_edition, withdrawal_in_force
from pressreleases.publishing.making import make_edition
from pressreleases.publishing.override import record_override, require_four_eyes
from pressreleases.publishing.review import mark_as_drafts
from pressreleases.retrying import retried


@retried
def publish(releases: Iterable[Release], *, by: User, at: dt.datetime | None = None, alone: str = "") -> list[Edition]:
    """Make the first edition of each release, live from `at` on (None: now), all at one instant.

    `alone` is the reason for publishing one's own words without a colleague; it is ignored where it is not needed.
    Raises `NotAllowed`, `InThePast`, `AlreadyPublished`, `AlreadyPlanned`, `TakenBack`, what `override.why_refused`
    gives, or what `make_edition` raises.
    """
    permissions.require(by, permissions.PUBLISH)
    with transaction.atomic():
        locked, now = lock(releases)
        begins = instant_of(at, now)
        for release in locked:
            if withdrawal_in_force(release, now):
                raise errors.TakenBack(release)
            if planned_edition(release, now):
                raise errors.AlreadyPlanned(release)
            if live_edition(release, now):
                raise errors.AlreadyPublished(release)
        without = [require_four_eyes(release, by=by, now=now, reason=alone) for release in locked]
        editions = [make_edition(release, by=by, made_at=now, begins=begins) for release in locked]
        search.add(editions)
        mark_as_drafts(locked, by=by)
        act = AuditAct.PUBLISHED if at is None else AuditAct.SCHEDULED
        for release, edition in zip(locked, editions, strict=True):
            record(act, release, by=by, edition=edition, details={"live_from": begins.isoformat()})
        kind = NoticeKind.PUBLISHED if at is None else NoticeKind.SCHEDULED
        tell(kind, locked, by=by, edition=editions, details={"at": begins.isoformat()})
        record_override(zip(locked, editions, without, strict=True), by=by, reason=alone, at=now)
    return editions
