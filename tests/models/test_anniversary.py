"""Anniversaries: what their rules say of a year, what Postgres refuses, their names and the addresses that stay."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from pressreleases.models import Anniversary, AnniversaryAddress, AnniversaryName
from tests.making import make_anniversary
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db

EVENT = dt.date(1990, 1, 20)
FIXED = {"rule": "fixed-day", "month": 1, "day": 20}


def of(**changes):
    return Anniversary(**{"event_first_on": EVENT, **FIXED, **changes})


def test_it_is_first_observed_in_the_year_after_the_event_unless_said_otherwise():
    assert [of().observed_on(year) for year in (1989, 1990, 1991)] == [None, None, dt.date(1991, 1, 20)]
    assert of(from_year=1995).observed_on(1994) is None
    assert of(from_year=1990).observed_on(1990) == EVENT
    over_new_year = of(event_first_on=dt.date(1989, 12, 31), event_last_on=dt.date(1990, 1, 2))
    assert [over_new_year.observed_on(year) for year in (1990, 1991)] == [None, dt.date(1991, 1, 20)]


def test_after_its_last_year_nothing_comes_and_what_does_not_go_on_has_no_next_day():
    assert of(until_year=2000).next_on(dt.date(2000, 1, 20)) == dt.date(2000, 1, 20)
    assert of(until_year=2000).next_on(dt.date(2000, 1, 21)) is None
    assert of(goes_on=False).next_on(dt.date(2000, 1, 1)) is None
    assert of(goes_on=False).observed_on(2000) == dt.date(2000, 1, 20)


def test_years_have_passed_since_the_event_from_its_own_day_on():
    days = [dt.date(1989, 1, 1), dt.date(1991, 1, 19), dt.date(1991, 1, 20), dt.date(2026, 11, 22)]
    assert [of(month=5).elapsed_on(day) for day in days] == [0, 0, 1, 36]


def test_round_years_are_the_numbers_that_staff_set_and_their_multiples():
    assert [years for years in range(101) if of().is_round(years)] == list(range(5, 101, 5))
    assert [years for years in range(101) if of(round_years=[25, 40]).is_round(years)] == [25, 40, 50, 75, 80, 100]
    assert not any(of(round_years=[]).is_round(years) for years in range(101))


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"month": None, "day": None}, {"month", "day"}),
        ({"month": 4, "day": 31}, {"day"}),
        ({"month": 13}, {"month"}),
        ({"nth": 1}, {"nth"}),
        ({"rule": "weekday", "day": None}, {"nth", "weekday"}),
        ({"rule": "last-day"}, {"day"}),
        ({"rule": "table", "month": None}, {"day"}),
        ({"from_year": 1989}, {"from_year"}),
        ({"until_year": 1990}, {"until_year"}),
        ({"from_year": 2000, "until_year": 1999}, {"until_year"}),
        ({"from_year": 10000}, {"from_year"}),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(changes, fields):
    with pytest.raises(ValidationError) as error:
        of(**changes).clean()
    assert set(error.value.message_dict) == fields


@pytest.mark.django_db
def test_nonsense_is_refused_by_the_database_and_sense_is_let_pass():
    key = make_anniversary(en="Day").pk
    sensible = [
        "rule = 'weekday', day = NULL, nth = -1, weekday = 6",
        "rule = 'last-day', nth = NULL, weekday = NULL",
        "rule = 'table', month = NULL",
        "rule = 'fixed-day', month = 2, day = 29, in_common_years = '1-march'",
        "from_year = 1990, until_year = 1990",
        "round_years = '{}'",
        "round_years = '{7,1000}'",
    ]
    update = "UPDATE pressreleases_anniversary SET {} WHERE id = %s"
    for change in sensible:
        sql(update.format(change), key)
    nonsense = [
        ("rule = 'last-day'", "anniversary_day_fits_rule"),
        ("rule = 'weekday', day = NULL", "anniversary_day_fits_rule"),
        ("rule = 'weekday', day = NULL, nth = 5, weekday = 0", "anniversary_day_fits_rule"),
        ("rule = 'weekday', day = NULL, nth = 0, weekday = 0", "anniversary_day_fits_rule"),
        ("rule = 'weekday', day = NULL, nth = 1, weekday = 7", "anniversary_day_fits_rule"),
        ("nth = 1", "anniversary_day_fits_rule"),
        ("in_common_years = 'never'", "anniversary_common_years_known"),
        ("from_year = 1989", "anniversary_not_before_its_event"),
        ("from_year = 1991", "anniversary_years_in_order"),
        ("from_year = NULL", "anniversary_years_in_order"),
        ("round_years = '{0}'", "anniversary_round_years_well_formed"),
        ("round_years = '{5,NULL}'", "anniversary_round_years_well_formed"),
        ("round_years = '{1,2,3,4,5,6,7,8,9,10,11,12,13}'", "anniversary_round_years_well_formed"),
    ]
    for change, constraint in nonsense:
        with refused_by(constraint):
            sql(update.format(change), key)
    anniversary = Anniversary.objects.get()
    anniversary.full_clean()
    anniversary.round_years = [0]
    with pytest.raises(ValidationError, match="Enter at most twelve round years"):
        anniversary.full_clean()


@pytest.mark.django_db
def test_calendars_know_each_by_a_number_of_its_own_from_the_first():
    uids = {row.uid for row in Anniversary.objects.bulk_create([of(), of(), of()])}
    assert len(uids) == 3
    assert {row.version for row in Anniversary.objects.all()} == {0}


ANNIVERSARY = (
    "INSERT INTO pressreleases_anniversary (event_first_on, event_last_on, rule, month, day, lead_days, goes_on, shown)"
    " VALUES ('1990-01-19', %s, %s, %s, %s, 30, true, true)"
)


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        (("1990-01-18", "fixed-day", 1, 20), "anniversary_event_days_in_order"),
        ((None, "weekly", 1, 20), "anniversary_day_fits_rule"),
        ((None, "fixed-day", None, None), "anniversary_day_fits_rule"),
        ((None, "fixed-day", 2, 30), "anniversary_day_fits_rule"),
        ((None, "fixed-day", 4, 31), "anniversary_day_fits_rule"),
        ((None, "fixed-day", 13, 1), "anniversary_day_fits_rule"),
        ((None, "table", 1, 20), "anniversary_day_fits_rule"),
    ],
)
def test_a_nonsensical_anniversary_is_refused(values, constraint, db):
    with refused_by(constraint):
        sql(ANNIVERSARY, *values)


@pytest.mark.parametrize(
    "values", [("1990-01-20", "fixed-day", 1, 20), (None, "fixed-day", 2, 29), (None, "table", None, None)]
)
def test_a_sensible_anniversary_is_let_pass(values, db):
    sql(ANNIVERSARY, *values)
    assert Anniversary.objects.count() == 1


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        ("UPDATE pressreleases_anniversary SET event_first_on = '2200-01-01'", "anniversary_event_on_known_days"),
        ("UPDATE pressreleases_anniversary SET event_first_on = '0044-03-15 BC'", "anniversary_event_on_known_days"),
        ("UPDATE pressreleases_anniversaryname SET name = U&'a\\202e'", "anniversary_name_in_one_line"),
        ("UPDATE pressreleases_anniversaryname SET title_pattern = E'\\n'", "anniversary_name_in_one_line"),
        ("UPDATE pressreleases_anniversaryname SET slug = U&'\\212a'", "anniversary_slug_well_formed"),
        (
            "INSERT INTO pressreleases_anniversarydate (anniversary_id, observed_on)"
            " SELECT id, '0202-01-20' FROM pressreleases_anniversary",
            "anniversary_date_on_a_known_day",
        ),
    ],
)
def test_an_anniversary_that_a_page_cannot_show_is_refused(db, statement, constraint):
    make_anniversary(en="Black January")
    with refused_by(constraint):
        sql(statement)


def test_an_anniversary_of_the_first_year_is_no_nonsense(db):
    make_anniversary(en="Black January")
    sql("UPDATE pressreleases_anniversary SET event_first_on = '0001-01-01'")


def test_an_anniversary_has_one_name_in_a_language_and_one_date_in_a_year():
    anniversary = Anniversary.objects.create(event_first_on="1990-01-20", month=1, day=20)
    other = Anniversary.objects.create(event_first_on="1992-02-26", month=2, day=26)
    name = (
        "INSERT INTO pressreleases_anniversaryname (anniversary_id, language, name, slug, title_pattern)"
        " VALUES (%s, %s, %s, %s, '')"
    )
    sql(name, anniversary.pk, "en", "Day", "day")
    with refused_by("anniversary_one_name_per_language"):
        sql(name, anniversary.pk, "en", "Day", "other-day")
    with refused_by("anniversary_one_per_address"):
        sql(name, other.pk, "en", "Day", "day")
    with refused_by("anniversary_name_given"):
        sql(name, other.pk, "az", "", "gun")
    date = "INSERT INTO pressreleases_anniversarydate (anniversary_id, observed_on) VALUES (%s, %s)"
    sql(date, anniversary.pk, "2024-03-20")
    with refused_by("anniversary_one_date_per_year"):
        sql(date, anniversary.pk, "2024-03-21")


def test_every_address_that_it_ever_had_stays_its_own_and_no_other_may_have_it():
    anniversary, other = make_anniversary(en="First"), make_anniversary(en="Second")
    name = anniversary.names.get()
    for slug in ("renamed", "renamed-again", "first"):
        AnniversaryName.objects.filter(pk=name.pk).update(slug=slug)
    assert set(anniversary.addresses.values_list("slug", flat=True)) == {"first", "renamed", "renamed-again"}
    with refused_by("anniversary_address_is_for_ever"):
        sql("UPDATE pressreleases_anniversaryname SET slug = 'renamed' WHERE anniversary_id = %s", other.pk)
    with refused_by("anniversary_address_is_fixed"):
        sql("UPDATE pressreleases_anniversaryaddress SET anniversary_id = %s", other.pk)
    taking = AnniversaryName(anniversary=other, language="en", name="Renamed", slug="renamed")
    with pytest.raises(ValidationError, match="address of another anniversary: First"):
        taking.clean()
    # In another language it is another address; and what never was shown to anybody goes with its anniversary.
    AnniversaryName.objects.create(anniversary=other, language="az", name="Renamed", slug="renamed")
    anniversary.delete()
    assert set(AnniversaryAddress.objects.values_list("language", "slug")) == {("en", "second"), ("az", "renamed")}
