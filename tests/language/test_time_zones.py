"""Which time zones a mission can choose, and what an old edition with an unknown one is shown by."""

import pytest

from pressreleases.language.time_zones import is_place, is_zone, zone_choices, zone_info


def test_the_choices_are_utc_and_places_with_readable_names():
    choices = zone_choices()
    assert choices[0] == ("UTC", "UTC")
    assert ("America/New_York", "America/New York") in choices
    assert [zone for zone, _name in choices[1:]] == sorted(zone for zone, _name in choices[1:])


@pytest.mark.parametrize("zone", ["EST", "GMT", "Etc/GMT+5", "US/Eastern", "posix/Asia/Baku", "right/Asia/Baku"])
def test_abbreviations_and_old_names_are_no_choices(zone):
    assert zone not in dict(zone_choices())


def test_utc_means_that_nobody_has_chosen_a_place():
    assert (is_place("UTC"), is_place("Asia/Baku")) == (False, True)


def test_a_name_is_a_zone_or_is_not():
    assert (is_zone("Asia/Baku"), is_zone("Asia/Atlantis"), is_zone("")) == (True, False, False)


@pytest.mark.parametrize("name", ["Asia/Atlantis", "", "../etc/passwd", "Asia", "a\x00b"])
def test_a_name_that_is_no_zone_is_shown_by_utc(name):
    assert zone_info(name).key == "UTC"
    assert zone_info("Asia/Baku").key == "Asia/Baku"
