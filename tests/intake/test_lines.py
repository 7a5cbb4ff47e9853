"""Lines and blocks: what is between blank lines, bold, headings, page marks, columns."""

import pytest

from pressreleases.intake.lines import BOLD_OFF, BOLD_ON, Block, read_blocks, side_by_side, whole_columns, with_bold
from pressreleases.intake.reading import read


def texts(text: str) -> list[list[str]]:
    return [[line.text for line in block.lines] for block in read_blocks(text)]


def test_blank_lines_of_any_kind_separate_blocks() -> None:
    assert texts("one\ntwo\n \u00a0\t\nthree\n\u200b\n\n\ufeff\nfour") == [["one", "two"], ["three"], ["four"]]


def test_lines_are_numbered_as_in_the_file_and_know_their_indent() -> None:
    (first, second) = read_blocks("\n  one\n\n\ttwo")
    assert [(line.number, line.indent) for block in (first, second) for line in block.lines] == [(2, 2), (4, 8)]


def test_long_lines_are_a_block_each_unless_they_go_on() -> None:
    long = "Word " * 40
    assert len(read_blocks(f"{long}\n{long}\nShort")) == 3
    assert len(read_blocks(f"{long}and\nso it goes on")) == 1


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("**one** two", f"{BOLD_ON}one{BOLD_OFF} two"),
        ("**one\ntwo**", f"{BOLD_ON}one\ntwo{BOLD_OFF}"),
        ("5**2 is 25", "5**2 is 25"),
        ("** one", "** one"),
        ("***", "***"),
    ],
)
def test_pairs_of_asterisks_mark_bold_and_others_stay(text: str, bold: str) -> None:
    assert with_bold(text) == bold


@pytest.mark.parametrize(
    ("text", "heading"),
    [("# One", 1), ("### Three ###", 3), ("One\n===", 1), ("Two\n---", 2), ("#hash", 0), ("###", 0)],
)
def test_headings_of_markdown_have_their_level(text: str, heading: int) -> None:
    assert read_blocks(text)[0].heading == heading


@pytest.mark.parametrize(
    "mark",
    [
        "- 2 -",
        "Page 2 of 3",
        "Page 2",
        "(more)",
        "more…",
        "-more-",
        "2/3",
        "– 4 –",
        "Стр. 2 из 3",
        "第2页",
        "(suite)",
        "2",
        "MORE",
        "cont’d",
        "/2",
        "…/2",
        "2/2/2",
        "suite page 2",
        "(продолжение)",
        "(devamı arkada)",
    ],
)
def test_page_marks_are_dropped_and_the_next_block_knows(mark: str) -> None:
    blocks = read_blocks(f"It goes\n\n{mark}\n\non.")
    assert [(block.text, block.is_after_page) for block in blocks] == [("It goes", False), ("on.", True)]


@pytest.mark.parametrize(
    "line",
    [
        "Suite 400",
        "11/11/11",
        "SUITE",
        "OVER",
        "﷽",
        "…",
        "1911",
        "more bread",
        "Page turners of the year",
        "2 March",
        "3. third",
        "- bread",
        "more",
        "1/2/3",
        "Suite",
    ],
)
def test_lines_that_only_look_like_page_marks_stay(line: str) -> None:
    assert [line] in texts(f"One.\n\n{line}\n\nTwo.")


def test_a_number_within_a_block_is_no_page_mark() -> None:
    assert texts("one\n2\nthree") == [["one", "2", "three"]]


def test_a_head_that_is_repeated_on_each_page_is_dropped_after_a_page_mark_only() -> None:
    text = "Mission of the Lakes\n\nOne goes\n\nPage 2\n\nMission of the Lakes\n\non.\n\nMission of the Lakes"
    assert texts(text) == [["Mission of the Lakes"], ["One goes"], ["on."], ["Mission of the Lakes"]]
    assert read_blocks(text)[2].is_after_page


COLUMNS = "\n".join(f"Left line number {n:<14}          Right line number {n} goes on" for n in range(8))


def test_a_sheet_of_two_columns_is_told_from_a_table() -> None:
    found = whole_columns(COLUMNS)
    assert found is not None
    assert found.left.splitlines()[2] == "Left line number 2"
    assert found.right.splitlines()[2] == "Right line number 2 goes on"
    assert whole_columns("\n".join(f"Town {n}          {n} km" for n in range(8))) is None
    assert whole_columns("A text\nof lines\n" * 10) is None


def columns(text: str) -> tuple[list[str], list[str]] | None:
    (block,) = read_blocks(text)
    found = side_by_side(block.lines, text.split("\n"))
    return found and ([line.text for line in found[0]], [line.text for line in found[1]])


def test_a_block_of_two_columns_is_taken_apart_by_spaces_or_tabs() -> None:
    assert columns(f"one\t\ttwo\nthree\tfour\n{' ' * 24}six") == (["one", "three"], ["two", "four", "six"])
    assert columns("one two\nthree four") is None


def test_chinese_lines_are_joined_without_a_space() -> None:
    assert [block.text for block in read_blocks("代表团\n举办\n\none\ntwo")] == ["代表团举办", "one two"]


def test_a_block_can_be_cut() -> None:
    (block,) = read_blocks("one\ntwo")
    assert isinstance(block, Block)
    assert block.from_line(1).text == "two"


INVISIBLE = [pytest.param(mark, id=f"U+{ord(mark):04X}") for mark in "\u00ad\u200b\u200e\u200f\u202a\u2060\u2066\ufeff"]


@pytest.mark.parametrize("mark", INVISIBLE)
def test_invisible_characters_of_a_dateline_take_no_letter_of_the_text(mark: str) -> None:
    sheet = (
        "Press release\n\nA Garden Opens\n\n{0}Geneva, 9 May{0} 2025 – {0}Forty neighbours planted trees on Tuesday."
    )
    document = read(sheet.format(mark).encode())
    assert document.body.translate({ord(mark): None}) == "<p>Forty neighbours planted trees on Tuesday.</p>"
    assert (document.place, str(document.issued_on)) == ("Geneva", "2025-05-09")


@pytest.mark.parametrize("mark", INVISIBLE)
def test_invisible_characters_hide_no_sign_of_a_list_and_no_mark_of_a_page(mark: str) -> None:
    sheet = f"Press release\n9 May 2025\n\nA Garden Opens\n\nThe garden has:\n{mark}- forty trees,\n{mark}- a well.\n\n"
    document = read(
        f"{sheet}The trees came from a school in the\n{mark}\n{mark}2\n{mark}\nnorth of the country.".encode()
    )
    assert document.body.count("<li>") == 2
    assert "school in the north" in document.body


def test_invisible_characters_within_a_text_stay() -> None:
    document = read(
        "Press release\n9 May 2025\n\nA Garden Opens\n\nThe gar\u00adden was opened for all on Tuesday.".encode()
    )
    assert "gar\u00adden" in document.body


OPENING = "Forty neighbours planted trees on Tuesday."
HEAD = f"Press release\n9 May 2025\n\nA Garden Opens\n\n{OPENING}\n\n"
CUT = HEAD + "The trees were brought by a school far away in\n\n{}\n\n{} north."


@pytest.mark.parametrize("mark", ["2.", "[2]", "add 1", "Spring – Garden – 2"])
def test_a_number_that_cuts_a_sentence_is_a_page_mark_and_words_with_it_are_asked(mark: str) -> None:
    document = read(CUT.format(mark, "the").encode())
    assert document.body == f"<p>{OPENING}</p>\n<p>The trees were brought by a school far away in the north.</p>"
    assert [question.key for question in document.questions] == ["line-10"] * any(map(str.isalpha, mark))


@pytest.mark.parametrize(("mark", "after"), [("2.", "The"), ("Orland", "the"), ("2,000 trees", "the"), ("12 %", "the")])
def test_another_line_between_two_paragraphs_stays_in_the_text(mark: str, after: str) -> None:
    assert mark in read(CUT.format(mark, after).encode()).body


def test_numbers_alone_above_the_items_of_a_list_are_no_marks_of_pages() -> None:
    item = "a garden with forty trees and a well in its middle"
    assert "2." in read(CUT.format(f"1.\n\n{item}\n\n2.", item).encode()).body


def test_a_row_of_signs_is_no_text_and_other_signs_are() -> None:
    document = read((HEAD + "﷽\n\n* * *\n\nThe trees are tall.\n\n…\n\n- - -\n\nThe wells are deep.").encode())
    for kept in ("﷽", "…", "deep"):
        assert kept in document.body
    assert "*" not in document.body
    assert "- -" not in document.body


def test_an_underlined_heading_may_end_as_a_question_does() -> None:
    document = read((HEAD + "Why Trees?\n----------\n\nThey give shade to all who come in summer.").encode())
    assert "<h2>Why Trees?</h2>" in document.body
