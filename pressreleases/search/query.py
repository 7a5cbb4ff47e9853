"""What a reader typed into the search: words, "phrases", -exclusions, with other spellings by language; or a date.

Any input is a valid query. A date is whole, as the page's language writes it (CLDR): `20 janvier 2024`,
`2024年1月20日`.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from babel import dates

from pressreleases.language.dates import day_in_words
from pressreleases.language.languages import cldr
from pressreleases.search.folding import fold_for_search

LONGEST = 300  # letters of a query that are read: as many as a title can have
_LONGEST_OF_TERMS = 200
MOST_TERMS = 12
_QUOTES = '"“”„«»‟＂'
_TERM = re.compile(
    rf"(?P<minus>(?<!\S)[-−–])?(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]|(?P<word>[^\s{_QUOTES}]+))"
)
_MOST_SPELLINGS = 40  # of one term
# COP29, 20kg; COP 29, COP-29, 20 kg.
_TOGETHER = re.compile(r"(?<![^\W_])(?:([^\W\d_]+)(\d+)|(\d+)([^\W\d_]+))(?![^\W_])")
_APART = re.compile(r"(?<![^\W_])(?=([^\W\d_]+)[\s–-](\d+)(?![^\W_])|(\d+)[\s–-]([^\W\d_]+)(?![^\W_]))")
# 200,000, 200 000, 1.200.000, with any space; and 200000.
_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:([.,'’٬，\s])\d{3})(?:\1\d{3})*(?![^\W_])")
_LONG_NUMBER = re.compile(r"(?<![^\W_])(?!0)\d{4,15}(?![^\W_])")


@dataclass(frozen=True)
class Spelling:
    """The part of a query between two places can also be written `other`."""

    start: int
    end: int
    other: str


@dataclass(frozen=True)
class Term:
    """One thing that a text must have, or must not have: folded words next to each other, and the words as typed.

    Any of its `spellings` is as good. A `quoted` term keeps words that are otherwise too common to search for.
    """

    words: tuple[str, ...]
    typed: str
    excluded: bool = False
    is_phrase: bool = False
    quoted: bool = False
    spellings: tuple[tuple[str, ...], ...] = ()


def terms_of(query: str, spellings: Iterable[Spelling] = ()) -> list[Term]:
    """The terms of `query`, in order; a quotation mark without a second one is ignored.

    Numbers are also searched with and without separators, and together with or separate from the letters next to them
    (COP29, COP 29); `spellings` are more of that kind.
    """
    found = []
    known = [*_numbers(query), *spellings]
    if len(query) > _LONGEST_OF_TERMS:  # cut between two words, because half a word finds nothing
        query = query[:_LONGEST_OF_TERMS].rpartition(" ")[0] or query[:_LONGEST_OF_TERMS]
    for match in _TERM.finditer(query):
        typed = match["phrase"] if match["phrase"] is not None else match["word"]
        words = tuple(fold_for_search(typed).split())
        if words:
            quoted = match["phrase"] is not None
            others = _spellings(typed, match.start("phrase" if quoted else "word"), known, is_whole=quoted)
            found.append(
                Term(
                    words,
                    typed.strip(),
                    bool(match["minus"]),
                    is_phrase=quoted or len(words) > 1,
                    quoted=quoted,
                    spellings=tuple(other for other in dict.fromkeys(others) if other not in ((), words)),
                )
            )
    return found[:MOST_TERMS]


def _spellings(typed: str, start: int, known: Iterable[Spelling], *, is_whole: bool) -> Iterator[tuple[str, ...]]:
    """The other spellings of `typed`, which begins at `start`.

    A spelling of several words counts for each of them; within a phrase, only as a part of it.
    """
    end = start + len(typed)
    for spelling in list(known)[:_MOST_SPELLINGS]:
        if start <= spelling.start and spelling.end <= end:
            before, after = typed[: spelling.start - start], typed[spelling.end - start :]
            yield tuple(fold_for_search(f"{before} {spelling.other} {after}").split())
        elif spelling.start < end and start < spelling.end and not is_whole:
            yield tuple(fold_for_search(spelling.other).split())


def _numbers(query: str) -> Iterator[Spelling]:
    for match in _TOGETHER.finditer(query):
        yield Spelling(match.start(), match.end(), " ".join(filter(None, match.groups())))
    for match in _APART.finditer(query):
        one, other = (place for place in range(1, 5) if match[place])
        yield Spelling(match.start(), match.end(other), match[one] + match[other])
    for match in _GROUPED.finditer(query):
        yield Spelling(match.start(), match.end(), re.sub(r"\D", "", match[0]))
    for match in _LONG_NUMBER.finditer(query):
        yield Spelling(match.start(), match.end(), f"{int(match[0]):,}")


@dataclass(frozen=True)
class Words:
    """`configuration`: the text search configuration. `prefix`: words have endings, so their beginning is enough."""

    configuration: str = "simple"
    prefix: bool = False

    @property
    def with_stop_words(self) -> str:
        """The configuration that keeps stop words; it is made in `migrations/rules/search.sql`."""
        return self.configuration if self.configuration == "simple" else f"mission_{self.configuration}"


# Snowball has no Azerbaijani. In Turkish it knows too few endings once dots and hooks are removed.
_KNOWN = {
    "ar": Words("arabic"),
    "az": Words("simple", prefix=True),
    "en": Words("english"),
    "es": Words("spanish"),
    "fr": Words("french"),
    "ru": Words("russian"),
    "tr": Words("turkish", prefix=True),
}


def words_of(language: str) -> Words:
    return _KNOWN.get(language.split("-", maxsplit=1)[0], Words())


_DAY = re.compile(r"(\d{1,2})[^\W\d]{0,3}")  # 20, 1er, 20th
_YEAR = re.compile(r"\d{4}")
_SAMPLE = dt.date(2024, 1, 20)


def day_of(query: str, language: str) -> dt.date | None:
    """The day that `query` names in `language`, with or without a weekday; None if it is anything else."""
    words = fold_for_search(query).split()
    months, others = _months(language), _words_near_dates(language)
    told = [word for word in words if word not in others]
    years = [word for word in told if _YEAR.fullmatch(word)]
    named = [months[word] for word in told if word in months]
    numbers = [int(found[1]) for word in told if (found := _DAY.fullmatch(word))]
    if len(told) != 3 or len(years) != 1:
        return None
    if len(named) == 1 and len(numbers) == 1:
        return _day(int(years[0]), named[0], numbers[0])
    # Without the name of a month, only the order of ISO 8601, also used in East Asia, is clear.
    if len(numbers) == 2 and told[0] == years[0]:
        return _day(int(years[0]), *numbers)
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@lru_cache
def _months(language: str) -> dict[str, int]:
    """The folded names of the months, full and short, as used within a date and alone."""
    names = {}
    for width in ("abbreviated", "wide"):
        for context in ("format", "stand-alone"):
            for number, name in dates.get_month_names(width, context, cldr(language)).items():
                folded = fold_for_search(name).split()
                if len(folded) == 1 and not folded[0].isdigit():
                    names[folded[0]] = number
    return names


@lru_cache
def _words_near_dates(language: str) -> frozenset[str]:
    """Folded words that may be next to the three parts of a date: weekdays, and words of date patterns."""
    locale, words = cldr(language), set()
    for width in ("abbreviated", "wide"):
        for name in dates.get_day_names(width, "format", locale).values():
            words.update(fold_for_search(name).split())
    # As CLDR writes it, and as this site writes it.
    by_cldr = [dates.format_date(_SAMPLE, form, locale) for form in ("long", "full")]
    for day in (*by_cldr, day_in_words(_SAMPLE, language)):
        words.update(word for word in fold_for_search(day).split() if not word[0].isdigit())
    return frozenset(words) - _months(language).keys()
