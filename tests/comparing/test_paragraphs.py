"""A text as paragraphs of words: what is one word, what is one paragraph, and what formatting a word has."""

from pressreleases.comparing.paragraphs import of_plain_text, of_rich_text


def words(html):
    """The words of each paragraph."""
    return [[word.text for word in paragraph.words] for paragraph in of_rich_text(html)]


def test_an_empty_first_cell_of_a_row_is_not_dropped():
    [paragraph] = of_rich_text("<table><tr><td></td><td>5</td></tr><tr><td></td><td></td></tr></table>")
    assert [word.text for word in paragraph.words] == ["|", "5"]
    assert of_rich_text("<table><tr><td>5</td><td></td></tr></table>")[0].key != paragraph.key


def test_the_blocks_in_a_cell_are_words_of_its_row():
    [paragraph] = of_rich_text("<table><tr><td><p>a</p><p>b</p></td><td><ul><li>c</li></ul></td></tr></table>")
    assert [word.text for word in paragraph.words] == ["a", "b", "|", "c"]


def test_a_number_is_one_word():
    [paragraph] = of_rich_text("<p>At 10:30 on 20.01.2024, 1,000 or 5/7, 131.</p>")
    assert [word.text for word in paragraph.words if not word.is_sign] == (
        ["At", "10:30", "on", "20.01.2024", "1,000", "or", "5/7", "131"]
    )


def test_a_sign_is_a_word_and_the_letters_of_an_ending_are_none():
    assert words("<p>20-ci gün, Azərbaycanın!</p>") == [["20", "-", "ci", "gün", ",", "Azərbaycanın", "!"]]


def test_a_sign_has_neither_letters_nor_digits():
    [paragraph] = of_rich_text("<p>20 - gün</p>")
    assert [word.is_sign for word in paragraph.words] == [False, True, False]


def test_a_combining_sign_belongs_to_its_letter():
    assert words("<p>وُلِدَ cafe\u0301</p>") == [["وُلِدَ", "caf\u00e9"]]


def test_scripts_without_spaces_have_a_word_for_each_character():
    assert words("<p>中文 ab</p>") == [["中", "文", "ab"]]


def test_blocks_items_and_rows_are_paragraphs_with_what_contains_them():
    html = "<h2>One</h2><ul><li>Two</li></ul><blockquote><p>Three</p></blockquote>"
    assert [paragraph.kind for paragraph in of_rich_text(html)] == ["h2", "ul > li", "blockquote > p"]
    assert words("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>") == [["a", "|", "b"], ["c"]]


def test_the_separator_of_cells_is_not_the_same_sign_typed_in_a_text():
    [row] = of_rich_text("<table><tr><td>a</td><td>b</td></tr></table>")
    [typed] = of_rich_text("<p>a | b</p>")
    assert [word.parts_cells for word in row.words] == [False, True, False]
    assert [word.parts_cells for word in typed.words] == [False, False, False]


def test_a_row_of_empty_cells_is_no_paragraph():
    assert of_rich_text("<table><tr><td></td><td></td></tr></table>") == []


def test_a_word_may_be_partly_bold_and_the_order_of_tags_makes_no_difference():
    [paragraph] = of_rich_text("<p>a <strong>wo</strong>rd</p>")
    assert [word.marks for word in paragraph.words] == [(), ((0, ("strong",)), (2, ()))]
    assert of_rich_text("<p><strong><em>a</em></strong></p>") == of_rich_text("<p><em><strong>a</strong></em></p>")


def test_the_targets_of_links_are_listed_once_and_in_order():
    link = '<a href="https://{0}.example/">{0}</a>'
    [paragraph] = of_rich_text(f"<p>{link.format('b')} {link.format('a')} {link.format('b')} c</p>")
    assert paragraph.links == ("https://b.example/", "https://a.example/")


def test_lines_of_plain_text_are_paragraphs_and_its_signs_are_no_markup():
    assert [paragraph.key for paragraph in of_plain_text("One\n\n \na < b & c\n")] == [
        ("One",),
        ("a", "<", "b", "&", "c"),
    ]


def test_a_line_break_and_a_no_break_space_are_the_space_after_their_word():
    [paragraph] = of_rich_text("<p>One<br>two\u00a0three</p>")
    assert [word.space for word in paragraph.words] == ["\n", " ", ""]
