"""Carry a text forward to another year: its new words, and for each sentence what was changed or should be checked.

The text itself contains no marks, because it may be published as it is. Historic numbers, earlier years and everything
else that is not a date, ordinal or count of the observance stay unchanged. Nothing here asks the database.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pressreleases.anniversaries.carry_forward.counting import counts
from pressreleases.anniversaries.carry_forward.dates import dates, days
from pressreleases.anniversaries.carry_forward.edits import (
    IN_DEPTH,
    Block,
    Change,
    Edit,
    Look,
    Markup,
    Note,
    Piece,
    Point,
    Spans,
    Step,
    plain_block,
    sentences,
    with_edits,
)
from pressreleases.anniversaries.carry_forward.outdated import outdated
from pressreleases.models.observance import Reason

HTML = frozenset({"body"})
_YEAR = re.compile(r"(?<!\d)(?<!\d[.,])(?:1\d|20)\d\d(?!\d)(?![.,]\d)")


@dataclass(frozen=True)
class Carried:
    """The new words by field, and the notes for the author, in the order of the text."""

    words: dict[str, str]
    notes: list[Note]


def carry(words: Mapping[str, str], step: Step) -> Carried:
    """Carry each field of `words` forward: sanitised HTML under `body`, plain text under any other name."""
    carried: dict[str, str] = {}
    notes: list[Note] = []
    for field, text in words.items():
        markup = Markup(text, step.language) if field in HTML else None
        blocks = markup.blocks if markup else [plain_block(text)] if text.strip() else []
        carried[field] = text
        for block in blocks:
            pieces = _without_overlaps(block, step)
            edits = [Edit(piece.start, piece.end, piece.words) for piece in pieces if isinstance(piece, Change)]
            if markup:
                markup.replace(block, edits)
            else:
                carried[field] = with_edits(text, edits)
            notes += _notes(field, block.text, pieces, edits)
        if markup:
            carried[field] = markup.html()
    return Carried(carried, notes)


def _without_overlaps(block: Block, step: Step) -> list[Piece]:
    """What is found in `block`, without overlaps: dates come before counts, and changes before notes.

    Quotations are never changed.
    """
    text = block.text
    of_dates, of_counts = list(dates(text, step)), list(counts(text, step))
    looks = [piece for piece in (*of_dates, *of_counts) if isinstance(piece, Look)]
    changes = [piece for piece in (*of_dates, *of_counts) if isinstance(piece, Change)]
    if step.language in IN_DEPTH:
        looks += _outdated(text, step)
    kept: list[Piece] = []
    taken, no_counts, quoted_spans = Spans(), Spans(days(text, step.language)), Spans(block.quoted_spans)
    found: list[Piece] = [*changes, *looks]
    for piece in found:
        place = (piece.start, piece.end)
        is_day = piece.reason in (Reason.COUNT, Reason.OTHER_ORDINAL) and no_counts.touch(*place)
        if is_day or taken.touch(*place):
            continue
        taken.add(*place)
        ours = isinstance(piece, Look) or not quoted_spans.touch(*place)
        kept.append(piece if ours else Look(piece.start, piece.end, Reason.QUOTED))
    return sorted(kept, key=lambda piece: piece.start)


def _outdated(text: str, step: Step) -> Iterator[Look]:
    """What may be out of date, without numbers of people in sentences about the past, which are history."""
    history = Spans(span for span in sentences(text) if _is_about_the_past(text, span, step))
    for look in outdated(text, step.language):
        if look.reason != Reason.PEOPLE or not history.touch(look.start, look.start + 1):
            yield look


def _is_about_the_past(text: str, span: tuple[int, int], step: Step) -> bool:
    """Whether the sentence names an earlier year: its numbers are history then."""
    return any(int(year[0]) < step.old_on.year for year in _YEAR.finditer(text[slice(*span)]))


def _notes(field: str, text: str, pieces: list[Piece], edits: list[Edit]) -> Iterator[Note]:
    starts, edited = [piece.start for piece in pieces], [edit.start for edit in edits]
    for start, end in sentences(text):
        here = pieces[bisect_left(starts, start) : bisect_left(starts, end)]
        points = tuple(_point(text, piece) for piece in here)
        if points:
            edits_here = edits[bisect_left(edited, start) : bisect_left(edited, end)]
            sentence = with_edits(text, edits_here, start, end)
            yield Note(field, " ".join(sentence.split()), points)


def _point(text: str, piece: Piece) -> Point:
    words = " ".join(text[piece.start : piece.end].split())
    if isinstance(piece, Change):
        return Point(piece.reason, piece.words, words)
    return Point(piece.reason, words)
