"""Paragraphs: how they are made of lines, bold markers, and end marks."""

import pytest

from pressreleases.intake.blocks import UNWRAPPED, read_blocks
from pressreleases.intake.body import Body, read_body


def body(text: str) -> Body:
    return read_body(read_blocks(text), title="Title")


@pytest.mark.parametrize(
    "mark",
    [
        "END",
        "End",
        "ENDS",
        "- END -",
        "– end –",
        "**END**",
        "[END]",
        "###",
        "# # #",
        "-30-",
        "– 30 –",
        "SON",
        "***",
        "* * *",
    ],
)
def test_the_end_mark_is_not_a_paragraph(mark: str) -> None:
    assert body(f"One.\n\nTwo.\n\n{mark}\n") == Body(("One.", "Two."))


@pytest.mark.parametrize("mark", ["END", "SON", "###", "-30-"])
def test_the_end_mark_may_be_directly_below_the_text(mark: str) -> None:
    assert body(f"One.\n\nTwo\nlines.\n{mark}") == Body(("One.", "Two lines."))


@pytest.mark.parametrize("last", ["It was the\nend", "It is the end.", "THE END OF THE ROAD", "30", "Sonra"])
def test_a_paragraph_that_ends_like_an_end_mark_stays(last: str) -> None:
    assert body(f"One.\n\n{last}").paragraphs == ("One.", " ".join(last.split()))


def test_text_after_the_end_mark_becomes_notes() -> None:
    assert body("One.\n\n###\n\nNotes to editors\n\nThe maps are old.\n\nEND") == Body(
        ("One.",), ("Notes to editors", "The maps are old.")
    )


def test_asterisks_between_sections_stay() -> None:
    assert body("One.\n\n* * *\n\nTwo.") == Body(("One.", "* * *", "Two."))


def test_wrapped_lines_make_one_paragraph_and_long_lines_one_each() -> None:
    long = "word " * (UNWRAPPED // 5) + "end."
    assert body("one\ntwo  \n three").paragraphs == ("one two three",)
    assert body(f"{long}\nshort\n{long}").paragraphs == (long, "short", long)


def test_each_point_of_a_list_is_a_paragraph() -> None:
    assert body("Open:\n• on Monday,\nall day\n• on Friday").paragraphs == (
        "Open:",
        "• on Monday, all day",
        "• on Friday",
    )
