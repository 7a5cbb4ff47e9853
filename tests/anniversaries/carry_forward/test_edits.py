"""Spans, sentences, and HTML as blocks of plain text: words are replaced, markup stays, quotations are known."""

import pytest

from pressreleases.anniversaries.carry_forward.edits import (
    Edit,
    Markup,
    Spans,
    plain_block,
    quoted,
    sentences,
    with_edits,
)


def test_spans_that_overlap_are_joined_and_neighbours_are_not():
    assert Spans([(5, 8), (0, 3), (2, 4)]).hold(0, 4)
    assert not Spans([(0, 3), (3, 6)]).hold(0, 6)


@pytest.mark.parametrize("span", [(2, 4), (3, 5), (1, 9), (4, 9), (2, 3)])
def test_a_span_that_shares_a_letter_with_one_of_them_touches_it(span):
    assert Spans([(2, 5), (20, 30)]).touch(*span)


@pytest.mark.parametrize("span", [(0, 2), (5, 7), (5, 20), (30, 31)])
def test_a_span_next_to_them_does_not_touch(span):
    assert not Spans([(2, 5), (20, 30)]).touch(*span)
    assert not Spans().touch(*span)


def test_a_span_that_is_added_later_is_found_too():
    spans = Spans([(2, 5)])
    spans.add(8, 9)
    spans.add(0, 1)
    assert spans.touch(8, 9)
    assert spans.touch(0, 1)
    assert not spans.touch(5, 8)


@pytest.mark.parametrize(("span", "held"), [((2, 5), True), ((3, 4), True), ((1, 5), False), ((2, 6), False)])
def test_only_a_whole_span_is_contained(span, held):
    assert Spans([(0, 1), (2, 5)]).hold(*span) is held


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four… Five", ["One.", "Two!", "Three?", "Four…", "Five"]),
        ("He said: “One.” Two.", ["He said: “One.”", "Two."]),
        ("One\n\n Two \n", ["One", "Two"]),
        ("一。二！三", ["一。", "二！", "三"]),
        ("“一。”二", ["“一。”", "二"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_sentence_ends_with_its_mark_or_its_line(text, expected):
    assert cut(text) == expected


@pytest.mark.parametrize("text", ["Mr. Adil and Dr. B. Aliyeva came.", "No. 5, art. 3", "3.5 per cent", "U.N. days"])
def test_a_point_of_an_abbreviation_or_a_number_ends_no_sentence(text):
    assert cut(text) == [text]


def texts(html, language="en"):
    return [block.text for block in Markup(html, language).blocks]


def replaced(html, old, new):
    """`html` with the first `old` of its only block replaced."""
    markup = Markup(html, "en")
    [block] = markup.blocks
    start = block.text.index(old)
    markup.replace(block, [Edit(start, start + len(old), new)])
    return markup.html()


def test_paragraphs_items_cells_and_line_breaks_are_blocks():
    html = "<p>One<br>two</p><ul><li>three</li></ul><table><tbody><tr><td>four</td><td>five</td></tr></tbody></table>"
    assert texts(html) == ["One", "two", "three", "four", "five"]


def test_marked_words_and_references_are_part_of_their_block():
    assert texts("<p>One <strong>two</strong> &amp; <em>three</em></p>") == ["One two & three"]


@pytest.mark.parametrize("html", ["", "<p></p>", "<p> </p>", '<p><img src="x" alt="y"></p>'])
def test_what_has_no_words_is_no_block(html):
    assert texts(html) == []
    assert Markup(html, "en").html() == html


@pytest.mark.parametrize(
    ("html", "old", "new", "expected"),
    [
        ("<p>34th day</p>", "34th", "35th", "<p>35th day</p>"),
        ("<p>34<sup>th</sup> day</p>", "34th", "35th", "<p>35<sup>th</sup> day</p>"),
        ("<p>thirty <em>fourth</em></p>", "thirty fourth", "thirty fifth", "<p>thirty <em>fifth</em></p>"),
        ("<p><b>20</b> May</p>", "20 May", "1 June", "<p><b>1 </b>June</p>"),
        ("<p>a &amp; b</p>", "b", "<c>", "<p>a &amp; &lt;c&gt;</p>"),
        ("<p>a <b>b</b></p>", "b", "", "<p>a <b></b></p>"),
        ("<p>a b</p>", "a b", "a b", "<p>a b</p>"),
    ],
)
def test_words_are_replaced_and_tags_stay_where_they_are(html, old, new, expected):
    assert replaced(html, old, new) == expected


def test_words_can_be_put_in_where_there_were_none():
    markup = Markup("<p>a<b>c</b></p>", "en")
    markup.replace(markup.blocks[0], [Edit(1, 1, "b")])
    assert markup.html() == "<p>ab<b>c</b></p>"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a “b” c", ["“b”"]),
        ('a «b» „c“ "d" 「e」', ["«b»", "„c“", '"d"', "「e」"]),
        ("a “b c", []),
        ("a ” b", []),
        ("a “b «c” d", ["“b «c”"]),
        ("", []),
    ],
)
def test_quotations_are_between_two_marks_that_belong_together(text, spans):
    assert [text[start:end] for start, end in quoted(text)] == spans
    assert plain_block(text).quoted_spans == quoted(text)


@pytest.mark.parametrize("tag", ["q", "cite", 'span lang="az"'])
def test_words_quoted_by_a_tag_or_in_another_language_are_known(tag):
    [block] = Markup(f"<p>a <{tag}>bc</{tag.split()[0]}> d</p>", "en").blocks
    assert [block.text[start:end] for start, end in block.quoted_spans] == ["bc"]


@pytest.mark.parametrize("tag", ["strong", 'span lang="en"'])
def test_words_that_are_only_marked_are_not_quoted(tag):
    [block] = Markup(f"<p>a <{tag}>bc</{tag.split()[0]}> d</p>", "en").blocks
    assert block.quoted_spans == []


def test_only_edits_within_the_part_are_made_and_in_the_order_of_the_text():
    edits = [Edit(4, 5, "E"), Edit(0, 1, "A"), Edit(2, 3, "C")]
    assert with_edits("abcdef", edits) == "AbCdEf"
    assert with_edits("abcdef", edits, 2, 4) == "Cd"
    assert with_edits("abcdef", edits, 1, 2) == "b"
