"""HTML files, and what Word and Google Docs put on the clipboard."""

import contextlib
import random
import string
from pathlib import Path

import pytest

from pressreleases.intake.errors import DamagedFile, EmptyFile, IntakeError, UnfinishedText, WrongEncoding
from pressreleases.intake.formatted import sheet_of
from pressreleases.intake.reading import read
from pressreleases.intake.webpage import is_webpage, read_webpage

HEAD = (
    "<!DOCTYPE html><html lang=en><head><title>Not read</title><style>p{color:red}</style></head><body>"
    "<p style='text-align:center'><b>Permanent Mission of Solandia</b></p>"
    "<p style='text-align:center'><b>to the United Nations</b></p>"
    "<p>PRESS RELEASE</p><p>20 January 2024</p><h1>The Mission Opens an Exhibition of Maps</h1>"
    "<p>The Permanent Mission opened an exhibition of maps in the hall of the building.</p>"
)
DOCUMENTS = Path(__file__).parent / "documents"


def body_of(more: str) -> str:
    """The text under the first paragraph."""
    return read(f"{HEAD}{more}".encode()).body.split("</p>\n", 1)[1]


@pytest.mark.parametrize("changed", ["<del>9</del><ins>10</ins>", "<s>9</s> 10", '<STRIKE class="x">9</STRIKE>'])
def test_a_page_with_words_taken_out_is_refused(changed):
    with pytest.raises(UnfinishedText, match="marked as deleted, added or struck through"):
        read(f"{HEAD}<p>It opens at {changed}.</p>".encode())


def test_other_elements_with_such_names_are_no_words_taken_out():
    assert "It opens" in body_of("<p>It <span>opens</span> at <strong>ten</strong>.</p>")


def test_the_head_of_a_page_is_read_as_that_of_a_text_sheet():
    document = read(HEAD.encode())
    assert document.title == "The Mission Opens an Exhibition of Maps"
    assert document.kind == "press-release"
    assert str(document.issued_on) == "2024-01-20"
    assert [name.lines for name in document.names] == [("Permanent Mission of Solandia", "to the United Nations")]
    assert document.questions == ()
    assert "Not read" not in dict(document.lines).values()
    assert document.encoding == ""


@pytest.mark.parametrize(
    ("html", "read_as"),
    [
        ("<p>It is <i>very</i> <b>old</b>.</p>", "<p>It is <em>very</em> <strong>old</strong>.</p>"),
        ("<p>See <a href='https://example.org/?a=1&amp;b=2'>the list</a>.</p>",
         '<p>See <a href="https://example.org/?a=1&amp;b=2">the list</a>.</p>'),
        ("<p>See <a href='javascript:alert(1)'>the list</a>.</p>", "<p>See the list.</p>"),
        ("<p>H<sub>2</sub>O and 5 m<sup>2</sup>.</p>", "<p>H<sub>2</sub>O and 5 m<sup>2</sup>.</p>"),
        ("<ul><li>One<ol start=3><li>Deep</li></ol></li><li>Two</li></ul>",
         '<ul><li>One<ol start="3"><li>Deep</li></ol></li><li>Two</li></ul>'),
        ("<ol start=4><li>Four</li><li>Five</li></ol>", '<ol start="4"><li>Four</li><li>Five</li></ol>'),
        ("<blockquote><p>“We are glad,” she said.</p></blockquote>",
         "<blockquote><p>“We are glad,” she said.</p></blockquote>"),
        ("<table><tr><th>Year</th><th>Maps</th></tr><tr><td>2023</td><td><b>12</b></td></tr></table>",
         "<table><tr><th>Year</th><th>Maps</th></tr><tr><td>2023</td><td><strong>12</strong></td></tr></table>"),
        ("<table><tr><td colspan=2>A</td></tr><tr><td>1</td><td>2</td></tr></table>",
         '<table><tr><td colspan="2">A</td></tr><tr><td>1</td><td>2</td></tr></table>'),
        ("<p>She said&nbsp;so:<br>yes.</p>", "<p>She said\xa0so:<br>yes.</p>"),
        ("<p><span style='font-weight:700'>Old</span> maps.</p>", "<p><strong>Old</strong> maps.</p>"),
        ("<b style='font-weight:normal'><p>Pasted from Google.</p></b>", "<p>Pasted from Google.</p>"),
        ("<p>Seen.<span style='display:none'> Hidden.</span></p>", "<p>Seen.</p>"),
        ("<p>Seen.</p><p style='display: none !important'>Hidden.</p>", "<p>Seen.</p>"),
        ("<script>alert(1)</script><p>Seen.</p><!-- a comment -->", "<p>Seen.</p>"),
        ("<div>One line of words.<div>Another line of words.</div></div>",
         "<p>One line of words.</p>\n<p>Another line of words.</p>"),
        ("<p>A &lt;b&gt; of letters &amp; signs.</p>", "<p>A &lt;b&gt; of letters &amp; signs.</p>"),
        ("<p lang=fr>La carte est dans la grande salle de la mission, et elle est à tous.</p>",
         '<p lang="fr" dir="ltr">La carte est dans la grande salle de la mission, et elle est à tous.</p>'),
        ("<p lang=fr>This paragraph is in English, whatever the program that saved it says of it.</p>",
         "<p>This paragraph is in English, whatever the program that saved it says of it.</p>"),
    ],
)  # fmt: skip
def test_what_a_release_may_contain_is_kept_and_nothing_else(html, read_as):
    assert body_of(f"{html}<p>It is open until the end of the month.</p>") == (
        f"{read_as}\n<p>It is open until the end of the month.</p>"
    )


def test_a_footnote_becomes_a_note():
    document = read(f"{HEAD}<p>It is old.[1]</p><p>It is open.</p><p>[1] From 1890.</p>".encode())
    assert document.notes == ("[1] From 1890.",)
    assert "From 1890" not in document.body


def test_items_keep_letters_and_roman_figures_and_a_list_of_figures_has_its_own():
    lettered = "<ol type=a start=2><li>One<ol type=I><li>Deep</li></ol></li><li>Two</li></ol>"
    assert body_of(f"{lettered}<p>It is open.</p>").startswith(
        "<ul><li>b. One<ul><li>I. Deep</li></ul></li><li>c. Two</li></ul>"
    )
    figures = "<ol start=2><li>One</li><li>Two</li></ol>"
    assert body_of(f"{figures}<p>It is open.</p>").startswith('<ol start="2"><li>One</li><li>Two</li></ol>')


def test_lists_that_word_pastes_as_paragraphs_are_lists():
    item = (
        "<p class=MsoListParagraph style='text-indent:-.25in;mso-list:l0 level{} lfo1'>"
        "<span style='mso-list:Ignore'>{}<span>&nbsp;&nbsp; </span></span>{}</p>"
    )
    pasted = "".join(
        item.format(*each) for each in [(1, "·", "One"), (2, "1.", "Deep"), (2, "2.", "Deeper"), (1, "·", "Two")]
    )
    assert body_of(f"{pasted}<p>It is open.</p>").startswith(
        "<ul><li>One<ol><li>Deep</li><li>Deeper</li></ol></li><li>Two</li></ul>"
    )


def test_a_page_in_an_old_encoding_is_read_as_it_says():
    page = HEAD.replace("<head>", "<head><meta charset=windows-1252>").replace("a maps", "").encode("cp1252")
    document = read(page + "<p>“Café” is a word.</p>".encode("cp1252"))
    assert "“Café” is a word." in document.body


def test_a_page_that_does_not_say_its_encoding_is_refused():
    with pytest.raises(WrongEncoding, match="0xE9"):
        read(HEAD.encode() + "<p>Café.</p>".encode("cp1252"))


@pytest.mark.parametrize("empty", ["<html><body></body></html>", "<p>&nbsp;</p>", "<!doctype html>"])
def test_a_page_without_words_is_refused(empty):
    with pytest.raises(EmptyFile):
        read(empty.encode())


def test_text_that_only_mentions_html_stays_text():
    assert not is_webpage(b"Press release\n\n<b>Not a page</b>")
    assert not is_webpage(b'<?xml version="1.0"?><rss></rss>')
    assert is_webpage(b'\xef\xbb\xbf<?xml version="1.0"?><html></html>')


@pytest.mark.parametrize("tag", ["div", "b", "ul", "li", "table", "blockquote", "p", "span", "ol><li"])
@pytest.mark.parametrize("deep", [100, 5000])
def test_no_word_is_lost_in_elements_within_each_other_or_the_page_is_refused(tag, deep):
    page = f"<html><body>{f'<{tag}>' * deep}Words of the text.".encode()
    try:
        assert "Words of the text." in read_webpage(page).html
    except DamagedFile:
        assert deep == 5000


def test_tables_within_each_other_are_read_once_each():
    page = f"<html>{'<table><tr><td>' * 50}<p>Words of the text.</p>".encode()
    (row,) = [row for row in sheet_of(read_webpage(page)).rows if row]
    assert row == "Words of the text."
    assert read_webpage(page).html.count("Words") == 1


def test_damaged_pages_are_read_or_refused_with_a_sentence():
    chance = random.Random(20240120)
    pages = [(DOCUMENTS / "en-headings-and-table.html").read_bytes(), HEAD.encode()]
    for _time in range(150):
        page = bytearray(chance.choice(pages))
        for _change in range(chance.randint(1, 12)):
            at = chance.randrange(len(page))
            page[at : at + chance.randint(0, 3)] = chance.choice((b"<", b">", b"&", b"</p>", b"<table>", b"\x00", b"'"))
        with contextlib.suppress(IntakeError):
            assert read(bytes(page)).lines


def test_words_of_a_page_are_never_lost():
    chance = random.Random(7)
    words = ["".join(chance.choices(string.ascii_lowercase, k=6)) for _ in range(60)]
    tags = ["p", "div", "b", "span", "li", "td", "blockquote", "h2", "center", "unknown"]
    for _time in range(40):
        inner = "".join(
            f"<{tag}>{word}" + (f"</{tag}>" if chance.random() < 0.7 else "")
            for word in words
            if (tag := chance.choice(tags))
        )
        rows = " ".join(sheet_of(read_webpage(f"<html><body>{inner}".encode())).rows)
        assert [word for word in words if word not in rows] == []


def test_the_lines_of_a_text_with_bold_words_and_no_paragraphs_stay_lines() -> None:
    text = "<b>PRESS RELEASE</b>\n3 June 2024\n\nLighthouse of Orm to Be Automated\n\nIt will be automated next year.\n"
    document = read(text.encode())
    assert (document.kind, document.title) == ("press-release", "Lighthouse of Orm to Be Automated")
    assert document.body == "<p>It will be automated next year.</p>"
