"""Properties of every text, with tags in any order, closed or not."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pressreleases.richtext import plain_text, sanitise
from pressreleases.richtext.html_reader import End, Start, Text, tokens

WITHIN = [
    "b",
    "strong",
    "i",
    "em",
    "sup",
    "sub",
    "cite",
    "q",
    'span lang="ar"',
    'a href="/en/"',
    "a",
    "u",
    "font",
    "o:p",
]
BLOCKS = (
    *("p", 'p dir="rtl"', "h1", "h2", "h3", "h4", "h5", "h6", "div", 'div lang="az"', "section", "address", "dl", "dt"),
    *("dd", "pre", "center", "form", "fieldset", "blockquote", "ul", "ol", "li", "table", "caption", "thead", "tbody"),
    *("tfoot", "tr", "td", "th", "figure", "figcaption", "article", "option"),
)
EMPTY = ["<br>", "<hr>", "<br/>", "</br>", "</p>"]
INLINE_TAGS = st.sampled_from(WITHIN).flatmap(lambda tag: st.sampled_from([f"<{tag}>", f"</{tag.split()[0]}>"]))
BLOCK_TAGS = st.sampled_from(BLOCKS).flatmap(lambda tag: st.sampled_from([f"<{tag}>", f"</{tag.split()[0]}>"]))
PARTING = {"br", "hr", *(tag.split()[0] for tag in BLOCKS)}
SOUP = st.lists(
    st.one_of(
        st.just("WORD"), BLOCK_TAGS, INLINE_TAGS, st.sampled_from(EMPTY), st.sampled_from([" ", "\n", "&nbsp;", " \t"])
    ),
    max_size=40,
)


def numbered(pieces):
    """The pieces with another word at each WORD: `wordaq`, `wordbq`, …"""
    count = 0
    for piece in pieces:
        if piece == "WORD":
            count += 1
            yield "word" + "".join(chr(ord("a") + int(digit)) for digit in str(count)) + "q"
        else:
            yield piece


@settings(max_examples=150, deadline=None)
@given(SOUP)
def test_sanitising_a_sanitised_text_changes_nothing(pieces):
    once = sanitise("".join(numbered(pieces)))
    assert sanitise(once) == once


def test_a_line_break_in_a_superscript_joins_no_words():
    assert plain_text(sanitise("<p><sup>one<br>two</sup></p>")) == "one two"


@settings(max_examples=150, deadline=None)
@given(SOUP)
def test_words_stay_in_order_and_none_joins_another(pieces):
    html = list(numbered(pieces))
    text = plain_text(sanitise("".join(html)))
    assert re.findall("word[a-z]+?q", text) == [piece for piece in html if piece.startswith("word")]
    apart, last = False, ""
    for piece in html:
        if piece.startswith("word"):
            if last and apart:
                assert re.search(rf"{last}\s+(?:(?:-|\d+\.)\s+)*{piece}", text), (last, piece, text)
            apart, last = False, piece
        else:
            name = re.match(r"</?([a-z0-9]*)", piece)
            apart = apart or piece.isspace() or piece == "&nbsp;" or bool(name and name[1] in PARTING)


@settings(max_examples=150, deadline=None)
@given(SOUP)
def test_a_sanitised_text_is_valid(pieces):
    assert_valid(sanitise("".join(numbered(pieces))))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/!-=\"' &;#x1apbliu\n\u00a0", max_size=60))
def test_broken_markup_gives_a_stable_and_valid_text(html):
    once = sanitise(html)
    assert sanitise(once) == once
    assert_valid(once)


FLOW = {"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table"}
PHRASES = {"strong", "em", "sup", "sub", "a", "abbr", "cite", "q", "span", "br", "img"}
MAY_HOLD = {
    "": FLOW,
    "ul": {"li"},
    "ol": {"li"},
    "table": {"caption", "thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"td", "th"},
    **dict.fromkeys(["li", "td", "th", "blockquote"], FLOW | PHRASES | {"text"}),
    "caption": (FLOW - {"table"}) | PHRASES | {"text"},
    **dict.fromkeys(["p", "h2", "h3", "h4", *(PHRASES - {"br", "img"})], PHRASES | {"text"}),
}


def assert_valid(html):
    opened = [""]
    for token in tokens(html):
        if isinstance(token, Text):
            assert "text" in MAY_HOLD[opened[-1]] or token.words == "\n", (html, opened)
        elif isinstance(token, Start):
            assert token.name in MAY_HOLD[opened[-1]], (html, opened, token)
            assert not (token.name == "a" and "a" in opened), html
            if token.name not in ("br", "img"):
                opened.append(token.name)
        elif isinstance(token, End):
            assert opened.pop() == token.name, html
    assert opened == [""]
