"""The reference number of a sheet, as it is printed."""

from datetime import date

import pytest

from pressreleases.intake.document import Document
from pressreleases.intake.lines import read_blocks
from pressreleases.intake.parts import Role, parts_of
from pressreleases.intake.reading import read
from tests.intake.sheets import TITLE, english

TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."
HEAD = "Press release\n5 May 2024\n\nThe Embassy Opens a Garden\n\n"


def of(text: str) -> Document:
    return read(text.encode())


def text(more: str, head: str = HEAD) -> Document:
    return read(f"{head}{more}".encode())


def role_of(text: str) -> Role:
    (block,) = read_blocks(text)
    return parts_of(block.first)[0].role


def test_figures_with_a_year_are_a_reference_and_a_date_is_none() -> None:
    assert role_of("812-14-05-2025") is Role.REFERENCE
    assert role_of("Réf. : 0456/AMB/2025") is Role.REFERENCE
    assert role_of("14-05-2025") is Role.DATE
    assert role_of("212-555-0142") is Role.DETAILS


def test_a_reference_may_have_blanks_around_its_stroke() -> None:
    document = text(TEXT, "Press Release no. 7 / 2024\n5 May 2024\n\nA Garden Opens\n\n")
    assert (document.title, document.reference) == ("A Garden Opens", "no. 7 / 2024")
    assert (
        text(TEXT, HEAD.replace("Opens a Garden", "Opens Garden No. 7 / 8")).title
        == "The Embassy Opens Garden No. 7 / 8"
    )


@pytest.mark.parametrize(
    ("printed", "reference"),
    [
        ("Press release\nNo. 221/24", "No. 221/24"),
        ("Press release\nNo:221/24", "No:221/24"),
        ("Press release No. 221/24", "No. 221/24"),
        ("Press release\n№ 221/24", "№ 221/24"),
        ("Press release\nRef.: PM/221/24", "Ref.: PM/221/24"),
        ("No. 221/24\nPress release", "No. 221/24"),
        ("Press release", ""),
    ],
)
def test_a_reference_number_is_kept_as_printed(printed: str, reference: str) -> None:
    sheet = of(english(label=printed))
    assert (sheet.reference, sheet.issued_on, sheet.title) == (reference, date(2024, 1, 20), TITLE)


def test_a_reference_number_is_removed_from_the_title() -> None:
    sheet = of(english(title=f"No:221/24, {TITLE}"))
    assert (sheet.reference, sheet.title) == ("No:221/24", TITLE)
    assert of(english(title="No. 10, and What Came of It")).title == "No. 10, and What Came of It"
