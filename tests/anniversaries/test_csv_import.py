"""Rows of a CSV file are understood or refused in words, compared with what exists, and saved, or none."""

import pytest

from pressreleases.anniversaries.csv_import import RowsRefused, read_file, read_records, read_row, save_rows
from pressreleases.models import Anniversary, AuditEntry
from tests.making import make_anniversary


def row(**changes):
    return {"event_first_on": "20 January 1990", "name_en": "Black January", **changes}


def csv(*lines):
    return "\r\n".join(lines).encode()


def everything():
    return list(Anniversary.objects.order_by("pk").whole())


@pytest.mark.django_db
def test_existing_anniversaries_are_recognised_by_uid_address_and_name():
    there = make_anniversary(en="Black January")
    there.names.update(slug="other", name="Qara  yanvar")
    records = [
        row(name_en="QARA YANVAR"),
        row(name_en="Black January"),  # its address of before
        row(name_en="Another", uid=str(there.uid)),
        row(name_en="New"),
        row(name_en="new"),
        row(name_en="In another language", name_az="Qara yanvar"),
    ]
    assert [bool(reading.already) for reading in read_records(records)] == [True, True, True, False, True, False]


@pytest.mark.django_db
@pytest.mark.parametrize("spelled", ["{}", "{{{}}}", "urn:uuid:{}", "undashed", "capitals"])
def test_a_uid_is_recognised_in_any_spelling(spelled):
    there = make_anniversary(en="Black January")
    uid = {"undashed": there.uid.hex, "capitals": str(there.uid).upper()}.get(spelled, spelled.format(there.uid))
    other = "6f0c3b1e9a344a58a1d2b8c7d6e5f4a3"
    records = [row(name_en="One", uid=uid), row(name_en="Two", uid=other), row(name_en="Three", uid=f"{{{other}}}")]
    assert [bool(reading.already) for reading in read_records(records)] == [True, False, True]
    assert [str(made.uid) for made in save_rows(records, by=None)] == ["6f0c3b1e-9a34-4a58-a1d2-b8c7d6e5f4a3"]


@pytest.mark.django_db
def test_names_and_addresses_of_a_file_are_cleaned_as_in_a_form():
    records = [row(name_en="Black\u2028January\x01\u202e", slug_en="cafe\u0301")]
    (made,) = save_rows(records, by=None)
    assert list(made.names.values_list("name", "slug")) == [("Black January", "café")]


@pytest.mark.django_db
def test_all_chosen_rows_are_saved_or_none():
    records = [row(name_en="One"), row(name_en="Two", event_first_on="03/04/1990"), row(name_en="Three")]
    with pytest.raises(RowsRefused):
        save_rows(records, by=None, chosen={1, 2})
    assert not Anniversary.objects.exists()
    save_rows(records, by=None, chosen={3})
    save_rows(records, by=None)
    assert [str(anniversary) for anniversary in everything()] == ["Three", "One"]
    assert AuditEntry.objects.filter(act="imported").count() == 2


@pytest.mark.django_db
def test_any_number_of_rows_is_compared_in_the_same_few_queries(django_assert_num_queries):
    for number in (1, 400):
        with django_assert_num_queries(3):
            read_records([row(name_en=f"Day {n}") for n in range(number)])


def test_a_date_that_is_refused_is_named_with_the_line_in_which_a_spreadsheet_shows_it(db):
    """The first line has the names of the columns."""
    table = csv("event_first_on,name_en", "20 January 1990,One", "03/04/1990,Two")
    (fault,) = read_file(table, language="en")[1].faults
    assert 'The date "03/04/1990" in line 3 may be' in fault


def understood(reading):
    return [name.name for name in reading.names], reading.event, reading.rule, reading.faults


@pytest.mark.parametrize(
    ("written", "event", "rule"),
    [
        ({"event_first_on": "1990-01-20"}, "20 January 1990", "Every year on 20 January"),
        ({"event_first_on": "25/12/1990"}, "25 December 1990", "Every year on 25 December"),
        (
            {"event_first_on": "19 yanvar 1990", "event_last_on": "20 January 1990"},
            "19–20 January 1990",
            "Every year on 20 January",
        ),
        (
            {"rule": "weekday", "nth": "second", "weekday": "Sunday", "month": "5"},
            "20 January 1990",
            "Every year on the second Sunday of May",
        ),
        ({"dates": "2025-05-01 2026-04-20"}, "20 January 1990", "1 May 2025, 20 April 2026"),
    ],
)
def test_a_row_is_shown_as_it_is_understood(written, event, rule):
    assert understood(read_row(row(**written), 1)) == (["Black January"], event, rule, [])


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (
            {"event_first_on": "03/04/1990"},
            'The date "03/04/1990" in line 8 may be 3 April 1990 or 4 March 1990. Write the month as a word.',
        ),
        ({"event_first_on": "20.01.90"}, "has a two-digit year"),
        ({"event_first_on": "30 February 1990"}, 'The date "30 February 1990"'),
        ({"event_first_on": "soon"}, "“soon” in the column event_first_on cannot be read."),
        ({"event_first_on": ""}, "The day of the event is missing."),
        ({"name_en": ""}, "The name is missing."),
        ({"name_xx": "Tag"}, "The site has no language “xx”."),
        ({"event_last_on": "1990-01-19"}, "The last day of the event must not be before the first day."),
        ({"rule": "weekly"}, "“weekly” in the column rule cannot be read."),
        ({"rule": "weekday", "month": "5"}, "Which: This rule needs a value here."),
        ({"month": "4", "day": "31"}, "Day: That month does not have this day."),
        ({"month": "13", "day": "1"}, "Month: Enter a month as a number from 1 to 12."),
        ({"until_year": "1980"}, "Until the year: The last year of observance must not be before the first."),
        ({"round_years": "0"}, "Enter at most twelve round years"),
        ({"dates": "2025-05-01 2025-06-01"}, "The table has two dates in one year."),
        ({"dates": "2025-05-01", "rule": "fixed-day"}, "This rule does not use dates. Remove them."),
        ({"name_en": "x" * 201}, "Name: "),
        ({"title_pattern_en": "{oops}"}, "{oops}"),
        ({"goes_on": "perhaps"}, "“perhaps” in the column goes_on cannot be read."),
        ({"uid": "1"}, "“1” in the column uid cannot be read."),
        ({"event_first_on": "1 January 2300"}, "Day of the event: Choose a day from 1 January 1 to 31 December 2199."),
        ({"dates": "0202-05-01", "rule": "table"}, "0202-05-01: Choose a day from 1 January 1850"),
        ({"name_en": "a\ud800"}, "in the column name_en cannot be read."),
        ({"name_en": "a\x00"}, "in the column name_en cannot be read."),
        ({"name_en": "\u200b\u2060"}, "Name: This field cannot be blank."),
    ],
)
def test_each_problem_has_a_sentence(written, fault):
    assert any(fault in said for said in read_row(row(**written), 7).faults)


def test_a_good_row_has_no_faults_and_does_not_exist_already():
    assert read_row(row(), 1).is_good
    assert not read_row(row(name_en=""), 1).is_good
    existing = read_row(row(), 1)
    existing.already = "This already exists."
    assert not existing.is_good


def test_a_row_with_faults_shows_no_rule_and_only_the_day_that_it_has():
    assert (read_row(row(event_first_on=""), 1).event, read_row(row(event_first_on=""), 1).rule) == ("", "")
    assert read_row(row(weekday="funday"), 1).event == "20 January 1990"


def test_a_day_that_the_row_leaves_out_is_the_last_day_of_the_event():
    anniversary = read_row(row(event_last_on="22 January 1990"), 1).anniversary
    assert (anniversary.month, anniversary.day) == (1, 22)
    given = read_row(row(event_last_on="22 January 1990", month="1", day="20"), 1).anniversary
    assert (given.month, given.day) == (1, 20)


@pytest.mark.parametrize(
    ("written", "value"), [("yes", True), ("TRUE", True), ("1", True), ("no", False), ("False", False), ("0", False)]
)
def test_yes_and_no_are_read_in_usual_words(written, value):
    assert read_row(row(goes_on=written), 1).anniversary.goes_on is value


@pytest.mark.parametrize(("written", "years"), [("none", []), ("25", [25]), ("25, 50;100", [25, 50, 100])])
def test_round_years_are_a_list_or_none(written, years):
    assert read_row(row(round_years=written), 1).anniversary.round_years == years


def test_an_address_is_made_of_the_name_unless_the_row_has_one():
    assert [name.slug for name in read_row(row(), 1).names] == ["black-january"]
    assert [name.slug for name in read_row(row(slug_en="other"), 1).names] == ["other"]
