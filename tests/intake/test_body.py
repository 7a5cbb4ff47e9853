"""What is the text of a sheet, and what is its lead."""

import pytest

from pressreleases.intake.document import Document
from pressreleases.intake.lines import unquoted
from pressreleases.intake.reading import read

TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."
HEAD = "Press release\n5 May 2024\n\nThe Embassy Opens a Garden\n\n"


def of(text: str) -> Document:
    return read(text.encode())


def asked(document: Document) -> list[str]:
    return [question.key for question in document.questions]


def test_a_sheet_quoted_as_a_whole_is_read_and_a_quotation_in_it_stays() -> None:
    sheet = HEAD + TEXT
    assert unquoted("\n".join(f"> {row}".rstrip() for row in sheet.split("\n"))) == sheet
    partly = f"{sheet}\n\n> Trees are patient.\n> So are we.\n"
    assert unquoted(partly) == partly


def test_a_first_paragraph_in_bold_is_the_lead_and_a_bold_text_is_not() -> None:
    assert of(f"{HEAD}**{TEXT}**\n\n{TEXT}").lead == TEXT
    assert of(f"{HEAD}**{TEXT}**\n\n**{TEXT}**").lead == ""
    assert of(f"{HEAD}**The Embassy** opened a garden for all its neighbours.\n\n{TEXT}").lead == ""


def test_an_address_in_the_text_is_asked_and_no_heading() -> None:
    address = "Yeni adresimiz: Turan Güneş Bulvarı No: 55, Çankaya, Ankara"
    text = "Büyükelçiliğimiz Pazartesi gününden itibaren yeni binasında hizmet verecektir."
    document = of(f"Basın duyurusu\n5 Mayıs 2024\n\nYeni binamıza taşınıyoruz\n\n{text}\n\n{address}\n\n{text}")
    assert f"<p>{address}</p>" in document.body
    assert asked(document) == ["line-8"]


@pytest.mark.parametrize("row", ["* * *", "***", "- - -", "---", "–", "~~~", "• • •", "⁂", "====="])
def test_a_row_of_signs_parts_paragraphs_and_is_no_text(row: str) -> None:
    assert of(f"{HEAD}{TEXT}\n\n{row}\n\n{TEXT}").body == f"<p>{TEXT}</p>\n<p>{TEXT}</p>"
    document = of(f"{HEAD}{row}\n\n{TEXT}")
    assert (document.title, document.body) == ("The Embassy Opens a Garden", f"<p>{TEXT}</p>")


@pytest.mark.parametrize("words", ["[…]", "(...)", "7 — 9", "* A"])
def test_a_row_with_a_word_a_figure_or_an_omission_is_text(words: str) -> None:
    assert words.strip("* ") in of(f"{HEAD}{TEXT}\n\n{words}\n\n{TEXT}").body


@pytest.mark.parametrize("row", ["* * *", "***", "- - -", "---", "⁂"])
def test_a_row_of_signs_without_blank_lines_parts_paragraphs_too(row: str) -> None:
    assert of(f"{HEAD}{TEXT}\n{row}\n{TEXT}").body == f"<p>{TEXT}</p>\n<p>{TEXT}</p>"
