"""Lines that name the kind of document, and lines that only look like one."""

import pytest

from pressreleases.intake.folding import letters
from pressreleases.intake.labels import LABELS, WORDS, Label, is_for_immediate_release, read_label
from pressreleases.models.kinds import Kind, kind_label


def test_labels_have_the_kinds_of_the_models() -> None:
    assert {kind for kind, _ in WORDS} == set(Kind.values)


@pytest.mark.parametrize("language", ["en", "az"])
@pytest.mark.parametrize("kind", Kind.values)
def test_the_printed_name_of_a_kind_is_recognised_as_a_label(kind: str, language: str) -> None:
    assert LABELS[letters(kind_label(kind, language))] == (kind, language)


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("PRESS RELEASE", Label("press-release", "en", "PRESS RELEASE")),
        ("P R E S S  Release", Label("press-release", "en", "P R E S S Release")),
        ("**Press-Release**", Label("press-release", "en", "Press-Release")),
        ("PRESS-RELİZ", Label("press-release", "az", "PRESS-RELİZ")),
        ("Bəyanat", Label("statement", "az", "Bəyanat")),
        ("Press statement", Label("statement", "en", "Press statement")),
        ("Press release No. 221/24", Label("press-release", "en", "Press release", "No. 221/24")),
        ("Statement 2", Label("statement", "en", "Statement", "2")),
        ("Press release / Mətbuat xəbəri", Label("press-release", "", "Press release")),
        ("Press release / News release", Label("press-release", "en", "Press release")),
    ],
)
def test_a_label_has_its_kind_its_language_and_the_rest_of_its_line(line: str, label: Label) -> None:
    assert read_label(line) == label


@pytest.mark.parametrize("line", ["", "A statement", "Statements", "Letterhead", "The press release", "2024"])
def test_other_lines_are_no_label(line: str) -> None:
    assert read_label(line) is None


def test_a_line_that_is_longer_than_any_label_is_text() -> None:
    line = "Statement " + "x" * 110
    assert len(line) == 120
    assert read_label(line)
    assert read_label(f"{line}x") is None


@pytest.mark.parametrize("line", ["FOR IMMEDIATE RELEASE", "For immediate release:", "Dərhal yayım üçün"])
def test_for_immediate_release_is_known(line: str) -> None:
    assert is_for_immediate_release(line)


@pytest.mark.parametrize("line", ["", "Release", "Not for immediate release", "For immediate release on Monday"])
def test_other_lines_are_not_for_immediate_release(line: str) -> None:
    assert not is_for_immediate_release(line)
