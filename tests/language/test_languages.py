"""The languages of the site: their names, their direction and their capital letters."""

import pytest

from pressreleases.language import languages


def test_languages_name_themselves_and_know_their_direction():
    assert [languages.own_name(code) for code in ("en", "az", "fr", "ar")] == [
        "English",
        "Azərbaycanca",
        "Français",
        "العربية",
    ]
    assert [languages.direction(code) for code in ("az", "ar")] == ["ltr", "rtl"]


def test_the_order_of_languages_is_that_of_the_settings_and_an_unknown_one_comes_last(settings):
    settings.LANGUAGES = [("az", "Azerbaijani"), ("en", "English")]
    assert languages.language_codes() == ["az", "en"]
    assert sorted(["fr", "en", "az"], key=languages.place_of_language) == ["az", "en", "fr"]
    assert languages.place_of_language("fr") == 2


def test_a_language_of_the_site_is_kept_and_any_other_gives_the_first(settings):
    settings.LANGUAGES = [("az", "Azerbaijani"), ("en", "English")]
    assert [languages.published_in(code) for code in ("en", "fr", None)] == ["en", "az", "az"]


def test_staff_may_work_in_other_languages_than_readers_read(settings):
    settings.LANGUAGES, settings.STAFF_LANGUAGES = [("ar", "Arabic")], ("en", "az")
    assert languages.language_codes() == ["ar"]
    assert languages.staff_language_codes() == ["en", "az"]


@pytest.mark.parametrize(
    ("words", "language", "capitalised", "capitals"),
    [
        ("iyun", "az", "İyun", "İYUN"),
        ("iyun", "az-Latn", "İyun", "İYUN"),
        ("ilk", "tr", "İlk", "İLK"),
        ("ijun", "en", "Ijun", "IJUN"),
        ("şənbə", "az", "Şənbə", "ŞƏNBƏ"),
        ("", "az", "", ""),
    ],
)
def test_the_capital_of_i_has_its_dot_in_azerbaijani_and_turkish_only(words, language, capitalised, capitals):
    assert languages.capitalised(words, language) == capitalised
    assert languages.capitals(words, language) == capitals


@pytest.mark.parametrize(
    ("words", "language", "small"),
    [
        ("İyun", "az", "iyun"),
        ("Işıq", "az", "ışıq"),
        ("Issue", "en", "issue"),
        ("BMT günü", "az", "BMT günü"),
        ("UN Day", "en", "UN Day"),
        ("A day", "en", "a day"),
        ("", "en", ""),
    ],
)
def test_a_name_begins_small_within_a_sentence_unless_it_is_an_abbreviation(words, language, small):
    assert languages.uncapitalised(words, language) == small


def test_only_languages_in_latin_letters_have_addresses_in_ascii():
    assert [languages.is_latin(code) for code in ("az", "az-Latn", "en", "ru", "ar", "zh-hans")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize("code", ["zz", "e/n", "\x01a", ""])
def test_a_code_that_no_form_takes_has_itself_for_a_name_and_english_rules(code):
    assert languages.own_name(code) == code
    assert languages.direction(code) == "ltr"
    assert languages.cldr(code) == languages.cldr("en")


@pytest.mark.parametrize(("code", "name"), [("pt-BR", "Português (Brasil)"), ("aa-abcdefgh", "Qafar")])
def test_a_language_of_a_country_or_script_has_a_name(code, name):
    assert languages.own_name(code) == name


def test_a_language_is_written_as_the_united_nations_write_it():
    assert str(languages.cldr("en")) == "en_GB"
    assert languages.cldr("zh").script == "Hans"
