"""A sheet is plain data: what a document does not have is empty, and nobody changes it later."""

import dataclasses

import pytest

from pressreleases.intake.sheet import Sheet, SheetNumber
from pressreleases.intake.text import read

SMALLEST = b"Statement\n20 January 2024\n\nA visit to Geneva\n\nThe delegation arrived on Monday.\n"
GIVEN = {"language", "kind", "issued_on", "title", "paragraphs"}


def test_what_a_document_does_not_have_is_empty_and_never_none() -> None:
    sheet = read(SMALLEST, "en")
    rest = {field.name: getattr(sheet, field.name) for field in dataclasses.fields(Sheet) if field.name not in GIVEN}
    assert rest.pop("notes") == rest.pop("names") == rest.pop("numbers") == ()
    assert set(rest.values()) == {""}


def test_a_sheet_cannot_be_changed_and_equals_another_of_the_same_document() -> None:
    sheet = read(SMALLEST, "en")
    with pytest.raises(dataclasses.FrozenInstanceError):
        sheet.title = "Another title"  # type: ignore[misc]  # it is frozen
    assert sheet == read(SMALLEST, "en") != dataclasses.replace(sheet, place="New York")


def test_a_number_without_an_extension_is_not_that_with_one() -> None:
    number = SheetNumber("telephone", "+12123712559")
    assert number.extension == ""
    assert number != SheetNumber("telephone", "+12123712559", "101")
    assert number != SheetNumber("fax", "+12123712559")
