"""Ordinals in Chinese, as a native reader checks them: an anniversary is counted, a year of a series has 第."""

import pytest

from pressreleases.ordinals import ordinal, spellings


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (1, "一", "1"),
        (2, "两", "2"),
        (10, "十", "10"),
        (11, "十一", "11"),
        (20, "二十", "20"),
        (22, "二十二", "22"),
        (34, "三十四", "34"),
        (100, "一百", "100"),
        (101, "一百零一", "101"),
        (110, "一百一十", "110"),
        (112, "一百一十二", "112"),
        (120, "一百二十", "120"),
        (200, "二百", "200"),
    ],
)
def test_anniversaries_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "zh") == words
    assert ordinal(number, "zh", "figures") == figures


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (2, "第二", "第2"),
        (34, "第三十四", "第34"),
        (105, "第一百零五", "第105"),
    ],
)
def test_years_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "zh", noun="year") == words
    assert ordinal(number, "zh", "figures", noun="year") == figures


def test_other_usual_characters_are_known():
    assert {"两", "二", "第二"} <= set(spellings(2, "zh"))
    assert {"二百", "两百"} <= set(spellings(200, "zh"))
    assert {"一百零一", "一百〇一"} <= set(spellings(101, "zh"))
    assert "两十" not in spellings(20, "zh")
    assert "第两" not in spellings(2, "zh")


def test_simplified_characters_have_the_table_and_traditional_ones_have_none():
    assert ordinal(34, "zh-hans") == "三十四"
    assert ordinal(34, "zh-hans", "figures") == "34"
    assert spellings(34, "zh-hant") == []
