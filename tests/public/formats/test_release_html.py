"""The place of a release among its languages."""

import datetime as dt

from pressreleases.public.formats.release_html import lang_attrs, leading_to, original_of
from pressreleases.public.reading.release_page import Linked

AT = dt.datetime(2024, 1, 20, tzinfo=dt.UTC)


def linked(language, *, is_original=False):
    day = dt.date(2024, 1, 20)
    return Linked(language, 2024, "visit", 1, "A visit", day, "", False, AT, None, None, is_original)


def test_the_original_goes_before_the_first_language_of_the_site_which_goes_before_others(settings):
    settings.LANGUAGES = [("az", "Azerbaijani"), ("en", "English"), ("fr", "French")]
    french, english, azerbaijani = linked("fr"), linked("en"), linked("az")
    assert original_of([french, linked("en", is_original=True), azerbaijani]) == linked("en", is_original=True)
    assert original_of([french, english, azerbaijani]) == azerbaijani
    assert original_of([french, english]) == english
    assert original_of([]) is None


def test_readers_of_every_other_language_are_led_to_the_original(settings):
    settings.LANGUAGES = [("az", "Azerbaijani"), ("en", "English"), ("fr", "French")]
    assert leading_to(linked("en")) == {
        "az": "/az/releases/2024/visit/in/en/",
        "fr": "/fr/releases/2024/visit/in/en/",
    }


def test_words_in_another_language_are_marked_with_it_and_its_direction():
    assert lang_attrs("ar") == ' lang="ar" dir="rtl"'
    assert lang_attrs("en") == ' lang="en" dir="ltr"'
