"""Find ordinals in a text, in words or figures, and the word for anniversary or year next to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from pressreleases.ordinals.folding import fold_for_ordinals
from pressreleases.ordinals.index import Index, index_of, mark, table_of
from pressreleases.ordinals.tables import HIGHEST, Form, Noun, NounPattern, Table, UnknownOrdinal, Way

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
