"""The mission's own day and time: whose details are valid today, instants as its clocks show and staff type them."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import DateRangeField
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.language.dates import day_in_words, instant_in_words, zone_city, zone_info
from pressreleases.models import MissionDetails
from pressreleases.models.kept_query import Given, KeptQuery

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class NoSuchTime(Exception):
    """The clocks of the zone skip that time on that day; `str()` says so in the active language."""

    sentence: "_StrPromise" = _(
        "On %(day)s the clocks in %(city)s go forward, so the time %(time)s does not exist. Choose another time."
    )

    def __init__(self, day: dt.date, time: dt.time, zone: str) -> None:
        super().__init__(day, time, zone)
        self.day, self.time, self.zone = day, time, zone

    def __str__(self) -> str:
        language = get_language() or "en"
        return self.sentence % {
            "day": day_in_words(self.day, language),
            "time": f"{self.time:%H:%M}",
            "city": zone_city(self.zone, language),
        }


@dataclass(frozen=True)
class MissionClock:
    """The clock of one zone (an IANA name) at the instant `now`."""

    zone: str
    now: dt.datetime

    @property
    def here(self) -> dt.datetime:
        return self.now.astimezone(zone_info(self.zone))

    @property
    def today(self) -> dt.date:
        return self.here.date()

    @property
    def city(self) -> str:
        """By which people know the zone, in the active language: `New York`."""
        return zone_city(self.zone, get_language() or "en")

    @property
    def offset(self) -> str:
        """From UTC at the moment: `UTC−5`, `UTC+5:30`, `UTC`."""
        return self.offset_at(self.now)

    def offset_at(self, instant: dt.datetime) -> str:
        """The same at `instant`, which may lie on the other side of a change of the clocks."""
        there = instant.astimezone(zone_info(self.zone))
        minutes = int((there.utcoffset() or dt.timedelta()).total_seconds() // 60)
        if not minutes:
            return "UTC"
        hours, rest = divmod(abs(minutes), 60)
        return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")

    def words(self, instant: dt.datetime) -> str:
        """`22 January 2024, 10:15` by this clock, in the active language; of what is to come with ` (New York)`."""
        words = self.words_without_city(instant)
        return f"{words} ({self.city})" if instant > self.now else words

    def words_without_city(self, instant: dt.datetime) -> str:
        """The same for pages that name the city themselves."""
        return instant_in_words(instant, get_language() or "en", self.zone)

    def instant(self, day: dt.date, time: dt.time) -> dt.datetime:
        """The instant at which this clock shows `time` on `day`: the first, if it does so twice; raise `NoSuchTime`."""
        wall = dt.datetime.combine(day, time.replace(fold=0), tzinfo=zone_info(self.zone))
        found = wall.astimezone(dt.UTC)
        if found.astimezone(zone_info(self.zone)).replace(tzinfo=None) != wall.replace(tzinfo=None):
            raise NoSuchTime(day, time, self.zone)
        return found

    def comes_twice(self, day: dt.date, time: dt.time) -> bool:
        """Whether this clock shows `time` twice on `day`, because it is put back."""
        wall = dt.datetime.combine(day, time, tzinfo=zone_info(self.zone))
        return wall.replace(fold=0).utcoffset() > wall.replace(fold=1).utcoffset()  # type: ignore[operator]  # aware


_DETAILS_AROUND = KeptQuery(
    lambda: MissionDetails.objects.prefetch_related("names").filter(
        valid_during__overlap=Given("days", DateRangeField())
    )
)


def details_now(at: dt.datetime | None = None) -> MissionDetails | None:
    """The details, with their names, that are valid at `at` (None: now) on the day by their own clocks."""
    now = at or timezone.now()
    candidates = _DETAILS_AROUND(days=DateRange(now.date() - dt.timedelta(days=1), now.date() + dt.timedelta(days=2)))
    return next(
        (row for row in candidates if now.astimezone(zone_info(row.time_zone)).date() in row.valid_during), None
    )


def clock_of(details: MissionDetails | None, at: dt.datetime | None = None) -> MissionClock:
    """The clock of these details; of UTC while there are none."""
    return MissionClock(details.time_zone if details else "UTC", at or timezone.now())
