"""Anniversaries as readers see them: their order, their names, what is not shown, and over the years."""

import datetime as dt

import pytest

from pressreleases import publishing
from pressreleases.models import Anniversary, Edition, Observance
from pressreleases.public.reading.anniversaries import (
    YearsCalendar,
    at_address,
    by_year,
    calendar,
    of_language,
    of_their_years,
    reaches,
    years_of,
)
from tests.making import in_future, make_anniversary, make_release

pytestmark = pytest.mark.usefixtures("details")


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


@pytest.fixture
def anniversary(details):
    make_anniversary(1, 20, 1990, en="Black January")
    return Anniversary.objects.get()


@pytest.fixture
def publish(details, editor):
    def publish(anniversary, *day, at=None, **changes):
        on = dt.date(*day)
        release = make_release(f"Of {on}", slug=f"of-{on}", issued_on=on, anniversary=anniversary, **changes)
        publishing.publish([release], by=editor, at=at)
        return release

    return publish


def editions():
    return of_their_years(Edition.objects.live()).order_by("-issued_on", "-release_id")


def told(anniversary, today=TODAY):
    rows = years_of(anniversary, editions(), today)
    return [(row.year, row.first, row.years, len(row.releases), row.before) for row in rows]


def test_years_with_releases_and_runs_without_are_told_newest_first(anniversary, publish):
    for year in (2020, 2023, 2024):
        publish(anniversary, year, 1, 20)
    assert told(anniversary) == [
        (2026, 2025, 0, 0, None),
        (2024, 2024, 34, 1, 2023),
        (2023, 2023, 33, 1, 2020),
        (2022, 2021, 0, 0, None),
        (2020, 2020, 30, 1, None),
    ]


def test_without_a_release_no_year_is_told(anniversary):
    assert told(anniversary) == []


def test_this_year_is_told_from_its_day_on(anniversary, publish):
    publish(anniversary, 2024, 1, 20)
    assert told(anniversary, dt.date(2026, 1, 19))[0][0] == 2025
    assert told(anniversary, dt.date(2026, 1, 20))[0][0] == 2026


def test_what_does_not_go_on_ends_with_its_last_release(anniversary, publish):
    publish(anniversary, 2020, 1, 20)
    anniversary.goes_on = False
    assert [row[0] for row in told(anniversary)] == [2020]


def test_a_release_of_december_belongs_to_the_next_year_and_that_which_staff_gave_counts_more(anniversary, publish):
    release = publish(anniversary, 2023, 12, 20)
    assert told(anniversary)[-1][0] == 2024
    Observance.objects.create(anniversary=anniversary, year=2023, language="en", release=release)
    assert told(anniversary)[-1][0] == 2023


def test_of_several_releases_of_a_year_the_one_nearest_to_the_day_counts(anniversary, publish):
    publish(anniversary, 2024, 1, 10)
    publish(anniversary, 2024, 1, 19)
    publish(anniversary, 2024, 2, 5)
    publish(anniversary, 2023, 1, 5)
    assert {year: edition.title for year, edition in by_year(anniversary, editions()).items()} == {
        2024: "Of 2024-01-19",
        2023: "Of 2023-01-05",
    }


def days(year, language="en"):
    return [(day.on, day.observance.name, day.years, day.is_past) for day in calendar(language, year, TODAY).days]


def test_a_year_has_the_days_of_what_is_shown_in_order(anniversary):
    make_anniversary(11, 22, 1992, en="Today")
    hidden = make_anniversary(1, 1, en="Hidden")
    Anniversary.objects.filter(pk=hidden.pk).update(shown=False)
    make_anniversary(3, 1, az="Yalnız azərbaycanca")
    assert days(2026) == [
        (dt.date(2026, 1, 20), "Black January", 36, True),
        (dt.date(2026, 11, 22), "Today", 34, False),
    ]
    assert [month for month, _days in calendar("en", 2026, TODAY).months] == [dt.date(2026, 1, 1), dt.date(2026, 11, 1)]


def test_what_does_not_go_on_has_days_only_in_years_with_a_release(anniversary, publish):
    publish(anniversary, 2024, 1, 20)
    Anniversary.objects.update(goes_on=False)
    assert days(2026) == days(2023) == []
    assert len(days(2024)) == 1
    assert [one.name for one in calendar("en", 2026, TODAY).others] == ["Black January"]


def test_a_day_leads_to_its_live_release_and_to_no_other(anniversary, publish):
    live = publish(anniversary, 2024, 1, 20)
    publish(anniversary, 2025, 1, 20, at=in_future())
    assert [day.release and day.release.release for day in calendar("en", 2024, TODAY).days] == [live]
    assert [day.release for day in calendar("en", 2025, TODAY).days] == [None]


def test_years_with_releases_and_the_next_two_can_be_chosen(anniversary, publish):
    publish(anniversary, 2021, 1, 20)
    publish(anniversary, 2020, 1, 20, language="az")
    found = calendar("en", 2030, TODAY)
    assert found.choice == [2030, 2028, 2027, 2026, 2021]
    assert found.first == 2021


def test_an_address_is_there_from_the_first_year_to_ten_years_ahead():
    reached = {year: reaches(YearsCalendar(year, 2020), TODAY) for year in (2019, 2020, 2036, 2037)}
    assert reached == {2019: False, 2020: True, 2036: True, 2037: False}


@pytest.mark.parametrize("rows", [1, 15])
def test_a_year_takes_three_queries(publish, django_assert_num_queries, rows):
    for number in range(rows):
        publish(make_anniversary(1, 1 + number, en=f"Day {number}"), 2024, 1, 1 + number)
    with django_assert_num_queries(3):
        assert len(calendar("en", 2024, TODAY).days) == rows
