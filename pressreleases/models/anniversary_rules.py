"""On which day of a year an anniversary is observed: rules and their arithmetic, for any year, without a database."""

import datetime as dt
from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = dt.MINYEAR, dt.MAXYEAR
# How far from its day a release may be issued and still be about that observance.
NEAR = dt.timedelta(days=60)


class Rule(TextChoices):
    """How the day of an anniversary's observance is found each year."""

    FIXED_DAY = "fixed-day", _("The same day every year")
    WEEKDAY = "weekday", _("A weekday of a month, such as its second Sunday")
    LAST_DAY = "last-day", _("The last day of a month")
    TABLE = "table", _("A table of dates")


class Nth(IntegerChoices):
    """Which of a month's days of one name; iCalendar counts so too (RFC 5545, 3.3.10: `2SU`, `-1SU`)."""

    FIRST = 1, _("first")
    SECOND = 2, _("second")
    THIRD = 3, _("third")
    FOURTH = 4, _("fourth")
    LAST = -1, _("last")


class Weekday(IntegerChoices):
    """As Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class InCommonYears(TextChoices):
    """Where 29 February falls in a year that has none."""

    FEBRUARY_28 = "28-february", _("28 February")
    MARCH_1 = "1-march", _("1 March")


# What each rule needs to be known; the other fields of a rule stay empty.
PARTS: dict[str, tuple[str, ...]] = {
    Rule.FIXED_DAY: ("month", "day"),
    Rule.WEEKDAY: ("month", "nth", "weekday"),
    Rule.LAST_DAY: ("month",),
    Rule.TABLE: (),
}
ALL_PARTS = ("month", "day", "nth", "weekday")


@dataclass(frozen=True)
class Observing:
    """A rule with its parts, and the first and last year in which there is an observance. `dates` are of a table."""

    rule: str
    month: int | None = None
    day: int | None = None
    nth: int | None = None
    weekday: int | None = None
    in_common_years: str = InCommonYears.FEBRUARY_28
    first_year: int = FIRST_YEAR
    last_year: int = LAST_YEAR
    dates: tuple[dt.date, ...] = ()

    @property
    def is_leap_day(self) -> bool:
        return self.rule == Rule.FIXED_DAY and (self.month, self.day) == (2, 29)

    def on(self, year: int) -> dt.date | None:
        """The day of `year`; None outside the years of observance, or when it is not known."""
        if not self.first_year <= year <= self.last_year:
            return None
        if self.rule == Rule.TABLE:
            return next((day for day in self.dates if day.year == year), None)
        if self.month is None:
            return None
        if self.rule == Rule.LAST_DAY:
            return dt.date(year, self.month, monthrange(year, self.month)[1])
        if self.rule == Rule.WEEKDAY:
            return self._nth_weekday(year, self.month)
        return self._fixed_day(year, self.month)

    def from_day(self, day: dt.date) -> Iterator[dt.date]:
        """The observances on and after `day`, in their order: endless as the years are."""
        if self.rule == Rule.TABLE:
            years = sorted({date.year for date in self.dates if date.year >= day.year})
            found = (self.on(year) for year in years)
        else:
            found = (self.on(year) for year in range(max(day.year, self.first_year), self.last_year + 1))
        return (date for date in found if date is not None and date >= day)

    def year_of(self, day: dt.date) -> int:
        """The year of the observance that something of `day` is about: the nearest one, else that of `day`.

        So that a release of 30 December is about 1 January, and one of 2 January about 31 December.
        """
        near = [found for year in (day.year - 1, day.year, day.year + 1) if (found := self.on(year))]
        nearest = min(near, key=lambda found: abs((found - day).days), default=day)
        return nearest.year if abs((nearest - day).days) <= NEAR.days else day.year

    def _fixed_day(self, year: int, month: int) -> dt.date | None:
        if self.day is None:
            return None
        if self.is_leap_day and not isleap(year):
            return dt.date(year, 2, 28) if self.in_common_years == InCommonYears.FEBRUARY_28 else dt.date(year, 3, 1)
        return dt.date(year, month, self.day)

    def _nth_weekday(self, year: int, month: int) -> dt.date | None:
        if self.nth is None or self.weekday is None:
            return None
        first_weekday, days = monthrange(year, month)
        first = 1 + (self.weekday - first_weekday) % 7
        day = first + (days - first) // 7 * 7 if self.nth == Nth.LAST else first + (self.nth - 1) * 7
        return dt.date(year, month, day)
