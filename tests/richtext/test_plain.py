"""Rich text as plain text, and plain paragraphs as rich text."""

import pytest

from pressreleases.richtext.plain import from_paragraphs, plain_text


def test_paragraphs_are_parted_by_an_empty_line_and_markup_goes():
    assert plain_text("<p>One <strong>two</strong></p>\n<p>three &amp; four</p>") == "One two\n\nthree & four"


def test_paragraphs_become_html_with_their_signs_escaped_and_come_back_as_they_were():
    paragraphs = ("One < two & three", "“Four”")
    html = from_paragraphs(paragraphs)
    assert html == "<p>One &lt; two &amp; three</p><p>“Four”</p>"
    assert plain_text(html).split("\n\n") == list(paragraphs)


def test_items_of_a_list_have_their_marks():
    assert plain_text("<ul><li>One</li><li>Two</li></ul>") == "- One\n- Two"
    assert plain_text("<ol><li>One</li><li>Two</li></ol>") == "1. One\n2. Two"


def test_no_text_is_no_text():
    assert plain_text("") == ""
    assert plain_text("<p> \u00a0</p>").strip() == ""


def test_plain_text_has_paragraphs_items_and_rows():
    html = (
        "<h2>Head</h2><p>One<br>line&nbsp;two</p><ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>"
        "<table><tbody><tr><td>x</td><td>y</td></tr><tr><td>z</td></tr></tbody></table><p>End &lt;</p>"
    )
    assert plain_text(html) == "Head\n\nOne\nline\u00a0two\n\n- a\n- b\n\n  1. c\n\nx\ty\nz\n\nEnd <"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n  b"),
        ("<ol><li>a<ul><li>b</li></ul>c</li></ol>", "1. a\n\n  - b\n  c"),
        ("<ul><li>a<table><tbody><tr><td>b</td></tr></tbody></table></li></ul>", "- a\n  b"),
        ("<table><tbody><tr><td><p>a</p><p>b</p></td><td>c<br>d</td></tr></tbody></table>", "a b\tc d"),
        ("<table><tbody><tr><td></td><td>b</td></tr></tbody></table>", "\tb"),
        ("<table><tbody><tr><td>a<ul><li>b</li><li>c</li></ul></td></tr></tbody></table>", "a b c"),
        ("<p>a</p><h2>b</h2><blockquote>c</blockquote>d", "a\n\nb\n\nc\n\nd"),
    ],
)
def test_plain_text_never_joins_two_blocks(html, text):
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("10<sup>6</sup>", "10⁶"),
        ("10<sup>-3</sup> m<sup>2</sup>", "10⁻³ m²"),
        ("H<sub>2</sub>O, x<sub>1</sub>", "H₂O, x₁"),
        ("a<sup>n</sup>, 10<sup>x</sup>", "aⁿ, 10^x"),
        ("2<sup>1/2</sup>", "2^(1/2)"),
        ("2<sup>2<sup>3</sup></sup>", "2^(2³)"),
        ("2<sup><strong>10</strong></sup>", "2¹⁰"),
        ("States<sup>[1]</sup>, data<sup> [12] </sup>", "States[1], data [12]"),
        # These are read as words, and stay words.
        ("20<sup>th</sup>, 1<sup>er</sup>, N<sup>o</sup>", "20th, 1er, No"),
        ("10<sup></sup>6 and <sup> </sup>", "106 and"),
    ],
)
def test_superscripts_and_subscripts_stay_in_plain_text(html, text):
    assert plain_text(f"<p>{html}</p>") == text
