"""Ordinals in Azerbaijani, as a native reader checks them: the ending follows the last vowel of the number."""

import pytest

from pressreleases.ordinals import find, ordinal, spellings


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (1, "birinci", "1-ci"),
        (2, "ikinci", "2-ci"),
        (3, "üçüncü", "3-cü"),
        (4, "dördüncü", "4-cü"),
        (5, "beşinci", "5-ci"),
        (6, "altıncı", "6-cı"),
        (7, "yeddinci", "7-ci"),
        (8, "səkkizinci", "8-ci"),
        (9, "doqquzuncu", "9-cu"),
        (10, "onuncu", "10-cu"),
        (20, "iyirminci", "20-ci"),
        (30, "otuzuncu", "30-cu"),
        (34, "otuz dördüncü", "34-cü"),
        (40, "qırxıncı", "40-cı"),
        (50, "əllinci", "50-ci"),
        (60, "altmışıncı", "60-cı"),
        (70, "yetmişinci", "70-ci"),
        (80, "səksəninci", "80-ci"),
        (90, "doxsanıncı", "90-cı"),
        (100, "yüzüncü", "100-cü"),
        (101, "yüz birinci", "101-ci"),
        (200, "iki yüzüncü", "200-cü"),
    ],
)
def test_anniversaries_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "az") == words
    assert ordinal(number, "az", "figures") == figures


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (34, "otuz dördüncü", "34-cü"),
        (36, "otuz altıncı", "36-cı"),
        (105, "yüz beşinci", "105-ci"),
    ],
)
def test_years_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "az", noun="year") == words
    assert ordinal(number, "az", "figures", noun="year") == figures


def test_the_apostrophe_of_cldr_is_no_spelling():
    assert spellings(34, "az") == ["otuz dördüncü", "34-cü"]


def test_the_nineties_are_no_ninetieth_year():
    assert [found.noun for found in find("90-cı il", "az")] == ["year"]
    assert [found.noun for found in find("90-cı illər", "az")] == [None]
    assert [found.noun for found in find("34-cü ilə", "az")] == [None]
