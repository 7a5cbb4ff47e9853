"""CSV files of anniversaries: export, import, and a sentence for everything that cannot be understood."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from pressreleases.anniversaries.csv_files import FileRefused, as_csv, records_of
from pressreleases.anniversaries.csv_import import RowsRefused, read_file, read_records, save_rows
from pressreleases.anniversaries.csv_reading import read
from pressreleases.models import Anniversary, AnniversaryName, AuditEntry
from tests.making import make_anniversary

CALENDAR = b"""\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:x\r
BEGIN:VEVENT\r
UID:1\r
SUMMARY:A day\r
DTSTART;VALUE=DATE:19900120\r
RRULE:FREQ=YEARLY\r
END:VEVENT\r
END:VCALENDAR\r
"""


def row(**changes):
    return {"event_first_on": "20 January 1990", "name_en": "Black January", **changes}


def csv(*lines, encoding="utf-8"):
    return "\r\n".join(lines).encode(encoding)


def understood(reading):
    return [name.name for name in reading.names], reading.event, reading.rule, reading.faults


def everything():
    return list(Anniversary.objects.order_by("pk").whole())


@pytest.fixture
def of_every_kind(db):
    made = [
        make_anniversary(1, 20, 1990, en="Black January", az="Qara Yanvar"),
        make_anniversary(2, 29, 1996, en="=Formula", az="'=Guarded"),
        make_anniversary(5, 1, 1990, en="Second Sunday; “quoted”, \\n"),
        make_anniversary(5, 1, 1990, en="Movable"),
        make_anniversary(2, 1, 1990, en="Empty table"),
    ]
    changes: list[dict[str, Any]] = [
        {"event_first_on": dt.date(1990, 1, 19), "event_last_on": dt.date(1990, 1, 20), "round_years": [25]},
        {"in_common_years": "1-march", "from_year": 1999, "until_year": 2050, "shown": False},
        {"rule": "weekday", "day": None, "nth": -1, "weekday": 6, "goes_on": False, "round_years": []},
        {"rule": "table", "month": None, "day": None, "lead_days": 7},
        {"rule": "table", "month": None, "day": None},
    ]
    for anniversary, change in zip(made, changes, strict=True):
        Anniversary.objects.filter(pk=anniversary.pk).update(**change)
    for n, name in enumerate(AnniversaryName.objects.order_by("pk")):
        AnniversaryName.objects.filter(pk=name.pk).update(slug=f"day-{n}")
    made[0].names.filter(language="en").update(title_pattern='{ordinal} Anniversary of the "{name}"')
    for day in (dt.date(2025, 5, 1), dt.date(2027, 4, 20)):
        made[3].dates.create(observed_on=day)
    return everything()


def test_an_exported_file_is_imported_unchanged(of_every_kind):
    before = records_of(of_every_kind)
    file = "".join(as_csv(before))
    assert all(reading.already for reading in read_file(file.encode(), language="az"))
    Anniversary.objects.all().delete()
    readings = read_file(file.encode(), language="az")
    assert [reading.faults for reading in readings] == [[]] * 5
    save_rows([reading.record for reading in readings], by=None)
    assert records_of(everything()) == before
    assert "".join(as_csv(records_of(everything()))) == file


def test_no_cell_is_a_formula_for_a_spreadsheet(of_every_kind):
    lines = list(as_csv(records_of(of_every_kind)))
    assert lines[0] == "\ufeff"
    assert ",'=Formula," in lines[3]
    assert ",''=Guarded," in lines[3]


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


@pytest.mark.django_db
def test_files_from_windows_and_other_spreadsheets_are_read():
    lines = ("date;name", "1990-01-20;Şəhid", "")
    (reading,) = read_file(b"\xef\xbb\xbf" + csv(*lines), language="az")
    assert understood(reading)[0] == ["Şəhid"]
    assert understood(read_file(csv(*lines, encoding="utf-16"), language="az")[0])[0] == ["Şəhid"]
    tabs = csv("date\tname_en", "1990-01-20\tŞehit", encoding="windows-1254")
    assert understood(read_file(tabs, encoding="windows-1254", language="en")[0])[0] == ["Şehit"]
    with pytest.raises(FileRefused, match="is not UTF-8 text"):
        read_file(tabs, language="en")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file contains no text"),
        (b"%PDF-1.7", "This is a PDF file"),
        (csv("name,when", "A,B"), "at least event_first_on and name_en"),
        (csv("date,name,colour", "1990-01-20,A,red"), "There is no such column: colour."),
        (csv("date,name,name_en", "1990-01-20,A,B"), "The same column appears twice: name_en."),
        (csv("date,name", *["1990-01-20,A"] * 501), "The file has more than 500 rows"),
        (b"x" * 500_001, "The file is larger than 500 kB"),
        (CALENDAR, "This is a calendar file"),
        (b"\xef\xbb\xbf\r\n" + CALENDAR.lower(), "This is a calendar file"),
    ],
)
def test_another_kind_of_file_is_refused(data, sentence):
    with pytest.raises(FileRefused, match=sentence):
        read_file(data, language="en")


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


@pytest.mark.django_db
def test_the_command_shows_each_row_and_saves_nothing_in_a_dry_run_or_with_a_fault(tmp_path):
    file, said = tmp_path / "days.csv", io.StringIO()
    file.write_bytes(csv("date,name", "20 January 1990,Black January", "1990-05-28,Republic Day"))
    call_command("import_anniversaries", file, dry_run=True, stdout=said)
    assert "1. Black January: 20 January 1990; Every year on 20 January" in said.getvalue()
    assert not Anniversary.objects.exists()
    file.write_bytes(file.read_bytes() + csv("", "03/04/1991,Ambiguous"))
    with pytest.raises(CommandError, match="1 row has errors, so nothing was imported"):
        call_command("import_anniversaries", file, stdout=said)
    assert not Anniversary.objects.exists()
    call_command("import_anniversaries", file, good_rows=True, stdout=said)
    call_command("import_anniversaries", file, good_rows=True, stdout=said)
    assert [str(anniversary) for anniversary in everything()] == ["Black January", "Republic Day"]
    assert "2 anniversaries were imported." in said.getvalue()
    assert "0 anniversaries were imported." in said.getvalue()


def test_a_date_that_is_refused_is_named_with_the_line_in_which_a_spreadsheet_shows_it(db):
    """The first line has the names of the columns."""
    table = csv("event_first_on,name_en", "20 January 1990,One", "03/04/1990,Two")
    (fault,) = read_file(table, language="en")[1].faults
    assert 'The date "03/04/1990" in line 3 may be' in fault
