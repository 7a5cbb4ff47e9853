"""Rules of observance as recurrences of a calendar file."""

import datetime as dt
from itertools import islice
from typing import Any

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it has no types

from pressreleases.calendars.recurrence import Recurrence, recurrence_of
from pressreleases.models.anniversary_rules import Observing

SINCE: dict[str, Any] = {"first_year": 1992}


def test_a_rule_without_days_has_no_recurrence():
    assert recurrence_of(Observing("table")) is None
    assert recurrence_of(Observing("fixed-day", month=1, day=1, first_year=2000, last_year=1999)) is None


@pytest.mark.parametrize(
    ("observing", "first", "rule"),
    [
        (Observing("fixed-day", month=1, day=20, **SINCE), (1992, 1, 20), "BYMONTH=1;BYMONTHDAY=20"),
        (Observing("weekday", month=5, nth=2, weekday=6, **SINCE), (1992, 5, 10), "BYMONTH=5;BYDAY=2SU"),
        (Observing("weekday", month=11, nth=-1, weekday=3, **SINCE), (1992, 11, 26), "BYMONTH=11;BYDAY=-1TH"),
        (Observing("weekday", month=9, nth=1, weekday=0, **SINCE), (1992, 9, 7), "BYMONTH=9;BYDAY=1MO"),
        (Observing("last-day", month=2, **SINCE), (1992, 2, 29), "BYMONTH=2;BYMONTHDAY=-1"),
        (Observing("fixed-day", month=2, day=29, **SINCE), (1992, 2, 29), "BYMONTH=2;BYMONTHDAY=-1"),
        (Observing("fixed-day", month=2, day=29, in_common_years="1-march", **SINCE), (1992, 2, 29), "BYYEARDAY=60"),
    ],
)
def test_a_rule_begins_on_its_first_day_and_goes_on_every_year(observing, first, rule):
    assert recurrence_of(observing) == Recurrence(dt.date(*first), f"FREQ=YEARLY;{rule}")


def test_a_rule_with_a_last_year_ends_with_its_last_day():
    observing = Observing("fixed-day", month=1, day=20, last_year=2003, **SINCE)
    recurrence = recurrence_of(observing)
    assert recurrence
    assert recurrence.rule == "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=20;UNTIL=20031231"


def test_days_of_a_table_are_told_one_by_one_in_order_and_without_a_rule():
    days = tuple(dt.date(year, 5, year - 2010) for year in (2019, 2022, 2020))
    assert recurrence_of(Observing("table", first_year=2020, dates=days)) == Recurrence(
        dt.date(2020, 5, 10), more=(dt.date(2022, 5, 12),)
    )


def test_29_february_is_1_march_in_years_that_have_none():
    recurrence = recurrence_of(Observing("fixed-day", month=2, day=29, in_common_years="1-march", **SINCE))
    assert recurrence
    days = rrulestr(recurrence.rule, dtstart=dt.datetime.combine(recurrence.first, dt.time()))
    assert [day.date() for day in islice(days, 3)] == [dt.date(1992, 2, 29), dt.date(1993, 3, 1), dt.date(1994, 3, 1)]
