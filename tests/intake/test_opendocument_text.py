"""The blocks of an OpenDocument text: quotations, notes, pictures, text boxes."""

import re

from pressreleases.intake.opendocument import read_opendocument
from tests.intake.test_opendocument import WHOLE, changed

HTML = read_opendocument(WHOLE).html
LINES = HTML.split("\n")


def test_quotations_are_one_element_and_hanging_numbers_are_none() -> None:
    assert HTML.count("<blockquote>") == 1
    assert re.search(r"<blockquote><p[^>]*>We shall never forget\.</p><p[^>]*>No one may be held guilty", HTML)
    assert ">1.\tA paragraph with a hanging number" in HTML


def test_notes_are_at_the_end() -> None:
    assert LINES[-2:] == [
        '<p data-note="1">[1] See document A/78/1.</p>',
        '<p data-note="2">[2] A note at the end.</p>',
    ]
    assert "The end<sup>[2]</sup>." in HTML


def test_a_picture_has_its_bytes_and_its_text() -> None:
    (picture,) = read_opendocument(WHOLE).pictures
    assert picture.data.startswith(b"\x89PNG")
    assert picture.alt == "The “hall” of the Mission"
    assert 'A picture: <img data-picture="0" alt="The “hall” of the Mission"> is here.' in HTML


def test_a_picture_that_the_file_lacks_is_left_out() -> None:
    html = read_opendocument(changed(b'xlink:href="Pictures/', b'xlink:href="Pictures/no-')).html
    assert "<img" not in html
    assert "A picture: " in html


def test_a_text_box_is_set_apart_in_its_place() -> None:
    at = LINES.index('<p data-look="start 12">Text in a box</p>')
    assert [re.sub("<[^>]*>", "", line) for line in LINES[at - 1 : at + 4]] == [
        "",
        "Text in a box",
        "of two lines",
        "",
        "A box is anchored here.",
    ]
