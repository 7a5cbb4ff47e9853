"""Sentences of refused documents: they name the place and what to do."""

import inspect

import pytest
from django.utils.translation import override

from pressreleases.intake import errors
from pressreleases.intake.errors import IntakeError, NotText, TooLarge, WrongEncoding
from pressreleases.intake.reading import read


def test_every_refusal_is_an_intake_error() -> None:
    for text in ("Press release", "Press release\n20 January 2024", " "):
        with pytest.raises(IntakeError):
            read(text.encode())


def test_a_limit_is_told_in_kilobytes() -> None:
    assert "larger than 200 kB" in str(TooLarge.in_bytes(200_000))
    assert "more than 300 lines" in str(TooLarge.in_lines(300))


def test_a_character_and_a_byte_are_told_by_their_codes() -> None:
    assert "line 3 contains the control character U+0007." in str(NotText.with_control("\a", line=3))
    assert "Line 3 contains the byte 0x0A, which is not UTF-8" in str(
        WrongEncoding.at_byte(10, line=3, encoding="UTF-8")
    )
    assert "Line 3 contains the character \ufffd" in str(WrongEncoding.by_conversion(line=3))


def test_a_known_format_is_named_and_no_control_character() -> None:
    said = str(NotText.of_format("PDF"))
    assert "This is a PDF file" in said
    assert "control" not in said


def every_sentence() -> list[str]:
    kinds = [kind for _name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, IntakeError)]
    own = [vars(kind).values() for kind in kinds]
    return [
        str(value)
        for values in own
        for value in values
        if "gettext" in repr(type(value)) or "proxy" in repr(type(value))
    ]


def test_every_sentence_is_translated() -> None:
    with override("en"):
        english = every_sentence()
    with override("az"):
        translated = every_sentence()
    assert len(english) > 15
    assert [one for one, other in zip(english, translated, strict=True) if one == other] == []
