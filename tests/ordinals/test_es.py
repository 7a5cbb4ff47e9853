"""Ordinals in Spanish, as a native reader checks them."""

import pytest

from pressreleases.ordinals import ordinal, spellings


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (1, "primer", "1.er"),
        (2, "segundo", "2.º"),
        (3, "tercer", "3.er"),
        (7, "séptimo", "7.º"),
        (10, "décimo", "10.º"),
        (11, "undécimo", "11.º"),
        (12, "duodécimo", "12.º"),
        (13, "decimotercer", "13.er"),
        (18, "decimoctavo", "18.º"),
        (20, "vigésimo", "20.º"),
        (21, "vigésimo primer", "21.er"),
        (23, "vigésimo tercer", "23.er"),
        (34, "trigésimo cuarto", "34.º"),
        (40, "cuadragésimo", "40.º"),
        (50, "quincuagésimo", "50.º"),
        (90, "nonagésimo", "90.º"),
        (100, "centésimo", "100.º"),
        (101, "centésimo primer", "101.er"),
        (200, "ducentésimo", "200.º"),
    ],
)
def test_anniversaries_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "es") == words
    assert ordinal(number, "es", "figures") == figures


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (1, "primer", "1.er"),
        (13, "decimotercer", "13.er"),
        (34, "trigésimo cuarto", "34.º"),
    ],
)
def test_years_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "es", noun="year") == words
    assert ordinal(number, "es", "figures", noun="year") == figures


def test_tens_and_units_may_be_one_word_with_the_accent_of_that_word():
    assert {"vigésimo cuarto", "vigesimocuarto"} <= set(spellings(24, "es"))
    assert "vigesimoctavo" in spellings(28, "es")
    assert "vigésimocuarto" not in spellings(24, "es")
    assert "vigesimooctavo" not in spellings(28, "es")


def test_first_and_third_are_shortened_only_before_the_noun():
    assert {"primer", "primero"} <= set(spellings(1, "es"))
    assert "segund" not in spellings(2, "es")
    assert "noven" not in spellings(9, "es")
