"""Rich text as plain text, and plain paragraphs as rich text."""

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
