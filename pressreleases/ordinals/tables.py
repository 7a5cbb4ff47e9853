"""The parts of a language's table of ordinals; each table is in the file of its language."""

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
    """No table says how this is written. The message names the number, language or form."""


@dataclass(frozen=True)
class Way:
    """One way to write ordinals: in one form, agreement, case and spelling.

    `written` has every number from 1 to 200. An alternative spelling (`the hundredth` for `the one hundredth`) has only
    the numbers that differ; the others are as in the first way of its form, agreement and case.
    """

    form: Form
    written: Mapping[int, str]
    # What of the noun the form depends on, such as its gender; "" if it depends on nothing.
    agrees: str = ""
    case: str = "nominative"
    # Whether it is an ordinal even without one of the nouns: "34th", but not "34." or "三十四".
    alone: bool = True


@dataclass(frozen=True)
class NounPattern:
    """A noun next to its ordinals: patterns for folded text (see `finding.fold_for_ordinals`)."""

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
    """Everything about one language. `ordinal` writes the first way that fits.

    `larger`: words before an ordinal that make it part of a larger number ("thousand"), in addition to words of
    `ways`. `larger_after`: a pattern for the same after an ordinal.
    """

    code: str
    ways: tuple[Way, ...]
    nouns: tuple[NounPattern, ...]
    larger: frozenset[str] = frozenset()
    larger_after: str = "(?!)"
    # Words between parts of a number that are not numbers: "and".
    fillers: frozenset[str] = field(default=frozenset())
    # One word of a text. Chinese has no spaces between words.
    word: str = r"\w+"
    # False in a script without spaces, where a figure may follow a letter.
    spaced: bool = True

    def agreement(self, noun: Noun) -> str:
        return next(pattern.agrees for pattern in self.nouns if pattern.noun == noun)

    def write(self, way: Way, number: int) -> str:
        """`number` in this way, or, if an alternative spelling does not have it, in the usual one."""
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
    """`ncı` after a vowel, `ıncı` after a consonant, with the vowel that fits: ı, i, u or ü."""
    vowel = next(_HARMONY[letter] for letter in reversed(cardinal) if letter in _HARMONY)
    return f"{'' if cardinal[-1] in _HARMONY else vowel}nc{vowel}"
