"""The paragraphs of a PDF: whole across pages, cut words, bold words, raised figures."""

from pathlib import Path

from pressreleases.intake.pdf import layer_of_pdf
from pressreleases.intake.reading import read

DOCUMENTS = Path(__file__).parent / "documents"


def sheet_of_pdf(data: bytes) -> str:
    text, _pictures = layer_of_pdf(data)
    return text


def sheet(name: str) -> str:
    return sheet_of_pdf((DOCUMENTS / f"{name}.pdf").read_bytes())


def small_pdf(content: bytes, catalog: bytes = b"", page: bytes = b"", font: bytes = b"") -> bytes:
    """A PDF of one page, without a table of its objects, which pdfium makes anew."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R" + catalog + b">>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"
        + page
        + b">>endobj\n4 0 obj<</Length "
        + str(len(content)).encode()
        + b">>stream\n"
        + content
        + b"\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
        + font
        + b">>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def typed(*lines: tuple[int, int, str], size: int = 12) -> bytes:
    """The content of a page with lines at their places from the left and from the bottom."""
    return b"".join(f"BT /F {size} Tf {left} {base} Td ({text}) Tj ET\n".encode("cp1252") for left, base, text in lines)


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
