"""Which ordinal a text gives an anniversary, and which fits: only where both can be known for sure."""

import datetime as dt
import re
from functools import cache

from pressreleases.intake.folding import fold
from pressreleases.models import Anniversary
from pressreleases.vocabulary.number_words import ordinals

# How far from its day a release may be issued and still be about that year's observance.
_MOST_DAYS = 60
_HYPHEN = "[-‐‑‒–]"
# On folded text, in which every i is alike. Only what stands next to the word counts: "year" may be off by one.
_WORD = {"en": r"[\s-]+anniversary", "az": r"\s+il\s?dönüm"}
_FIGURE = {"en": r"(?P<figure>\d{1,3})\s?(?:st|nd|rd|th)", "az": rf"(?P<figure>\d{{1,3}})\s?{_HYPHEN}?\s?c[iuü]"}
# A number above 100, of which the table would see only the end.
_LARGER = re.compile(r"(?:hundred(?:\s+and)?|thousand(?:\s+and)?|yüz|min)[\s-]+$")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


def misfits(
    heading: str, text: str, language: str, anniversary: Anniversary, issued_on: dt.date
) -> list[tuple[str, int]]:
    """Each ordinal that does not fit, as it is written, with the one that would: `[("thirty-third anniversary", 34)]`.

    In `heading` (title and lead) every ordinal is the anniversary's own. In `text` only one in a sentence that names
    it is: other anniversaries may be spoken of. `anniversary` needs its names and dates. Nothing in a language
    without a table.
    """
    if language not in _WORD:
        return []
    fitting = anniversary.years_on(_observed_near(anniversary, issued_on))
    names = [fold(row.name) for row in anniversary.names.all() if row.language == language]
    about_it = [sentence for sentence in _SENTENCE.split(text) if any(name in fold(sentence) for name in names)]
    return [
        (written, fitting)
        for part in (heading, *about_it)
        for written, number in _given(part, language)
        if number != fitting
    ]


def _given(text: str, language: str) -> list[tuple[str, int]]:
    folded, found = fold(text), []
    for match in _pattern(language).finditer(folded):
        if _LARGER.search(folded[: match.start()]):
            continue
        words = " ".join(re.split(r"[\s-]+", match["words"] or ""))
        number = int(match["figure"]) if match["figure"] else _folded_ordinals(language)[words]
        found.append((text[match.start() : match.end()], number))
    return found


@cache
def _folded_ordinals(language: str) -> dict[str, int]:
    return {fold(words): number for words, number in ordinals(language).items()}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    longest_first = sorted(_folded_ordinals(language), key=len, reverse=True)
    words = "|".join(re.escape(each).replace(r"\ ", r"[\s-]+") for each in longest_first)
    return re.compile(rf"(?<!\w)(?:{_FIGURE[language]}|(?P<words>{words})){_WORD[language]}\w*")


def _observed_near(anniversary: Anniversary, day: dt.date) -> dt.date:
    """The observance nearest to `day`, so that one of January fits a release of the December before."""
    days = [anniversary.observed_on(year) for year in (day.year - 1, day.year, day.year + 1)]
    near = min((found for found in days if found), key=lambda found: abs((found - day).days), default=day)
    return near if abs((near - day).days) <= _MOST_DAYS else day
