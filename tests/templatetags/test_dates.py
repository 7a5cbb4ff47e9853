"""Dates and instants as elements that people and machines read."""

import datetime as dt

import pytest
from django.utils.translation import override

from pressreleases.templatetags import dates

DAY = dt.date(2024, 1, 20)
INSTANT = dt.datetime(2024, 1, 20, 3, 30, 15, 999999, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("filtered", "english", "azerbaijani"),
    [
        (dates.day, "20 January 2024", "20 yanvar 2024"),
        (dates.day_and_month, "20 January", "20 yanvar"),
        (dates.short_day, "20 Jan", "20 yan"),
    ],
)
def test_a_date_is_an_element_with_the_date_for_machines(filtered, english, azerbaijani):
    assert filtered(DAY) == f'<time datetime="2024-01-20">{english}</time>'
    with override("az"):
        assert filtered(DAY) == f'<time datetime="2024-01-20">{azerbaijani}</time>'


def test_days_and_months_of_headings_are_words_alone():
    assert dates.weekday(DAY) == "Saturday 20 January"
    assert dates.month(DAY) == "January 2024"
    assert dates.month_name(DAY) == "January"
    assert dates.city("America/New_York") == "New York"


def test_a_span_of_days_has_no_element_and_one_day_has():
    assert dates.days(dt.date(1990, 1, 19), dt.date(1990, 1, 20)) == "19–20 January 1990"
    assert dates.days(DAY, None) == dates.day(DAY)


@pytest.mark.parametrize(
    ("filtered", "words"),
    [
        (dates.day_of, "19 January 2024"),
        (dates.instant, "19 January 2024, 22:30"),
        (dates.weekday_and_instant, "Friday 19 January, 22:30"),
        (dates.clock, "22:30"),
    ],
)
def test_an_instant_is_on_the_clocks_of_the_mission_and_the_element_holds_it_with_its_offset(filtered, words):
    assert filtered(INSTANT, "America/New_York") == f'<time datetime="2024-01-19T22:30:15-05:00">{words}</time>'


def test_how_long_ago_is_said_from_a_minute_on():
    assert dates.ago(INSTANT, INSTANT + dt.timedelta(seconds=59)) == "just now"
    assert dates.ago(INSTANT, INSTANT + dt.timedelta(seconds=60)) == "1 minute ago"
