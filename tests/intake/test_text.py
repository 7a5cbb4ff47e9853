"""Whole documents: which parts are found, and what is refused. For other forms of them, see `test_variations`."""

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pressreleases.intake.errors import (
    AmbiguousDate,
    MissingBody,
    MissingDate,
    MissingKind,
    MissingTitle,
)
from pressreleases.intake.sheet import Sheet
from pressreleases.intake.text import read
from tests.intake.sheets import AZ_PARAGRAPHS, AZ_TITLE, PARAGRAPHS, TITLE, WHOLE, azerbaijani, english

ROOT = Path(__file__).parents[2]


def of(text: str) -> Sheet:
    return read(text.encode())


def test_a_sheet_is_read_completely() -> None:
    assert of(english()) == WHOLE


def test_a_file_is_read_like_its_bytes() -> None:
    assert read(io.BytesIO(english().encode())) == WHOLE


def test_a_sheet_in_azerbaijani_is_read_completely() -> None:
    sheet = of(azerbaijani())
    assert (sheet.language, sheet.kind, sheet.issued_on) == ("az", "press-release", date(2024, 1, 20))
    assert (sheet.title, sheet.paragraphs) == (AZ_TITLE, AZ_PARAGRAPHS)
    assert (sheet.names, sheet.address, sheet.numbers) == (WHOLE.names, WHOLE.address, WHOLE.numbers)


def test_a_sheet_may_have_no_letterhead() -> None:
    sheet = of(english(head=""))
    assert (sheet.names, sheet.address, sheet.numbers, sheet.email) == ((), "", (), "")
    assert (sheet.title, sheet.paragraphs) == (TITLE, PARAGRAPHS)


def test_paragraphs_saved_by_word_on_one_line_each_stay_separate() -> None:
    saved = english(body="\n".join(PARAGRAPHS))
    assert of(saved).paragraphs == PARAGRAPHS


def test_a_sheet_without_empty_lines_is_read_if_its_paragraphs_are_long() -> None:
    assert of(english().replace("\n\n", "\n")).paragraphs == PARAGRAPHS


def test_words_of_the_text_stay_as_they_are() -> None:
    odd = "Tea costs 2\u00a0manats  in “Old\u2019s” —\tso they\u200csay* and 5**2 is 25"
    assert of(english(body=f" \u00a0{odd}\u00a0 ")).paragraphs == (odd,)


def test_curly_quotes_of_a_title_stay() -> None:
    assert of(english(title="The “Old Maps” of ‘Baku’")).title == "The “Old Maps” of ‘Baku’"


def test_a_dateline_in_the_text_is_text() -> None:
    body = "New York, 21 January 2024 – The Mission opened the exhibition today."
    sheet = of(english(body=body))
    assert (sheet.issued_on, sheet.place, sheet.paragraphs) == (date(2024, 1, 20), "", (body,))


def test_a_title_may_name_another_day() -> None:
    assert of(english(title="Black January, 20 January 1990")).title == "Black January, 20 January 1990"
    assert of(english(title="20 January 1990")).title == "20 January 1990"


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("PRESS RELEASE", "press-release"),
        ("Press-Release", "press-release"),
        ("News release", "press-release"),
        ("Mətbuat xəbəri", "press-release"),
        ("Mətbuat açıqlaması", "press-release"),
        ("Press-reliz", "press-release"),
        ("PRESS-RELİZ", "press-release"),
        ("PRESS-RELIZ", "press-release"),
        ("Statement", "statement"),
        ("Press statement", "statement"),
        ("BƏYANAT", "statement"),
        ("Media Advisory", "media-advisory"),
        ("Letter", "letter"),
        ("Məktub", "letter"),
        ("Remarks", "remarks"),
        ("Çıxış", "remarks"),
    ],
)
def test_the_label_names_the_kind(label: str, kind: str) -> None:
    assert of(english(label=label)).kind == kind


@pytest.mark.parametrize(
    "line", ["Statement by the Permanent Representative", "A statement", "Statements", "Letterhead"]
)
def test_words_that_only_begin_like_a_label_are_not_a_label(line: str) -> None:
    with pytest.raises(MissingKind):
        of(english(label=line))


@pytest.mark.parametrize(
    ("printed", "reference"),
    [
        ("Press release\nNo. 221/24", "No. 221/24"),
        ("Press release\nNo:221/24", "No:221/24"),
        ("Press release No. 221/24", "No. 221/24"),
        ("Press release\n№ 221/24", "№ 221/24"),
        ("Press release\nRef.: PM/221/24", "Ref.: PM/221/24"),
        ("No. 221/24\nPress release", "No. 221/24"),
        ("Press release", ""),
    ],
)
def test_a_reference_number_is_kept_as_printed(printed: str, reference: str) -> None:
    sheet = of(english(label=printed))
    assert (sheet.reference, sheet.issued_on, sheet.title) == (reference, date(2024, 1, 20), TITLE)


def test_a_reference_number_is_removed_from_the_title() -> None:
    sheet = of(english(title=f"No:221/24, {TITLE}"))
    assert (sheet.reference, sheet.title) == ("No:221/24", TITLE)
    assert of(english(title="No. 10, Downing Street")).title == "No. 10, Downing Street"


def test_an_embargo_is_kept_and_its_date_is_not_the_date_of_issue() -> None:
    line = "Embargoed until 22 January 2024, 10:00"
    sheet = of(english(label=f"{line}\nPress release"))
    assert (sheet.embargo, sheet.issued_on, sheet.title) == (line, date(2024, 1, 20), TITLE)
    assert of(english()).embargo == ""


def test_a_sheet_without_label_is_refused() -> None:
    with pytest.raises(MissingKind, match='No line such as "Press release"'):
        of(english(label=""))


def test_a_sheet_without_date_is_refused_even_if_its_text_names_one() -> None:
    with pytest.raises(MissingDate) as caught:
        of(english(head="", day=""))
    assert str(caught.value) == (
        'No date was found under "Press release", up to line 9. '
        "Write it on a line of its own, for example: 20 January 2024."
    )


def test_a_date_far_below_is_not_the_date_of_issue() -> None:
    lines = [f"Paragraph {number} is short" for number in range(12)]
    with pytest.raises(MissingDate):
        of(english(day="", body="\n\n".join([*lines, "20 January 2024", "More."])))


def test_a_sheet_without_title_is_refused_and_no_paragraph_becomes_the_title() -> None:
    with pytest.raises(MissingTitle, match="line 4, where it should be, begins a paragraph") as caught:
        of(english(head="", title=""))
    assert caught.value.params["line"] == 4


@pytest.mark.parametrize("body", ["", "**", "###", "END"])
def test_a_sheet_without_text_is_refused(body: str) -> None:
    with pytest.raises(MissingBody, match="No text was found under the title"):
        of(english(body=body))


def test_a_sheet_that_ends_with_its_date_has_no_title() -> None:
    with pytest.raises(MissingTitle, match='No title was found under "Press release"'):
        of(english(title="", body=""))


@pytest.mark.parametrize("title", ["The Mission to the U.S.", "To be continued…", "Who drew them?", "A visit by H.E."])
def test_a_title_may_end_with_an_abbreviation_or_another_mark(title: str) -> None:
    assert of(english(title=title)).title == title


def test_an_ambiguous_date_is_refused_with_its_line() -> None:
    with pytest.raises(AmbiguousDate, match=r'"03/04/2024" in line 2 may be 3 April 2024 or 4 March 2024'):
        of(english(head="", day="03/04/2024"))


@pytest.mark.parametrize(
    "text",
    [
        "x" * 900_000,
        "x " * 450_000,
        "**a " * 220_000,
        "\n" * 100_000 + "x",
        "Press release\n" + "\n" * 100_000 + "x" * 800_000,
        "Press release\n20 January 2024\n\nTitle\n\n" + "(" * 400_000 + "1 " * 200_000,
        "Press release\n20 January 2024\n\n" + "Title\n" * 100_000,
        "1 " * 100 + "\nTel: " + "(1" * 140 + "\nPress release\n",
        "\n".join(["20 January 2024 No. 1"] * 40_000),
    ],
    ids=range(9),
)
def test_a_hostile_file_is_read_in_linear_time(text: str) -> None:
    code = (
        "import sys, time\nfrom pressreleases.intake.errors import IntakeError\n"
        "from pressreleases.intake.text import read\n"
        "data = sys.stdin.buffer.read(); begun = time.process_time()\n"
        "try: read(data, 'en')\n"
        "except IntakeError: pass\n"
        "sys.exit(time.process_time() - begun > 3)"
    )
    done = subprocess.run([sys.executable, "-c", code], input=text.encode(), timeout=60, check=False, cwd=ROOT)
    assert done.returncode == 0
