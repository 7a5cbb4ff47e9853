"""The days that the site can show: each has an address of four digits, a name in every calendar, and a clock time.

And how old a text is that comes from an archive.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.language.dates import day_in_words

FIRST_DAY, LAST_DAY = dt.date(1850, 1, 1), dt.date(2199, 12, 31)
# What is commemorated may be older than any release.
FIRST_DAY_OF_HISTORY = dt.date(1, 1, 1)
# Nothing is planned for this instant or a later one.
TOO_LATE = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
# A first edition that goes online longer than this after its date of issue comes from an archive.
ARCHIVED_AFTER = dt.timedelta(days=30)


def check_day(day: dt.date) -> None:
    """Raise `ValidationError` for a day outside the years 1850 to 2199."""
    _check(day, FIRST_DAY)


def check_day_of_history(day: dt.date) -> None:
    """Raise `ValidationError` for a day after the year 2199."""
    _check(day, FIRST_DAY_OF_HISTORY)


def nearest_day(day: dt.date) -> dt.date:
    """`day`, or the first or last day that a release can have."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def _check(day: dt.date, first: dt.date) -> None:
    if not first <= day <= LAST_DAY:
        language = get_language() or "en"
        days = {"first": day_in_words(first, language), "last": day_in_words(LAST_DAY, language)}
        raise ValidationError(_("Choose a day from %(first)s to %(last)s."), code="day", params=days)
