"""Whole documents: which parts are found, and what is refused. For other forms of them, see `test_variations`."""

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pressreleases.intake.document import Document
from pressreleases.intake.errors import MissingBody
from pressreleases.intake.reading import read
from tests.intake.sheets import AZ_PARAGRAPHS, AZ_TITLE, NUMBERS, PARAGRAPHS, TITLE, WHOLE, azerbaijani, english

ROOT = Path(__file__).parents[2]


def paragraphs(*texts: str) -> str:
    return "\n".join(f"<p>{text}</p>" for text in texts)


def needed(text: str) -> list[str]:
    """The keys of the questions without whose answers nothing is made of a sheet."""
    return [question.key for question in of(text).needed]


def of(text: str) -> Document:
    return read(text.encode())


def test_a_sheet_is_read_completely() -> None:
    assert of(english()) == WHOLE


def test_a_file_is_read_like_its_bytes() -> None:
    assert read(io.BytesIO(english().encode())) == WHOLE


def test_a_sheet_in_azerbaijani_is_read_completely() -> None:
    sheet = of(azerbaijani())
    assert (sheet.language, sheet.kind, sheet.issued_on) == ("az", "press-release", date(2024, 1, 20))
    assert (sheet.title, sheet.body) == (AZ_TITLE, paragraphs(*AZ_PARAGRAPHS))
    assert (sheet.names, sheet.address, sheet.numbers) == (WHOLE.names, WHOLE.address, WHOLE.numbers)


def test_a_sheet_may_have_no_letterhead() -> None:
    sheet = of(english(head=""))
    assert (sheet.names, sheet.address, sheet.numbers, sheet.email) == ((), "", (), "")
    assert (sheet.title, sheet.body) == (TITLE, WHOLE.body)


def test_paragraphs_saved_by_word_on_one_line_each_stay_separate() -> None:
    saved = english(body="\n".join(PARAGRAPHS))
    assert of(saved).body == WHOLE.body


def test_a_sheet_without_empty_lines_is_read_if_its_paragraphs_are_long() -> None:
    assert of(english().replace("\n\n", "\n")).body == WHOLE.body


def test_words_of_the_text_stay_as_they_are() -> None:
    odd = "Tea costs 2\u00a0manats  in “Old\u2019s” —\tso they\u200csay* and 5**2 is 25"
    assert of(english(body=f" \u00a0{odd}\u00a0 ")).body == paragraphs(odd)


def test_curly_quotes_of_a_title_stay() -> None:
    assert of(english(title="The “Old Maps” of ‘Baku’")).title == "The “Old Maps” of ‘Baku’"


def test_a_dateline_gives_the_place_and_is_no_part_of_the_text() -> None:
    body = "New York, 20 January 2024 – The Mission opened the exhibition today."
    sheet = of(english(body=body))
    assert (sheet.issued_on, sheet.place) == (date(2024, 1, 20), "New York")
    assert sheet.body == paragraphs("The Mission opened the exhibition today.")


def test_a_dateline_of_another_day_is_asked_about() -> None:
    (question,) = of(english(body="New York, 21 January 2024 – The Mission opened the exhibition today.")).needed
    assert str(question) == "Was it issued on 20 January 2024 or on 21 January 2024?"
    assert question.choices == ("2024-01-20", "2024-01-21")


def test_a_title_may_name_another_day() -> None:
    assert of(english(title="Black January, 20 January 1990")).title == "Black January, 20 January 1990"
    assert of(english(title="20 January 1990")).title == "20 January 1990"


def test_an_embargo_is_kept_and_its_date_is_not_the_date_of_issue() -> None:
    line = "Embargoed until 22 January 2024, 10:00"
    sheet = of(english(label=f"{line}\nPress release"))
    assert sheet.embargo is not None
    assert (sheet.embargo.printed, sheet.embargo.day) == (line, date(2024, 1, 22))
    assert (sheet.issued_on, sheet.title) == (date(2024, 1, 20), TITLE)
    assert of(english()).embargo is None


def test_a_sheet_without_label_asks_for_its_kind() -> None:
    (question,) = of(english(label="")).needed
    assert question.choices == ("press-release", "statement", "remarks", "media-advisory", "letter", "note")
    assert read(english(label="").encode(), answers={"kind": "statement"}).kind == "statement"


def test_a_sheet_without_date_asks_even_if_its_text_names_one() -> None:
    assert needed(english(head="", day="")) == ["issued_on"]
    answered = read(english(day="").encode(), answers={"issued_on": "2024-01-20"})
    assert (answered.issued_on, answered.questions) == (date(2024, 1, 20), ())


def test_a_date_between_paragraphs_is_not_the_date_of_issue() -> None:
    lines = [f"Paragraph {number} is a short sentence." for number in range(12)]
    assert needed(english(day="", body="\n\n".join([*lines, "20 January 2024", "More is to be said here."]))) == [
        "issued_on"
    ]


def test_a_sheet_without_title_asks_and_no_paragraph_becomes_the_title() -> None:
    sheet = of(english(head="", title=""))
    assert [question.key for question in sheet.needed] == ["title"]
    assert (sheet.title, sheet.body) == ("", WHOLE.body)


@pytest.mark.parametrize("body", ["", "**", "###", "END"])
def test_a_sheet_without_text_is_refused(body: str) -> None:
    with pytest.raises(MissingBody, match="No text was found under the title"):
        of(english(body=body))


@pytest.mark.parametrize("title", ["The Mission to the U.S.", "To be continued…", "Who drew them?", "A visit by H.E."])
def test_a_title_may_end_with_an_abbreviation_or_another_mark(title: str) -> None:
    assert of(english(title=title)).title == title


BRACKETED = english(body="[Photo: the reading room]\n\n" + "\n\n".join(PARAGRAPHS))


@pytest.mark.parametrize(
    ("answer", "where"),
    [("", ""), ("body", "body"), ("notes", "notes"), ("contact", "contact"), ("drop", "")],
)
def test_lines_that_fit_nowhere_go_where_a_person_says(answer: str, where: str) -> None:
    key = of(BRACKETED).questions[0].key
    sheet = read(BRACKETED.encode(), answers={key: answer} if answer else {})
    assert [question.key for question in sheet.questions] == ([] if answer else [key])
    holds = {name for name in ("body", "notes", "contact") if "reading room" in str(getattr(sheet, name))}
    assert holds == ({where} if where else set())
    assert sheet.title == TITLE


def test_the_lines_of_a_document_are_numbered_as_in_the_file_and_the_letterhead_is_among_them() -> None:
    text = english()
    sheet = of(text)
    rows = text.split("\n")
    assert [number for number, _text in sheet.lines] == [at for at, row in enumerate(rows, start=1) if row.strip()]
    assert all(rows[number - 1].replace("**", "").strip() == words for number, words in sheet.lines)
    blocks = sheet.found["letterhead"].lines
    assert (min(blocks), rows[max(blocks) - 1]) == (1, NUMBERS)
    assert not set(blocks) & set(sheet.found["body"].lines)
    assert "letterhead" not in of(english(head="")).found


LOST = (
    "Press release\n\n5 March 2024\n\nStatement\n\nby H.E. Mr. Rudolf Rassendyll, Permanent Representative\n\n"
    "at the General Assembly\n\nMr. President, we thank you for this meeting and for the report.\n"
)


@pytest.mark.parametrize(("answer", "field"), [("body", "body"), ("lead", "lead"), ("notes", "notes"), ("drop", "")])
def test_a_line_that_is_read_into_no_field_is_asked_about_and_goes_where_the_answer_says(
    answer: str, field: str
) -> None:
    keys = [question.key for question in of(LOST).questions]
    assert "line-9" in keys
    document = read(LOST.encode(), answers={"line-9": answer})
    assert "line-9" not in [question.key for question in document.questions]
    for name in ("title", "lead", "body", "notes", "contact"):
        assert ("at the General Assembly" in str(getattr(document, name))) == (name == field)


HOSTILE = [
    "x" * 900_000,
    "x " * 450_000,
    "**a " * 220_000,
    "\n" * 100_000 + "x",
    "Press release\n" + "\n" * 100_000 + "x" * 800_000,
    "Press release\n20 January 2024\n\nTitle\n\n" + "(" * 400_000 + "1 " * 200_000,
    "Press release\n20 January 2024\n\n" + "Title\n" * 100_000,
    "1 " * 100 + "\nTel: " + "(1" * 140 + "\nPress release\n",
    "\n".join(["20 January 2024 No. 1"] * 40_000),
    "Press release\n20 January 2024\n\nTitle\n\n" + "1) a\n" * 100_000,
    "Embargoed until " * 50_000,
    "a   b\n" * 100_000,
    "[" * 500_000,
    "by " * 300_000,
    "Press release\n20 January 2024\n\nTitle\n\n" + "12,3. " * 150_000,
    "@" * 900_000,
    "+1 212 " * 120_000,
]
TIMED = """
import json, sys, time
from pressreleases.intake.errors import IntakeError
from pressreleases.intake.reading import read
took = []
for text in json.load(sys.stdin):
    begun = time.process_time()
    try:
        read(text.encode(), answers={"language": "en"})
    except IntakeError:
        pass
    took.append(time.process_time() - begun)
print(json.dumps(took))
"""


def test_a_hostile_file_is_read_in_linear_time() -> None:
    """All by one process, since its start takes longer than most of them."""
    done = subprocess.run(
        [sys.executable, "-c", TIMED], input=json.dumps(HOSTILE), capture_output=True, text=True, check=True, cwd=ROOT
    )
    took = json.loads(done.stdout)
    assert len(took) == len(HOSTILE)
    assert [number for number, seconds in enumerate(took) if seconds > 3] == []
