"""Notes on a draft that was carried forward, shown with the text until its author has checked them."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.utils import timezone

from pressreleases import richtext
from pressreleases.anniversaries.carry_forward.edits import Note
from pressreleases.anniversaries.carry_forward.forward import HTML
from pressreleases.models import DraftNote, Edition, Release
from pressreleases.models.observance import reason_label

# Notes are kept for this time after publication, to see what the site had changed.
KEPT_FOR = dt.timedelta(days=30)


@dataclass(frozen=True)
class Said:
    """A point in words for staff; `before` is empty where nothing was changed."""

    label: str
    words: str
    before: str


@dataclass(frozen=True)
class Shown:
    """A note as its author sees it. `rewritten`: its sentence is no longer in the saved text."""

    note: DraftNote
    points: list[Said]
    pieces: list[tuple[str, bool]]
    rewritten: bool

    @property
    def is_open(self) -> bool:
        return self.note.looked_at is None and not self.rewritten


def keep(release: Release, notes: Iterable[Note]) -> None:
    """Store `notes` on the new draft `release`."""
    DraftNote.objects.bulk_create(
        DraftNote(
            release=release,
            position=position,
            field=note.field,
            sentence=note.sentence,
            points=[
                {"reason": str(point.reason), "words": point.words, "before": point.before} for point in note.points
            ],
        )
        for position, note in enumerate(notes)
    )


def notes_of(release: Release) -> list[Shown]:
    """All notes on `release`, in the order of its text. One query."""
    return [_shown(note, release) for note in DraftNote.objects.filter(release=release).select_related("looked_by")]


def open_of(releases: Collection[Release]) -> dict[int, int]:
    """The number of open notes, by the key of each release that has any. One query."""
    by_key = {release.pk: release for release in releases}
    found: dict[int, int] = {}
    for note in DraftNote.objects.filter(release__in=by_key, looked_at=None):
        if not _rewritten(note, by_key[note.release_id]):
            found[note.release_id] = found.get(note.release_id, 0) + 1
    return found


def look(release: Release, ticked: Collection[int], shown: Collection[int], *, by: User) -> None:
    """Mark those of the notes `shown` (keys) that are in `ticked` as checked by `by`, and the others as not checked."""
    notes = DraftNote.objects.filter(release=release, pk__in=shown)
    notes.filter(pk__in=ticked, looked_at=None).update(looked_at=timezone.now(), looked_by=by)
    notes.exclude(pk__in=ticked).update(looked_at=None, looked_by=None)


def forget(at: dt.datetime | None = None) -> int:
    """Delete the notes on releases published 30 days before `at` (None: now) or earlier; return how many."""
    out = Edition.objects.begun((at or timezone.now()) - KEPT_FOR)
    return DraftNote.objects.filter(release__in=out.values("release")).delete()[0]


def _shown(note: DraftNote, release: Release) -> Shown:
    points = [Said(reason_label(row["reason"]), row["words"], row["before"]) for row in note.points]
    return Shown(note, points, _pieces(note), _rewritten(note, release))


def _pieces(note: DraftNote) -> list[tuple[str, bool]]:
    """The sentence in pieces, and for each piece whether it is highlighted."""
    pieces: list[tuple[str, bool]] = []
    rest = note.sentence
    for words in (row["words"] for row in note.points):
        # A note about the text as a whole has no words to highlight.
        if words and words in rest:
            before, _found, rest = rest.partition(words)
            pieces += [(before, False), (words, True)]
    return [piece for piece in [*pieces, (rest, False)] if piece[0]]


def _rewritten(note: DraftNote, release: Release) -> bool:
    if not note.sentence:
        return False
    text = str(getattr(release, note.field))
    said = richtext.plain_text(text) if note.field in HTML else text
    return note.sentence not in " ".join(said.split())
