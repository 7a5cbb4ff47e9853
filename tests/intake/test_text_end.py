"""The end of a text: signatures, addressees and contacts that are no part of it."""

import pytest

from pressreleases.intake.document import Document
from pressreleases.intake.reading import read

TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."
MORE = "The trees came from a school in the north of the country, where children had grown them."
HEAD = "Press release\n5 May 2024\n\nThe Embassy Opens a Garden\n\n"


def of(text: str, **answers: str) -> Document:
    return read(text.encode(), answers=answers)


def text(more: str, head: str = HEAD) -> Document:
    return read(f"{head}{more}".encode())


def asked(document: Document) -> list[str]:
    return [question.key for question in document.questions]


def test_the_signature_of_a_message_is_asked() -> None:
    document = text(f"{TEXT}\n\nKind regards,\nAnn Lee\nPress Attaché\nEmbassy of Solandia")
    assert asked(document) == ["line-8"]
    assert "Ann Lee" not in document.body


def test_words_like_those_above_a_signature_within_the_text_are_text() -> None:
    document = text(f"{TEXT}\n\nSincerely\n\n{MORE}\n\n{TEXT}")
    assert "Sincerely" in document.body


@pytest.mark.parametrize(
    ("line", "is_asked"),
    [("#Gardens #Orland", True), ("Follow us: @orland | www.orland.example", True), ("We follow the rivers.", False)],
)
def test_hashtags_under_a_text_or_a_contact_are_asked(line: str, is_asked: bool) -> None:
    for above in ("", "Contact: Mia Lind, mia@orland.example\n"):
        document = of(f"Press release\n5 May 2024\n\nGarden Opens for All\n\n{TEXT}\n\n{above}{line}")
        assert any(line in str(question.lines) for question in document.questions) is is_asked
        assert line not in document.contact or not is_asked


@pytest.mark.parametrize("line", ["Photo: The garden in May", "(Applause)", "Deadline: 30 September 2024"])
def test_a_caption_applause_or_a_deadline_heads_nothing(line: str) -> None:
    document = of(f"Press release\n5 May 2024\n\nGarden Opens for All\n\n{TEXT}\n\n{line}\n\n{TEXT}")
    assert f"<p>{line}</p>" in document.body
    assert ("line-8" in asked(document)) is line.startswith("Photo")


LAST = [
    "For release: 10 May 2024, 09:00 (GMT+4)",
    "Blocked until 10 May 2024, noon (Vienna time)",
    "Для публикации с 10 мая 2024 г.",
    "Diffusion autorisée à partir du 10 mai 2024",
    "Approved by the Minister (5 May 2024)",
    "Cleared by A. Lee Jr.",
    "Исп.: Сидорова Е. П.",
    "Отп. 3 экз.",
    "cc: Ambassador, D.P.R.",
    "Encl.: two photographs.",
    "Word count: 43.",
]


@pytest.mark.parametrize("line", LAST)
def test_a_last_line_about_the_document_is_asked_and_no_text(line: str) -> None:
    document = text(f"{TEXT}\n\n{MORE}\n\n{line}")
    assert line not in document.body
    assert document.embargo or "line-10" in asked(document)
    assert line in text(f"{TEXT}\n\n{MORE}\n\n{line}\n\n{TEXT}").body or document.embargo


@pytest.mark.parametrize(
    "line",
    [
        "The garden has forty trees (and two wells).",
        "“Come in: the gate is open,” said the gardener.",
        "The Minister said: “This is the garden of all of us.”",
        "The gate opens at 10 a.m.",
        "It takes effect on 1 January 2026 г.",
        "The trees were planted before World War I.",
        "The proverb says: trees are patient.",
        "Bizim şüarımız: sülh və hamı üçün çörək.",
        "The wells were a gift of Norland Water Inc.",
        "Results will be published on 10 May 2024.",
        "Next walk: 12 May 2024, 10:00.",
        "He thanked the school, and the school thanked him in verse (in four of them, and none was short).",
    ],
)
def test_a_short_last_sentence_is_text(line: str) -> None:
    document = text(f"{TEXT}\n\n{MORE}\n\n{line}")
    assert line in document.body
    assert asked(document) == []


def test_under_a_letter_only_a_line_with_a_key_is_asked() -> None:
    head = "Open letter\n5 May 2024\n\nTo All Gardeners\n\nDear neighbours,"
    letter = f"{head}\n\n{TEXT}\n\nYours sincerely,\n\nAnn Lee (Ambassador)"
    assert "Ann Lee (Ambassador)" in read(letter.encode()).body
    document = read(f"{letter}\n\nEncl.: two plans.".encode())
    assert "Encl." not in document.body
    assert "Encl.: two plans." in str([question.lines for question in document.questions])


def test_a_line_that_may_be_an_embargo_is_no_note_after_the_end() -> None:
    for above in ("###", f"Notes to editors\n{MORE}"):
        document = text(f"{TEXT}\n\n{above}\n\nFor release: 10 May 2024")
        assert document.notes in ((), (MORE,))
        assert len(asked(document)) == 1
