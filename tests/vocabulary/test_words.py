"""Dates, languages and addresses in words, in more languages than the site has today."""

import datetime as dt

import pytest

from pressreleases.vocabulary import dates, kinds, languages
from pressreleases.vocabulary.slugs import slug_of

DAY = dt.date(2024, 6, 2)


@pytest.mark.parametrize(
    ("language", "day", "month", "heading"),
    [
        ("en", "2 June 2024", "June", "June 2024"),
        ("az", "2 iyun 2024", "İyun", "İyun 2024"),
        ("tr", "2 Haziran 2024", "Haziran", "Haziran 2024"),
        ("fr", "2 juin 2024", "Juin", "Juin 2024"),
    ],
)
def test_dates_are_in_the_words_of_the_language(language, day, month, heading):
    assert dates.day_in_words(DAY, language) == day
    assert dates.month_name(6, language) == month
    assert dates.month_in_words(DAY, language) == heading


def test_a_date_in_a_column_is_short_and_not_to_be_misread():
    assert dates.short_date(DAY, "en") == "2 Jun 2024"
    assert dates.short_date(DAY, "az") == "2 iyn 2024"


def test_an_instant_is_on_the_clocks_of_the_zone():
    instant = dt.datetime(2024, 1, 20, 3, 30, tzinfo=dt.UTC)
    assert dates.instant_in_words(instant, "en", "America/New_York") == "19 January 2024, 22:30"
    assert dates.instant_in_words(instant, "az", "Asia/Baku") == "20 yanvar 2024, 07:30"


@pytest.mark.parametrize(
    ("language", "zone", "city"),
    [
        ("en", "America/New_York", "New York"),
        ("az", "America/New_York", "Nyu-York"),
        ("az", "Asia/Hong_Kong", "Honkonq"),
        ("az", "Asia/Baku", "Bakı"),
        ("tr", "America/New_York", "New York"),
    ],
)
def test_a_zone_is_known_by_its_city_as_the_language_writes_it(language, zone, city):
    assert dates.zone_city(zone, language) == city


def test_languages_name_themselves_and_know_their_direction():
    assert [languages.own_name(code) for code in ("en", "az", "fr", "ar")] == [
        "English",
        "Azərbaycanca",
        "Français",
        "العربية",
    ]
    assert [languages.direction(code) for code in ("az", "ar")] == ["ltr", "rtl"]


def test_kinds_are_named_in_the_language_of_the_release():
    assert kinds.kind_label("press-release", "en") == "Press release"
    assert kinds.kind_label("press-release", "az") == "Press-reliz"


@pytest.mark.parametrize(
    ("title", "language", "slug"),
    [
        ("Azərbaycan – Şəhidlər günü", "az", "azerbaycan-sehidler-gunu"),
        ("İIıi", "az", "iiii"),
        ('Thirty Fourth Anniversary of the "Black January"', "en", "thirty-fourth-anniversary-of-the-black-january"),
        ("The Mission’s day", "en", "the-missions-day"),
        ("День победы", "ru", "день-победы"),
        ("«!»", "en", ""),
        ("word " * 40, "en", "-".join(["word"] * 16)),
        ("x" * 100, "en", "x" * 80),
    ],
)
def test_an_address_is_transliterated_never_stripped(title, language, slug):
    assert slug_of(title, language) == slug


@pytest.mark.parametrize(
    ("past", "english", "azerbaijani"),
    [
        (dt.timedelta(seconds=59), "", ""),
        (dt.timedelta(seconds=-5), "", ""),
        (dt.timedelta(minutes=5), "5 minutes ago", "5 dəqiqə öncə"),
        (dt.timedelta(days=1, hours=1), "1 day ago", "1 gün öncə"),
    ],
)
def test_how_long_ago_is_said_from_a_minute_on(past, english, azerbaijani):
    assert dates.ago(past, "en") == english
    assert dates.ago(past, "az") == azerbaijani
