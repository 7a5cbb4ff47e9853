"""Anniversaries as readers see them: their order, their names, and what is not shown."""

import datetime as dt

import pytest

from pressreleases.public.reading.anniversaries import at_address, of_language
from tests.making import make_anniversary

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)


def changed(anniversary, **changes):
    for name, value in changes.items():
        setattr(anniversary, name, value)
    anniversary.save()
    return anniversary


def listed(language="en"):
    return [(one.name, one.next_on) for one in of_language(language, TODAY)]


def test_they_are_in_the_order_of_their_next_day_and_then_of_their_names():
    make_anniversary(11, 21, en="Yesterday")
    make_anniversary(12, 1, en="Zebra")
    make_anniversary(12, 1, en="Apple")
    make_anniversary(11, 22, en="Today")
    changed(make_anniversary(1, 1, en="Over"), goes_on=False)
    assert listed() == [
        ("Today", TODAY),
        ("Apple", dt.date(2026, 12, 1)),
        ("Zebra", dt.date(2026, 12, 1)),
        ("Yesterday", dt.date(2027, 11, 21)),
        ("Over", None),
    ]


def test_one_that_is_hidden_or_has_no_name_in_the_language_is_not_listed():
    changed(make_anniversary(1, 1, en="Hidden"), shown=False)
    make_anniversary(2, 1, az="Yalnız azərbaycanca")
    assert listed() == []
    assert [name for name, _day in listed("az")] == ["Yalnız azərbaycanca"]


def test_years_are_counted_to_the_next_observance():
    make_anniversary(1, 20, 1990, en="Black January")
    changed(make_anniversary(2, 1, 1990, en="Over"), goes_on=False)
    coming, over = of_language("en", TODAY)
    assert (coming.years, coming.is_round) == (37, False)
    assert (over.years, over.is_round) == (0, False)


def test_it_takes_two_queries_for_one_and_for_many(django_assert_num_queries):
    for number in range(1, 20):
        make_anniversary(1, number, en=f"Day {number}")
        if number in (1, 19):
            with django_assert_num_queries(2):
                assert len(listed()) == number


def test_an_anniversary_is_found_at_its_address_with_its_names_in_the_order_of_the_site(django_assert_num_queries):
    make_anniversary(1, 20, 1990, az="Qara Yanvar", en="Black January")
    with django_assert_num_queries(2):
        found = at_address("en", "black-january", TODAY)
    assert found is not None
    assert found.observance.name == "Black January"
    assert found.observance.next_on == dt.date(2027, 1, 20)
    assert list(found.names) == ["en", "az"]
    [other] = found.others
    assert (other.language, other.name, other.slug) == ("az", "Qara Yanvar", "qara-yanvar")
    assert (other.direction, other.language_name) == ("ltr", "Azərbaycanca")


def test_at_an_address_of_another_language_or_of_what_is_hidden_nothing_is_found():
    anniversary = make_anniversary(1, 20, en="Black January", az="Qara Yanvar")
    assert at_address("az", "black-january", TODAY) is None
    changed(anniversary, shown=False)
    assert at_address("en", "black-january", TODAY) is None


def test_names_in_a_language_that_the_site_does_not_have_are_left_out(settings):
    make_anniversary(1, 20, en="Black January", az="Qara Yanvar")
    settings.LANGUAGES = [("en", "English")]
    found = at_address("en", "black-january", TODAY)
    assert found is not None
    assert list(found.names) == ["en"]


def test_the_years_of_observance_are_told_only_where_staff_said_so():
    anniversary = make_anniversary(1, 20, 1990, en="Black January")
    found = at_address("en", "black-january", TODAY)
    assert found is not None
    assert found.rule("en") == "Every year on 20 January"
    assert found.years_of_observance("en") == ""
    changed(anniversary, from_year=1999, until_year=2050)
    found = at_address("en", "black-january", TODAY)
    assert found is not None
    assert "1999" in found.years_of_observance("en")
    assert "2050" in found.years_of_observance("en")
