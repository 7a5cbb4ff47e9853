"""The paragraphs of a PDF: whole across pages, cut words, bold words, raised figures."""

from pathlib import Path

from pressreleases.intake.pdf import layer_of_pdf
from pressreleases.intake.reading import read
from tests.intake.test_pdf import small_pdf, typed

DOCUMENTS = Path(__file__).parent / "documents"


def sheet_of_pdf(data: bytes) -> str:
    text, _pictures = layer_of_pdf(data)
    return text


def sheet(name: str) -> str:
    return sheet_of_pdf((DOCUMENTS / f"{name}.pdf").read_bytes())


def test_paragraphs_are_whole_across_pages() -> None:
    paragraphs = [part for part in read(sheet("browser-long").encode()).body.split("\n") if "<p>Paragraph" in part]
    assert len(paragraphs) == 11
    assert all(part.endswith("the parties under the Charter.</p>") for part in paragraphs)


def test_a_word_cut_by_a_hyphen_is_whole_only_if_it_is_known() -> None:
    lines = (
        "The Permanent Mission held an event for the anni-",
        "versary of the tragedy, and the Secretary-",
        "General spoke. The anniversary was observed by the",
        "representatives of many of the Member States too.",
    )
    content = typed(*((72, 700 - 14 * at, line) for at, line in enumerate(lines)))
    text = sheet_of_pdf(small_pdf(content).replace(b"Helvetica", b"Courier"))
    assert "for the anniversary of the tragedy, and" in text
    assert "the Secretary-General spoke. The anniversary was" in text


def test_bold_words_and_superscripts_need_no_font_name_of_their_own() -> None:
    content = (
        typed((72, 700, "Plain")) + b"BT /F 12 Tf 2 Tr 102 700 Td (thick) Tj 0 Tr ET BT /F 7 Tf 127 704 Td (1) Tj ET"
    )
    assert sheet_of_pdf(small_pdf(content)).strip() == "Plain **thick**¹"
