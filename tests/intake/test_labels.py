"""The words by which sheets name their kind."""

import pytest

from pressreleases.intake.document import Document
from pressreleases.intake.reading import read
from tests.intake.sheets import PARAGRAPHS, TITLE, english


def needed(text: str) -> list[str]:
    """The keys of the questions without whose answers nothing is made of a sheet."""
    return [question.key for question in of(text).needed]


def of(text: str) -> Document:
    return read(text.encode())


def test_a_note_verbale_is_a_letter_without_its_label_and_a_compliment_is_not() -> None:
    head = "EMBASSY OF THE LAKES\n\n"
    text = (
        "The Embassy of the Lakes presents its compliments to the Ministry and has the honour to inform it of a feast."
    )
    foot = "\n\nOttawa, 5 May 2024\n\nMinistry of Feasts\nOttawa"
    noted = of(f"{head}{text}{foot}")
    assert (noted.kind, noted.addressee) == ("note", ("Ministry of Feasts", "Ottawa"))
    assert of(f"{head}{text.replace('presents its compliments', 'sent compliments')}{foot}").kind == ""


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("PRESS RELEASE", "press-release"),
        ("Press-Release", "press-release"),
        ("Joint Press Release", "press-release"),
        ("Communiqué de presse conjoint", "press-release"),
        ("Совместный пресс-релиз", "press-release"),
        ("Media Statement", "statement"),
        ("Exercise of the right of reply", "statement"),
        ("Rəsmi açıqlama", "statement"),
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


@pytest.mark.parametrize("line", ["A statement", "Statements", "Letterhead", "Media Statements", "Joint Presses"])
def test_words_that_only_begin_like_a_label_are_not_a_label(line: str) -> None:
    assert "kind" in needed(english(label=line))


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
