"""What is known of a document so far: values with their lines, the questions, the date of issue."""

import re
from datetime import date

import pytest

from pressreleases.intake.document import Document
from pressreleases.intake.errors import IntakeError
from pressreleases.intake.reading import read
from tests.intake.sheets import PARAGRAPHS, english


def of(text: str) -> Document:
    return read(text.encode())


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


def test_each_value_knows_its_lines_and_how_it_was_found() -> None:
    sheet = of(english(head=""))
    assert (sheet.found["kind"].lines, sheet.found["kind"].sure) == ((1,), "certain")
    assert (sheet.found["issued_on"].lines, sheet.found["title"].lines) == ((2,), (4,))
    assert sheet.found["title"].sure == "likely"
