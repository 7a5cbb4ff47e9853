"""The characters of a page of a PDF: which are read, and what they become."""

import pytest

from pressreleases.intake.errors import (
    UnreadableLetters,
)
from pressreleases.intake.pdf import layer_of_pdf
from tests.intake.test_pdf import small_pdf, typed


def sheet_of_pdf(data: bytes) -> str:
    text, _pictures = layer_of_pdf(data)
    return text


def test_letters_that_are_set_apart_are_one_word() -> None:
    content = b"BT /F 12 Tf 4 Tc 72 700 Td (PRESS RELEASE) Tj ET BT /F 12 Tf 72 600 Td (A B C D E F G H) Tj ET"
    assert sheet_of_pdf(small_pdf(content)).split("\n\n") == ["PRESS RELEASE", "A B C D E F G H\n"]


def test_text_that_is_not_shown_is_read_because_it_is_that_of_a_scan() -> None:
    content = b"BT /F 12 Tf 3 Tr 72 700 Td (Recognised words) Tj ET"
    assert sheet_of_pdf(small_pdf(content)).strip() == "Recognised words"


def test_a_page_that_is_turned_is_read_and_a_watermark_is_not() -> None:
    turned = b"".join(
        b"BT /F 12 Tf 0 1 -1 0 %d 72 Tm (%s) Tj ET " % line
        for line in ((100, b"First line of a page"), (114, b"and its second"))
    )
    assert sheet_of_pdf(small_pdf(turned, page=b"/Rotate 90")).split("\n")[:2] == [
        "First line of a page",
        "and its second",
    ]
    watermark = typed((72, 700, "Text of the page")) + b"BT /F 60 Tf .7 .7 -.7 .7 100 100 Tm (DRAFT) Tj ET"
    assert sheet_of_pdf(small_pdf(watermark)).strip() == "Text of the page"


def with_codes(first: bytes, *, content: bytes) -> bytes:
    """A PDF whose font says that the letters A to Z are the 26 characters from the code `first`."""
    font = b"/ToUnicode 6 0 R/FirstChar 32/LastChar 126/Widths[" + b"600 " * 95 + b"]"
    codes = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <41> <5a> <" + first + b"> endbfrange"
    stream = b"6 0 obj<</Length %d>>stream\n%s\nendstream endobj\ntrailer" % (len(codes), codes)
    return small_pdf(content, font=font).replace(b"trailer", stream)


def test_letters_without_codes_are_refused() -> None:
    with pytest.raises(UnreadableLetters):
        sheet_of_pdf(with_codes(b"e000", content=typed((72, 700, "ABC DEF"))))
    assert sheet_of_pdf(with_codes(b"0061", content=typed((72, 700, "ABC DEF")))) == "abc def\n"


def test_presentation_forms_become_letters() -> None:
    text = sheet_of_pdf(with_codes(b"fe8d", content=typed((72, 700, "ADC"))))
    assert not any("\ufb50" <= character <= "\ufefc" for character in text)


def test_accents_without_a_letter_are_no_line() -> None:
    content = typed((72, 700, "A"), (72, 600, "text"))
    assert sheet_of_pdf(with_codes(b"064b", content=content)) == "text\n"
