"""Nonsense about the mission, anniversaries, topics and pictures is refused by Postgres, each by its constraint."""

import datetime as dt

import pytest

from pressreleases.models import Anniversary, ContactNumber, MissionDetails, Topic
from tests.making import make_anniversary, make_details
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
def test_a_nonsensical_anniversary_is_refused(values, constraint):
    with refused_by(constraint):
        sql(ANNIVERSARY, *values)


@pytest.mark.parametrize(
    "values", [("1990-01-20", "fixed-day", 1, 20), (None, "fixed-day", 2, 29), (None, "table", None, None)]
)
def test_a_sensible_anniversary_is_let_pass(values):
    sql(ANNIVERSARY, *values)
    assert Anniversary.objects.count() == 1


def test_names_and_dates_of_anniversaries_and_topics_are_unique_where_they_must_be():
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
    topic, another = Topic.objects.create(), Topic.objects.create()
    name = "INSERT INTO pressreleases_topicname (topic_id, language, name, slug) VALUES (%s, %s, %s, %s)"
    sql(name, topic.pk, "en", "Law", "law")
    with refused_by("topic_one_name_per_language"):
        sql(name, topic.pk, "en", "Law", "other-law")
    with refused_by("topic_one_per_address"):
        sql(name, another.pk, "en", "Law", "law")
    with refused_by("topic_name_given"):
        sql(name, another.pk, "az", "", "huquq")


def test_a_picture_is_kept_once_has_a_size_and_words():
    insert = (
        "INSERT INTO pressreleases_image (title, file, sha256, width, height, credit, added_at)"
        " VALUES ('x', 'x', %s, %s, 1, '', now())"
    )
    sql(insert, "a" * 64, 1)
    with refused_by("image_one_per_content"):
        sql(insert, "a" * 64, 1)
    with refused_by("image_sha256_well_formed"):
        sql(insert, "A", 1)
    with refused_by("image_has_a_size"):
        sql(insert, "b" * 64, 0)
    words = (
        "INSERT INTO pressreleases_imagedescription (image_id, language, alternative_text)"
        " SELECT id, 'en', %s FROM pressreleases_image"
    )
    with refused_by("image_description_given"):
        sql(words, "")
    sql(words, "A hall")
    with refused_by("image_one_description_per_language"):
        sql(words, "A hall")


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
