"""Ordinals in Arabic, as a native reader checks them: an anniversary is feminine, a year feminine or masculine."""

import pytest

from pressreleases.ordinals import find, ordinal, spellings


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (1, "الأولى", "الـ1"),
        (2, "الثانية", "الـ2"),
        (10, "العاشرة", "الـ10"),
        (11, "الحادية عشرة", "الـ11"),
        (12, "الثانية عشرة", "الـ12"),
        (20, "العشرون", "الـ20"),
        (21, "الحادية والعشرون", "الـ21"),
        (34, "الرابعة والثلاثون", "الـ34"),
        (90, "التسعون", "الـ90"),
        (100, "المائة", "الـ100"),
        (102, "الثانية بعد المائة", "الـ102"),
        (200, "المائتان", "الـ200"),
    ],
)
def test_anniversaries_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "ar") == words
    assert ordinal(number, "ar", "figures") == figures


@pytest.mark.parametrize(
    ("number", "words", "figures"),
    [
        (34, "الرابعة والثلاثون", "الـ34"),
    ],
)
def test_years_are_counted_in_words_and_figures(number, words, figures):
    assert ordinal(number, "ar", noun="year") == words
    assert ordinal(number, "ar", "figures", noun="year") == figures


def test_masculine_and_other_cases_are_known():
    assert {"الأول", "الأولى"} <= set(spellings(1, "ar"))
    assert {"الرابع والثلاثون", "الرابع والثلاثين", "الرابعة والثلاثين"} <= set(spellings(34, "ar"))
    assert {"الحادي عشر", "الحادية عشرة"} <= set(spellings(11, "ar"))
    assert {"المائتين", "المئتان"} <= set(spellings(200, "ar"))


def test_eleven_to_nineteen_never_mix_the_genders():
    assert "الرابع عشرة" not in spellings(14, "ar")
    assert "الرابعة عشر" not in spellings(14, "ar")


def test_a_year_of_the_calendar_is_no_ordinal():
    assert [found.noun for found in find("العام 34", "ar")] == ["year"]
    assert [found for found in find("عام 34", "ar") if found.noun] == []
