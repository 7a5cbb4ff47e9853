"""The next observances: which have begun their lead time, what each has, and what is to be done."""

import datetime as dt

import pytest

from pressreleases.anniversaries.coming import Next, begins_on, coming, in_lead, releases_of
from pressreleases.models import Anniversary, Observance
from tests.anniversaries.observing import ON, TODAY
from tests.making import make_anniversary, make_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def anniversary():
    make_anniversary(1, 20, 1990, en="Black January")
    return Anniversary.objects.whole().get()


def begun(today=TODAY):
    return in_lead(today)[0]


def test_an_observance_begins_with_its_lead_time_and_not_the_day_before(anniversary):
    first = begins_on(anniversary, ON)
    assert first == ON - dt.timedelta(days=anniversary.lead_days)
    assert begun(first) == [(anniversary, ON)]
    assert begun(first - dt.timedelta(days=1)) == []
    assert begun(ON) == [(anniversary, ON)]


def test_lead_time_never_begins_before_the_first_day_of_all(anniversary):
    anniversary.lead_days = 60
    assert begins_on(anniversary, dt.date(1, 1, 20)) == dt.date.min


def test_the_first_of_those_that_have_not_begun_is_told(anniversary):
    make_anniversary(5, 28, 1918, en="Republic Day")
    make_anniversary(3, 8, 1990, en="Third")
    found, later = in_lead(TODAY)
    assert [pair[0] for pair in found] == [anniversary]
    assert later is not None
    assert (str(later.anniversary), later.on) == ("Third", dt.date(2025, 3, 8))


def test_an_anniversary_that_is_no_longer_observed_is_not_told():
    make_anniversary(1, 20, 1990, en="Black January")
    Anniversary.objects.update(goes_on=False)
    assert in_lead(TODAY) == ([], None)


def test_without_a_release_a_draft_is_to_be_made(anniversary):
    [row] = coming(begun(), TODAY, "en")
    assert (row.next, row.release) == (Next.DRAFT, None)
    assert (row.name, row.day, row.days_left, row.years, row.is_round) == (
        ("Black January", "20 January", 31, 35, anniversary.is_round(35))
    )


def test_a_release_that_seems_to_be_of_it_is_to_be_linked(anniversary):
    release = make_release("Black January", issued_on=ON)
    [row] = coming(begun(), TODAY, "en")
    assert (row.next, row.release) == (Next.LINK, release)


def test_its_own_release_is_to_be_opened_whether_it_has_its_place_or_was_linked_in_its_form(anniversary):
    release = make_release("Ours", issued_on=ON, anniversary=anniversary)
    assert [(row.next, row.release) for row in coming(begun(), TODAY, "en")] == [(Next.OPEN, release)]
    Observance.objects.create(anniversary=anniversary, year=2025, language="en", release=release)
    assert [(row.next, row.release) for row in coming(begun(), TODAY, "en")] == [(Next.OPEN, release)]


def test_the_release_of_another_year_is_not_its_own(anniversary):
    release = make_release("Ours", issued_on=dt.date(2024, 1, 20), anniversary=anniversary)
    assert releases_of(begun()) == ({}, {})
    Observance.objects.create(anniversary=anniversary, year=2024, language="en", release=release)
    assert releases_of(begun()) == ({}, {})


def test_the_original_comes_before_its_translations(anniversary):
    translation = make_release("Tərcümə", issued_on=ON, language="az", anniversary=anniversary, is_original=False)
    original = make_release("Ours", issued_on=ON, anniversary=anniversary, family=translation.family)
    assert releases_of(begun())[0] == {anniversary.pk: original}


def test_any_number_of_observances_takes_three_queries(anniversary, django_assert_num_queries):
    for number in range(10):
        make_anniversary(1, 5 + number, en=f"Day {number}")
    rows = begun()
    assert len(rows) == 11
    with django_assert_num_queries(3):
        coming(rows, TODAY, "en")
