"""Ordinals in Russian, as a native reader checks them: "the anniversary" is feminine, "the year" masculine."""

import pytest

from pressreleases.ordinals import ordinal, spellings


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (1, "первая", "1-я"),
        (2, "вторая", "2-я"),
        (3, "третья", "3-я"),
        (4, "четвёртая", "4-я"),
        (6, "шестая", "6-я"),
        (11, "одиннадцатая", "11-я"),
        (20, "двадцатая", "20-я"),
        (34, "тридцать четвёртая", "34-я"),
        (40, "сороковая", "40-я"),
        (43, "сорок третья", "43-я"),
        (50, "пятидесятая", "50-я"),
        (90, "девяностая", "90-я"),
        (100, "сотая", "100-я"),
        (101, "сто первая", "101-я"),
        (200, "двухсотая", "200-я"),
    ],
)
def test_anniversaries_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "ru") == words
    assert ordinal(number, "ru", "figures") == figures


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (1, "первый", "1-й"),
        (2, "второй", "2-й"),
        (3, "третий", "3-й"),
        (6, "шестой", "6-й"),
        (7, "седьмой", "7-й"),
        (8, "восьмой", "8-й"),
        (9, "девятый", "9-й"),
        (34, "тридцать четвёртый", "34-й"),
        (40, "сороковой", "40-й"),
        (42, "сорок второй", "42-й"),
    ],
)
def test_years_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "ru", noun="year") == words
    assert ordinal(number, "ru", "figures", noun="year") == figures


def test_only_the_last_word_is_declined():
    assert {"тридцать третьей", "тридцать третью", "тридцать третьего", "тридцать третьему"} <= set(spellings(33, "ru"))
    assert {"33-я", "33-й", "33-ю", "33-го", "33-му", "33-м"} <= set(spellings(33, "ru"))
    assert not any(spelling.startswith("тридцатая") for spelling in spellings(33, "ru"))


def test_yo_may_be_written_as_ye():
    assert {"четвёртая", "четвертая"} <= set(spellings(4, "ru"))
