"""Releases that belong to an observance are known by date and title, and ordinals that do not fit it are told."""

import datetime as dt

import pytest

from pressreleases.anniversaries.recognising import earlier, misfits, observed_near, written_by_hand
from pressreleases.models import Anniversary
from pressreleases.publishing import publish, withdraw
from tests.making import make_anniversary, make_release

ON = dt.date(2025, 1, 20)


@pytest.fixture
def anniversary(db):
    made = make_anniversary(1, 20, 1990, en="Black January")
    return Anniversary.objects.whole().get(pk=made.pk)


def is_found(anniversary, title, days=0, **changes):
    release = make_release(title, issued_on=ON + dt.timedelta(days=days), **changes)
    return written_by_hand([(anniversary, ON)]) == {anniversary.pk: [release]}


@pytest.mark.parametrize("title", ["Black January", "On BLACK  JANUARY, in Baku", "“Black January”: a day of memory"])
@pytest.mark.parametrize("days", [-14, 14])
def test_a_title_with_the_name_is_found_within_two_weeks(anniversary, title, days):
    assert is_found(anniversary, title, days)


@pytest.mark.parametrize(("title", "days"), [("Black January", 15), ("Black January", -15), ("A visit in January", 0)])
def test_a_title_too_far_from_the_day_or_without_the_name_is_not_found(anniversary, title, days):
    assert not is_found(anniversary, title, days)


@pytest.mark.parametrize("title", ["Thirty-fifth anniversary of January", "The 36th year after January 1990"])
def test_the_ordinal_and_a_word_of_the_name_are_enough_within_three_days(anniversary, title):
    assert is_found(anniversary, title, 3)


@pytest.mark.parametrize(
    ("title", "days"),
    [
        ("Thirty-fifth anniversary of January", 4),
        ("Thirty-fourth anniversary of January", 0),
        ("The 35th year after January 1990", 0),
        ("Thirty-fifth anniversary of the union", 0),
    ],
)
def test_another_number_other_words_or_another_day_are_not(anniversary, title, days):
    assert not is_found(anniversary, title, days)


def test_a_name_in_another_language_does_not_count(anniversary):
    assert not is_found(anniversary, "Black January", language="az")


def test_a_release_that_belongs_to_an_anniversary_is_not_found_again(anniversary):
    make_release("Black January", issued_on=ON, anniversary=anniversary)
    assert written_by_hand([(anniversary, ON)]) == {}


def test_a_withdrawn_release_is_not_found(anniversary, details, editor):
    release = make_release("Black January", issued_on=ON)
    publish([release], by=editor)
    assert written_by_hand([(anniversary, ON)])
    withdraw([release], by=editor, reasons={"en": "Wrong."})
    assert written_by_hand([(anniversary, ON)]) == {}


def test_no_observances_have_no_releases_and_need_no_query(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert written_by_hand([]) == {}


def test_releases_of_past_observances_are_found_newest_first_and_none_of_a_coming_one(anniversary):
    years = (2022, 2024, 2025)
    old, new, _coming = [
        make_release("Black January", issued_on=dt.date(year, 1, 20), slug=f"of-{year}") for year in years
    ]
    assert earlier(anniversary, dt.date(2025, 1, 19)) == [new, old]


ISSUED_ON = dt.date(2024, 1, 20)


@pytest.fixture
def black_january(db):
    made = make_anniversary(1, 20, 1990, en="Black January", az="Qara Yanvar")
    return Anniversary.objects.whole().get(pk=made.pk)


def found(anniversary, heading="", text="", language="en", issued_on=ISSUED_ON):
    return misfits(heading, text, language, anniversary, issued_on)


def test_another_number_in_the_title_is_told_with_the_right_one(black_january):
    assert found(black_january, "Thirty-third anniversary") == [("Thirty-third anniversary", 34)]
    assert found(black_january, "The 35th anniversary of independence") == [("35th anniversary", 34)]


@pytest.mark.parametrize("heading", ["The 34th anniversary", "The 35th year", "The 33rd session", "33 years ago", ""])
def test_the_right_number_and_those_of_other_things_are_not_told(black_january, heading):
    assert found(black_january, heading) == []


def test_in_the_text_only_a_sentence_that_names_the_anniversary_counts(black_january):
    assert found(black_january, text="It was the 75th anniversary of the Charter.") == []
    text = "It was the 75th anniversary of the Charter. BLACK JANUARY had its 33rd anniversary."
    assert found(black_january, text=text) == [("33rd anniversary", 34)]


def test_the_name_counts_in_the_language_of_the_text_only(black_january):
    assert found(black_january, text="Qara Yanvar had its 33rd anniversary.") == []
    assert found(black_january, text="Qara Yanvarın 33-cü ildönümü.", language="az") == [("33-cü ildönümü", 34)]


def test_a_release_of_december_belongs_to_the_observance_of_january(black_january):
    assert found(black_january, "The 34th anniversary", issued_on=dt.date(2023, 12, 20)) == []
    assert found(black_january, "The 33rd anniversary", issued_on=dt.date(2023, 12, 20)) == [("33rd anniversary", 34)]


def test_the_nearest_observance_within_sixty_days_is_meant(black_january):
    assert observed_near(black_january, dt.date(2023, 12, 20)) == dt.date(2024, 1, 20)
    assert observed_near(black_january, dt.date(2024, 3, 20)) == dt.date(2024, 1, 20)


def test_a_day_further_away_is_of_no_observance(black_january):
    assert observed_near(black_january, dt.date(2024, 3, 21)) == dt.date(2024, 3, 21)
    assert observed_near(black_january, dt.date(1980, 1, 20)) == dt.date(1980, 1, 20)
