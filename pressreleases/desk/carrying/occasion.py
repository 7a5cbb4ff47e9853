"""What is known of the two observances between which a text is carried, and how what was found in it is told."""

import datetime as dt
from dataclasses import dataclass

from pressreleases.vocabulary.carrying import Reason


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
    """`text[start:end]` stays, and somebody should look at it."""

    start: int
    end: int
    reason: Reason


Piece = Change | Look


@dataclass(frozen=True)
class Point:
    """One thing in a sentence: `words` as they stand in the draft; `before`, if something was changed, what it was."""

    reason: Reason
    words: str
    before: str = ""


@dataclass(frozen=True)
class Note:
    """A sentence of the draft, in `field` of the release, with what is to be looked at in it."""

    field: str
    sentence: str
    points: tuple[Point, ...]
