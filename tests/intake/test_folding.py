"""Folding for reading: what makes no difference, and what does."""

import pytest

from pressreleases.intake.folding import fold_for_reading, letters, plain


def test_a_plain_line_has_single_spaces_and_no_invisible_signs_or_bold_markers() -> None:
    assert plain(" \ufeff**Press\u00a0 re\u00adlease**\u200b ") == "Press release"
    assert plain("cafe\u0301") == "caf\u00e9"


def test_a_joiner_that_is_part_of_a_word_and_stars_within_stay() -> None:
    assert plain("می\u200cخواهم") == "می\u200cخواهم"
    assert plain("5**2") == "5**2"


@pytest.mark.parametrize("text", ["RƏSMİ", "rəsmi", "Rəsmı", "RƏSMI"])
def test_capitals_and_dots_of_the_i_make_no_difference(text: str) -> None:
    assert fold_for_reading(text) == "rəsmi"


def test_other_letters_with_and_without_a_sign_differ() -> None:
    assert len({fold_for_reading(text) for text in ("ə", "e", "ö", "o", "ş", "s")}) == 6


@pytest.mark.parametrize("text", ["İİ", "ẞ", "ﬁ", "ŉ"])
def test_the_folded_text_is_as_long_as_the_text(text: str) -> None:
    assert len(fold_for_reading(text)) == len(text)


def test_only_letters_count_where_words_are_compared() -> None:
    assert letters("P R E S S  Release!") == letters("press-release") == "pressrelease"
    assert letters("Statement 2") == "statement"
    assert letters("2024 —") == ""
