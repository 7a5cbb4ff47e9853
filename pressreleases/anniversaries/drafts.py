"""Make the drafts of one observance: the last text in each language, carried forward, with notes for its author.

Nothing is published here. The notes are shown with the text until its author has checked them.
"""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from pressreleases import richtext
from pressreleases.anniversaries import title_patterns
from pressreleases.anniversaries.carry_forward import HTML, carry
from pressreleases.anniversaries.carry_forward.edits import IN_DEPTH, Note, Point, Step
from pressreleases.anniversaries.linking import NoSuchDay, assign, locked, places
from pressreleases.anniversaries.recognising import observed_near, written_by_hand
from pressreleases.audit import record
from pressreleases.errors import CannotBeStored
from pressreleases.families import TranslationState, state_of_translation, with_translation, words_of
from pressreleases.language import characters
from pressreleases.language.dates import day_in_words
from pressreleases.language.languages import language_codes
from pressreleases.models import Anniversary, DraftNote, Edition, Observance, Release
from pressreleases.models.audit import AuditAct
from pressreleases.models.fields import FIELDS, LINES, PROSE, Stored
from pressreleases.models.kinds import Kind
from pressreleases.models.observance import Reason, reason_label
from pressreleases.models.release import free_slug
from pressreleases.ordinals import UnknownOrdinal
from pressreleases.publishing.surroundings import CARRIED
from pressreleases.retrying import retried

# If nothing was issued in a language for so many years, this anniversary is no longer written about in it.
YEARS_BACK = 3


@dataclass(frozen=True)
class Source:
    """The edition to carry forward and the day of its observance; `withdrawn_on`: the day of a newer, withdrawn one."""

    edition: Edition
    observed_on: dt.date
    withdrawn_on: dt.date | None = None


@dataclass(frozen=True)
class Sources:
    """Sources by language. `original`: the language of the newest original. `withdrawn`: days of withdrawn releases."""

    by_language: dict[str, Source]
    original: str
    withdrawn: dict[str, dt.date]


def sources(anniversary: Anniversary, on: dt.date) -> Sources:
    """The texts that can be carried forward to the observance `on`. Three queries."""
    before = Edition.objects.filter(anniversary=anniversary, issued_on__lt=on, language__in=language_codes())
    newest: dict[str, tuple[tuple[object, ...], int, dt.date]] = {}
    given = before.live().annotate(given_year=F("release__observance__year"))
    for row in given.values("pk", "language", "issued_on", "kind", "release_id", "given_year"):
        # The year that staff gave a release counts more than its date.
        told = anniversary.observed_on(row["given_year"]) if row["given_year"] else None
        day = told or observed_near(anniversary, row["issued_on"])
        if day.year < on.year:
            rank = (day.year, row["kind"] == Kind.PRESS_RELEASE, row["issued_on"], -row["release_id"])
            if row["language"] not in newest or rank > newest[row["language"]][0]:
                newest[row["language"]] = rank, row["pk"], day
    taken_back = before.taken_back().order_by("issued_on").values_list("language", "issued_on")
    withdrawn = {code: day for code, day in taken_back if code not in newest or day > newest[code][2]}
    last_year = max((day.year for _rank, _pk, day in newest.values()), default=0)
    kept = {code: found for code, found in newest.items() if found[2].year > last_year - YEARS_BACK}
    editions = (
        Edition.objects.filter(pk__in=[key for _rank, key, _day in kept.values()])
        .select_related("release")
        .prefetch_related("topics")
        .in_bulk()
    )
    by_language = {
        code: Source(editions[kept[code][1]], kept[code][2], withdrawn.get(code))
        for code in language_codes()
        if code in kept
    }
    return Sources(by_language, _original(by_language), withdrawn)


def _original(by_language: dict[str, Source]) -> str:
    """The language in which the newest text was first written, if it is one of these; else the site's first one."""
    newest = sorted(by_language.items(), key=lambda pair: -pair[1].observed_on.year)
    first: dict[str, Release] = {code: source.edition.release for code, source in newest}
    return next((code for code, release in first.items() if release.is_original), next(iter(first), ""))


# Taken over as they are. Sentences (`PROSE`) are carried forward, and topics are set when the draft is saved.
_COPIED = [each for each in FIELDS if each.carried and not each.prose and each.stored is not Stored.ROWS]


@dataclass(frozen=True)
class Outcome:
    """The result for one observance: the drafts made, releases that existed, and releases that may belong to it."""

    anniversary: Anniversary
    on: dt.date
    made: list[Release] = field(default_factory=list)
    there: list[Release] = field(default_factory=list)
    by_hand: list[Release] = field(default_factory=list)


@retried
def make_drafts(key: int, year: int, *, by: User | None, despite: bool = False) -> Outcome:
    """Make the missing drafts of the observance of anniversary `key` in `year`, all or none, for `by` (None: the site).

    None are made while a release written by hand may be that year's, except with `despite`. The site makes none on its
    own where somebody deleted a draft, or where there is no text to carry forward.
    Raises `NoSuchDay`, `CannotBeStored`, `Anniversary.DoesNotExist`.
    """
    with transaction.atomic():
        anniversary = locked(key)
        on = anniversary.observed_on(year)
        if on is None:
            raise NoSuchDay(name=anniversary, year=year)
        taken = places(anniversary, year)
        there = [row.release for row in taken.values() if row.release is not None]
        by_hand = [] if there or despite else written_by_hand([(anniversary, on)]).get(anniversary.pk, [])
        # Somebody wrote, linked or deleted something here, so staff decide what else is needed.
        if by_hand or (by is None and taken):
            return Outcome(anniversary, on, there=there, by_hand=by_hand)
        found = sources(anniversary, on)
        if by is None and not found.by_language:
            # A draft with only a title is made on request only; the desk and the mail remind staff of the day.
            return Outcome(anniversary, on)
        made = _Family(anniversary, on, found, by).make(taken)
        return Outcome(anniversary, on, made, there)


def _tidy(name: str, words: str) -> str:
    return (characters.line if name in LINES else characters.text)(words)


class _Family:
    """The drafts of one observance: one text in several languages."""

    def __init__(self, anniversary: Anniversary, on: dt.date, found: Sources, by: User | None) -> None:
        self.anniversary, self.on, self.found, self.by = anniversary, on, found, by
        self.names = {row.language: row for row in anniversary.names.all()}

    def make(self, taken: dict[str, Observance]) -> list[Release]:
        there = [row.release for row in taken.values() if row.release is not None]
        self.family = there[0].family if there else uuid.uuid4()
        self.embargo_ends_at = Release.objects.embargo_of(self.family) if there else None
        languages = [*self.found.by_language] or [code for code in language_codes() if code in self.names]
        wanted = [code for code in languages if code not in {row.language for row in there}]
        wanted.sort(key=lambda code: code != self.found.original)
        in_step = _in_step(source for code, source in self.found.by_language.items() if code in wanted)
        originals = Release.objects.filter(family=self.family, is_original=True)
        original = originals.first()
        made: list[Release] = []
        for code in wanted:
            words = words_of(original) if original in made and code in in_step else ""
            draft = self._draft(code, is_original=original is None, in_step_with=words)
            source = self.found.by_language.get(code)
            assign(
                *(self.anniversary, self.on.year, draft),
                by=self.by,
                row=taken.get(code),
                carried_from=source.edition if source else None,
            )
            original = original or draft
            made.append(draft)
        return made

    def _draft(self, language: str, *, is_original: bool, in_step_with: str) -> Release:
        source = self.found.by_language.get(language)
        release = Release(
            family=self.family,
            language=language,
            is_original=is_original,
            in_step_with=in_step_with,
            anniversary=self.anniversary,
            issued_on=self.on,
            embargo_ends_at=self.embargo_ends_at,
            created_by=self.by,
            changed_by=self.by,
        )
        noted = self._carry(release, source) if source else self._begin(release)
        release.slug = free_slug(release.title, language, self.on.year)
        _save(release, self.by)
        if source and (topics := source.edition.topics.all()):
            release.topics.add(*topics)
        keep_notes(release, noted)
        record(AuditAct.CARRIED_FORWARD, release, by=self.by)
        return release

    def _carry(self, release: Release, source: Source) -> list[Note]:
        edition = source.edition
        # An old edition may hold what no form lets pass any more.
        for copied in _COPIED:
            value = getattr(edition, copied.column)
            setattr(release, copied.column, _tidy(copied.name, value) if copied.words else value)
        step = _step(edition, self.anniversary, self.on, source.observed_on)
        carried = carry({name: getattr(edition, name) for name in PROSE}, step)
        for name, words in carried.words.items():
            setattr(release, name, _tidy(name, words))
        of_title = [note for note in carried.notes if note.field == "title"]
        rest = [note for note in carried.notes if note.field != "title"]
        titled = self._title(release, edition.title, of_title)
        return [*self._about(source, release.language), *_check_the_rest(edition), *titled, *rest]

    def _about(self, source: Source, language: str) -> list[Note]:
        """Notes on the draft as a whole."""
        edition, found = source.edition, []
        if source.withdrawn_on:
            found.append(_note("body", Reason.WITHDRAWN, day_in_words(source.withdrawn_on, language)))
        elif source.observed_on.year < self.on.year - 1:
            found.append(_note("body", Reason.GAP, str(source.observed_on.year)))
        if edition.reference:
            found.append(_note("reference", Reason.REFERENCE, edition.reference))
        if edition.speaker_name:
            speaker = ", ".join(filter(None, (edition.speaker_name, edition.speaker_office)))
            found.append(Note("speaker_name", edition.speaker_name, (Point(Reason.OFFICE, speaker),)))
        return found

    def _begin(self, release: Release) -> list[Note]:
        """Without a text to carry forward: set only the title, from its pattern or the name."""
        release.title = self.anniversary.name_in(release.language)
        titled = self._title(release, "", [])
        withdrawn = self.found.withdrawn.get(release.language)
        said = (Reason.WITHDRAWN, day_in_words(withdrawn, release.language)) if withdrawn else (Reason.NO_TEXT, "")
        return [*titled, _note("body", *said)]

    def _title(self, release: Release, before: str, carried: list[Note]) -> list[Note]:
        """Set the title from the pattern. Without a pattern, leave it and return the notes `carried`."""
        name = self.names.get(release.language)
        if name is None or not name.title_pattern:
            return carried
        try:
            pattern = title_patterns.read(name.title_pattern, release.language)
            title = pattern.title(self.anniversary.years_on(self.on), self.on.year, name.name)
        except (title_patterns.PatternNotUnderstood, UnknownOrdinal):
            return [*carried, _note("title", Reason.PATTERN, name.title_pattern)]
        release.title = title
        return [Note("title", title, (Point(Reason.TITLE, title, before),))] if title != before else []


def _save(release: Release, by: User | None) -> None:
    """Save it, or raise `CannotBeStored`. Only if the database refuses it, the model is asked why."""
    CannotBeStored.unless_fit(release, constraints=False)
    try:
        with transaction.atomic():
            release.save_as(by=by, reason=CARRIED)
    except IntegrityError:
        CannotBeStored.unless_fit(release)
        raise


def note_again(place: Observance) -> None:
    """Make the notes on a restored draft again."""
    release, edition, anniversary = place.release, place.carried_from, place.anniversary
    on = anniversary.observed_on(place.year)
    if release is None or edition is None or on is None:
        return
    carried = carry({name: getattr(edition, name) for name in PROSE}, _step(edition, anniversary, on))
    noted = [note for note in carried.notes if note.field != "title"]
    title = Note("title", release.title, (Point(Reason.TITLE, release.title, edition.title),))
    keep_notes(release, [*_check_the_rest(edition), title, *noted])


def _step(edition: Edition, anniversary: Anniversary, on: dt.date, observed_on: dt.date | None = None) -> Step:
    old_on = observed_on or observed_near(anniversary, edition.issued_on)
    return Step(edition.language, old_on, on, anniversary.years_on(old_on), anniversary.years_on(on))


def _check_the_rest(edition: Edition) -> list[Note]:
    """A note on the whole text, in a language in which only dates and ordinals are carried forward."""
    return [] if edition.language in IN_DEPTH else [_note("body", Reason.REST, "")]


def _note(name: str, reason: Reason, words: str) -> Note:
    return Note(name, "", (Point(reason, words),))


def _in_step(found: Iterable[Source]) -> set[str]:
    """The languages whose text was up to date with an original that is carried forward with it."""
    releases = {source.edition.release_id: source for source in found}
    families = {source.edition.release.family for source in releases.values() if source.edition.release.is_original}
    rows = with_translation(Release.objects.filter(pk__in=releases, family__in=families))
    return {row.language for row in rows if state_of_translation(row) == TranslationState.IN_STEP}


# Notes are kept for this time after publication, to see what the site had changed.
KEPT_FOR = dt.timedelta(days=30)


@dataclass(frozen=True)
class PointInWords:
    """A point in words for staff; `before` is empty where nothing was changed."""

    label: str
    words: str
    before: str


@dataclass(frozen=True)
class ShownNote:
    """A note as its author sees it. `rewritten`: its sentence is no longer in the saved text."""

    note: DraftNote
    points: list[PointInWords]
    pieces: list[tuple[str, bool]]
    rewritten: bool

    @property
    def is_open(self) -> bool:
        return self.note.looked_at is None and not self.rewritten


def keep_notes(release: Release, notes: Iterable[Note]) -> None:
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


def notes_of(release: Release) -> list[ShownNote]:
    """All notes on `release`, in the order of its text. One query."""
    return [
        _shown_note(note, release) for note in DraftNote.objects.filter(release=release).select_related("looked_by")
    ]


def open_notes_of(releases: Collection[Release]) -> dict[int, int]:
    """The number of open notes, by the key of each release that has any. One query."""
    by_key = {release.pk: release for release in releases}
    found: dict[int, int] = {}
    for note in DraftNote.objects.filter(release__in=by_key, looked_at=None):
        if not _is_rewritten(note, by_key[note.release_id]):
            found[note.release_id] = found.get(note.release_id, 0) + 1
    return found


def look_at_notes(release: Release, ticked: Collection[int], shown: Collection[int], *, by: User) -> None:
    """Mark those of the notes `shown` (keys) that are in `ticked` as checked by `by`, and the others as not checked."""
    notes = DraftNote.objects.filter(release=release, pk__in=shown)
    notes.filter(pk__in=ticked, looked_at=None).update(looked_at=timezone.now(), looked_by=by)
    notes.exclude(pk__in=ticked).update(looked_at=None, looked_by=None)


def forget_notes(at: dt.datetime | None = None) -> int:
    """Delete the notes on releases published 30 days before `at` (None: now) or earlier; return how many."""
    out = Edition.objects.begun((at or timezone.now()) - KEPT_FOR)
    return DraftNote.objects.filter(release__in=out.values("release")).delete()[0]


def _shown_note(note: DraftNote, release: Release) -> ShownNote:
    points = [PointInWords(reason_label(row["reason"]), row["words"], row["before"]) for row in note.points]
    return ShownNote(note, points, _pieces_of_note(note), _is_rewritten(note, release))


def _pieces_of_note(note: DraftNote) -> list[tuple[str, bool]]:
    """The sentence in pieces, and for each piece whether it is highlighted."""
    pieces: list[tuple[str, bool]] = []
    rest = note.sentence
    for words in (row["words"] for row in note.points):
        # A note about the text as a whole has no words to highlight.
        if words and words in rest:
            before, _found, rest = rest.partition(words)
            pieces += [(before, False), (words, True)]
    return [piece for piece in [*pieces, (rest, False)] if piece[0]]


def _is_rewritten(note: DraftNote, release: Release) -> bool:
    if not note.sentence:
        return False
    text = str(getattr(release, note.field))
    said = richtext.plain_text(text) if note.field in HTML else text
    return note.sentence not in " ".join(said.split())
