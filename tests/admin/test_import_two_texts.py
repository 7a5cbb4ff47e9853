"""Importing both texts of a document in two languages, Word files with pictures, and files that cannot be read."""

import datetime as dt
import io

import docx
from PIL import Image as Pillow

from pressreleases.models import Image, Release, SourceDocument
from tests.admin.filling import change_url, shown
from tests.admin.importing import IMPORT, again, file, make, upload
from tests.intake.shares import SHEETS
from tests.intake.sheets import english
from tests.making import make_release

BOTH = (SHEETS / "en-two-languages.txt").read_bytes()


def with_both(client):
    """The page of a sheet in two languages, after the answer that each is a text of its own."""
    url = upload(client, BOTH, "both.txt")
    return url, again(client, url, answer_languages="both")


def test_a_sheet_in_two_languages_makes_two_linked_drafts_with_one_press(as_author):
    url, page = with_both(as_author)
    assert [text["in_language"] for text in page.context["texts"]] == ["English", "Azərbaycanca"]
    response = as_author.post(url, {**shown(page, make=""), "second-title": "Yağışölçənlər"})
    first, second = Release.objects.order_by("pk")
    assert response.url == change_url(first)
    assert [row.language for row in (first, second)] == ["en", "az"]
    assert (first.family, second.is_original, second.title) == (second.family, False, "Yağışölçənlər")
    assert set(SourceDocument.objects.get().releases.all()) == {first, second}
    said = as_author.get(response.url).content.decode()
    assert said.count("drafts were made") == 1
    assert "The draft was made" not in said


def test_both_are_made_or_none_and_nothing_typed_is_lost(as_author):
    url, page = with_both(as_author)
    response = as_author.post(url, {**shown(page, make=""), "title": "Gauges", "second-place": "Bakı"})
    assert response.status_code == 422
    assert not Release.objects.exists()
    first, second = (text["form"] for text in response.context["texts"])
    assert (first["title"].value(), second["place"].value()) == ("Gauges", "Bakı")
    assert (first.errors, list(second.errors)) == ({}, ["title"])


def test_a_text_that_cannot_be_made_takes_the_other_one_back(as_author):
    make_release(title="Yağışölçənlər", language="az", issued_on=dt.date(2024, 6, 4))
    url, page = with_both(as_author)
    response = as_author.post(url, {**shown(page, make=""), "second-title": "Yağışölçənlər"})
    assert "title" in response.context["texts"][1]["form"].errors
    assert Release.objects.count() == 1


def test_the_answer_can_be_taken_back(as_author):
    url, page = with_both(as_author)
    page = as_author.post(url, {**shown(page, again=""), "answer_languages": "keep"})
    (text,) = page.context["texts"]
    assert "Dağlardakı" in text["form"].initial["body"]


def word_file(*, alt="A map", data=None):
    """A Word file with a letterhead in its page header, a picture and a table."""
    document = docx.Document()
    for line in ("Permanent Mission of Solandia", "to the United Nations"):
        document.sections[0].header.add_paragraph(line)
    for line in ("PRESS RELEASE", "20 January 2024", "The Mission Opens an Exhibition of Maps"):
        document.add_paragraph(line)
    document.add_paragraph("The Permanent Mission opened an exhibition of old maps in the hall of its building.")
    picture = io.BytesIO()
    Pillow.new("RGB", (60, 40), "green").save(picture, "PNG")
    shape = document.add_paragraph().add_run().add_picture(io.BytesIO(data) if data else picture)
    shape._inline.docPr.set("descr", alt)
    document.add_paragraph("It is open until the end of March, and entry is free for all visitors.")
    stored = io.BytesIO()
    document.save(stored)
    return stored.getvalue()


def test_the_picture_of_a_word_file_is_in_the_library_and_in_the_draft(as_author):
    url = upload(as_author, word_file(), "release.docx")
    page = as_author.get(url)
    image = Image.objects.get()
    assert image.file.url in page.context["texts"][0]["form"].initial["body"]
    assert "1 picture of the document is in the text and in the library." in page.content.decode()
    assert "[picture]" in [line.text for line in page.context["texts"][0]["lines"]]
    make(as_author, url)
    assert f'<img src="{image.file.url}" alt="A map">' in Release.objects.get().body
    assert image.alternative_text_in("en") == "A map"
    assert Image.objects.count() == 1


def test_the_letterhead_in_the_header_of_a_word_file_is_struck_out(as_author):
    page = as_author.get(upload(as_author, word_file(), "release.docx")).content.decode()
    assert "<s>Permanent Mission of Solandia</s>" in page


def test_a_file_that_cannot_be_read_is_refused_with_its_name(as_author):
    response = as_author.post(IMPORT, {"documents": file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "old.doc")})
    assert "old.doc: This is an old Word file (.doc)" in str(response.context["form"].errors)
    assert not SourceDocument.objects.exists()


FORMATTED = (
    "<meta charset='utf-8'>"
    + "".join(f"<p>{line}</p>" for line in english().split("\n"))
    + "<ul><li>A <b>map</b></li></ul>"
)


def test_what_word_copies_beside_the_plain_text_is_read_with_its_formatting(as_author):
    url = as_author.post(IMPORT, {"text": "Any words", "formatted": FORMATTED.replace("END", "")}).url
    make(as_author, url)
    assert "<ul><li>A <strong>map</strong></li></ul>" in Release.objects.get().body
    assert SourceDocument.objects.get().name == "Pasted text"


def test_formatted_words_without_plain_ones_are_not_taken(as_author):
    response = as_author.post(IMPORT, {"text": " ", "formatted": FORMATTED})
    assert response.context["form"].errors
    assert not SourceDocument.objects.exists()
