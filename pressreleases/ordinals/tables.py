"""What a language's table of ordinals is made of; the tables themselves are in a file a language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

HIGHEST = 200
NUMBERS = range(1, HIGHEST + 1)

Form = Literal["words", "figures"]
Noun = Literal["anniversary", "year"]


class UnknownOrdinal(LookupError):
    """No table says how this is written; it says which number, language or form is meant."""


@dataclass(frozen=True)
class Way:
    """One way to write ordinals: in one form, agreement, case and spelling.

    `written` has every number from 1 to 200, but in an alternative spelling (`the hundredth` beside `the one
    hundredth`), which has only those that differ; the others are as in the first way of its form, agreement and case.
    """

    form: Form
    written: Mapping[int, str]
    # The gender, or whatever else of the noun the form depends on; "" where nothing does.
    agrees: str = ""
    case: str = "nominative"
    # Whether it is an ordinal even where none of the nouns stands beside it: "34th", but not "34." or "三十四".
    alone: bool = True


@dataclass(frozen=True)
class Beside:
    """A noun as it stands right beside its ordinals: patterns for folded text (see `folding`)."""

    noun: Noun
    agrees: str = ""
    after: str = ""
    before: str = ""

    @cached_property
    def following(self) -> re.Pattern[str]:
        return re.compile(self.after or "(?!)")

    @cached_property
    def preceding(self) -> re.Pattern[str]:
        return re.compile(f"(?:{self.before})$" if self.before else "(?!)")


@dataclass(frozen=True)
class Table:
    """All that is known of one language. The first way that fits is the one that `ordinal` writes.

    `larger`: words that may stand before an ordinal and make it part of a number past the table ("thousand"), exclude
    those that the ways themselves hold. `larger_after`: a pattern for what does so behind it.
    """

    code: str
    ways: tuple[Way, ...]
    nouns: tuple[Beside, ...]
    larger: frozenset[str] = frozenset()
    larger_after: str = "(?!)"
    # Words between parts of a number that are none themselves: "and".
    fillers: frozenset[str] = field(default=frozenset())
    # What counts as one word of a text. Chinese puts no spaces between them.
    word: str = r"\w+"
    # Whether a figure may follow a letter, as it may in a script without spaces.
    spaced: bool = True

    def agreement(self, noun: Noun) -> str:
        return next(beside.agrees for beside in self.nouns if beside.noun == noun)

    def write(self, way: Way, number: int) -> str:
        """`number` in this way, or where it is an alternative that says nothing of it, in the usual one."""
        if number in way.written:
            return way.written[number]
        usual = next(
            other
            for other in self.ways
            if (other.form, other.agrees, other.case) == (way.form, way.agrees, way.case) and number in other.written
        )
        return usual.written[number]


_HARMONY = {vowel: group[-1] for group in ("aı", "eəi", "ou", "öü") for vowel in group}


def suffix(cardinal: str) -> str:
    """`ncı` after a vowel, `ıncı` after a consonant, with the vowel that harmony asks for: ı, i, u or ü."""
    vowel = next(_HARMONY[letter] for letter in reversed(cardinal) if letter in _HARMONY)
    return f"{'' if cardinal[-1] in _HARMONY else vowel}nc{vowel}"
