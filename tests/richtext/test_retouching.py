"""Marks in a formatted text are replaced in its words only, whatever markup is around them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressreleases.language.punctuation import edits
from pressreleases.richtext import retouched, sanitise


def in_english(html):
    return retouched(sanitise(html), "en", lambda words: edits(words, "en"))


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ('<p>the "<em>Black</em> January"</p>', "<p>the “<em>Black</em> January”</p>"),
        ('<ul><li>"one"</li><li>two - three</li></ul>', "<ul><li>“one”</li><li>two – three</li></ul>"),
        ('<p>R&amp;D - "A &lt; B"</p>', "<p>R&amp;D – “A &lt; B”</p>"),
        (
            "<p><a href=\"https://example.org/?a='b'--c\">the mission's</a></p>",
            '<p><a href="https://example.org/?a=&#x27;b&#x27;--c">the mission’s</a></p>',
        ),
        ('<p>"one<br>two"</p>', "<p>“one<br>two”</p>"),
        ('<p><span lang="fr">"oui" - non</span> - "yes"</p>', '<p><span lang="fr">"oui" - non</span> – “yes”</p>'),
        ('<p lang="en-GB">"yes"</p>', '<p lang="en-GB">“yes”</p>'),
    ],
)
def test_words_are_changed(html, wanted):
    assert in_english(html) == wanted


@pytest.mark.parametrize(
    "html",
    [
        "<p>one<br>- two</p>",
        "<p>one <em>- two</em></p>",
        '<blockquote lang="ru"><p>"да" - "нет"</p></blockquote>',
        "<p>https://example.org/it's</p>",
    ],
)
def test_what_is_no_mark_of_this_language_stays(html):
    assert in_english(html) == sanitise(html)


def test_a_quotation_does_not_reach_from_one_paragraph_into_the_next():
    assert in_english('<p>say "one</p><p>two" said</p>') == sanitise('<p>say "one</p><p>two" said</p>')


TAGS = ["<p>", "</p>", "<em>", "</em>", "<br>", "<li>", "<td>", "</a>", "</span>"]
SOUP = st.lists(
    st.sampled_from(
        [*TAGS, "<a href=\"/x?a='b'\">", '<span lang="ru">', "&amp;", "&lt;", '"', "'", " - ", "...", "--", "word", " "]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(SOUP)
def test_markup_stays_the_same_and_the_result_is_still_sanitised(html):
    clean = sanitise(html)
    changed = retouched(clean, "fr", lambda words: edits(words, "fr"))
    assert re.findall("<[^>]*>", changed) == re.findall("<[^>]*>", clean)
    assert sanitise(changed) == changed
