"""The lines between letterhead and title: date, reference number, embargo, and remarks about the document."""

from datetime import date

import pytest

from pressreleases.intake.blocks import Line
from pressreleases.intake.errors import AmbiguousDate
from pressreleases.intake.particulars import Particulars

DAY = date(2024, 1, 20)


def taken(*lines: str) -> tuple[Particulars, list[bool]]:
    found = Particulars()
    return found, [found.take(text, line=number) for number, text in enumerate(lines, start=1)]


def test_a_date_with_its_place_and_a_reference_number_are_stored() -> None:
    assert taken("New York, 20 January 2024", "No. 221/24") == (
        Particulars(DAY, "New York", "No. 221/24"),
        [True, True],
    )


def test_a_date_and_a_reference_number_may_be_on_one_line() -> None:
    assert taken("No. 221/24, 20 January 2024") == (Particulars(DAY, "", "No. 221/24"), [True])
    assert taken("20 January 2024 No. 221/24") == (Particulars(DAY, "", "No. 221/24"), [True])


def test_the_first_reference_number_and_the_first_embargo_stay() -> None:
    found, _taken = taken("No. 1/24", "No. 2/24", "Embargo: Monday", "Embargo: Friday")
    assert (found.reference, found.embargo) == ("No. 1/24", "Embargo: Monday")


@pytest.mark.parametrize("text", ["", "For immediate release", "CHECK AGAINST DELIVERY", "Qeyri-rəsmi tərcümə"])
def test_a_remark_about_the_document_is_taken_and_nothing_is_stored(text: str) -> None:
    assert taken(text) == (Particulars(), [True])


def test_the_date_of_an_embargo_is_not_the_date_of_issue() -> None:
    assert taken("EMBARGOED until 22 January 2024") == (Particulars(embargo="EMBARGOED until 22 January 2024"), [True])


@pytest.mark.parametrize("text", ["A visit to Geneva", "The embargo of 1990", "Notes", "20 January 2024 " + "x" * 190])
def test_another_line_is_not_taken(text: str) -> None:
    assert taken(text) == (Particulars(), [False])


def test_a_second_date_is_a_title_and_the_same_date_again_is_not() -> None:
    assert taken("20 January 2024", "20 January 1990") == (Particulars(DAY), [True, False])
    assert taken("20 January 2024", "20.01.2024") == (Particulars(DAY), [True, True])
    assert taken("20 January 2024", "Baku, 20 January 2024") == (Particulars(DAY), [True, False])


def test_a_date_that_can_be_read_in_two_ways_is_refused_with_its_line() -> None:
    with pytest.raises(AmbiguousDate, match="line 2"):
        taken("No. 221/24", "03/04/2024")


def test_last_lines_are_taken_but_never_the_first_one() -> None:
    found = Particulars()
    lines = (Line(1, "A visit to Geneva"), Line(2, "No. 221/24"), Line(3, "20 January 2024"))
    assert found.take_last_lines(lines) == lines[:1]
    assert found == Particulars(DAY, "", "No. 221/24")
    assert Particulars().take_last_lines(lines[2:]) == lines[2:]


def test_lines_before_one_that_is_not_taken_stay() -> None:
    lines = (Line(1, "A visit"), Line(2, "20 January 2024"), Line(3, "to Geneva"))
    assert Particulars().take_last_lines(lines) == lines


def test_a_reference_number_at_the_beginning_of_a_title_is_stored() -> None:
    found = Particulars()
    assert found.take_reference_of_title("No:221/24, Statement on mines") == "Statement on mines"
    assert found.reference == "No:221/24"


@pytest.mark.parametrize("title", ["No. 10, Downing Street", "No:221/24 Statement", "Statement on No:221/24, mines"])
def test_another_number_stays_in_the_title(title: str) -> None:
    found = Particulars()
    assert found.take_reference_of_title(title) == title
    assert found.reference == ""


def test_a_title_keeps_its_number_where_the_document_has_one_already() -> None:
    found = Particulars(reference="No. 1/24")
    assert found.take_reference_of_title("No:221/24, Statement") == "No:221/24, Statement"
    assert found.reference == "No. 1/24"
