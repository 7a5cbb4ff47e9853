"""When the mission is open, in its own time zone, and the hours in words.

Nothing here asks the database. Days are days of the zone; 09:00 is what its clocks show, also after they were changed.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from pressreleases.language.dates import days_in_words, times_in_words, weekday_in_words, zone_city, zone_info
from pressreleases.language.languages import capitalised
from pressreleases.language.punctuation import comma, semicolon

WEEK = 7
# So far ahead is it looked for the next opening: what is planned for later is not planned yet.
LONGEST_CLOSURE = dt.timedelta(days=120)


@dataclass(frozen=True, order=True)
class Span:
    """From one time of a day to a later one, on a weekday (0 for Monday)."""

    weekday: int
    opens_at: dt.time
    closes_at: dt.time


@dataclass(frozen=True, order=True)
class Closure:
    """Days on which the mission is closed, on any weekday: the first and the last one."""

    first_on: dt.date
    last_on: dt.date


@dataclass(frozen=True)
class Now:
    """Whether it is open, and `until` when (an instant in UTC; None: not known)."""

    is_open: bool
    until: dt.datetime | None


@dataclass(frozen=True)
class Days:
    """Weekdays that follow each other (0 for Monday; after Sunday comes Monday) and have the same times."""

    first: int
    last: int
    times: tuple[tuple[dt.time, dt.time], ...]

    @property
    def weekdays(self) -> list[int]:
        return [(self.first + n) % WEEK for n in range((self.last - self.first) % WEEK + 1)]


@dataclass(frozen=True)
class Opening:
    """The hours of a week and the days without any; `last_on` is the last day for which they are known (None: all)."""

    zone: str
    spans: tuple[Span, ...] = ()
    closures: tuple[Closure, ...] = ()
    last_on: dt.date | None = None

    def __bool__(self) -> bool:
        return bool(self.spans)

    def at(self, now: dt.datetime) -> Now:
        """What holds at `now`, which must be aware."""
        today = now.astimezone(zone_info(self.zone)).date()
        for opens, closes in self._from(today - dt.timedelta(days=1)):
            if closes > now:
                return Now(True, closes) if opens <= now else Now(False, opens)
        return Now(False, None)

    def closed_on(self, day: dt.date) -> bool:
        return any(closure.first_on <= day <= closure.last_on for closure in self.closures)

    def coming_closures(self, today: dt.date) -> list[Closure]:
        """Those that are not over, the next one first."""
        return sorted(closure for closure in self.closures if closure.last_on >= today)

    def times_of(self, weekday: int) -> tuple[tuple[dt.time, dt.time], ...]:
        """The times of that weekday in order; what overlaps or touches is one."""
        times: list[tuple[dt.time, dt.time]] = []
        for span in sorted(self.spans):
            if span.weekday != weekday:
                continue
            if times and span.opens_at <= times[-1][1]:
                times[-1] = (times[-1][0], max(times[-1][1], span.closes_at))
            else:
                times.append((span.opens_at, span.closes_at))
        return tuple(times)

    @property
    def week(self) -> list[Days]:
        """The weekdays with hours, those alike together; a week that begins on Sunday is not torn at its end."""
        times = [self.times_of(weekday) for weekday in range(WEEK)]
        begins = next((day for day in range(WEEK) if times[day] != times[day - 1]), 0)
        days: list[Days] = []
        for weekday in ((begins + n) % WEEK for n in range(WEEK)):
            if days and days[-1].times == times[weekday]:
                days[-1] = Days(days[-1].first, weekday, times[weekday])
            else:
                days.append(Days(weekday, weekday, times[weekday]))
        return [one for one in days if one.times]

    def _from(self, first: dt.date) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """Each time of opening from the day `first` on, as instants in UTC, in order."""
        times = [self.times_of(weekday) for weekday in range(WEEK)]
        last = first + LONGEST_CLOSURE
        last = min(last, self.last_on) if self.last_on else last
        for n in range((last - first).days + 1):
            day = first + dt.timedelta(days=n)
            if not self.closed_on(day):
                for opens, closes in times[day.weekday()]:
                    yield self._instant(day, opens), self._instant(day, closes)

    def _instant(self, day: dt.date, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, time, tzinfo=zone_info(self.zone)).astimezone(dt.UTC)


@dataclass(frozen=True)
class HoursLine:
    """Weekdays in words, and each span of their times."""

    days: str
    times: Sequence[str]


def lines(opening: Opening) -> list[HoursLine]:
    """The hours of the week, weekdays that are alike together."""
    language = get_language() or "en"
    return [
        HoursLine(
            capitalised(_days(days, language), language), [times_in_words(*time, language) for time in days.times]
        )
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
