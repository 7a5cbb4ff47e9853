"""Lines become blocks: what belongs together, what does not, and which bold markers go."""

import pytest

from pressreleases.intake.blocks import UNWRAPPED, Line, joined, read_blocks, without_bold


def texts(text: str) -> list[list[str]]:
    return [[line.text for line in block] for block in read_blocks(text)]


def test_an_empty_line_parts_blocks_and_several_part_no_more() -> None:
    assert texts("One\ntwo\n\n \t\n\u200b\nthree\n") == [["One", "two"], ["three"]]


def test_a_line_keeps_its_number_in_the_file_and_loses_its_outer_space() -> None:
    assert read_blocks("\n\n  One \n\ntwo") == [(Line(3, "One"),), (Line(5, "two"),)]


def test_the_last_line_needs_no_line_end() -> None:
    assert texts("One") == texts("One\n") == [["One"]]
    assert texts("") == texts(" \n\n") == []


def test_lines_of_a_whole_paragraph_each_are_blocks() -> None:
    long = "x" * UNWRAPPED
    assert texts(f"{long}\nshort") == [[long], ["short"]]
    assert texts(f"{long[1:]}\nshort") == [[long[1:], "short"]]


def test_a_bullet_begins_a_block_and_a_hyphen_does_not() -> None:
    assert texts("Open:\n• Monday,\nall day\n▪ Friday") == [["Open:"], ["• Monday,", "all day"], ["▪ Friday"]]
    assert texts("Open:\n- Monday\n5 • 5") == [["Open:", "- Monday", "5 • 5"]]


def test_a_bold_marker_alone_on_its_line_is_no_line() -> None:
    assert texts("One\n**\ntwo") == [["One", "two"]]
    assert texts("One\n***\ntwo") == [["One", "***", "two"]]


def test_the_lines_of_a_block_are_joined_by_one_space() -> None:
    assert joined((Line(1, "One"), Line(2, "two"))) == "One two"


@pytest.mark.parametrize(
    ("marked", "unmarked"),
    [
        ("**bold**", "bold"),
        ("**over\nlines**", "over\nlines"),
        ("a **b** c **d** e", "a b c d e"),
        ("5**2 is 25", "5**2 is 25"),
        ("a ** b", "a ** b"),
        ("a footnote** and\n\n** its text", "a footnote** and\n\n** its text"),
        ("*** and ****", "*** and ****"),
        ("**never closed", "**never closed"),
        ("", ""),
    ],
)
def test_only_pairs_of_bold_markers_are_removed(marked: str, unmarked: str) -> None:
    assert without_bold(marked) == unmarked
