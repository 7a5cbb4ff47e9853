"""Whole documents: which parts are found, and what is refused. For other forms of them, see `test_variations`."""

import io
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pressreleases.intake.document import Document
from pressreleases.intake.errors import IntakeError, MissingBody
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
        ("Note verbale", "note"),
        ("Verbal nota", "note"),
        ("Remarks", "remarks"),
        ("Çıxış", "remarks"),
    ],
)
def test_the_label_names_the_kind(label: str, kind: str) -> None:
    assert of(english(label=label)).kind == kind


@pytest.mark.parametrize("line", ["A statement", "Statements", "Letterhead"])
def test_words_that_only_begin_like_a_label_are_not_a_label(line: str) -> None:
    assert "kind" in needed(english(label=line))


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
    assert of(english(title="No. 10, and What Came of It")).title == "No. 10, and What Came of It"


def test_an_embargo_is_kept_and_its_date_is_not_the_date_of_issue() -> None:
    line = "Embargoed until 22 January 2024, 10:00"
    sheet = of(english(label=f"{line}\nPress release"))
    assert sheet.embargo is not None
    assert (sheet.embargo.printed, sheet.embargo.day) == (line, date(2024, 1, 22))
    assert (sheet.issued_on, sheet.title) == (date(2024, 1, 20), TITLE)
    assert of(english()).embargo is None


@pytest.mark.parametrize(
    "label", ["Commentary", "Şərh", "Commentaire", "Comentario", "Комментарий", "تعليق", "评论", "YORUM", "Fact sheet"]
)
def test_a_label_that_is_none_of_the_kinds_is_asked_about_and_is_no_title(label: str) -> None:
    sheet = of(english(label=label))
    (question,) = sheet.needed
    assert (question.key, question.lines[0][1], sheet.title, sheet.kind) == ("kind", label, TITLE, "")
    assert f"says “{label}”" in str(question)
    assert read(english(label=label).encode(), answers={"kind": "statement"}).kind == "statement"
    numbered = of(english(label=f"{label} No. 12/24"))
    assert (numbered.reference, numbered.title, needed(english(label=f"{label} No. 12/24"))) == (
        "No. 12/24",
        TITLE,
        ["kind"],
    )


def test_such_a_label_is_no_label_within_the_text_in_a_title_or_above_another_one() -> None:
    assert "<h2>Report</h2>" in of(english(body="\n\n".join([PARAGRAPHS[0], "Report", PARAGRAPHS[1]]))).body
    assert of(english(title="Report: Storks Return to the Plain")).title == "Report: Storks Return to the Plain"
    assert needed(english(label="Message\nPress release")) == []


def test_such_a_label_alone_is_proposed_as_title() -> None:
    sheet = of(english(label="Condolences", title=""))
    assert sheet.title == "Condolences"
    assert {question.key for question in sheet.questions} == {"kind", "title"}


def test_a_document_with_more_questions_than_anybody_answers_is_refused() -> None:
    def sheet(many: int) -> str:
        return english(
            body="\n\n".join(
                [*PARAGRAPHS, *(f"Call +1 212 371 25{at:02} before {at} o’clock, please." for at in range(many))]
            )
        )

    assert len(of(sheet(90)).questions) == 91
    with pytest.raises(IntakeError, match="161 places of this document fit no field"):
        of(sheet(160))


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


def test_an_ambiguous_date_is_asked_about_with_its_line_and_both_days() -> None:
    (question,) = of(english(head="", day="03/04/2024")).needed
    assert str(question) == 'Is "03/04/2024" in line 2 3 April 2024 or 4 March 2024?'
    assert question.lines == ((2, "03/04/2024"),)
    answered = read(english(head="", day="03/04/2024").encode(), answers={"issued_on": "2024-03-04"})
    assert (answered.issued_on, answered.questions) == (date(2024, 3, 4), ())


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"colour": "red"}, 'There is no question "colour".'),
        ({"kind": "poem"}, '"poem" is no answer to "kind"'),
        ({"issued_on": "yesterday"}, "Give a day such as 2024-01-20."),
        ({"language": "xx"}, 'The site has no language "xx"'),
        ({"country": "xx"}, 'There is no country "xx"'),
        ({"title": 5}, "must be words in quotation marks"),
    ],
)
def test_an_answer_to_no_question_is_refused(answers: dict[str, str], sentence: str) -> None:
    with pytest.raises(IntakeError, match=re.escape(sentence)):
        read(english().encode(), answers=answers)


def test_an_answer_counts_more_than_what_was_read() -> None:
    sheet = read(english().encode(), answers={"title": "Another", "place": "Baku", "language": "az"})
    assert (sheet.title, sheet.place, sheet.language) == ("Another", "Baku", "az")
    assert sheet.found["title"].sure == "given"


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


def test_each_value_knows_its_lines_and_how_it_was_found() -> None:
    sheet = of(english(head=""))
    assert (sheet.found["kind"].lines, sheet.found["kind"].sure) == ((1,), "certain")
    assert (sheet.found["issued_on"].lines, sheet.found["title"].lines) == ((2,), (4,))
    assert sheet.found["title"].sure == "likely"


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
