"""Addresses that are made of titles."""

import pytest

from pressreleases.language.slugs import MONTHS, slug_of


@pytest.mark.parametrize(
    ("title", "language", "slug"),
    [
        ("Azərbaycan – Şəhidlər günü", "az", "azerbaycan-sehidler-gunu"),
        ("İIıi", "az", "iiii"),
        ('Thirty Fourth Anniversary of the "Black January"', "en", "thirty-fourth-anniversary-of-the-black-january"),
        ("The Mission’s day", "en", "the-missions-day"),
        ("День победы", "ru", "день-победы"),
        ("صُوِّبَ البيـــان", "ar", "صوب-البيان"),
        ("阿塞拜疆：声明", "zh", "阿塞拜疆-声明"),
        ("«!»", "en", ""),
        ("word " * 40, "en", "-".join(["word"] * 16)),
        ("x" * 100, "en", "x" * 80),
    ],
)
def test_an_address_is_transliterated_never_stripped(title, language, slug):
    assert slug_of(title, language) == slug


def test_a_title_of_eighty_letters_is_kept_whole_and_a_longer_one_loses_its_last_word():
    assert slug_of("x" * 75 + " word", "en") == "x" * 75 + "-word"
    assert slug_of("x" * 75 + " words", "en") == "x" * 75
    assert slug_of("x" * 80 + " word", "en") == "x" * 80


def test_an_address_neither_begins_nor_ends_with_a_hyphen_nor_has_two_in_a_row():
    assert slug_of("“Visit” — _Geneva_ …", "en") == "visit-geneva"


def test_the_months_are_those_of_the_addresses_of_month_pages():
    assert sorted(MONTHS)[::11] == ["01", "12"]
    assert len(MONTHS) == 12
