"""Find ordinals in a text, in words or figures, and the word for anniversary or year next to them.

A folded text, in which every character keeps its place, is compared with an index that is made of a language's table.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pressreleases.ordinals import ar, az, en, es, fr, ru, tr, zh
from pressreleases.ordinals.tables import HIGHEST, Form, Noun, NounPattern, Table, UnknownOrdinal, Way

_ALIKE = str.maketrans(
    {
        # In Azerbaijani and Turkish, İ/i and I/ı are different letters, and documents mix them up.
        **dict.fromkeys("İIı", "i"),
        # Arabic is often written without the signs above and below its alif.
        **dict.fromkeys("أإآ", "ا"),
        **dict.fromkeys("‐‑‒–−", "-"),
        **dict.fromkeys("’ʼ", "'"),
    }
)


def fold_for_ordinals(text: str) -> str:
    """`text` in lower case, with plain digits and one form of letters that are often mixed up; its length stays."""
    return "".join(map(_folded, text.translate(_ALIKE)))


def _folded(character: str) -> str:
    if character.isascii():
        return character.lower()
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    lower = character.lower()
    return lower if len(lower) == 1 else character


# These may precede the letters after a figure, or be missing: 34-cü, 34 cü, 34'üncü, 34.º, 34º.
_SIGNS = re.compile(r"[\s.'-]")


@dataclass(frozen=True)
class Index:
    """`words`: by folded words with single spaces. `marks`: by the letters before and after a figure (see `mark`)."""

    words: dict[str, tuple[int, tuple[Way, ...]]]
    beginnings: frozenset[str]
    longest: int
    # After these words, an ordinal is the end of a larger number.
    counting: frozenset[str]
    word: re.Pattern[str]
    figures: re.Pattern[str]
    marks: dict[tuple[str, str], tuple[Way, ...]]
    # Before this, an ordinal is the beginning of a larger number.
    larger_after: re.Pattern[str]


@cache
def index_of(code: str) -> Index:
    """The index of a language that has a table, made once."""
    table = table_of(code)
    words = _indexed_words(table)
    parts = [key.split() for key in words]
    within = {part for key in parts for part in key[:-1]}
    return Index(
        words=words,
        beginnings=frozenset(key[0] for key in parts),
        longest=max(map(len, parts)),
        counting=(frozenset(within) | table.larger) - table.fillers,
        word=re.compile(table.word),
        figures=_pattern_of_figures(table),
        marks=_marks(table),
        larger_after=re.compile(table.larger_after),
    )


def _indexed_words(table: Table) -> dict[str, tuple[int, tuple[Way, ...]]]:
    found: dict[str, tuple[int, tuple[Way, ...]]] = {}
    for way in table.ways:
        if way.form == "words":
            for number, written in way.written.items():
                key = " ".join(fold_for_ordinals(written).replace("-", " ").split())
                known, ways = found.setdefault(key, (number, ()))
                if known != number:
                    raise ValueError(f"“{written}” is both {known} and {number} in {table.code}.")
                found[key] = number, (*ways, way)
    return found


def mark(suffix: str) -> str:
    """The letters after a figure, without the signs before them."""
    return _SIGNS.sub("", suffix)


def _around(way: Way) -> set[tuple[str, str]]:
    """What this spelling has before and after the digits, folded."""
    around = set()
    for number, written in way.written.items():
        before, _, after = fold_for_ordinals(written).partition(str(number))
        around.add((before, after))
    return around


def _marks(table: Table) -> dict[tuple[str, str], tuple[Way, ...]]:
    found: dict[tuple[str, str], tuple[Way, ...]] = {}
    for way in table.ways:
        if way.form == "figures":
            for before, after in _around(way):
                key = before, mark(after)
                found[key] = (*found.get(key, ()), way)
    return found


def _pattern_of_figures(table: Table) -> re.Pattern[str]:
    around = {pair for way in table.ways if way.form == "figures" for pair in _around(way)}
    befores = "|".join(re.escape(before) for before in _longest_first({before for before, _ in around}))
    afters = "|".join(_loosely(after) for after in _longest_first({after for _, after in around}))
    # Not the end of a longer number (1990, 2,034th), nor its beginning.
    boundary = r"(?<!\w)(?<!\w[.,'-])" if table.spaced else r"(?<!\d)(?<!\d[.,])"
    end = r"(?:(?<=\w)(?!\w)|(?<!\w)(?!\d))" if table.spaced else r"(?!\d|[.,]\d|%)"
    return re.compile(rf"{boundary}(?P<prefix>{befores})(?P<digits>[1-9]\d{{0,2}})(?P<suffix>{afters}){end}")


def _longest_first(parts: set[str]) -> list[str]:
    return sorted(parts, key=len, reverse=True)


def _loosely(suffix: str) -> str:
    """A pattern for `suffix` with other signs before its letters, or none; after a space, at least two letters."""
    letters = mark(suffix)
    if not letters:
        return re.escape(suffix)
    signs = r"\s?[.'-]?\s?" if len(letters) > 1 or suffix != letters else r"[.'-]?"
    return signs + re.escape(letters)


# By the codes of the site. A region or script that is not listed may count differently (zh-hant, fr-ch).
_TABLES = {module.TABLE.code: module.TABLE for module in (ar, az, en, es, fr, ru, tr, zh)}
_TABLES["zh-hans"] = zh.TABLE


def table_of(language: str) -> Table:
    """The table of `language`, a code of the site. Raises UnknownOrdinal if there is none."""
    if language.lower() not in _TABLES:
        raise UnknownOrdinal(f"There is no table of ordinals for the language {language!r}.")
    return _TABLES[language.lower()]


_BETWEEN = re.compile(r"[\s-]{1,3}")
# Characters in which a noun with its adjective is found before an ordinal.
_LOOK_BACK = 60


@dataclass(frozen=True)
class Found:
    """An ordinal in a text: `text[start:end]` is `words`, and `phrase` includes the noun next to it, if any.

    Without a `noun` it may belong to anything, such as a session, a century or a day, and should not be changed.
    """

    start: int
    end: int
    words: str
    number: int
    noun: Noun | None
    phrase: str
    noun_has_capital: bool = field(repr=False)
    ways: tuple[Way, ...] = field(repr=False)
    table: Table = field(repr=False)

    @property
    def form(self) -> Form:
        return self.ways[0].form


def find(text: str, language: str) -> list[Found]:
    """Every ordinal from 1 to 200 in `text`, in order; none in a language without a table.

    Numbers without the form of an ordinal (131, 1990, 200,000) are not found, nor is the end of a larger one ("three
    hundred and first", 841st). Wrong suffixes and mixed hyphens are found, so that they can be corrected.
    """
    try:
        table = table_of(language)
    except UnknownOrdinal:
        return []
    folded, index = fold_for_ordinals(text), index_of(table.code)
    places = [*_words(folded, index, table), *_figures(folded, index)]
    found = [_found(text, folded, table, place) for place in places]
    return sorted((each for each in found if each), key=lambda each: each.start)


class _Place(NamedTuple):
    start: int
    end: int
    number: int
    ways: tuple[Way, ...]


def _words(folded: str, index: Index, table: Table) -> Iterator[_Place]:
    words = list(index.word.finditer(folded))
    # Whether only space or a hyphen is between each word and the one before.
    follows = [False, *(_BETWEEN.fullmatch(folded[a.end() : b.start()]) is not None for a, b in pairwise(words))]
    at = 0
    while at < len(words):
        length = _longest(words, follows, at, index)
        if not length:
            at += 1
            continue
        end = words[at + length - 1].end()
        before = at
        while follows[before] and words[before - 1][0] in table.fillers:
            before -= 1
        counted_before = follows[before] and words[before - 1][0] in index.counting
        if not counted_before and not index.larger_after.match(folded, end):
            yield _Place(words[at].start(), end, *index.words[_joined(words[at : at + length])])
        at += length


def _longest(words: list[re.Match[str]], follows: list[bool], at: int, index: Index) -> int:
    """How many words from `at` on make an ordinal; 0 if they make none."""
    if words[at][0] not in index.beginnings:
        return 0
    longest = 1
    while longest < index.longest and at + longest < len(words) and follows[at + longest]:
        longest += 1
    return next((many for many in range(longest, 0, -1) if _joined(words[at : at + many]) in index.words), 0)


def _joined(words: list[re.Match[str]]) -> str:
    return " ".join(word[0] for word in words)


def _figures(folded: str, index: Index) -> Iterator[_Place]:
    for match in index.figures.finditer(folded):
        number = int(match["digits"])
        ways = index.marks.get((match["prefix"], mark(match["suffix"])))
        if ways and number <= HIGHEST:
            yield _Place(match.start(), match.end(), number, ways)


def _found(text: str, folded: str, table: Table, place: _Place) -> Found | None:
    start, end, number, ways = place
    pattern, noun_start, noun_end = _noun_at(folded, table, start, end)
    agreeing = tuple(way for way in ways if pattern and way.agrees == pattern.agrees)
    ways = agreeing or tuple(way for way in ways if way.alone)
    if not ways:
        return None
    return Found(
        start,
        end,
        words=text[start:end],
        number=number,
        noun=pattern.noun if pattern else None,
        phrase=text[noun_start:noun_end],
        noun_has_capital=text[noun_start:start].strip()[:1].isupper() or text[end:noun_end].strip()[:1].isupper(),
        ways=_closest(text[start:end], number, ways, table),
        table=table,
    )


def _closest(words: str, number: int, ways: tuple[Way, ...], table: Table) -> tuple[Way, ...]:
    """Those of `ways` that write `number` exactly like `words`; else those that are equal when folded; else all."""
    words = " ".join(words.split())
    for form in (str.lower, fold_for_ordinals):
        if close := tuple(way for way in ways if form(table.write(way, number)) == form(words)):
            return close
    return ways


def _noun_at(folded: str, table: Table, start: int, end: int) -> tuple[NounPattern | None, int, int]:
    """The noun next to folded[start:end], and where both together begin and end."""
    for pattern in table.nouns:
        if after := pattern.following.match(folded, end):
            return pattern, start, after.end()
        if before := pattern.preceding.search(folded[max(0, start - _LOOK_BACK) : start]):
            return pattern, start - len(before[0]), end
    return None, start, end
