"""Schedule the newest text: what is planned gives way to the working copy as it is now, at the same instant."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from pressreleases import search
from pressreleases.audit import record
from pressreleases.models import Edition, PublishedAlone, Release
from pressreleases.models.audit import AuditAct
from pressreleases.outbox import NoticeKind, tell
from pressreleases.publishing import errors, permissions
from pressreleases.publishing.change_notes import ChangeNote, note_for
from pressreleases.publishing.locking import lock, planned_edition
from pressreleases.publishing.making import make_edition, says_the_same
from pressreleases.publishing.override import record_override, require_four_eyes
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
    `alone.why_refused` gives, or what `make_edition` raises.
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
