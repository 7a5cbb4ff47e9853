"""Ordinals in French, as a native reader checks them."""

import pytest

from pressreleases.ordinals import ordinal, spellings


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (1, "premier", "1er"),
        (2, "deuxième", "2e"),
        (4, "quatrième", "4e"),
        (5, "cinquième", "5e"),
        (9, "neuvième", "9e"),
        (11, "onzième", "11e"),
        (16, "seizième", "16e"),
        (17, "dix-septième", "17e"),
        (21, "vingt et unième", "21e"),
        (34, "trente-quatrième", "34e"),
        (70, "soixante-dixième", "70e"),
        (71, "soixante et onzième", "71e"),
        (80, "quatre-vingtième", "80e"),
        (81, "quatre-vingt-unième", "81e"),
        (91, "quatre-vingt-onzième", "91e"),
        (99, "quatre-vingt-dix-neuvième", "99e"),
        (100, "centième", "100e"),
        (101, "cent unième", "101e"),
        (200, "deux centième", "200e"),
    ],
)
def test_anniversaries_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "fr") == words
    assert ordinal(number, "fr", "figures") == figures


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (1, "première", "1re"),
        (2, "deuxième", "2e"),
        (34, "trente-quatrième", "34e"),
    ],
)
def test_years_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "fr", noun="year") == words
    assert ordinal(number, "fr", "figures", noun="year") == figures


def test_the_corrections_of_1990_and_raised_letters_are_known():
    assert {"vingt et unième", "vingt-et-unième", "21e", "21ᵉ", "21ème"} <= set(spellings(21, "fr"))
    assert {"second", "seconde", "deuxième"} <= set(spellings(2, "fr"))
    assert {"1er", "1ᵉʳ", "1re", "1ʳᵉ", "1ère"} <= set(spellings(1, "fr"))


def test_what_neither_spelling_has_is_not_written():
    assert "quatre-vingt-et-unième" not in spellings(81, "fr")
    assert "cent-et-unième" not in spellings(101, "fr")
    assert "deux-centsième" not in spellings(200, "fr")
