"""Valid HTML from tags in any order: paragraphs, headings, lists, quotations and tables."""

import pytest

from pressreleases.richtext import sanitise
from pressreleases.richtext.html_builder import build


def built(html, keep=lambda _name, attributes: attributes):
    return "".join(node.written() for node in build(html, keep))


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<h5>One</h5><h6>Two</h6>", "<h4>One</h4>\n<h4>Two</h4>"),
        ("<b><p>One</p><p>Two</p></b>", "<p><strong>One</strong></p>\n<p><strong>Two</strong></p>"),
        (
            '<b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span>One</span></p><br><ul><li '
            'dir="ltr"><p dir="ltr"><span>Two</span></p></li></ul></b>',
            '<p dir="ltr">One</p>\n<ul><li dir="ltr"><p dir="ltr">Two</p></li></ul>',
        ),
        ("<li>a</li><li>b</li>after", "<ul><li>a</li><li>b</li></ul>\n<p>after</p>"),
        ("<ul>\n<li>a</li>\n<ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "<p>a</p>\n<p>b</p>"),
        ("<pre>\na\n b</pre>", "<p>a<br> b</p>"),
        ("<td>a</td><td>b</td>", "<p>a</p>\n<p>b</p>"),
        ("<section>a<section>b</section>c</section>", "<p>a</p>\n<p>b</p>\n<p>c</p>"),
        ("<li>a<div>b</div>c</li>", "<ul><li>a<p>b</p>c</li></ul>"),
        (
            "<table>x<tr><td>a<p></p>b<tfoot><tr><td>c</table>",
            "<table><tbody><tr><td>x</td></tr><tr><td>a<p>b</p></td>"
            "</tr></tbody><tbody><tr><td>c</td></tr></tbody></table>",
        ),
        ('<div lang="ar" dir="rtl">سلام</div>', '<p lang="ar" dir="rtl">سلام</p>'),
        ('<a href="/en/"><p>a</p><p>b</p></a>', '<p><a href="/en/">a</a></p>\n<p><a href="/en/">b</a></p>'),
        ("<h2>a<p>b</p></h2>", "<h2>a</h2>\n<h2>b</h2>"),
        ("<p>a<hr>b", "<p>a</p>\n<p>b</p>"),
    ],
)
def test_blocks_become_paragraphs_and_items(pasted, kept):
    assert sanitise(pasted) == kept


@pytest.mark.parametrize("html", ["", " \n ", "<p></p>", "<p> <br> </p>", "<ul></ul>", "<ul><li></li></ul>", "<hr>"])
def test_what_shows_nothing_is_left_out(html):
    assert build(html, lambda _name, attributes: attributes) == []


def test_a_picture_shows_something_and_has_at_least_empty_words():
    assert built('<p><img src="x.png"></p>') == '<p><img src="x.png" alt=""></p>'
    assert built("<p><img></p>") == ""


def test_text_and_attributes_are_escaped():
    assert (
        built('<p title="a &quot;b&quot;">1 &lt; 2 &amp; "3"</p>')
        == '<p title="a &quot;b&quot;">1 &lt; 2 &amp; "3"</p>'
    )


def test_an_element_that_may_not_stay_leaves_its_content():
    def keep(name, attributes):
        return None if name in ("strong", "a") else {}

    assert built('<p class="x">One <b>two</b> <a href="/en/">three</a></p>', keep) == "<p>One two three</p>"


def test_a_link_without_an_address_is_text():
    assert built('<p><a name="x">One</a></p>') == "<p>One</p>"


def test_a_link_within_a_link_ends_the_outer_one():
    assert built('<a href="/1/">one <a href="/2/">two</a></a>') == (
        '<p><a href="/1/">one </a><a href="/2/">two</a></p>'
    )


def test_bold_within_bold_is_bold_once():
    assert built("<b>one <strong>two</strong></b>") == "<p><strong>one two</strong></p>"


@pytest.mark.parametrize("name", ["del", "s", "strike", "template", "object"])
def test_what_was_taken_out_is_left_out_to_its_own_end(name):
    assert built(f"<p>one <{name}>x<{name}>y</{name}>z</{name}>two</p>") == "<p>one two</p>"


def test_what_is_hidden_in_the_document_is_left_out():
    assert built("<p>one<span style='display:none'>x</span></p><p>two</p>") == "<p>one</p><p>two</p>"
    assert built("<p>one<span style='display:block'>x</span></p>") == ('<p>one<span style="display:block">x</span></p>')


def test_a_cell_outside_a_row_gets_a_row_and_a_body():
    assert built("<table><td>a<td>b</table>") == "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
    assert built("<table><tr><td>a<tr><td>b</table>") == (
        "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>"
    )


def test_only_the_first_caption_at_the_beginning_is_one():
    assert built("<table><caption>x</caption><tr><td>a</table>").startswith("<table><caption>x</caption>")
    assert "<caption>" not in built("<table><tr><td>a</td></tr><caption>x</caption></table>")


def test_lists_of_any_depth_end_and_keep_their_words():
    html = "<ul><li>" * 200 + "deep"
    assert "deep" in built(html)
    assert built(html).count("<ul>") == built(html).count("</ul>") < 30


def test_many_marks_on_one_word_end_and_keep_it():
    html = "".join(f'<span lang="a{number}">' for number in range(100)) + "word"
    assert "word" in built(html)
    assert built(html).count("<span") == 12
