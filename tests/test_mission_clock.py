"""The mission's own day and time."""

import datetime as dt

import pytest
from django.utils.translation import override

from pressreleases.mission_clock import MissionClock, NoSuchTime, clock_of, details_now
from tests.making import make_details

NOON = dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)
NEW_YORK = MissionClock("America/New_York", NOON)


def test_the_day_is_that_of_the_zone_and_not_of_utc():
    late = dt.datetime(2024, 1, 20, 3, 30, tzinfo=dt.UTC)
    assert MissionClock("America/New_York", late).today == dt.date(2024, 1, 19)
    assert MissionClock("Asia/Baku", late).today == dt.date(2024, 1, 20)


@pytest.mark.parametrize(
    ("zone", "offset"),
    [
        ("America/New_York", "UTC−5"),
        ("Asia/Baku", "UTC+4"),
        ("Asia/Kolkata", "UTC+5:30"),
        ("America/St_Johns", "UTC−3:30"),
        ("UTC", "UTC"),
    ],
)
def test_the_offset_is_written_as_people_write_it(zone, offset):
    assert MissionClock(zone, NOON).offset == offset


def test_the_offset_of_another_day_follows_the_change_of_the_clocks():
    assert NEW_YORK.offset_at(dt.datetime(2024, 7, 1, tzinfo=dt.UTC)) == "UTC−4"


def test_a_time_to_come_names_the_city_and_one_that_has_passed_does_not():
    assert NEW_YORK.words(NOON) == "20 January 2024, 07:00"
    assert NEW_YORK.words(NOON + dt.timedelta(minutes=1)) == "20 January 2024, 07:01 (New York)"
    assert NEW_YORK.words_without_city(NOON + dt.timedelta(minutes=1)) == "20 January 2024, 07:01"
    with override("az"):
        assert NEW_YORK.words(NOON + dt.timedelta(minutes=1)) == "20 yanvar 2024, 07:01 (Nyu-York)"


def test_what_staff_type_is_an_instant_by_the_clocks_of_the_mission():
    assert NEW_YORK.instant(dt.date(2024, 1, 22), dt.time(10, 15)) == dt.datetime(2024, 1, 22, 15, 15, tzinfo=dt.UTC)


def test_a_time_that_the_clocks_skip_is_refused_with_its_day_and_city():
    spring = dt.date(2024, 3, 10)
    assert NEW_YORK.instant(spring, dt.time(1, 59)) == dt.datetime(2024, 3, 10, 6, 59, tzinfo=dt.UTC)
    assert NEW_YORK.instant(spring, dt.time(3, 0)) == dt.datetime(2024, 3, 10, 7, 0, tzinfo=dt.UTC)
    with pytest.raises(NoSuchTime) as refused:
        NEW_YORK.instant(spring, dt.time(2, 30))
    assert str(refused.value) == (
        "On 10 March 2024 the clocks in New York go forward, so the time 02:30 does not exist. Choose another time."
    )


def test_of_a_time_that_comes_twice_the_first_one_is_meant():
    autumn = dt.date(2024, 11, 3)
    first = dt.datetime(2024, 11, 3, 5, 30, tzinfo=dt.UTC)
    assert NEW_YORK.instant(autumn, dt.time(1, 30)) == first
    assert NEW_YORK.instant(autumn, dt.time(1, 30, fold=1)) == first
    comes_twice = [NEW_YORK.comes_twice(autumn, dt.time(*time)) for time in ((0, 59), (1, 0), (1, 59), (2, 0))]
    assert comes_twice == [False, True, True, False]
    # A time that is skipped does not come twice.
    assert not NEW_YORK.comes_twice(dt.date(2024, 3, 10), dt.time(2, 30))


@pytest.mark.django_db
def test_the_details_of_now_are_those_of_the_day_on_their_own_clocks():
    old = make_details(valid_during=(None, dt.date(2024, 1, 20)))
    new = make_details(valid_during=(dt.date(2024, 1, 20), None))
    midnight = dt.datetime(2024, 1, 20, 5, tzinfo=dt.UTC)
    assert details_now(midnight - dt.timedelta(seconds=1)) == old
    assert details_now(midnight) == new


@pytest.mark.django_db
def test_on_a_day_without_details_there_are_none_and_the_clock_is_that_of_utc():
    make_details(valid_during=(dt.date(2025, 1, 1), None))
    assert details_now(NOON) is None
    assert clock_of(None, NOON) == MissionClock("UTC", NOON)
    assert clock_of(make_details(valid_during=(None, dt.date(2024, 6, 1))), NOON) == NEW_YORK
