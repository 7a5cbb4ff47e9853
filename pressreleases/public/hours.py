"""Opening hours in words, in the active language: `Monday to Friday, 09:00–17:00, New York time`."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from pressreleases.language.dates import days_in_words, times_in_words, weekday_in_words, zone_city
from pressreleases.language.languages import capitalised
from pressreleases.language.punctuation import comma, semicolon
from pressreleases.public.opening import WEEK, Closure, Days, Opening


@dataclass(frozen=True)
class Line:
    """Weekdays in words, and each span of their times."""

    days: str
    times: Sequence[str]


def lines(opening: Opening) -> list[Line]:
    """The hours of the week, weekdays that are alike together."""
    language = get_language() or "en"
    return [
        Line(capitalised(_days(days, language), language), [times_in_words(*time, language) for time in days.times])
        for days in opening.week
    ]


def in_one_line(opening: Opening) -> str:
    """The hours of the week and by whose clocks they are; empty if there are none."""
    if not opening:
        return ""
    language = get_language() or "en"
    spans = [comma(language).join([line.days, *line.times]) for line in lines(opening)]
    return comma(language).join([semicolon(language).join(spans), clock(opening.zone)])


def clock(zone: str) -> str:
    """`New York time`."""
    # Translators: by the clocks of which city hours are meant.
    return pgettext("clock", "%(city)s time") % {"city": zone_city(zone, get_language() or "en")}


def closed_days(closures: Sequence[Closure]) -> list[str]:
    """Each closure in words."""
    language = get_language() or "en"
    return [days_in_words(closure.first_on, closure.last_on, language) for closure in closures]


def _days(days: Days, language: str) -> str:
    names = {"first": weekday_in_words(days.first, language), "last": weekday_in_words(days.last, language)}
    count = len(days.weekdays)
    if count == 1:
        return names["first"]
    if count == WEEK:
        return _("every day")
    if count == 2:
        return pgettext("weekdays", "%(first)s and %(last)s") % names
    # Translators: weekdays, of which the ones between are meant too.
    return pgettext("weekdays", "%(first)s to %(last)s") % names
