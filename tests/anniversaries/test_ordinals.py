"""Ordinals that do not fit the year of an anniversary, only where both are certain."""

import datetime as dt

import pytest

from pressreleases.anniversaries.ordinals import misfits, observed_near
from pressreleases.models import Anniversary
from tests.making import make_anniversary

ISSUED_ON = dt.date(2024, 1, 20)


@pytest.fixture
def anniversary(db):
    made = make_anniversary(1, 20, 1990, en="Black January", az="Qara Yanvar")
    return Anniversary.objects.whole().get(pk=made.pk)


def found(anniversary, heading="", text="", language="en", issued_on=ISSUED_ON):
    return misfits(heading, text, language, anniversary, issued_on)


def test_another_number_in_the_title_is_told_with_the_right_one(anniversary):
    assert found(anniversary, "Thirty-third anniversary") == [("Thirty-third anniversary", 34)]
    assert found(anniversary, "The 35th anniversary of independence") == [("35th anniversary", 34)]


@pytest.mark.parametrize("heading", ["The 34th anniversary", "The 35th year", "The 33rd session", "33 years ago", ""])
def test_the_right_number_and_those_of_other_things_are_not_told(anniversary, heading):
    assert found(anniversary, heading) == []


def test_in_the_text_only_a_sentence_that_names_the_anniversary_counts(anniversary):
    assert found(anniversary, text="It was the 75th anniversary of the Charter.") == []
    text = "It was the 75th anniversary of the Charter. BLACK JANUARY had its 33rd anniversary."
    assert found(anniversary, text=text) == [("33rd anniversary", 34)]


def test_the_name_counts_in_the_language_of_the_text_only(anniversary):
    assert found(anniversary, text="Qara Yanvar had its 33rd anniversary.") == []
    assert found(anniversary, text="Qara Yanvarın 33-cü ildönümü.", language="az") == [("33-cü ildönümü", 34)]


def test_a_release_of_december_belongs_to_the_observance_of_january(anniversary):
    assert found(anniversary, "The 34th anniversary", issued_on=dt.date(2023, 12, 20)) == []
    assert found(anniversary, "The 33rd anniversary", issued_on=dt.date(2023, 12, 20)) == [("33rd anniversary", 34)]


def test_the_nearest_observance_within_sixty_days_is_meant(anniversary):
    assert observed_near(anniversary, dt.date(2023, 12, 20)) == dt.date(2024, 1, 20)
    assert observed_near(anniversary, dt.date(2024, 3, 20)) == dt.date(2024, 1, 20)


def test_a_day_further_away_is_of_no_observance(anniversary):
    assert observed_near(anniversary, dt.date(2024, 3, 21)) == dt.date(2024, 3, 21)
    assert observed_near(anniversary, dt.date(1980, 1, 20)) == dt.date(1980, 1, 20)
