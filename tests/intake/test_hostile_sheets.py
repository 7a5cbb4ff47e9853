"""Sheets with lines lost, doubled, moved or spoiled: always a document or a refusal, and soon."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressreleases.intake.document import Document
from pressreleases.intake.errors import IntakeError
from pressreleases.intake.labels import LABELS
from pressreleases.intake.reading import read
from tests.intake.shares import SHEETS

TEXTS = [file.read_bytes().decode("utf-8", "replace").split("\n") for file in sorted(SHEETS.glob("*.txt"))]
PIECES = st.sampled_from(
    [
        "",
        "Press release",
        "5 March 2024",
        "by",
        "Contact:",
        "###",
        "- ",
        "1. ",
        "[",
        "“",
        "\t\t",
        "   ",
        "Embargo",
        "@",
        "**",
        "年",
    ]
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["drop", "double", "swap", "put", "cut"]), st.integers(0, 60), st.integers(0, 60), PIECES
    ),
    min_size=1,
    max_size=6,
)


def read_or_refused(data: bytes) -> Document | IntakeError:
    try:
        return read(data)
    except IntakeError as error:
        return error


def edited(lines: list[str], edits: list[tuple[str, int, int, str]]) -> str:
    lines = list(lines)
    for act, one, other, piece in edits:
        at, to = one % len(lines), other % len(lines)
        if act == "drop" and len(lines) > 1:
            del lines[at]
        elif act == "double":
            lines.insert(at, lines[at])
        elif act == "swap":
            lines[at], lines[to] = lines[to], lines[at]
        elif act == "put":
            lines.insert(at, piece)
        elif act == "cut":
            lines[at] = lines[at][:other] + piece
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(lines=st.sampled_from(TEXTS), edits=EDITS)
def test_a_spoiled_sheet_is_read_or_refused_in_a_sentence(
    lines: list[str], edits: list[tuple[str, int, int, str]]
) -> None:
    begun = time.process_time()
    document = read_or_refused(edited(lines, edits).encode())
    if isinstance(document, Document):
        assert document.needed or (document.title and document.kind and document.issued_on and document.language)
        assert all(str(question) for question in document.questions)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    "under", ["", "\n\n9 May 2024", "\n\nThe Embassy Opens a Garden", "\n\nEND", "\n\n1. A garden."]
)
@pytest.mark.parametrize("label", [words[0] for words in LABELS.values()])
def test_a_sheet_of_little_more_than_its_label_is_asked_about_or_refused(label: str, under: str) -> None:
    for written in (label, label.upper()):
        read_or_refused(f"{written}{under}".encode())


@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    assert str(read_or_refused(text.encode("utf-8", "ignore")))
