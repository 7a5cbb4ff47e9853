"""One row of a CSV file as an anniversary: how it is understood, and a sentence for everything that is not."""

import pytest

from pressreleases.anniversaries.csv_rows import read


def row(**changes):
    return {"event_first_on": "20 January 1990", "name_en": "Black January", **changes}


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
    assert understood(read(row(**written), 1)) == (["Black January"], event, rule, [])


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
    assert any(fault in said for said in read(row(**written), 7).faults)


def test_a_good_row_has_no_faults_and_does_not_exist_already():
    assert read(row(), 1).is_good
    assert not read(row(name_en=""), 1).is_good
    existing = read(row(), 1)
    existing.already = "This already exists."
    assert not existing.is_good


def test_a_row_with_faults_shows_no_rule_and_only_the_day_that_it_has():
    assert (read(row(event_first_on=""), 1).event, read(row(event_first_on=""), 1).rule) == ("", "")
    assert read(row(weekday="funday"), 1).event == "20 January 1990"


def test_a_day_that_the_row_leaves_out_is_the_last_day_of_the_event():
    anniversary = read(row(event_last_on="22 January 1990"), 1).anniversary
    assert (anniversary.month, anniversary.day) == (1, 22)
    given = read(row(event_last_on="22 January 1990", month="1", day="20"), 1).anniversary
    assert (given.month, given.day) == (1, 20)


@pytest.mark.parametrize(
    ("written", "value"), [("yes", True), ("TRUE", True), ("1", True), ("no", False), ("False", False), ("0", False)]
)
def test_yes_and_no_are_read_in_usual_words(written, value):
    assert read(row(goes_on=written), 1).anniversary.goes_on is value


@pytest.mark.parametrize(("written", "years"), [("none", []), ("25", [25]), ("25, 50;100", [25, 50, 100])])
def test_round_years_are_a_list_or_none(written, years):
    assert read(row(round_years=written), 1).anniversary.round_years == years


def test_an_address_is_made_of_the_name_unless_the_row_has_one():
    assert [name.slug for name in read(row(), 1).names] == ["black-january"]
    assert [name.slug for name in read(row(slug_en="other"), 1).names] == ["other"]
