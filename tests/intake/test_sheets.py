"""The sheets of `sheets/`: each is read as it should be, or asks what it does not tell."""

import pytest

from tests.intake.shares import (
    FIELDS,
    FORMATS,
    SHEETS,
    expected_of,
    reading_of,
    readings_in,
    readings_of_documents,
    table,
)

EXPECTED = expected_of()


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sheet_is_read_rightly_or_asks(name: str) -> None:
    reading = reading_of(SHEETS / name, EXPECTED[name])
    assert "wrong" not in reading.states.values(), reading.remarks
    assert "refused" not in reading.states.values(), reading.remarks
    assert not [remark for remark in reading.remarks if remark.startswith("also asked")], reading.remarks


def test_every_sheet_has_its_reading_and_every_language_its_sheets() -> None:
    assert sorted(EXPECTED) == sorted(file.name for file in SHEETS.glob("*.txt"))
    languages = [expected.get("language") for expected in EXPECTED.values()]
    assert min(languages.count(code) for code in ("en", "az", "fr", "es", "ru", "ar", "zh", "tr")) >= 4


def test_at_least_nine_of_ten_fields_are_right_and_none_is_silently_wrong() -> None:
    states = [state for reading in readings_in().values() for state in reading.states.values()]
    assert states.count("right") * 10 >= len(states) * 9
    assert "wrong" not in states


def test_word_opendocument_html_and_pdf_files_of_twenty_sheets_are_read_as_the_sheets_are() -> None:
    readings = readings_of_documents()
    remarks = {name: reading.remarks for name, reading in readings.items()}
    assert {name: said for name, said in remarks.items() if "wrong" in readings[name].states.values()} == {}
    for ending in FORMATS:
        states = [state for name, each in readings.items() if name.endswith(ending) for state in each.states.values()]
        assert len(states) >= 20 * 10
        assert states.count("right") * 10 >= len(states) * 9


def test_a_wrong_reading_is_counted_as_wrong() -> None:
    name = "en-slash-date-certain.txt"
    reading = reading_of(SHEETS / name, {**EXPECTED[name], "title": "Another title"})
    assert [field for field, state in reading.states.items() if state == "wrong"] == ["title"]


def test_the_table_has_a_line_for_each_field() -> None:
    lines = table(readings_in()).splitlines()
    assert len(lines) == len(FIELDS) + 3
    assert lines[-1].startswith("| all fields |")
