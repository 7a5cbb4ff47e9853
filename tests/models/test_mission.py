"""Mission details: what Postgres refuses, and how staff see them named."""

import datetime as dt
import re

import phonenumbers
import pytest
from django.utils.translation import override

from pressreleases.models import ContactNumber, MissionDetails
from pressreleases.models.mission import CALLING_CODE
from tests.making import make_details
from tests.models.refusals import refused_by, sql

pytestmark = pytest.mark.django_db


def test_mission_details_never_overlap_and_may_leave_a_gap():
    make_details(valid_during=(dt.date(2020, 1, 1), dt.date(2022, 1, 1)))
    make_details(valid_during=(dt.date(2022, 1, 1), dt.date(2023, 1, 1)))
    make_details(valid_during=(dt.date(2024, 1, 1), None))
    with refused_by("mission_details_do_not_overlap"):
        sql("INSERT INTO pressreleases_missiondetails (valid_during, address, email, time_zone, press_contact_name,"
            " press_contact_number, press_contact_extension, press_contact_email, shown)"
            " VALUES ('[2025-01-01,)', 'x', '', 'UTC', '', '', '', '', true)")  # fmt: skip
    assert MissionDetails.objects.valid_on(dt.date(2023, 6, 1)).count() == 0
    assert MissionDetails.objects.valid_on(dt.date(2022, 1, 1)).count() == 1


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("valid_during = 'empty'", "mission_details_valid_some_day"),
        ("address = ''", "mission_details_address_given"),
        ("press_contact_number = '212 371'", "mission_details_press_number_e164"),
        ("press_contact_extension = 'x'", "mission_details_press_extension_digits"),
        ("press_contact_number = '+2101234567'", "mission_details_press_number_has_a_calling_code"),
        ("press_contact_name = U&'a\\2066'", "mission_details_lines_are_lines"),
        ("address = U&'Third Avenue\\202e'", "mission_details_address_in_lines"),
        ("time_zone = 'Nowhere/Else'", "mission_details_zone_known"),
        ("valid_during = '[0202-01-01,)'", "mission_details_valid_on_known_days"),
        ("valid_during = '[2024-01-01,2300-01-01)'", "mission_details_valid_on_known_days"),
        ("valid_during = '[2024-01-01,infinity)'", "mission_details_valid_on_known_days"),
    ],
)
def test_nonsensical_mission_details_are_refused(details, change, constraint):
    with refused_by(constraint):
        sql(f"UPDATE pressreleases_missiondetails SET {change}")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("number = '(212) 371-2559'", "contact_number_e164"),
        ("extension = 'ext'", "contact_number_extension_digits"),
        ("number = '+2101234567'", "contact_number_has_a_calling_code"),
        ("kind = 'telex'", "contact_number_kind_known"),
        ("position = 2", "contact_number_one_per_position"),
    ],
)
def test_nonsensical_numbers_are_refused(details, change, constraint):
    with refused_by(constraint):
        sql(f"UPDATE pressreleases_contactnumber SET {change} WHERE position = 1")
        assert ContactNumber.objects.filter(position=1).exists() or "position" in change


def test_a_mission_has_one_name_per_language_and_position(details):
    with refused_by("mission_one_name_per_language"):
        sql("UPDATE pressreleases_missionname SET language = 'en'")
    with refused_by("mission_one_name_per_position"):
        sql("UPDATE pressreleases_missionname SET position = 1")
    with refused_by("mission_name_given"):
        sql("UPDATE pressreleases_missionname SET name = ''")
    sql("UPDATE pressreleases_missionname SET position = 3 - position")


def test_opening_hours_are_in_order_on_a_known_day(details):
    insert = "INSERT INTO pressreleases_openinghours (details_id, weekday, opens_at, closes_at) VALUES (%s, %s, %s, %s)"
    with refused_by("opening_hours_in_order"):
        sql(insert, details.pk, 0, "17:00", "09:00")
    with refused_by("opening_hours_weekday_known"):
        sql(insert, details.pk, 7, "09:00", "17:00")
    sql(insert, details.pk, 6, "09:00", "17:00")


@pytest.mark.parametrize(
    "change",
    [
        "valid_during = '[1850-01-01,2200-01-01)'",
        "valid_during = '(,)'",
        "address = E'633 Third Avenue\\nNew York'",
        "press_contact_number = '+88312345678'",
        "time_zone = 'Pacific/Kiritimati'",
    ],
)
def test_details_that_every_page_can_show_pass(details, change):
    sql(f"UPDATE pressreleases_missiondetails SET {change}")


def test_the_calling_codes_are_those_that_phonenumbers_knows():
    known = {str(code) for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE}
    assert {str(code) for code in range(1, 1000) if re.fullmatch(CALLING_CODE, str(code))} == known


@pytest.mark.parametrize(
    ("valid_during", "days"),
    [
        ((None, None), ""),
        ((dt.date(2024, 1, 20), None), "20 January 2024 –"),
        ((None, dt.date(2024, 1, 20)), "– 19 January 2024"),
        ((dt.date(2023, 1, 1), dt.date(2024, 1, 1)), "1 January 2023 – 31 December 2023"),
    ],
)
def test_details_are_named_with_their_first_and_last_day(valid_during, days):
    details = make_details(valid_during=valid_during)
    assert details.days == days
    name = "Permanent Mission of the Republic of Azerbaijan to the United Nations"
    assert str(details) == (f"{name} ({days})" if days else name)


def test_the_name_is_that_of_the_language_of_the_page_else_the_first(details):
    with override("az"):
        assert details.name.startswith("Azərbaycan Respublikasının BMT yanında")
    with override("fr"):
        assert details.name.startswith("Azərbaycan Respublikasının BMT yanında")
    assert MissionDetails().name == "Mission without a name"


def test_details_end_on_the_day_before_the_next_ones_begin():
    make_details(valid_during=(dt.date(2020, 1, 1), dt.date(2022, 1, 1)))
    valid = [MissionDetails.objects.valid_on(dt.date(*day)).exists() for day in ((2019, 12, 31), (2020, 1, 1))]
    assert valid == [False, True]
    valid = [MissionDetails.objects.valid_on(dt.date(*day)).exists() for day in ((2021, 12, 31), (2022, 1, 1))]
    assert valid == [True, False]


@pytest.mark.parametrize(
    ("number", "extension", "shown"),
    [
        ("+12123712559", "", "+1 212-371-2559"),
        ("+12123712559", "101", "+1 212-371-2559 (ext. 101)"),
        ("no number", "", "no number"),
    ],
)
def test_a_number_is_shown_in_international_form(number, extension, shown):
    assert str(ContactNumber(number=number, extension=extension)) == shown


def test_closed_days_are_in_order_and_may_be_one_day(details):
    insert = "INSERT INTO pressreleases_closeddays (details_id, first_on, last_on) VALUES (%s, %s, %s)"
    with refused_by("closed_days_in_order"):
        sql(insert, details.pk, "2024-03-20", "2024-03-19")
    with refused_by("closed_days_are_known_days"):
        sql(insert, details.pk, "2199-12-31", "2200-01-01")
    sql(insert, details.pk, "2024-03-20", "2024-03-20")
    sql(insert, details.pk, "2024-03-20", None)
