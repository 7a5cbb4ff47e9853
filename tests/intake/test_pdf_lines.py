"""Lines in the order of seeing, and the same lines in the order of reading."""

import pytest

from pressreleases.intake.pdf_lines import Cell, in_order_of_reading, is_from_the_right


def read_line(seen: str, *, in_arabic: bool = False) -> str:
    cells = [Cell(character) for character in seen]
    return "".join(cell.text for cell in in_order_of_reading(cells, in_arabic=in_arabic))


MIRRORED = str.maketrans("()«»", ")(»«")


def seen(*runs: str) -> str:
    """A line as it is seen: its runs from right to left, those in Arabic letter by letter, with mirrored brackets."""
    return "".join(
        run if (run[0].isascii() and run[0].isalnum()) or run[0] == "+" else run[::-1].translate(MIRRORED)
        for run in reversed(runs)
    )


@pytest.mark.parametrize(
    "runs",
    [
        ("مأساة يناير",),
        ("في ", "20", " يناير ", "1990"),
        ("الوثيقة ", "A/78/1", " والقرار"),
        ("موقع ", "United Nations", " على"),
        ("القرار ", "822", " (", "1993", ").", " وشارك"),
        ("الهاتف ", "+1 212 371 2559", " الآن"),
        ("قالت: «لن ننسى».",),
        ("بنسبة ", "20%", " فقط"),
        ("الساعة ", "10:30", " صباحا"),
        ("من ", "1,000.50", " إلى ", "2nd Committee", "، و", "3"),
    ],
    ids="".join,
)
def test_a_line_is_put_in_the_order_of_reading(runs: tuple[str, ...]) -> None:
    assert seen(*runs) != "".join(runs)
    assert read_line(seen(*runs), in_arabic=True) == "".join(runs)


def test_a_line_with_few_arabic_letters_is_latin_unless_the_page_is_arabic() -> None:
    line = seen("موقع ", "United Nations", " على")
    assert read_line(line, in_arabic=True).startswith("موقع")
    assert read_line(line).startswith("على")


def test_a_latin_line_stays() -> None:
    assert read_line("Resolutions 822 (1993) and 853", in_arabic=True) == "Resolutions 822 (1993) and 853"


def test_arabic_words_in_a_latin_line_are_turned_and_its_other_words_are_not() -> None:
    assert read_line('the words "' + "لا ننسى"[::-1] + '" (never)') == 'the words "لا ننسى" (never)'


def test_brackets_open_and_close_by_their_place_however_they_are_written() -> None:
    line = seen("القرار ", "822", " (", "1993", ").")
    assert read_line(line) == read_line(line.translate(MIRRORED)) == "القرار 822 (1993)."


def test_bold_goes_with_its_character() -> None:
    cells = in_order_of_reading([Cell("ب", True), Cell("ا")])
    assert cells == [Cell("ا"), Cell("ب", True)]


def test_a_line_is_from_the_right_by_most_of_its_letters() -> None:
    assert is_from_the_right("مأساة UN")
    assert not is_from_the_right("Nations مأ")
    assert not is_from_the_right("1990")
