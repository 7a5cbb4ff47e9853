"""CSV files of anniversaries: export, import, and a sentence for everything that cannot be understood."""

import datetime as dt
from typing import Any

import pytest

from pressreleases.anniversaries.csv_files import FileRefused, as_csv, records_of
from pressreleases.anniversaries.csv_import import read_file, save_rows
from pressreleases.models import Anniversary, AnniversaryName
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
