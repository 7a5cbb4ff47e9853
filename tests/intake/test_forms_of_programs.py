"""Forms that Word, LibreOffice and mail programs give a document: read or asked about, and their twins left alone."""

import base64
import io
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from pressreleases.intake.document import Document
from pressreleases.intake.reading import read
from tests.intake.shares import Outline
from tests.intake.word_files import saved, zipped

DOCUMENTS = Path(__file__).parent / "documents"
TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."
MORE = "The trees came from a school in the north of the country, where children had grown them."
HEAD = "Press release\n5 May 2024\n\nThe Embassy Opens a Garden\n\n"
PAGE = "<html><body><p>Press release</p><p>5 May 2024</p><h1>The Embassy Opens a Garden</h1>"


def word(*paragraphs: str, footer: str = "", header: str = "") -> Document:
    made = docx.Document()
    for place, words in ((made.sections[0].footer, footer), (made.sections[0].header, header)):
        if words:
            place.paragraphs[0].text = words
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    return read(saved(made))


def page(more: str) -> Document:
    return read(f"{PAGE}{more}</body></html>".encode())


def text(more: str, head: str = HEAD) -> Document:
    return read(f"{head}{more}".encode())


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(tag, " ".join(words.split())) for tag, words in Outline(document.body).blocks]


def asked(document: Document) -> list[str]:
    return [question.key for question in document.questions]


def advisory(rows: list[tuple[str, str]], *, is_table: bool = True) -> Document:
    made = docx.Document()
    for words in ("Media advisory", "2 May 2024", "Minister Visits the Garden"):
        made.add_paragraph(words)
    table = made.add_table(len(rows), 2)
    for row, cells in zip(table.rows, rows, strict=True):
        row.cells[0].text, row.cells[1].text = cells
    made.add_paragraph("Journalists are asked to register with the press office by noon on the day before.")
    return read(saved(made))


def test_a_table_under_the_title_is_text_and_says_what_when_and_where() -> None:
    document = advisory([("What", "A walk"), ("When:", "5 May 2024, 10:30"), ("Where", "Elm Park")])
    assert (document.what, document.when, document.where) == ("A walk", "5 May 2024, 10:30", "Elm Park")
    assert [tag for tag, _words in blocks(document)] == ["table", "p"]
    assert not document.lead


def test_a_table_of_figures_says_no_event() -> None:
    document = advisory([("2022", "14"), ("2023", "19")])
    assert (document.what, document.when, document.where) == ("", "", "")
    assert [tag for tag, _words in blocks(document)] == ["table", "p"]


def test_keys_before_wide_gaps_are_those_of_an_advisory_and_values_go_on() -> None:
    keys = (
        f"What{' ' * 30}A walk through\n{' ' * 34}the garden\nWhen{' ' * 30}5 May 2024, 10:30\nWhere{' ' * 29}Elm Park"
    )
    document = text(f"{keys}\n\n{TEXT}", HEAD.replace("Press release", "Media advisory"))
    assert document.title == "The Embassy Opens a Garden"
    assert (document.what, document.when) == ("A walk through the garden", "5 May 2024, 10:30")


def test_one_such_line_alone_is_no_key() -> None:
    document = text(f"{TEXT}\n\nWhen{' ' * 30}5 May 2024, 10:30\n\n{MORE}")
    assert "When:" not in document.body


def test_the_foot_of_a_page_of_libreoffice_is_one() -> None:
    document = page(
        f"<p>{TEXT}</p><p>Contact: Ann Lee, +43 1 531 59 1</p>"
        "<div title='footer'><p>12 Elm Street, 1010 Vienna</p></div>"
    )
    assert document.address == "12 Elm Street, 1010 Vienna"


NOTES = {
    "libreoffice": (
        '<sup><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></sup>',
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" href="#sdfootnote1anc">1</a> Grown since 2020.</p></div>',
    ),
    "word": (
        '<a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference><sup>[1]</sup></span></a>',
        '<div><hr><div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Grown since 2020.</p></div></div>',
    ),
}


@pytest.mark.parametrize("program", NOTES)
def test_footnotes_of_a_page_are_notes(program: str) -> None:
    mark, note = NOTES[program]
    document = page(f"<p>{TEXT}{mark}</p><p>{MORE}</p>{note}")
    assert document.notes == ("[1] Grown since 2020.",)
    assert "<sup>[1]</sup>" in document.body
    assert "Grown" not in document.body


def test_a_link_to_another_place_of_the_page_is_no_note() -> None:
    document = page(f"<p>{TEXT} <a href='#top'>Top of the page.</a></p><div id='ftnews'><p>{MORE}</p></div>")
    assert [words for _tag, words in blocks(document)] == [f"{TEXT} Top of the page.", MORE]


def test_a_note_that_goes_on_in_a_paragraph_of_its_own_is_one() -> None:
    document = text(
        f"{TEXT}\n\nNotes to editors\n\n1. The garden is open from the spring and has a budget of EUR 12\n\nmillion."
    )
    assert document.notes == ("1. The garden is open from the spring and has a budget of EUR 12 million.",)


def test_a_speaker_right_under_the_name_of_the_house_is_no_part_of_it() -> None:
    document = text(
        "Dear friends,\n\nIt is a pleasure to see you.\n\nThank you.",
        "Embassy of Japan\nRemarks by Ambassador Kenji Mori\nOpening of the Garden\nOttawa\n5 May 2024\n\n",
    )
    assert (document.speaker_name, document.title, document.place) == (
        "Ambassador Kenji Mori",
        "Opening of the Garden",
        "Ottawa",
    )
    assert [name.lines for name in document.names] == [("Embassy of Japan",)]


def test_a_second_line_of_the_house_stays_with_it() -> None:
    document = text(
        TEXT, "Embassy of Japan\nPress and Information Section\n\nPress release\n5 May 2024\n\nA Garden Opens\n\n"
    )
    assert [name.lines for name in document.names] == [("Embassy of Japan", "Press and Information Section")]


def test_a_name_in_capitals_goes_on_below_a_blank_line() -> None:
    head = "EMBASSY OF SOLANDIA\n\nIN THE REPUBLIC OF AUSTRIA\n\n5 May 2024\n\nPRESS RELEASE\n\nA Garden Opens\n\n"
    document = text(TEXT, head)
    assert document.title == "A Garden Opens"
    assert [name.lines for name in document.names] == [("EMBASSY OF SOLANDIA", "IN THE REPUBLIC OF AUSTRIA")]


def test_a_title_in_capitals_above_the_label_stays_one() -> None:
    document = text(TEXT, "EMBASSY OF SOLANDIA\n\nIN A GARDEN ALL ARE EQUAL\n\n5 May 2024\n\nPRESS RELEASE\n\n")
    assert document.title == "IN A GARDEN ALL ARE EQUAL"


def test_one_word_above_another_line_without_a_label_is_asked() -> None:
    document = text(TEXT, "Xəbər\n5 May 2024\n\nA Garden Opens in the City\n\n")
    assert {"title", "lead"} <= set(asked(document))
    assert "title" in asked(text(TEXT, "Xəbər\n5 May 2024\n\nThe Embassy Opens a Garden\n\n"))
    assert "title" not in asked(text(TEXT, "A Garden Opens in Our Street\n5 May 2024\n\n"))


def with_picture(*, is_cropped: bool) -> bytes:
    """The text of LibreOffice with a picture, as it writes one that was cropped."""
    with zipfile.ZipFile(DOCUMENTS / "whole.odt") as archive:
        parts: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    clip = b' fo:clip="rect(0in, 0in, 0.01in, 1.0417in)"' if is_cropped else b' fo:clip="rect(0in, 0in, 0in, 0in)"'
    content = bytes(parts["content.xml"])  # type: ignore[arg-type]  # odfdo says less than it gives
    before, after = content.split(b'style:name="gr2"', 1)
    parts["content.xml"] = (
        before
        + b'style:name="gr2"'
        + after.replace(b"<style:graphic-properties", b"<style:graphic-properties" + clip, 1)
    )
    return zipped(parts, zipfile.ZIP_STORED)


def test_a_cropped_picture_of_libreoffice_is_left_out_with_a_question() -> None:
    document = read(with_picture(is_cropped=True))
    assert [picture.data for picture in document.pictures] == [b""]
    assert any("was cropped" in str(question) for question in document.questions)


def test_a_whole_picture_of_libreoffice_is_kept() -> None:
    document = read(with_picture(is_cropped=False))
    assert all(picture.data for picture in document.pictures)
    assert not any("was cropped" in str(question) for question in document.questions)


@pytest.mark.parametrize(("kind", "is_asked"), [("GIF", True), ("PNG", False)])
def test_a_picture_that_the_site_does_not_keep_is_asked(kind: str, is_asked: bool) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, format=kind)
    made = docx.Document()
    for words in ("Press release", "5 May 2024", "The Embassy Opens a Garden", TEXT):
        made.add_paragraph(words)
    made.add_picture(stream)
    made.add_paragraph(MORE)
    assert asked(read(saved(made))) == (["line-9"] if is_asked else [])


def test_a_person_in_a_line_that_is_as_good_as_a_label_is_asked() -> None:
    greeting = (
        "Değerli misafirler,\n\nBu güzel günde sizlerle birlikte olmaktan büyük mutluluk duyuyorum.\n\nTeşekkür ederim."
    )
    head = "T.C. BERN BÜYÜKELÇİLİĞİ\n\n{}\n\n23 Nisan 2024\n\nÇocuk Bayramı Resepsiyonu Düzenlendi\n\n"
    assert "speaker_name" in asked(text(greeting, head.format("Büyükelçi Ayşe Demir’in Konuşması")))
    bare = greeting.partition("\n\n")[2]
    assert "speaker_name" not in asked(text(bare, head.format("Dışişleri Bakanlığı Açıklaması")))


def test_an_address_of_london_is_one_and_queries_are_a_contact() -> None:
    document = text(
        f"{TEXT}\n\nFor media queries, please contact:\nNeo Tau\n+44 20 7499 0031",
        f"High Commission of Solandia\n4 Stanhope Row, London W1J 7BX\n\n{HEAD}",
    )
    assert document.address == "4 Stanhope Row, London W1J 7BX"
    assert document.contact == ("For media queries, please contact:", "Neo Tau", "+44 20 7499 0031")


def page_with_picture(frame: str, style: str) -> Document:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8)).save(stream, format="PNG")
    source = f"data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}"
    shown = f'<p><span style="{frame}"><img src="{source}" style="{style}"></span></p>'
    return page(f"<p>{TEXT}</p>{shown}<p>{MORE}</p>")


@pytest.mark.parametrize(
    ("frame", "style"),
    [
        ("overflow: hidden; width: 300.00px; height: 200px", "width: 400px; height: 200px"),
        ("", "margin-left: -50px"),
        ("", "clip-path: inset(0 50% 0 0)"),
    ],
)
def test_a_picture_that_a_page_shows_in_part_is_left_out_with_a_question(frame: str, style: str) -> None:
    document = page_with_picture(frame, style)
    assert [picture.data for picture in document.pictures] == [b""]
    assert asked(document) == ["line-9"]


@pytest.mark.parametrize(
    ("frame", "style"),
    [("", ""), ("overflow: hidden; width: 400px", "width: 400px"), ("width: 300px", "width: 400px; margin: 0px")],
)
def test_a_picture_that_a_page_shows_whole_is_kept(frame: str, style: str) -> None:
    document = page_with_picture(frame, style)
    assert [bool(picture.data) for picture in document.pictures] == [True]
    assert not document.questions
