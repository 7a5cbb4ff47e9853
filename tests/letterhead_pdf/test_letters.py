"""Which letters and signs the fonts of the letterhead PDF have."""

import pytest

from pressreleases.letterhead_pdf.letters import not_drawn


@pytest.mark.parametrize(
    "words", ["Azərbaycan", "Açıqlama № 5 – “bəli”", "Заявление", "بيان صحفي", "新闻稿", "a\N{NO-BREAK SPACE}b\n", ""]
)
def test_words_in_the_languages_of_the_site_are_drawn(words: str) -> None:
    assert not_drawn(words) == []


def test_what_no_font_has_is_told_once_and_in_order() -> None:
    assert not_drawn("\N{LINEAR B SYLLABLE B008 A}x\N{EGYPTIAN HIEROGLYPH A001}\N{LINEAR B SYLLABLE B008 A}") == [
        "\N{LINEAR B SYLLABLE B008 A}",
        "\N{EGYPTIAN HIEROGLYPH A001}",
    ]


def test_a_letter_in_two_parts_is_the_same_letter() -> None:
    assert not_drawn("e\N{COMBINING ACUTE ACCENT}") == not_drawn("é") == []
