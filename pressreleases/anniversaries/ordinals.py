"""Find ordinals of an anniversary that do not fit its year, only where both are certain."""

import datetime as dt
import re

from pressreleases.intake.folding import fold_for_reading
from pressreleases.models import Anniversary
from pressreleases.ordinals import find

# How far from its day a release may be issued and still be about that year's observance.
_MOST_DAYS = 60
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n+")


def misfits(
    heading: str, text: str, language: str, anniversary: Anniversary, issued_on: dt.date
) -> list[tuple[str, int]]:
    """Each ordinal that does not fit, as it is written, with the right number: `[("thirty-third anniversary", 34)]`.

    In `heading` (title and lead) every ordinal belongs to the anniversary. In `text` only those in a sentence that
    names it do, because other anniversaries may be mentioned. Fetch `anniversary` with its names and dates. Years are
    not checked: "the 35th year" and "the 34th anniversary" are both right.
    """
    fitting = anniversary.years_on(observed_near(anniversary, issued_on))
    names = [fold_for_reading(row.name) for row in anniversary.names.all() if row.language == language]
    about_it = [
        sentence for sentence in _SENTENCE.split(text) if any(name in fold_for_reading(sentence) for name in names)
    ]
    return [
        (found.phrase, fitting)
        for part in (heading, *about_it)
        for found in find(part, language)
        if found.noun == "anniversary" and found.number != fitting
    ]


def observed_near(anniversary: Anniversary, day: dt.date) -> dt.date:
    """The observance nearest to `day`: a release of December may belong to an observance in January."""
    days = [anniversary.observed_on(year) for year in (day.year - 1, day.year, day.year + 1)]
    near = min((found for found in days if found), key=lambda found: abs((found - day).days), default=day)
    return near if abs((near - day).days) <= _MOST_DAYS else day
