"""The mission as it is today, and how long that holds."""

import datetime as dt
import math
import time

import pytest

from pressreleases import letterhead
from pressreleases.models import MissionDetails
from pressreleases.public.reading import mission_today
from tests.making import make_details

pytestmark = pytest.mark.django_db

TODAY = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


def test_a_change_of_details_takes_effect_at_midnight_of_the_missions_own_zone(client, db):
    make_details(valid_during=(None, dt.date(2026, 12, 1)), address="Old Street")
    make_details(valid_during=(dt.date(2026, 12, 1), None), address="New Street")
    midnight = dt.datetime(2026, 12, 1, 5, tzinfo=dt.UTC)  # 00:00 in New York
    assert mission_today.read(midnight - dt.timedelta(seconds=1)).letterhead["address"] == "Old Street"
    assert mission_today.read(midnight).letterhead["address"] == "New Street"


def test_todays_letterhead_is_just_the_one_that_an_edition_would_keep(db):
    details = make_details()
    assert mission_today.read(TODAY).letterhead == letterhead.compose(details)


def test_it_holds_until_midnight_in_the_missions_own_zone(db):
    make_details()
    midnight = dt.datetime(2026, 11, 22, 5, tzinfo=dt.UTC)  # 00:00 in New York
    mission = mission_today.read(midnight - dt.timedelta(seconds=100))
    assert mission.good_until == pytest.approx(time.monotonic() + 100, abs=5)


def test_without_details_nothing_is_known_and_details_that_are_hidden_are_not_shown(db):
    assert (mission_today.read().known, mission_today.read().good_until) == (False, None)
    make_details()
    MissionDetails.objects.update(shown=False)
    mission = mission_today.read()
    assert (mission.known, mission.good_until) == (False, math.inf)


def test_former_addresses_are_listed_newest_first_and_the_same_address_only_once(db):
    year = [dt.date(2020 + n, 1, 1) for n in range(5)]
    make_details(valid_during=(None, year[0]), address="First Street")
    make_details(valid_during=(year[0], year[1]), address="Second Street,\nNew York")
    make_details(valid_during=(year[1], year[2]), address="Second Street, New York")
    make_details(valid_during=(year[2], None), address="Third Street")
    found = mission_today.former_addresses(mission_today.read(TODAY))
    assert [(one.lines.split()[0], one.first_on, one.last_on) for one in found] == [
        ("Second", year[0], dt.date(2021, 12, 31)),
        ("First", None, dt.date(2019, 12, 31)),
    ]
