"""A Word file of a draft that came back: its fields are told by the styles of its paragraphs, and by nothing else."""

import pytest

from pressreleases.intake.errors import IntakeError
from pressreleases.intake.word.returned import FIELDS, read_returned
from tests.intake.word_files import p, word

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    for name in (*FIELDS, "release facts", "release end", "release sheet")
)


def styled(name: str, words: str) -> str:
    return p(words, properties=f'<w:pStyle w:val="{name.replace(" ", "")}"/>')


def test_each_field_has_the_text_of_its_style_and_the_others_are_the_text() -> None:
    found = read_returned(
        word(
            styled("release sheet", "The Embassy")
            + styled("release facts", "Press release, 5 May 2024")
            + styled("release title", "A Garden Opens")
            + styled("release lead", "Forty people came.")
            + p("They planted trees."),
            styles=STYLES,
        )
    )
    assert found.is_ours
    assert "A Garden Opens" in found.fields["title"]
    assert "Forty people came." in found.fields["summary"]
    assert found.fields["press_contact"] == ""
    (body,) = found.body
    assert "They planted trees." in body
    assert "5 May 2024" in found.facts
    assert not any("The Embassy" in text for text in (*found.fields.values(), *found.body, found.facts, found.rest))


def test_what_is_below_the_end_is_no_text() -> None:
    lines = styled("release title", "A Garden Opens") + p("They planted trees.") + styled("release end", "* * *")
    found = read_returned(word(lines + p("Please check the number."), styles=STYLES))
    assert "Please check the number." in found.rest
    assert not any("number" in body for body in found.body)


def test_a_file_without_our_styles_is_not_ours_and_has_no_fields() -> None:
    found = read_returned(word(p("A Garden Opens") + p("They planted trees.")))
    assert (found.is_ours, found.fields, found.body) == (False, {}, ())


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(IntakeError):
        read_returned(b"They planted trees.")
