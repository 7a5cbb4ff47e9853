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
