"""Ordinals in English, as a native reader checks them."""

import pytest

from pressreleases.ordinals import ordinal, spellings


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (1, "first", "1st"),
        (2, "second", "2nd"),
        (3, "third", "3rd"),
        (4, "fourth", "4th"),
        (5, "fifth", "5th"),
        (8, "eighth", "8th"),
        (9, "ninth", "9th"),
        (11, "eleventh", "11th"),
        (12, "twelfth", "12th"),
        (13, "thirteenth", "13th"),
        (20, "twentieth", "20th"),
        (21, "twenty-first", "21st"),
        (22, "twenty-second", "22nd"),
        (34, "thirty-fourth", "34th"),
        (40, "fortieth", "40th"),
        (100, "one hundredth", "100th"),
        (101, "one hundred and first", "101st"),
        (111, "one hundred and eleventh", "111th"),
        (112, "one hundred and twelfth", "112th"),
        (200, "two hundredth", "200th"),
    ],
)
def test_anniversaries_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "en") == words
    assert ordinal(number, "en", "figures") == figures


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (1, "first", "1st"),
        (34, "thirty-fourth", "34th"),
        (113, "one hundred and thirteenth", "113th"),
    ],
)
def test_years_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "en", noun="year") == words
    assert ordinal(number, "en", "figures", noun="year") == figures


def test_spellings_without_a_hyphen_without_and_and_without_one_are_known():
    assert {"thirty-fourth", "thirty fourth", "34th"} <= set(spellings(34, "en"))
    assert {"one hundred and first", "one hundred first"} <= set(spellings(101, "en"))
    assert "hundredth" in spellings(100, "en")


def test_what_only_looks_like_an_ordinal_is_no_spelling():
    assert {"twoth", "2th", "22th", "11st", "12nd"}.isdisjoint(
        spelling for number in (2, 11, 12, 22) for spelling in spellings(number, "en")
    )
