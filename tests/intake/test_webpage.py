"""HTML files, and what Word and Google Docs put on the clipboard."""

import contextlib
import random
import string
from pathlib import Path

import pytest

from pressreleases.intake.errors import DamagedFile, EmptyFile, IntakeError, TooLarge, UnfinishedText, WrongEncoding
from pressreleases.intake.formatted import sheet_of
from pressreleases.intake.reading import read, read_both
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


def test_only_pictures_in_the_file_itself_are_taken():
    document = read(
        f"{HEAD}<p><img src='data:image/png;base64,iVBORw0KGgo=' alt='A  map'></p><p><img src='https://x.example/a.png'>"
        "<img src='file:///etc/passwd'>It is open.</p>".encode()
    )
    assert [picture.data for picture in document.pictures] == [b"\x89PNG\r\n\x1a\n", b""]
    assert '<p><img data-picture="0" alt="A map"></p>' in document.body
    assert [str(each) for each in document.questions] == [
        "The picture after “It is open.” is not in the file. Will you insert it?"
    ]


@pytest.mark.parametrize("source", ["https://x.example/a.png", "cid:one@x", "a.png"])
def test_a_described_picture_that_is_not_in_the_file_is_asked_about(source):
    document = read(f"{HEAD}<p>It is open.</p><p><img src='{source}' alt='A map'></p><p>It closes.</p>".encode())
    assert [picture.data for picture in document.pictures] == [b""]
    assert [str(each) for each in document.questions] == [
        "The picture after “It is open.” is not in the file. Will you insert it?"
    ]


def test_a_picture_without_words_for_it_is_asked_about_unless_it_is_a_sign():
    signs = "<img src='https://x.example/dot.gif' width=1 height=1><img src='share.png' width='24px'><img alt=''>"
    document = read(f"{HEAD}<p>It is open.{signs}</p><p><img src='photo.jpg' alt=''></p><p>It closes.</p>".encode())
    assert [(picture.data, picture.lost) for picture in document.pictures] == [(b"", "elsewhere")]
    assert [str(each) for each in document.questions] == [
        "The picture after “It is open.” is not in the file. Will you insert it?"
    ]


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


def test_a_table_in_two_languages_makes_two_documents():
    english = "The library of the mission is open to all who read in the evening."
    french = "La bibliothèque de la mission est ouverte à tous ceux qui lisent le soir."
    page = (
        f"<html><p>Press release</p><p>20 January 2024</p><table><tr><td><p><b>Open Library</b></p></td><td><p>"
        f"<b>Bibliothèque ouverte</b></p></td></tr><tr><td><p>{english}</p></td><td><p>{french}</p></td></tr></table>"
    ).encode()
    (question,) = read(page).questions
    assert (question.key, question.choices, question.needed) == ("languages", ("both", "keep"), True)
    first, second = read_both(page, answers={"languages": "both"})
    assert [(each.language, each.title, each.kind, str(each.issued_on)) for each in (first, second)] == [
        ("en", "Open Library", "press-release", "2024-01-20"),
        ("fr", "Bibliothèque ouverte", "press-release", "2024-01-20"),
    ]
    assert (english in first.body, french in first.body) == (True, False)
    assert (english in second.body, french in second.body) == (False, True)


def test_without_the_answer_both_there_is_one_document():
    sheet = (DOCUMENTS.parent / "sheets" / "en-two-languages.txt").read_bytes()
    assert len(read_both(sheet, answers={"languages": "keep"})) == 1
    assert len(read_both(sheet, answers={"languages": "both", "second-title": "Yağış"})) == 2


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


def test_a_page_of_very_many_lines_is_refused():
    with pytest.raises(TooLarge):
        read(f"{HEAD}{'<p>Word</p>' * 10_001}".encode())


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


LOST = "<p><b id={}>x"  # a parser opens it again in each paragraph that follows


@pytest.mark.parametrize(
    "grown",
    [
        "<div>" * 20_000,
        "".join(f"{LOST.format(number)}</p>" for number in range(1_500)),
        "".join(f"{LOST.format(number)}<!-- </b> --></p>" for number in range(1_500)),
        "".join(f"{LOST.format(number)}<textarea></b></textarea></p>" for number in range(1_500)),
        "".join(f"{LOST.format(number)}{'<div>' * 9}</b>{'</div>' * 9}</p>" for number in range(1_500)),
        "".join(f'{LOST.format(number)}<a title="</b>"></a></p>' for number in range(1_500)),
    ],
)
def test_a_page_that_a_parser_would_make_far_larger_is_refused(grown):
    with pytest.raises(DamagedFile):
        read(f"{HEAD}{grown}".encode())


@pytest.mark.parametrize("grown", ["a " * 510_000, "<i></i>" * 210_000])
def test_a_page_that_is_longer_than_any_release_is_refused(grown):
    with pytest.raises(TooLarge):
        read(f"{HEAD}<p {grown}".encode())


def test_what_programs_leave_open_and_a_large_picture_are_nothing_unusual():
    untidy = "<p class=MsoNormal style='font:\"A\"'><b><span lang=EN-US>Word<br>by word<o:p></o:p></span></b></p>" * 900
    page = f"{HEAD}{untidy}{'<p><b>Open<p>Never closed' * 100}"
    assert read_webpage(page.encode()).html.count("Never closed") == 100
    large = "QUJD" * 300_000
    assert "Words." in body_of(f'<p>Words.</p><img src="data:image/png;base64,{large}" alt="A map">')


def test_the_lines_of_a_text_with_bold_words_and_no_paragraphs_stay_lines() -> None:
    text = "<b>PRESS RELEASE</b>\n3 June 2024\n\nLighthouse of Orm to Be Automated\n\nIt will be automated next year.\n"
    document = read(text.encode())
    assert (document.kind, document.title) == ("press-release", "Lighthouse of Orm to Be Automated")
    assert document.body == "<p>It will be automated next year.</p>"


@pytest.mark.parametrize(
    ("drawing", "alt"),
    [
        ("<svg width=400 height=200><text x=1>Trade &lt; 2023</text><rect/></svg>", "Trade &lt; 2023"),
        ('<svg width=16 height=16><text>Say "yes" onload=x</text></svg>', "Say &quot;yes&quot; onload=x"),
        ("<svg width='300' height='300'><svg><text>In</text></svg><text>Out</text></svg>", "In Out"),
        ("<svg viewBox='0 0 640 480'><path d='M0'/></svg>", ""),
        ("<svg viewBox='0 0 1.2.3 4'><path d='M0'/></svg>", ""),
        ("<svg viewBox='0 0 . .'><path d='M0'/></svg>", ""),
        ("<img src='data:image/svg+xml;base64,PHN2Zy8+' width=300>", ""),
    ],
)
def test_a_drawing_with_words_or_larger_than_a_sign_is_asked(drawing, alt):
    document = read(f"{HEAD}<p>Seen.</p>{drawing}<p>After it.</p>".encode())
    assert [str(question) for question in document.questions] == [
        "There is a drawing after “Seen.”, which cannot be taken over. Will you insert a picture of it?"
    ]
    assert f'<p>Seen.</p>\n<p><img data-picture="0" alt="{alt}"></p>\n<p>After it.</p>' in document.body


@pytest.mark.parametrize(
    "sign",
    [
        "<svg viewBox='0 0 24 24'><path d='M0'/></svg>",
        "<svg width='1em' height='1em' viewBox='0 0 512 512'><path/></svg>",
        "<svg width=64 height=64><title>Facebook</title><path/></svg>",
        "<svg style='display:none'><symbol id=a><text>x</text></symbol></svg>",
        "<i title=\"<svg width=300 height=300><text>a 'b'</text></svg>\"></i>",
        "<script>var a = '<svg width=300><text>b</text></svg>'</script>",
    ],
)
def test_a_sign_drawn_in_the_page_is_left_out_without_a_question(sign):
    document = read(f"{HEAD}<p>Seen.</p>{sign}".encode())
    assert (document.body.split("</p>\n", 1)[1], document.questions) == ("<p>Seen.</p>", ())
