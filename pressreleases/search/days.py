"""A whole date typed as a query, as the page's language writes it (CLDR): `20 janvier 2024`, `2024年1月20日`."""

import datetime as dt
import re
from functools import lru_cache

from babel import dates

from pressreleases.language.dates import day_in_words
from pressreleases.language.languages import cldr
from pressreleases.search.folding import fold_for_search

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
