"""HTML is read as a browser reads it: tags, attributes and text, closed or not."""

import pytest

from pressreleases.richtext.html_reader import End, Start, Text, tokens


def read(html):
    return list(tokens(html))


def test_tags_and_texts_are_read_in_order():
    assert read("<p>One<BR>two</P>") == [Start("p"), Text("One"), Start("br"), Text("two"), End("p")]


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        ('<a href="/en/">', {"href": "/en/"}),
        ("<a href='/en/'>", {"href": "/en/"}),
        ("<a href=/en/>", {"href": "/en/"}),
        ("<a HREF = /en/ >", {"href": "/en/"}),
        ('<a href="a>b">', {"href": "a>b"}),
        ('<a href="1" href="2">', {"href": "1"}),
        ("<a hidden>", {"hidden": ""}),
        ("<a/title=x/>", {"title": "x/"}),
        ('<a title="a &amp; &quot;b&quot; &#x41;">', {"title": 'a & "b" A'}),
        ('<a href="?a=1&copy=2">', {"href": "?a=1&copy=2"}),
        ('<a href="?a=1&copy;=2">', {"href": "?a=1©=2"}),
        ("<a>", {}),
    ],
)
def test_attributes_are_read_with_any_quotes(tag, attributes):
    assert read(tag) == [Start("a", attributes)]


@pytest.mark.parametrize("html", ["1 < 2", "<3", "a <", "a </", "<>", "< p>"])
def test_a_sign_that_begins_no_tag_is_text(html):
    assert "".join(token.words for token in read(html) if isinstance(token, Text)) == html
    assert all(isinstance(token, Text) for token in read(html))


def test_references_in_text_are_resolved():
    assert read("&lt;p&gt; &amp;amp; &nbsp;&#233;") == [Text("<p> &amp; \u00a0é")]


@pytest.mark.parametrize(
    "hidden",
    [
        *("<!-- <b>x</b> -->", "<!-->", "<!--->", "<!-- x --!>", "<!DOCTYPE html>", "<?xml x?>", "</ x>"),
        *("<!-- never closed", "<b never closed", '<b title="never closed>'),
    ],
)
def test_comments_and_what_is_never_closed_are_left_out(hidden):
    assert read(f"One{hidden}") == [Text("One")]


@pytest.mark.parametrize("name", ["script", "style", "title", "textarea", "noscript", "iframe"])
def test_what_is_no_markup_within_an_element_is_left_out(name):
    assert read(f"<{name}><b>x</b></{name}s></{name.upper()}>two") == [Start(name), End(name), Text("two")]
    assert read(f"<{name}>x") == [Start(name)]


def test_an_element_with_a_longer_name_is_read():
    assert read("<scripts>x</scripts>") == [Start("scripts"), Text("x"), End("scripts")]


def test_every_line_end_is_one_sign_and_half_a_character_is_replaced():
    assert read("a\r\nb\rc&#13;d\ud800") == [Text("a\nb\nc\nd\ufffd")]
