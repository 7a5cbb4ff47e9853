"""Ordinals are written by the table, or in the style of one in a text; English articles follow them."""

import pytest

from pressreleases.ordinals import (
    HIGHEST,
    UnknownOrdinal,
    find,
    fitting_article,
    ordinal,
    other_article,
    spellings,
    written_as,
)

LANGUAGES = ["en", "az", "tr", "fr", "es", "ru", "ar", "zh"]


def carried(text, language, number):
    """`text` with each ordinal next to a noun replaced."""
    for found in reversed(find(text, language)):
        if found.noun:
            text = text[: found.start] + written_as(number, found) + text[found.end :]
    return text


@pytest.mark.parametrize(
    ("language", "text", "number", "expected"),
    [
        ("en", "Thirty-fourth anniversary", 41, "Forty-first anniversary"),
        ("en", "Thirty-Fourth Anniversary", 41, "Forty-First Anniversary"),
        ("en", "Thirty-fourth Anniversary", 41, "Forty-first Anniversary"),
        ("en", "THIRTY FOURTH ANNIVERSARY", 41, "FORTY FIRST ANNIVERSARY"),
        ("en", "Thirtieth Anniversary", 31, "Thirty-First Anniversary"),
        ("en", "Thirtieth anniversary", 31, "Thirty-first anniversary"),
        ("en", "Ninety Ninth Anniversary", 101, "One Hundred and First Anniversary"),
        ("en", "One hundred first anniversary", 122, "One hundred twenty-second anniversary"),
        ("en", "the hundredth anniversary", 101, "the one hundred and first anniversary"),
        ("en", "34TH ANNIVERSARY", 41, "41ST ANNIVERSARY"),
        ("en", "the 34th\nanniversary’s eve", 42, "the 42nd\nanniversary’s eve"),
        ("en", "34th year of independence", 35, "35th year of independence"),
        ("en", "33th anniversary", 34, "34th anniversary"),
        ("az", "otuz dördüncü ildönümünü", 35, "otuz beşinci ildönümünü"),
        ("az", "OTUZ DÖRDÜNCÜ İLDÖNÜMÜ", 36, "OTUZ ALTINCI İLDÖNÜMÜ"),
        ("az", "OTUZ DÖRDÜNCÜ İL", 20, "İYİRMİNCİ İL"),
        ("az", "Otuz Dördüncü İl Dönümü", 20, "İyirminci İl Dönümü"),
        ("az", "34-cü ildönümü", 36, "36-cı ildönümü"),
        ("az", "33 cü il dönümünə", 40, "40-cı il dönümünə"),
        ("az", "34–CÜ İLDÖNÜMÜ", 30, "30-CU İLDÖNÜMÜ"),
        ("tr", "34. yıl dönümünde", 35, "35. yıl dönümünde"),
        ("tr", "34.yıl dönümü", 35, "35.yıl dönümü"),
        ("tr", "34'üncü yıldönümü", 36, "36'ncı yıldönümü"),
        ("tr", "34’üncü yılında", 40, "40’ıncı yılında"),
        ("tr", "Otuz dördüncü yılı", 32, "Otuz ikinci yılı"),
        ("fr", "trente et unième anniversaire", 41, "quarante et unième anniversaire"),
        ("fr", "trente-et-unième anniversaire", 41, "quarante-et-unième anniversaire"),
        ("fr", "cent quatrième anniversaire", 134, "cent trente-quatrième anniversaire"),
        ("fr", "deuxième anniversaire", 1, "premier anniversaire"),
        ("fr", "deuxième année", 1, "première année"),
        ("fr", "2ème anniversaire", 3, "3ème anniversaire"),
        ("fr", "1ᵉʳ anniversaire", 2, "2ᵉ anniversaire"),
        ("fr", "2e année", 1, "1re année"),
        ("es", "trigésimo cuarto aniversario", 33, "trigésimo tercer aniversario"),
        ("es", "vigesimocuarto aniversario", 23, "vigesimotercer aniversario"),
        ("es", "vigésimo primero aniversario", 22, "vigésimo segundo aniversario"),
        ("es", "34.º aniversario", 33, "33.er aniversario"),
        ("es", "34º aniversario", 35, "35º aniversario"),
        ("ru", "тридцать четвёртой годовщины", 33, "тридцать третьей годовщины"),
        ("ru", "тридцать третью годовщину", 34, "тридцать четвёртую годовщину"),
        ("ru", "тридцать четвертая годовщина", 44, "сорок четвертая годовщина"),
        ("ru", "Тридцать Четвёртая Годовщина", 35, "Тридцать Пятая Годовщина"),
        ("ru", "в тридцать втором году", 33, "в тридцать третьем году"),
        ("ru", "к 34-й годовщине", 35, "к 35-й годовщине"),
        ("ru", "34-ю годовщину", 40, "40-ю годовщину"),
        ("ar", "للذكرى السنوية الرابعة والثلاثين", 41, "للذكرى السنوية الحادية والأربعين"),
        ("ar", "الذكرى الاولى", 2, "الذكرى الثانية"),
        ("ar", "العام الرابع والثلاثون", 35, "العام الخامس والثلاثون"),
        ("ar", "الذكرى الـ٣٤", 35, "الذكرى الـ٣٥"),
        ("ar", "بالذكرى ال 34", 35, "بالذكرى ال 35"),
        ("ar", "الذكرى السنوية 34", 35, "الذكرى السنوية 35"),
        ("ar", "الذكرى الثانية بعد المئة", 103, "الذكرى الثالثة بعد المئة"),
        ("zh", "独立34周年", 35, "独立35周年"),
        ("zh", "独立三十四周年纪念日", 35, "独立三十五周年纪念日"),
        ("zh", "第三十四个周年", 35, "第三十五个周年"),
        ("zh", "二周年", 3, "三周年"),
        ("zh", "独立的第34年", 35, "独立的第35年"),
    ],
)
def test_the_next_ordinal_has_the_same_style(language, text, number, expected):
    assert carried(text, language, number) == expected


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        # The gender of what follows is not known.
        ("fr", "la deuxième, et la dernière", 1),
        # Before a noun it is "tercer", else "tercero".
        ("es", "es el trigésimo cuarto", 33),
        # From 20 on the case shows, up to 19 it does not.
        ("ar", "في الذكرى التاسعة عشرة", 20),
    ],
)
def test_an_unclear_form_is_not_changed(language, text, number):
    [found] = find(text, language)
    with pytest.raises(UnknownOrdinal, match="does not tell"):
        written_as(number, found)
    assert written_as(found.number, found) == found.words


def test_numbers_above_the_table_are_not_written():
    [found] = find("200th anniversary", "en")
    with pytest.raises(UnknownOrdinal, match="not 201"):
        written_as(201, found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, -1, 201, 1990])
@pytest.mark.parametrize("form", ["words", "figures"])
def test_numbers_above_the_table_are_refused(language, number, form):
    with pytest.raises(UnknownOrdinal, match=f"not {number}"):
        ordinal(number, language, form)


@pytest.mark.parametrize("language", ["de", "zh-hant", "fr-ch", ""])
def test_a_language_without_a_table_is_refused_and_named(language):
    with pytest.raises(UnknownOrdinal, match=f"'{language}'"):
        ordinal(34, language)


def test_the_first_and_the_last_number_of_the_table_are_written():
    assert (ordinal(1, "en"), ordinal(HIGHEST, "en")) == ("first", "two hundredth")


def test_all_spellings_are_told_the_usual_one_first_and_each_once():
    told = spellings(34, "en")
    assert told[0] == "thirty-fourth"
    assert len(told) == len(set(told))


@pytest.mark.parametrize(("number", "language"), [(0, "en"), (201, "en"), (34, "de")])
def test_what_no_table_has_has_no_spellings(number, language):
    assert spellings(number, language) == []


@pytest.mark.parametrize(
    ("before", "words", "fitting"),
    [
        ("on a ", "eighth", "on an "),
        ("on an ", "ninth", "on a "),
        ("A ", "eleventh", "An "),
        ("An ", "first", "A "),
        ("a ", "18th", "an "),
        ("a ", "11th", "an "),
        ("a ", "80th", "an "),
        ("an ", "110th", "a "),
        ("an ", "180th", "a "),
        ("an ", "one hundredth", "a "),
    ],
)
def test_an_article_follows_the_sound_of_the_ordinal(before, words, fitting):
    assert fitting_article(before, words, "en") == fitting


@pytest.mark.parametrize(
    ("before", "words", "language"),
    [
        ("a ", "ninth", "en"),
        ("an ", "eighth", "en"),
        ("the ", "eighth", "en"),
        ("via ", "eighth", "en"),
        ("a", "eighth", "en"),
        ("a big ", "eighth", "en"),
        ("a ", "eighth", "fr"),
    ],
)
def test_an_article_that_fits_and_other_words_stay(before, words, language):
    assert other_article(before, words, language) is None
    assert fitting_article(before, words, language) == before


def test_the_place_of_the_article_is_that_of_its_letters_alone():
    assert other_article("It was a  ", "eighth", "en") == (7, 8, "an")


def test_capitals_of_azerbaijani_keep_the_dot_of_their_i():
    assert carried("OTUZ BİRİNCİ İLDÖNÜMÜ", "az", 32) == "OTUZ İKİNCİ İLDÖNÜMÜ"
    assert carried("Otuz Birinci İldönümü", "az", 32) == "Otuz İkinci İldönümü"


def test_a_sentence_keeps_every_other_word():
    text = 'Thirty Fourth Anniversary of the "Black January", the thirty fourth anniversary; 131 civilians, 20th Street'
    expected = text.replace("Thirty Fourth", "Thirty Fifth").replace("thirty fourth", "thirty fifth")
    assert carried(text, "en", 35) == expected
