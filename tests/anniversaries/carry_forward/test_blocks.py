"""HTML as blocks of plain text: words are replaced, markup stays, quotations are known."""

import pytest

from pressreleases.anniversaries.carry_forward.blocks import Edit, Markup, plain_block, quoted, with_edits


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
