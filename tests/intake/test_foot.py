"""The foot of a sheet: notes, the letterhead, contacts, end marks and signatures."""

import docx
import pytest

from pressreleases.intake.document import Document
from pressreleases.intake.reading import read
from tests.intake.word_files import saved

MORE = "The trees came from a school in the north of the country, where children had grown them."
TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."
HEAD = "Press release\n5 May 2024\n\nThe Embassy Opens a Garden\n\n"


def word(*paragraphs: str, footer: str = "", header: str = "") -> Document:
    made = docx.Document()
    for place, words in ((made.sections[0].footer, footer), (made.sections[0].header, header)):
        if words:
            place.paragraphs[0].text = words
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    return read(saved(made))


def text(more: str, head: str = HEAD) -> Document:
    return read(f"{head}{more}".encode())


def of(text: str) -> Document:
    return read(text.encode())


def asked(document: Document) -> list[str]:
    return [question.key for question in document.questions]


def test_a_section_about_the_mission_is_a_note_and_one_about_something_else_is_text() -> None:
    about = "\n\nAbout the Embassy of the Lakes\n\nIt has been in Ottawa since 1923."
    noted, kept = of(HEAD + TEXT + about), of(HEAD + TEXT + about.replace("Embassy of the Lakes", "garden"))
    assert noted.notes == ("About the Embassy of the Lakes", "It has been in Ottawa since 1923.")
    assert kept.notes == ()
    assert "<h2>About the garden</h2>" in kept.body


def test_stars_above_the_notes_and_between_paragraphs_are_no_text() -> None:
    notes = "\n\nNotes to editors:\nThe garden was planted in 1923."
    assert "*" not in of(f"{HEAD}{TEXT}\n\n* * *{notes}").body
    assert of(f"{HEAD}{TEXT}\n\n* * *\n\n{TEXT}").body == f"<p>{TEXT}</p>\n<p>{TEXT}</p>"


def test_the_name_of_the_mission_above_the_date_at_the_foot_is_its_letterhead() -> None:
    document = of(f"Press release\n\nA Garden for All\n\n{TEXT}\n\nEmbassy of the Lakes\nOttawa, 5 May 2024")
    assert document.issued_on is not None
    assert document.names[0].lines == ("Embassy of the Lakes",)
    assert asked(document) == []


def test_a_date_under_a_contact_is_that_of_issue() -> None:
    sheet = f"Press release\n\nA Garden for All\n\n{TEXT}\n\nContact: Ana Ruiz, ana@lakes.example\n"
    dated, undated = of(f"{sheet}Ottawa, 5 May 2024"), of(f"{sheet}Press Officer")
    assert dated.contact == ("Contact: Ana Ruiz, ana@lakes.example",)
    assert dated.place == "Ottawa"
    assert undated.contact[-1] == "Press Officer"


def test_the_foot_of_a_page_is_the_letterhead_if_the_head_has_no_address() -> None:
    document = word(
        *(
            "Press release",
            "5 May 2024",
            "The Embassy Opens a Garden",
            TEXT,
            "Press contact:",
            "Ann Lee, +43 1 531 59 1",
        ),
        header="Embassy of Solandia",
        footer="12 Elm Street, 1010 Vienna | Tel. +43 1 531 59 0 | Page 1 of 2",
    )
    assert document.contact == ("Ann Lee, +43 1 531 59 1",)
    assert document.address == "12 Elm Street, 1010 Vienna"
    assert not document.questions


def test_other_words_at_the_foot_of_a_page_are_asked() -> None:
    document = word("Press release", "5 May 2024", "The Embassy Opens a Garden", TEXT, footer="Gardens for all")
    assert asked(document) == ["line-9"]
    assert "Gardens" not in document.body


def test_a_plain_number_at_the_foot_is_a_note_if_a_raised_one_refers_to_it() -> None:
    document = text(f"{TEXT[:-1]}¹.\n\n{MORE}\n\n1 Grown since 2020.")
    assert document.notes == ("1 Grown since 2020.",)


@pytest.mark.parametrize(
    "more", [f"{MORE}\n\n2 Trees were too large.", "It has 40 m² of grass.\n\n2 Trees were too large."]
)
def test_a_plain_number_without_a_mark_is_text(more: str) -> None:
    document = text(f"{TEXT}\n\n{more}")
    assert "2 Trees were too large." in document.body
    assert not document.notes


def test_an_end_mark_behind_the_last_sentence_is_dropped() -> None:
    assert text(f"{TEXT}\n\nNobody was cold. END").body.endswith("Nobody was cold.</p>")
    assert text(f"{TEXT}\n\nThe children read THE END. FIN is their next play.").body.endswith("next play.</p>")


def test_a_printed_mark_in_brackets_is_that_of_a_footnote() -> None:
    document = text(f"{TEXT}[¹]\n\n{MORE}\n\n[¹] Grown since 2020.")
    assert (document.lead, document.notes) == ("", ("[¹] Grown since 2020.",))


def test_a_note_of_nothing_but_signs_is_no_crash() -> None:
    assert text(f"{TEXT}\n\nNotes to editors\n\n1. Grown since\n\n**\n\n{MORE}").notes


@pytest.mark.parametrize(
    ("first", "second", "marks"),
    [
        ("1.", "2.", ("¹", "²")),
        ("1", "2", ("¹", "²")),
        ("[^1]:", "[^2]:", ("[^1]", "[^2]")),
        ("†", "‡", ("†", "‡")),
        ("*", "**", ("*", "**")),
    ],
)
def test_footnotes_with_marks_of_the_text_are_notes(first: str, second: str, marks: tuple[str, str]) -> None:
    marked = f"{TEXT[:-1]}{marks[0]}.\n\n{TEXT[:-1]}{marks[1]}."
    notes = (f"{first} The garden was planted in 1923.", f"{second} It has two wells.")
    document = of(f"{HEAD}{marked}\n\n{notes[0]}\n{notes[1]}")
    assert document.notes == notes
    assert "1923" not in document.body


@pytest.mark.parametrize("below", ["", f"\n\n{TEXT}"])
def test_a_numbered_list_under_raised_figures_is_text(below: str) -> None:
    items = "1. The garden was planted in 1923.\n2. It has two wells.\n3. It has a gate."
    document = of(f"{HEAD}{TEXT[:-1]}¹.\n\n{TEXT[:-1]}².\n\n{items}{below}")
    assert document.notes == ()
    assert "1923" in document.body


def test_a_numbered_text_with_raised_figures_is_text() -> None:
    document = of(f"{HEAD}1. {TEXT[:-1]}¹.\n\n2. {TEXT[:-1]}².\n\n¹ It was planted in 1923.\n² It has two wells.")
    assert document.body.count("The Embassy opened") == 2
    assert len(document.notes) == 2


def test_a_list_under_a_colon_is_no_row_of_notes() -> None:
    document = text(f"{TEXT}¹ {MORE}²\n\nThe garden has two rules:\n\n1. Close the gate.\n\n2. Water the trees.")
    assert "Water the trees." in document.body
