"""Rules of observance: which day a rule gives in a year, and which days come next."""

import datetime as dt
from itertools import islice

import pytest
from dateutil.rrule import FR, MO, SA, SU, TH, TU, WE, YEARLY, rrule  # type: ignore[import-untyped]  # it has no types

from pressreleases.models.anniversary_rules import InCommonYears, Nth, Observing, Rule

YEARS = range(2000, 2400)  # a whole cycle of the Gregorian calendar
BEGIN = dt.date(2000, 1, 1)
DAYS = (MO, TU, WE, TH, FR, SA, SU)


@pytest.mark.parametrize("nth", Nth)
def test_the_nth_weekday_of_a_month_is_that_of_an_independent_calendar(nth):
    for weekday, month in ((0, 1), (3, 2), (4, 11), (6, 5)):
        rule = Observing(Rule.WEEKDAY, month=month, nth=nth, weekday=weekday)
        expected = rrule(YEARLY, bymonth=month, byweekday=DAYS[weekday](nth), dtstart=BEGIN, count=400)
        assert [rule.on(year) for year in YEARS] == [day.date() for day in expected]


def test_the_last_day_of_february_follows_leap_years():
    rule = Observing(Rule.LAST_DAY, month=2)
    assert [rule.on(year) for year in (1900, 2000, 2023, 2024)] == [
        dt.date(1900, 2, 28),
        dt.date(2000, 2, 29),
        dt.date(2023, 2, 28),
        dt.date(2024, 2, 29),
    ]


def test_29_february_falls_where_it_was_said_in_common_years_and_on_itself_in_leap_years():
    before = Observing(Rule.FIXED_DAY, month=2, day=29)
    after = Observing(Rule.FIXED_DAY, month=2, day=29, in_common_years=InCommonYears.MARCH_1)
    assert (before.on(2023), after.on(2023)) == (dt.date(2023, 2, 28), dt.date(2023, 3, 1))
    assert before.on(2024) == after.on(2024) == dt.date(2024, 2, 29)
    # Only of that day: 28 February and 1 March stay where they are.
    other = Observing(Rule.FIXED_DAY, month=2, day=28, in_common_years=InCommonYears.MARCH_1)
    assert other.on(2023) == dt.date(2023, 2, 28)


def test_there_is_no_observance_before_the_first_year_nor_after_the_last():
    rule = Observing(Rule.FIXED_DAY, month=1, day=20, first_year=1991, last_year=1993)
    assert [rule.on(year) for year in range(1990, 1995)] == [
        None,
        dt.date(1991, 1, 20),
        dt.date(1992, 1, 20),
        dt.date(1993, 1, 20),
        None,
    ]
    assert list(rule.from_day(dt.date(1, 1, 1))) == [dt.date(year, 1, 20) for year in (1991, 1992, 1993)]
    assert list(rule.from_day(dt.date(1993, 1, 21))) == []
    assert list(Observing(Rule.FIXED_DAY, month=12, day=31).from_day(dt.date(9999, 12, 31))) == [dt.date.max]


def test_a_table_knows_its_dates_and_no_others():
    days = (dt.date(2027, 4, 20), dt.date(2025, 5, 1), dt.date(2024, 5, 11))
    rule = Observing(Rule.TABLE, first_year=2025, dates=days)
    assert [rule.on(year) for year in (2024, 2025, 2026, 2027)] == [
        None,
        dt.date(2025, 5, 1),
        None,
        dt.date(2027, 4, 20),
    ]
    assert list(rule.from_day(dt.date(2025, 1, 1))) == [dt.date(2025, 5, 1), dt.date(2027, 4, 20)]


def test_what_comes_next_begins_with_the_very_day():
    rule = Observing(Rule.FIXED_DAY, month=1, day=20)
    assert list(islice(rule.from_day(dt.date(2024, 1, 20)), 2)) == [dt.date(2024, 1, 20), dt.date(2025, 1, 20)]
    assert next(rule.from_day(dt.date(2024, 1, 21))) == dt.date(2025, 1, 20)


def test_a_rule_without_its_parts_gives_no_day():
    assert [Observing(rule).on(2024) for rule in Rule] == [None, None, None, None]
    assert Observing(Rule.WEEKDAY, month=5).on(2024) is None
    assert Observing(Rule.FIXED_DAY, month=5).on(2024) is None
