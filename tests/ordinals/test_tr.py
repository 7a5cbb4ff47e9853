"""Ordinals in Turkish, as a native reader checks them."""

import pytest

from pressreleases.ordinals import find, ordinal, spellings


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (1, "birinci", "1."),
        (3, "üçüncü", "3."),
        (4, "dördüncü", "4."),
        (6, "altıncı", "6."),
        (9, "dokuzuncu", "9."),
        (10, "onuncu", "10."),
        (20, "yirminci", "20."),
        (34, "otuz dördüncü", "34."),
        (40, "kırkıncı", "40."),
        (70, "yetmişinci", "70."),
        (90, "doksanıncı", "90."),
        (100, "yüzüncü", "100."),
        (104, "yüz dördüncü", "104."),
        (200, "iki yüzüncü", "200."),
    ],
)
def test_anniversaries_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "tr") == words
    assert ordinal(number, "tr", "figures") == figures


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (34, "otuz dördüncü", "34."),
        (50, "ellinci", "50."),
    ],
)
def test_years_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "tr", noun="year") == words
    assert ordinal(number, "tr", "figures", noun="year") == figures


def test_figures_may_have_an_apostrophe_and_the_ending():
    assert spellings(34, "tr") == ["otuz dördüncü", "34.", "34'üncü", "34’üncü"]
    assert "6'ncı" in spellings(6, "tr")
    assert "10'uncu" in spellings(10, "tr")


def test_a_full_stop_after_a_figure_is_an_ordinal_only_before_its_noun():
    assert [found.number for found in find("34. yıl dönümü", "tr")] == [34]
    assert find("Toplam 34. Sonra", "tr") == []
    assert [found.noun for found in find("34'üncü oturum", "tr")] == [None]
