"""Lines of a head that name their field, and the addressee above a note."""

import pytest

from pressreleases.intake.document import Document
from pressreleases.intake.reading import read

TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."
NOTE = "The Embassy of Orland presents its compliments to the {} and has the honour to inform it of its new address."


def of(text: str, **answers: str) -> Document:
    return read(text.encode(), answers=answers)


@pytest.mark.parametrize(
    ("line", "is_asked"),
    [
        ("Date: 15 Shaban 1446", True),
        ("Issued on the tenth day of May, two thousand and twenty-four", True),
        ("Date: 10 May 2024", False),
    ],
)
def test_a_date_that_cannot_be_read_is_asked_with_its_line_and_is_no_title(line: str, is_asked: bool) -> None:
    document = of(f"Press release\n{line}\n\nGarden Opens for All Neighbours\n\n{TEXT}")
    assert document.title == "Garden Opens for All Neighbours"
    assert [question.lines[0][1] for question in document.needed] == ([line] if is_asked else [])


def test_the_addressee_above_a_note_is_no_letterhead() -> None:
    text = f"Ministry of Foreign Affairs\nLirona City\n\nNote verbale\n5 May 2024\n\n{NOTE}"
    document = of(text.format("Ministry of Foreign Affairs"))
    assert (document.addressee, document.names) == (("Ministry of Foreign Affairs", "Lirona City"), ())
    sender = of(f"Embassy of Orland\n\nNote verbale\n5 May 2024\n\n{NOTE.format('Ministry')}")
    assert (sender.addressee, len(sender.names)) == ((), 1)


@pytest.mark.parametrize("line", ["(L.S.)", "cc: Permanent Mission of Pelm", "Encl.: 2", "Копия: МИД"])
def test_what_is_beside_an_addressee_is_asked(line: str) -> None:
    document = of(f"Note verbale\n\n{NOTE.format('Ministry')}\n\nLirona City, 5 May 2024\n\nThe Ministry\n{line}")
    assert document.addressee == ("The Ministry",)
    assert any(question.lines and question.lines[0][1] == line for question in document.questions)
