"""Scheduled editions: replacing one by the newest text, moving it to another instant, cancelling it."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from pressreleases import search
from pressreleases.audit import record
from pressreleases.models import Edition, PublishedAlone, Release, Withdrawal
from pressreleases.models.audit import AuditAct
from pressreleases.outbox import NoticeKind, tell
from pressreleases.outbox.telling import publishers
from pressreleases.publishing import errors, permissions
from pressreleases.publishing.embargo import refuse_under_embargo
from pressreleases.publishing.four_eyes import record_override, require_four_eyes
from pressreleases.publishing.locking import (
    ChangeNote,
    end_edition,
    end_withdrawal,
    lock,
    note_for,
    planned_edition,
    planned_withdrawal,
)
from pressreleases.publishing.making import make_edition, says_the_same
from pressreleases.publishing.review import mark_as_drafts
from pressreleases.retrying import retried


@retried
def schedule_newest(
    releases: Iterable[Release], *, by: User, change_note: ChangeNote | None = None, alone: str = ""
) -> list[Edition]:
    """Plan an edition of each working copy in place of the one that is planned, for the same instant.

    Its number stays, and so does whether it is a minor fix; `change_note` is the new public note of a correction (None:
    the note stays too). `alone` is the reason for publishing one's own words without a colleague; it is ignored where
    it is not needed. Raises `NotAllowed`, `NotPlanned`, `NoChangeNote`, `NothingChangedSinceScheduled`, what
    `four_eyes.why_refused` gives, or what `make_edition` raises.
    """
    permissions.require(by, permissions.PUBLISH)
    with transaction.atomic():
        locked, now = lock(releases)
        editions, without = [], []
        for release in locked:
            planned = planned_edition(release, now)
            if planned is None:
                raise errors.NotPlanned(release)
            note = planned.change_note
            if change_note is not None and planned.number > 1:
                note = note_for(release, change_note, needed=not planned.minor)
            if note == planned.change_note and says_the_same(release, planned):
                raise errors.NothingChangedSinceScheduled(release)
            asked, wrote_it = _note_to_ask_about(planned, note)
            without.append(require_four_eyes(release, by=by, now=now, reason=alone, note=asked, note_by=wrote_it))
            begins, minor = planned.begins_at, planned.minor
            planned.delete()
            editions.append(make_edition(release, by=by, made_at=now, begins=begins, change_note=note, minor=minor))
        search.add(editions)
        mark_as_drafts(locked, by=by)
        for release, edition in zip(locked, editions, strict=True):
            details = {"live_from": edition.begins_at.isoformat()}
            record(AuditAct.SCHEDULED_NEWEST, release, by=by, edition=edition, details=details)
        tell(NoticeKind.SCHEDULED, locked, by=by, edition=editions, details={"at": editions[0].begins_at.isoformat()})
        record_override(zip(locked, editions, without, strict=True), by=by, reason=alone, at=now)
    return editions


def _note_to_ask_about(planned: Edition, note: str) -> tuple[str, int | None]:
    """The note that four eyes are asked about, and who wrote it (None: who publishes now).

    One that stays was asked about when it was scheduled. If it went alone then and no colleague has endorsed it since,
    it is asked about again: the flag of the planned edition goes with that edition.
    """
    if note != planned.change_note:
        return note, None
    alone = PublishedAlone.objects.filter(edition=planned).to_be_endorsed().first()
    return (note, alone.by_id) if alone else ("", None)


@retried
def move(releases: Iterable[Release], *, by: User, at: dt.datetime) -> list[Edition | Withdrawal]:
    """Let the planned edition or withdrawal of each release begin at `at`; what it is to end goes on until then.

    Nothing but the spans changes: words, digest, `made_at` and who planned it stay, and so does a working copy that
    was rewritten since. Raises `NotAllowed`, `InThePast` (also for this very instant), `UnderEmbargo`, or `NotPlanned`
    for a release with nothing ahead, such as one that has begun meanwhile.
    """
    permissions.require(by, permissions.PUBLISH)
    with transaction.atomic():
        locked, now = lock(releases)
        if at <= now:
            raise errors.InThePast
        moved = [_move_one(release, now, at, by=by) for release in locked]
        planned = [row for row, _was in moved]
        editions = [row for row in planned if isinstance(row, Edition)]
        were = {str(row.release_id): was.isoformat() for row, was in moved}
        details = {"at": at.isoformat(), "were": were}
        tell(NoticeKind.MOVED, locked, by=by, edition=editions, details=details, also=publishers(planned))
    return planned


def _move_one(
    release: Release, now: dt.datetime, at: dt.datetime, *, by: User
) -> tuple[Edition | Withdrawal, dt.datetime]:
    """Move what is planned; return it, and when it was to begin."""
    planned = planned_edition(release, now) or planned_withdrawal(release, now)
    if planned is None:
        raise errors.NotPlanned(release)
    begins = planned.begins_at
    if isinstance(planned, Edition):
        refuse_under_embargo(release, at)
    # Spans of one release may never overlap, not even between two statements: the one that grows is changed last.
    if at < begins:
        _end_before(release, begins, at)
        _begin_at(planned, at)
    else:
        _begin_at(planned, at)
        _end_before(release, begins, at)
    edition = planned if isinstance(planned, Edition) else None
    details = {"what": "edition" if edition else "withdrawal", "was": begins.isoformat(), "for": at.isoformat()}
    record(AuditAct.MOVED, release, by=by, edition=edition, details=details)
    return planned, begins


def _begin_at(planned: Edition | Withdrawal, at: dt.datetime) -> None:
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
