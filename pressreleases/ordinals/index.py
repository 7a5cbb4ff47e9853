"""An index of a language's table: from words and figures in a text to the number and its spellings."""

import re
from dataclasses import dataclass
from functools import cache

from pressreleases.ordinals import ar, az, en, es, fr, ru, tr, zh
from pressreleases.ordinals.folding import fold_for_ordinals
from pressreleases.ordinals.tables import Table, UnknownOrdinal, Way

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
    words = _words(table)
    parts = [key.split() for key in words]
    within = {part for key in parts for part in key[:-1]}
    return Index(
        words=words,
        beginnings=frozenset(key[0] for key in parts),
        longest=max(map(len, parts)),
        counting=(frozenset(within) | table.larger) - table.fillers,
        word=re.compile(table.word),
        figures=_figures(table),
        marks=_marks(table),
        larger_after=re.compile(table.larger_after),
    )


def _words(table: Table) -> dict[str, tuple[int, tuple[Way, ...]]]:
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


def _figures(table: Table) -> re.Pattern[str]:
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
