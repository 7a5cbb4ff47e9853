"""The structure of a text as HTML: what becomes a list, a heading, a quotation, a table, and what does not."""

import pytest

from pressreleases.intake.lines import read_blocks
from pressreleases.intake.structure import html_of

LAST = "The last paragraph ends here, after a few words more."


def html(text: str) -> list[str]:
    return html_of(read_blocks(text)).split("\n")


@pytest.mark.parametrize("sign", ["-", "–", "—", "•", "*", "▪", "o ", "→", "►"])
def test_lines_with_signs_are_a_list_also_right_under_their_introduction(sign: str) -> None:
    assert html(f"Three things:\n{sign} one,\n{sign} two\n  and a half,\n{sign} three.") == [
        "<p>Three things:</p>",
        "<ul><li>one,</li><li>two and a half,</li><li>three.</li></ul>",
    ]


def test_items_with_blank_lines_between_are_one_list() -> None:
    assert html("- one\n\n- two\n\n- three") == ["<ul><li>one</li><li>two</li><li>three</li></ul>"]


@pytest.mark.parametrize("sign", ["{}.", "{})", "({})", "{}.-"])
def test_numbered_lines_are_a_numbered_list(sign: str) -> None:
    lines = "\n".join(f"{sign.format(number)} {word}" for number, word in enumerate(("one", "two"), start=1))
    assert html(lines) == ["<ol><li>one</li><li>two</li></ol>"]


def test_a_list_may_begin_with_another_number_and_broken_numbers_are_no_list() -> None:
    assert html("4. four\n5. five") == ['<ol start="4"><li>four</li><li>five</li></ol>']
    assert html("1. One ends.\n\n3. Three ends.") == ["<p>1. One ends.</p>", "<p>3. Three ends.</p>"]


def test_numbered_sentences_with_blank_lines_keep_their_numbers_as_paragraphs() -> None:
    assert html("1. One sentence is here.\n\n2. Another is here.") == [
        "<p>1. One sentence is here.</p>",
        "<p>2. Another is here.</p>",
    ]


def test_letters_of_a_list_stay_because_readers_refer_to_them() -> None:
    assert html("(a) one;\n(b) two.") == ["<ul><li>(a) one;</li><li>(b) two.</li></ul>"]


@pytest.mark.parametrize("line", ["5 March is a day.", "-5 degrees were measured.", "a.m. is a time."])
def test_other_lines_are_no_items(line: str) -> None:
    assert html(line) == [f"<p>{line}</p>"]


def test_a_short_line_above_text_is_a_heading_and_one_with_an_end_is_not() -> None:
    assert html(f"What comes next\n\n{LAST}") == ["<h2>What comes next</h2>", f"<p>{LAST}</p>"]
    for line in ("What comes next?", "Dear friends,", "It comes:", "“It comes”", "A " * 13 + "line"):
        assert html(f"{line}\n\n{LAST}")[0].startswith("<p>")
    assert html(f"{LAST}\n\nWhat comes next")[-1] == "<p>What comes next</p>"


def test_headings_of_markdown_keep_their_order_of_levels() -> None:
    assert html(f"### One\n\n{LAST}\n\n#### Two\n\n{LAST}")[::2] == ["<h2>One</h2>", "<h3>Two</h3>"]


def test_an_indented_block_with_quotation_marks_is_a_quotation_and_an_indented_line_is_not() -> None:
    assert html(f"{LAST}\n\n     “One goes\n     on.”\n\n{LAST}")[1] == "<blockquote><p>“One goes on.”</p></blockquote>"
    assert html(f"{LAST}\n\n     One line.\n\n{LAST}")[1] == "<p>One line.</p>"
    assert html("> One.\n> Two.") == ["<blockquote><p>One. Two.</p></blockquote>"]


def test_paragraphs_that_only_an_indent_parts() -> None:
    assert html("   One goes\non.\n   Two.") == ["<p>One goes on.</p>", "<p>Two.</p>"]
    assert html("One goes\non.\nTwo.") == ["<p>One goes on. Two.</p>"]


def test_a_table_has_as_many_cells_in_each_row() -> None:
    row = "<tr><td>{}</td><td>{}</td></tr>"
    table = f"<table>{row.format('Alm', '12 km')}{row.format('Berg', '30 km')}</table>"
    assert html("Alm      12 km\nBerg     30 km") == [table]
    assert html("Alm\t12 km\nBerg\t30 km") == [table]
    assert html("| Alm | 12 km |\n|---|---|\n| Berg | 30 km |") == [table]
    assert not html("Alm      12 km\nBerg lies on a river.")[0].startswith("<table>")


def test_the_lines_of_an_advisory_and_of_a_programme_stay_lines() -> None:
    assert html("WHAT:   Tour\nWHEN:   10:30\n        doors open at 10") == [
        "<p>WHAT: Tour<br>WHEN: 10:30<br>doors open at 10</p>"
    ]
    assert html("10:00 Opening\n11:00 Tour") == ["<p>10:00 Opening<br>11:00 Tour</p>"]


def test_a_paragraph_goes_on_behind_a_page_mark_unless_it_had_ended() -> None:
    assert html("It goes\n\n- 2 -\n\non.") == ["<p>It goes on.</p>"]
    assert html("It ends.\n\n- 2 -\n\nOn.") == ["<p>It ends.</p>", "<p>On.</p>"]
    assert html("- one\n- two goes\n\n- 2 -\n\non.") == ["<ul><li>one</li><li>two goes on.</li></ul>"]


def test_words_are_escaped_and_bold_is_kept_if_it_is_whole() -> None:
    assert html("a < b & **c** > d.") == ["<p>a &lt; b &amp; <strong>c</strong> &gt; d.</p>"]
    assert html("a ** b.") == ["<p>a ** b.</p>"]


def test_a_salutation_keeps_its_lines_and_the_text_under_it_is_a_paragraph() -> None:
    assert html("Mr. Chair,\nExcellencies,\nIt begins.") == ["<p>Mr. Chair,<br>Excellencies,</p>", "<p>It begins.</p>"]


def test_a_heading_right_above_its_paragraph_is_told_by_a_break_that_was_not_needed() -> None:
    assert html("About the guild\nThe guild was founded in 1890 by bakers of the old town.") == [
        "<h2>About the guild</h2>",
        "<p>The guild was founded in 1890 by bakers of the old town.</p>",
    ]
    wrapped = (
        "The guild was founded in the year 1890 by the bakers of\nFreedonia and of two towns nearby, one of them small."
    )
    assert html(wrapped)[0].startswith("<p>The guild was founded in the year 1890 by the bakers of Freedonia")


def test_a_word_in_asterisks_is_no_item() -> None:
    assert html("*Bees* are good neighbours.") == ["<p>*Bees* are good neighbours.</p>"]


@pytest.mark.parametrize("sign", [".", ")"])
def test_the_last_item_that_ends_the_sentence_of_a_list_is_one_of_its_items(sign: str) -> None:
    items = f"1{sign} a map;\n\n2{sign} a school; and\n\n3{sign} a book on trees."
    assert html(f"{items}\n\n{LAST}")[0] == "<ol><li>a map;</li><li>a school; and</li><li>a book on trees.</li></ol>"


@pytest.mark.parametrize("sign", [".", ")"])
def test_numbered_paragraphs_are_no_list_and_keep_their_signs(sign: str) -> None:
    assert html(f"1{sign} {LAST}\n\n2{sign} {LAST}") == [f"<p>1{sign} {LAST}</p>", f"<p>2{sign} {LAST}</p>"]


def test_a_number_that_does_not_go_on_is_no_item_of_the_list_above() -> None:
    assert html(f"1. a map;\n\n2. a school\n\n5. {LAST}")[1] == f"<p>5. {LAST}</p>"
