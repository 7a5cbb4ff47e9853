"""Drawing in a process of its own: what it can draw, and that nothing holds it up."""

import io
import re
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
from PIL import Image as Pillow

from pressreleases import richtext
from pressreleases.language import line_ends
from pressreleases.letterhead_pdf import drawing
from pressreleases.letterhead_pdf.drawing import NoLetter, NotDrawn, TooMuch, draw
from pressreleases.letterhead_pdf.letters import not_drawn
from pressreleases.letterhead_pdf.nodes import nodes_of
from tests.letterhead_pdf.opened import open_pdf

SHEET = {
    **{key: [] for key in ("names", "address", "numbers", "kind", "dateline", "speaker", "summary", "foot", "after")},
    "paper": "a4",
    "language": "en",
    "dir": "ltr",
    "capitals": True,
    "hyphenate": True,
    "title": "A visit",
    "author": "",
    "emblem": None,
    "heading": ["A visit"],
    "lead": None,
    "end": "END",
    "qr": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
    "qr_alt": "QR",
    "address_short": "https://press.example/r/abc",
}
STRANGE = {
    "deep lists": "<ul><li>a" * 60,
    "deep marks in deep lists": "<blockquote><ul><li>" * 30 + "<strong><em><sup><sub><cite><q><abbr>" * 4 + "a",
    "a wide table": "<table><tr>" + "<td>a</td>" * 200 + "</tr></table>",
    "spans beyond the table": "<table><tr><td colspan=999 rowspan=999>a</td></tr><tr><td>b</td></tr></table>",
    "empty things": "<table><tr><th></th></tr></table><ul><li></li></ul><p><a href='https://a.example'></a>a</p>",
    "a word without end": f"<p>{'W' * 5000}</p>",
    "marks of direction": "<p>a\u202e\u2066b\u2067\u200fc</p>",
    "all of it in Arabic": "<p dir='rtl' lang='ar'>سلام <span dir='ltr'>(212) 371-2559</span></p>",
}


def drawn(html, **more):
    body = nodes_of(richtext.sanitise(html), "https://press.example/")
    return draw({**SHEET, "body": body, **more}, {}, 1_700_000_000)


@pytest.mark.parametrize("html", STRANGE.values(), ids=STRANGE)
def test_strange_texts_are_drawn(html):
    assert drawn(html).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("letter", ["한국", "😀", "\ue000"])
def test_a_letter_that_no_font_has_is_told(letter):
    with pytest.raises(NoLetter):
        drawn(f"<p>{letter}</p>")
    assert not_drawn(f"a {letter} b {letter}") == list(letter)


def test_letters_and_signs_of_every_language_are_drawn_and_not_told():
    words = "ƏəĞğİıŞş ñ ¿ œ « » Ёё ӘәҮү Ґ Αω مرحبا ٣٪ ﷺ 访问，。《》 — … € £ № ½ ₼ ₽ ₺ ₸ ǝ → ≥ ✓ "
    words += "e\u0301 a\u200d\u00adb\u200f \u2011 \u202f."
    assert not_drawn(words) == []
    assert drawn(f"<p>{words}</p>").startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("tr", "uluslararasılaştırılamayacaklardan sorumlulukların yerine getirilmesinin "),
        ("ru", "международно признанная ответственность за послевоенное восстановление территорий "),
        ("en", "internationally recognised responsibilities for humanitarian reconstruction "),
    ],
)
def test_long_words_are_parted_at_the_ends_of_lines_and_stay_whole_when_copied(language, words):
    pdf = open_pdf(drawn(f"<p>{words * 12}</p>", language=language, heading=[words * 2], title=words))
    # A soft hyphen, which PDFium hands over as this character.
    assert "\ufffe" in pdf.words
    assert words * 14 in " ".join(re.sub(r"\ufffe\s*", "", pdf.words).split())
    # A title is not parted.
    assert "\ufffe" not in pdf.words[: 2 * len(words)]


def test_no_word_is_alone_on_the_last_line_of_a_title():
    title = "Constant Representative Calls on the Council to Protect Clean Water in Conflicts"
    said = open_pdf(drawn("<p>a</p>", heading=[title], title=title)).words
    first, last = said.partition("\na\n")[0].splitlines()[-2:]
    assert f"{first.strip()} {last}" == title
    assert abs(len(first) - len(last)) < 16


@pytest.mark.parametrize("count", range(29, 33))
def test_footnotes_are_on_the_page_of_the_text_before_them(count):
    text = "".join(f"<p>Paragraph {number}.</p>" for number in range(count))
    contact = {"name": "contact", "heading": "For journalists", "inside": ["B. Sample"]}
    pdf = open_pdf(drawn(f"{text}<p><sup>1</sup> S/PV.9842.</p><p><sup>2</sup> S/PV.9843.</p>", after=[contact]))
    second = pdf.words.partition("1 / 2")[2]
    assert (f"Paragraph {count - 1}." in second) == ("S/PV.9842." in second) == ("S/PV.9843." in second)
    assert ("B. Sample" in second) == (pdf.pages == 2)


def test_a_text_of_footnotes_alone_is_drawn():
    assert "S/PV.9842." in open_pdf(drawn("<p><sup>1</sup> S/PV.9842.</p>")).words


def test_a_sheet_that_needs_little_of_a_second_page_is_drawn_closer_and_others_are_not():
    def lines(count):
        pdf = open_pdf(drawn("<p>Water.</p>" * count))
        return pdf.pages

    assert [lines(count) for count in (24, 29, 40)] == [1, 1, 2]


def test_lines_of_latin_letters_in_an_arabic_sheet_are_copied_in_their_order():
    address, digest = "https://press.example/r/abc", "SHA-256 012d 756d"
    foot = [{"name": "bdi", "dir": "ltr", "inside": [address]}, {"name": "br"}, digest]
    words = "<p dir='rtl'>للاستفسار: press@mission.example</p><p dir='rtl'>سلام</p>"
    said = open_pdf(drawn(words, language="ar", dir="rtl", capitals=False, foot=foot)).words
    for whole in (address, digest, "press@mission.example", "سلام"):
        assert whole in said


def test_what_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(drawing, "SECONDS", 0.01)
    with pytest.raises(TooMuch):
        drawn("<p>a</p>")


def test_a_broken_picture_is_told_and_no_file_outside_is_read():
    body = [{"name": "img", "file": "0.png", "alt": "a", "width": 10}]
    with pytest.raises(NotDrawn):
        draw({**SHEET, "body": body}, {"0.png": b"no picture"}, 0)
    for outside in ("/etc/hostname", "../../../../etc/hostname"):
        with pytest.raises(NotDrawn):
            draw({**SHEET, "body": [{**body[0], "file": outside}]}, {}, 0)


def test_a_picture_is_drawn():
    stream = io.BytesIO()
    Pillow.new("RGB", (40, 20), "teal").save(stream, format="PNG")
    body = [{"name": "p", "inside": [{"name": "img", "file": "0.png", "alt": "All teal", "width": 100}]}]
    pdf = open_pdf(draw({**SHEET, "body": body}, {"0.png": stream.getvalue()}, 0))
    assert sorted(pdf.alternatives) == ["All teal", "QR"]


def test_a_caption_that_is_longer_than_a_page_goes_on_below_its_picture():
    stream = io.BytesIO()
    Pillow.new("RGB", (40, 20), "teal").save(stream, format="PNG")
    picture = {"name": "img", "file": "0", "alt": "All teal", "width": 480}
    caption = {"name": "figcaption", "inside": ["Water and peace. " * 500 + "The last words."]}
    body = [{"name": "figure", "inside": [picture, caption]}]
    pdf = open_pdf(draw({**SHEET, "body": body}, {"0": stream.getvalue()}, 0))
    assert "The last words." in pdf.words
    assert pdf.words.count("Water and peace.") + pdf.words.count("Water and\npeace.") > 480


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The mines — and the dangers — remain for all – said New Yorkers — who return … "),
        ("az", "Minalar — və təhlükələr — Nyu-Yorkda — qalır – deyə 20 yanvarda — bildirildi … "),
        ("ru", "Мины — ежедневная опасность — для жителей Нью-Йорка – и для них — в № 5 … "),
        ("fr", "Les mines — un danger — restent ; rendez-vous avec eux ! « Oui » ; et lui ? "),
        ("ar", "تظل الألغام — وهي خطر يومي — أول عقبة – أمام العائدين — إلى ديارهم … "),
        ("zh", "排雷——以及其他人道主义行动——是各国代表团的责任……于2024年1月20日举行会议，"),
    ],
)
def test_no_line_begins_with_a_dash_or_a_mark_and_copied_words_stay_the_same(language, words):
    paper = "rtl" if language == "ar" else "ltr"
    first = words[:2]
    text = "".join(f"<p>{first * at}, {words * 6}</p>" for at in range(1, 24))

    def lines(html):
        body = nodes_of(html, "https://press.example/", direction=paper)
        pdf = draw({**SHEET, "body": body, "language": language, "dir": paper, "hyphenate": False}, {}, 0)
        said = open_pdf(pdf).words.partition("A visit\n")[2].partition("\nEND")[0].splitlines()
        return [line for line in said if not line.startswith("https://press.example")]

    def badly(html):
        return [line for line in lines(html) if line[0] in "—–…;!?»"[: 3 if language == "ar" else 8]]

    kept = line_ends.unbroken(text, language)
    assert badly(kept) == []
    # Without what keeps them whole, there would be such lines.
    assert badly(text) or language == "zh"
    if language != "ar":
        assert re.sub(r"\s", "", "".join(lines(kept))) == re.sub(r"\s", "", re.sub("</?p>", "", text))


def test_no_line_of_a_title_begins_with_a_dash():
    title = "The Mission Recalls the Victims — Peace — Water — Work — in the Years of War — Now"
    for length in range(40, len(title), 7):
        said = open_pdf(drawn("<p>a</p>", heading=[title[:length]], title=title)).words
        assert not [line for line in said.splitlines() if line.startswith("—")]


def test_lines_of_arabic_are_far_enough_apart_for_its_vowel_marks():
    words = "الأُمَمِ المُتَّحِدَةِ شٌّ أُمٍّ "
    sheet = drawn(f"<p>{words * 20}</p>", language="ar", dir="rtl", title="ا", heading=["ا"])
    with pdfium.PdfDocument(sheet) as document:
        page = document[0].get_textpage()
        letters = page.get_text_range()
        feet = {round(page.get_charbox(at)[1]) for at, letter in enumerate(letters) if letter == "ا"}
    lines = sorted(feet)[:-1]
    assert len(lines) > 2
    # In points, for letters of 11.5; marks of two lines touch at 15.
    assert min(above - below for below, above in pairwise(lines)) >= 18
