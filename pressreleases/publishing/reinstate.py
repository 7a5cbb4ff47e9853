"""Reinstate: end a withdrawal and begin a new edition."""

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
from pressreleases.publishing.change_notes import ChangeNote, note_for
from pressreleases.publishing.locking import (
    end_withdrawal,
    instant_of,
    lock,
    planned_edition,
    planned_withdrawal,
    withdrawal_in_force,
)
from pressreleases.publishing.making import make_edition
from pressreleases.publishing.override import record_override, require_four_eyes
from pressreleases.publishing.review import mark_as_drafts
from pressreleases.retrying import retried


@retried
def reinstate(
    releases: Iterable[Release],
    *,
    by: User,
    change_note: ChangeNote,
    at: dt.datetime | None = None,
    alone: str = "",
) -> list[Edition]:
    """End the withdrawal of each release at `at` (None: now) and begin a new edition of its working copy then.

    `alone` is the reason for publishing one's own words, this note among them, without a colleague; it is ignored
    where it is not needed. Raises `NotAllowed`, `NoChangeNote`, `InThePast`, `NotTakenBack`, `AlreadyPlanned`, what
    `alone.why_refused` gives, or what `make_edition` raises.
    """
    permissions.require(by, permissions.PUBLISH)
    with transaction.atomic():
        locked, now = lock(releases)
        begins = instant_of(at, now)
        editions, without = [], []
        for release in locked:
            note = note_for(release, change_note, needed=True)
            withdrawal = withdrawal_in_force(release, now)
            if withdrawal is None:
                raise errors.NotTakenBack(release)
            if planned_edition(release, now) or planned_withdrawal(release, now):
                raise errors.AlreadyPlanned(release)
            without.append(require_four_eyes(release, by=by, now=now, reason=alone, note=note))
            end_withdrawal(withdrawal, begins)
            editions.append(make_edition(release, by=by, made_at=now, begins=begins, change_note=note))
        search.add(editions)
        mark_as_drafts(locked, by=by)
        for release, edition in zip(locked, editions, strict=True):
            details = {"live_from": begins.isoformat(), "planned": at is not None}
            record(AuditAct.REINSTATED, release, by=by, edition=edition, details=details)
        kind = NoticeKind.PUBLISHED if at is None else NoticeKind.SCHEDULED
        tell(kind, locked, by=by, edition=editions, details={"at": begins.isoformat()})
        record_override(zip(locked, editions, without, strict=True), by=by, reason=alone, at=now)
    return editions
