"""The two observances, the changes and notes of a text, and where its sentences begin and end."""

import datetime as dt
import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pressreleases.models.observance import Reason

# In any other language only dates and ordinals are carried forward; the author is told to check the rest.
IN_DEPTH = frozenset({"en", "az"})


@dataclass(frozen=True)
class Step:
    """From the observance `old_on`, `old_years` after the event, to `new_on`, `new_years` after it."""

    language: str
    old_on: dt.date
    new_on: dt.date
    old_years: int
    new_years: int


@dataclass(frozen=True)
class Change:
    """`text[start:end]` becomes `words`."""

    start: int
    end: int
    words: str
    reason: Reason


@dataclass(frozen=True)
class Look:
    """`text[start:end]` stays, and the author should check it."""

    start: int
    end: int
    reason: Reason


Piece = Change | Look


@dataclass(frozen=True)
class Point:
    """One thing to check in a sentence: `words` as they are in the draft, and `before`, what a change replaced."""

    reason: Reason
    words: str
    before: str = ""


@dataclass(frozen=True)
class Note:
    """A sentence of the draft, in `field` of the release, with what to check in it."""

    field: str
    sentence: str
    points: tuple[Point, ...]


class Spans:
    """Sorted spans. Those given at the beginning may overlap, and are joined; those added later must not overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if self._spans and start < self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(end, self._spans[-1][1]))
            else:
                self._spans.append((start, end))

    def add(self, start: int, end: int) -> None:
        """Add a span that overlaps none of these."""
        insort(self._spans, (start, end))

    def touch(self, start: int, end: int) -> bool:
        """Whether any of these overlaps the span."""
        before = bisect_left(self._spans, (end, end))
        return before > 0 and self._spans[before - 1][0] < end and start < self._spans[before - 1][1]

    def hold(self, start: int, end: int) -> bool:
        """Whether one of these contains the whole span."""
        at = bisect_left(self._spans, (start + 1, start + 1)) - 1
        return at >= 0 and self._spans[at][0] <= start and end <= self._spans[at][1]


# A full stop after these does not end a sentence; nor does one after a single capital, as in initials.
_SHORT = r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<!\bSt)(?<!\bart)(?<!\bvs)(?<!\b[^\W\d_a-z])"
_END = re.compile(rf"(?:{_SHORT}\.|[!?…؟])[\"'”’»)\]]*\s+|[。！？][”」』]*|\n+")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The span of each sentence of `text`, without the space around it."""
    start = 0
    for end in [*(found.end() for found in _END.finditer(text)), len(text)]:
        words = text[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
        start = end
