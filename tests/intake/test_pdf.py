"""PDFs printed by a browser and by LibreOffice: what their sheets say, and which PDFs are refused."""

import io
import random
import zlib
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from pressreleases.intake import pdf
from pressreleases.intake.document import Picture
from pressreleases.intake.errors import (
    DamagedFile,
    EmptyFile,
    HasPassword,
    IntakeError,
    IsForm,
    NoTextLayer,
    PartlyScanned,
    TakesTooLong,
    TooLarge,
    TooManyPages,
)
from pressreleases.intake.lines import whole_columns
from pressreleases.intake.pdf import layer_of_pdf, read_pdf
from pressreleases.intake.reading import read

DOCUMENTS = Path(__file__).parent / "documents"


def sheet_of_pdf(data: bytes) -> str:
    text, _pictures = layer_of_pdf(data)
    return text


def sheet(name: str) -> str:
    return sheet_of_pdf((DOCUMENTS / f"{name}.pdf").read_bytes())


def pages_of(*names: str) -> bytes:
    """The pages of some documents in one PDF."""
    whole = pdfium.PdfDocument.new()
    for name in names:
        whole.import_pages(pdfium.PdfDocument((DOCUMENTS / f"{name}.pdf").read_bytes()))
    stream = io.BytesIO()
    whole.save(stream)
    return stream.getvalue()


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


@pytest.mark.parametrize(
    ("name", "language", "title", "place"),
    [
        (
            "browser-en",
            "en",
            "Azerbaijan commemorates the anniversary of the tragedy of 20 January",
            "New York",
        ),
        ("browser-az", "az", "20 Yanvar faciəsinin ildönümü qeyd olunub", "Nyu-York"),
        ("browser-ru", "ru", "Годовщина трагедии 20 января", "Нью-Йорк"),
        ("browser-ar", "ar", "إحياء ذكرى مأساة 20 كانون الثاني/يناير", "نيويورك"),
        ("writer-ar", "ar", "إحياء ذكرى مأساة 20 كانون الثاني/يناير", "نيويورك"),
        ("writer-zh", "zh", "纪念一月二十日惨案周年", "纽约"),
    ],
)
def test_a_printed_sheet_is_read_without_a_question(name: str, language: str, title: str, place: str) -> None:
    document = read(sheet(name).encode())
    assert (document.language, document.kind, document.title) == (language, "press-release", title)
    assert document.place == place
    assert document.issued_on is not None
    assert document.issued_on.isoformat() == "2024-01-20"
    assert document.questions == ()
    assert document.names


def test_structure_is_kept() -> None:
    body = read(sheet("browser-en").encode()).body
    assert "<strong>More than 140 civilians</strong> were killed, and hundreds were injured on that night (see " in body
    assert "<h2>What happened</h2>" in body
    assert (
        "<ul><li>Soviet troops entered the city at midnight, without a state of emergency having been announced;"
        in body
    )
    assert "<ol><li>The first conclusion of the meeting.</li><li>The second conclusion.</li></ol>" in body
    assert "<blockquote><p>No one may be held guilty" in body
    assert "<tr><td>2024</td><td>Ganja</td><td>335 600</td></tr></table>" in body
    assert "<p>Resolution 822¹ was recalled by all.</p>" in body


@pytest.mark.parametrize("name", ["browser-ar", "writer-ar"])
def test_arabic_is_in_the_order_of_reading(name: str) -> None:
    text = " ".join(sheet(name).split())
    assert "باكو في ٢٠ كانون الثاني/يناير ١٩٩٠ (انظر الوثيقة A/78/1 والقرار 822 (1993)). وشارك فيها" in text
    assert "«لن ننسى أبداً». وأشارت إلى موقع United Nations على الإنترنت، وإلى الأعضاء الآخرين والإسلام." in text
    assert not any("\ufb50" <= character <= "\ufefc" for character in text)


def test_heads_and_feet_that_repeat_are_there_once() -> None:
    text = sheet("browser-long")
    assert text.count("Check against delivery") == 1
    assert text.count("www.un.int/azerbaijan") == 1
    assert "Page 1" not in text
    assert text.index("Check against delivery") < text.index("Press release")
    assert read(text.encode()).notices == ("Check against delivery",)


def test_footnotes_come_after_the_text_of_all_pages() -> None:
    document = read(sheet("writer-notes").encode())
    assert document.questions == ()
    assert document.notes[1:] == ("² See document A/78/1.", "³ Ibid.")
    assert document.notes[0].startswith("¹ See resolution 822 (1993) of the Security Council, which was adopted")
    assert "nu xi omicron pi rho Member States have a duty to implement" in document.body


def test_a_small_line_whose_number_is_not_in_the_text_is_no_footnote() -> None:
    content = typed((72, 700, "The text of the page.")) + b"BT /F 8 Tf 72 100 Td (1 United Nations Plaza) Tj ET"
    assert "\n1 United Nations Plaza" in sheet_of_pdf(small_pdf(content))


def test_a_line_that_repeats_at_another_height_stays() -> None:
    lines = [(72, 700, "We shall never forget."), (72, 660, "Another line.")]
    moved = [(72, 640, "We shall never forget."), (72, 600, "The last line.")]
    whole = pdfium.PdfDocument.new()
    for page in (lines, moved):
        whole.import_pages(pdfium.PdfDocument(small_pdf(typed(*page))))
    stream = io.BytesIO()
    whole.save(stream)
    assert sheet_of_pdf(stream.getvalue()).count("We shall never forget.") == 2


def test_two_columns_stay_side_by_side() -> None:
    columns = whole_columns(sheet("browser-columns"))
    assert columns is not None
    assert "event in memory of the victims" in columns.left
    assert "La Mission" not in columns.left
    assert "tragédie survenue à Bakou en" in columns.right


def test_a_scan_is_refused_and_says_so() -> None:
    with pytest.raises(NoTextLayer, match="no text layer"):
        read_pdf((DOCUMENTS / "browser-scan.pdf").read_bytes())


def test_pages_that_are_scans_are_named() -> None:
    with pytest.raises(PartlyScanned, match="text layer: 2, 4"):
        sheet_of_pdf(pages_of("browser-az", "browser-scan", "browser-ru", "browser-scan"))


def test_a_password_is_told() -> None:
    with pytest.raises(HasPassword):
        read_pdf((DOCUMENTS / "password.pdf").read_bytes())


def test_a_form_of_xfa_is_refused() -> None:
    form = b"/AcroForm<</Fields[]/XFA 4 0 R>>"
    with pytest.raises(IsForm):
        sheet_of_pdf(small_pdf(typed((72, 700, "Please wait")), catalog=form))
    assert sheet_of_pdf(small_pdf(typed((72, 700, "Please wait")), catalog=b"/AcroForm<</Fields[]>>"))


def test_a_page_without_anything_is_empty() -> None:
    with pytest.raises(EmptyFile):
        read_pdf(small_pdf(b""))


def test_too_many_pages_and_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    with pytest.raises(TooManyPages, match="3 pages; at most 2"):
        sheet_of_pdf(pages_of("browser-az", "browser-az", "browser-az"))
    monkeypatch.setattr(pdf, "MOST_LINES", 5)
    with pytest.raises(TooLarge, match="5 lines"):
        sheet_of_pdf(pages_of("browser-az"))
    monkeypatch.setattr(pdf, "MOST_BYTES", 1_000)
    with pytest.raises(TooLarge):
        read_pdf(pages_of("browser-az"))


@pytest.mark.parametrize("data", [b"", b"words", b"%PDF-1.4\n", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj"])
def test_a_damaged_file_is_told(data: bytes) -> None:
    with pytest.raises(DamagedFile):
        read_pdf(data)


def test_the_process_of_its_own_gives_the_same_sheet() -> None:
    data = (DOCUMENTS / "browser-ar.pdf").read_bytes()
    assert read_pdf(data).text == sheet_of_pdf(data)


def test_a_pdf_that_keeps_the_process_busy_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "SECONDS", 0.01)
    monkeypatch.setattr(pdf, "_kept", {})
    with pytest.raises(TakesTooLong, match=r"after 0\.01 seconds"):
        read_pdf((DOCUMENTS / "browser-az.pdf").read_bytes())


def test_a_pdf_that_unpacks_to_gigabytes_takes_no_more_than_its_process_may() -> None:
    packer = zlib.compressobj(9)
    first = packer.compress(bytes(10_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(10_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = zlib.compress(first + block * 150, 9)
    length = b"/Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(packed)
    data = small_pdf(b"X").replace(b"/Length 1>>stream\nX", length + packed)
    assert len(data) < 10_000
    with pytest.raises(IntakeError):
        read_pdf(data)


def spoiled(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _edit in range(chance.choice([1, 3, 10]) if len(data) > 1_000 else 1):
        at = chance.randrange(len(spoilt))
        act = chance.random()
        if act < 0.5:
            spoilt[at] = chance.randrange(256)
        elif act < 0.8:
            piece = chance.choice([b"-1", b"99999999999", b"<<", b"]", b"3 0 R", b"ET", b"Tf", b"/Kids", b"nan"])
            spoilt[at : at + len(piece)] = piece
        else:
            del spoilt[at : at + chance.choice([1, 20, 500])]
    return bytes(spoilt)


def test_a_spoiled_pdf_is_read_or_refused() -> None:
    plain = small_pdf(typed((72, 700, "Press release"), (72, 660, "20 January 2024"), (72, 620, "Words of the text.")))
    seeds = [plain, (DOCUMENTS / "browser-az.pdf").read_bytes(), (DOCUMENTS / "writer-zh.pdf").read_bytes()]
    results: dict[str, Any] = {}
    for seed in range(200):
        chance = random.Random(seed)
        try:
            results["text"] = sheet_of_pdf(spoiled(seeds[seed % 3], chance))
        except IntakeError as error:
            results[type(error).__name__] = error
    assert {"text", "DamagedFile"} <= results.keys()


def test_the_signs_that_stand_for_headings_are_not_shown() -> None:
    lines = read((DOCUMENTS / "browser-en.pdf").read_bytes()).lines
    assert "\n# " in sheet("browser-en")
    assert not any(words.startswith("#") for _number, words in lines)


def test_a_file_is_not_opened_again_for_its_next_reading_but_another_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    data = (DOCUMENTS / "browser-ar.pdf").read_bytes()
    first = read_pdf(data)
    monkeypatch.setattr(pdf, "_layer_of", lambda _data: pdf.Layer("Other words"))
    assert read_pdf(data) == first
    assert read_pdf(data + b" ").text == "Other words"
    for at in range(pdf.MOST_KEPT):
        read_pdf(data + b" " * (at + 2))
    assert read_pdf(data).text == "Other words"
    assert len(pdf._kept) == pdf.MOST_KEPT
    pdf._kept.clear()


def test_a_layer_with_large_pictures_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LARGEST_KEPT", 3)
    monkeypatch.setattr(pdf, "_kept", {})
    monkeypatch.setattr(pdf, "_layer_of", lambda _data: pdf.Layer("Words", (Picture(b"1234"),)))
    read_pdf(b"%PDF-1.7")
    assert not pdf._kept
