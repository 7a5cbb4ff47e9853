"""Publish and correct: the first edition of each release, and the next ones, with a public note of what was changed."""

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
from pressreleases.publishing.four_eyes import record_override, require_four_eyes
from pressreleases.publishing.locking import (
    ChangeNote,
    end_edition,
    instant_of,
    live_edition,
    lock,
    note_for,
    planned_edition,
    planned_withdrawal,
    withdrawal_in_force,
)
from pressreleases.publishing.making import make_edition, says_the_same
from pressreleases.publishing.review import mark_as_drafts
from pressreleases.retrying import retried


@retried
def publish(releases: Iterable[Release], *, by: User, at: dt.datetime | None = None, alone: str = "") -> list[Edition]:
    """Make the first edition of each release, live from `at` on (None: now), all at one instant.

    `alone` is the reason for publishing one's own words without a colleague; it is ignored where it is not needed.
    Raises `NotAllowed`, `InThePast`, `AlreadyPublished`, `AlreadyPlanned`, `TakenBack`, what `four_eyes.why_refused`
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


@retried
def correct(
    releases: Iterable[Release],
    *,
    by: User,
    change_note: ChangeNote = "",
    minor: bool = False,
    at: dt.datetime | None = None,
    alone: str = "",
    not_affected: Iterable[str] = (),
) -> list[Edition]:
    """End the live edition of each release at `at` (None: now) and begin the next one at the same instant.

    `change_note` is one sentence, or one for each language code. A minor fix needs no note. `alone` is the reason for
    publishing one's own words without a colleague; it is ignored where it is not needed. `not_affected` are the
    languages of which somebody said that they need no correction: it is recorded. Raises `NotAllowed`, `NoChangeNote`,
    `InThePast`, `TakenBack`, `NotLive`, `AlreadyPlanned`, `NothingChanged`, what `four_eyes.why_refused` gives, or what
    `make_edition` raises.
    """
    permissions.require(by, permissions.PUBLISH)
    with transaction.atomic():
        locked, now = lock(releases)
        begins = instant_of(at, now)
        editions, without = [], []
        for release in locked:
            note = note_for(release, change_note, needed=not minor)
            live = _to_be_corrected(release, now)
            without.append(require_four_eyes(release, by=by, now=now, reason=alone, note=note))
            end_edition(live, begins)
            editions.append(make_edition(release, by=by, made_at=now, begins=begins, change_note=note, minor=minor))
        search.add(editions)
        mark_as_drafts(locked, by=by)
        details = {"live_from": begins.isoformat(), "minor": minor, "planned": at is not None}
        if unaffected := sorted(not_affected):
            details["not_affected"] = unaffected
        for release, edition in zip(locked, editions, strict=True):
            record(AuditAct.CORRECTED, release, by=by, edition=edition, details=details)
        kind = NoticeKind.CORRECTED if at is None else NoticeKind.SCHEDULED
        tell(kind, locked, by=by, edition=editions, details={"at": begins.isoformat()})
        record_override(zip(locked, editions, without, strict=True), by=by, reason=alone, at=now)
    return editions


def _to_be_corrected(release: Release, now: dt.datetime) -> Edition:
    """The live edition; raises what `correct` raises where there is none or nothing was changed."""
    if withdrawal_in_force(release, now):
        raise errors.TakenBack(release)
    if planned_edition(release, now) or planned_withdrawal(release, now):
        raise errors.AlreadyPlanned(release)
    live = live_edition(release, now)
    if live is None:
        raise errors.NotLive(release)
    if says_the_same(release, live):
        raise errors.NothingChanged(release)
    return live
