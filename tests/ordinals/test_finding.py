"""Ordinals are found in a text, and the next ones are written in the same style."""

import re

import pytest

from pressreleases.ordinals import HIGHEST, Noun, UnknownOrdinal, find, ordinal, written_as
from pressreleases.ordinals.index import table_of

LANGUAGES = ["en", "az", "tr", "fr", "es", "ru", "ar", "zh"]

REAL = """Thirty Fourth Anniversary of the "Black January"

On 20 January 2024, Azerbaijan commemorates the thirty fourth anniversary of the "Black January". At the end of the
1980's the people of Azerbaijan filled the streets; more than 200,000 Azerbaijanis were expelled. During the night of
19-20 January 1990, 131 civilians were killed, 744 people were wounded and 841 were detained. On 22 January 1990, 2
million people worker_running the funeral ceremony. On 18 October 1991, Azerbaijan restored its independence."""


def seen(text, language):
    return [(found.words, found.number, found.noun) for found in find(text, language)]


def carried(text, language, number):
    """`text` with each ordinal next to a noun replaced."""
    for found in reversed(find(text, language)):
        if found.noun:
            text = text[: found.start] + written_as(number, found) + text[found.end :]
    return text


def test_only_the_ordinals_of_a_real_release_are_found():
    assert seen(REAL, "en") == [
        ("Thirty Fourth", 34, "anniversary"),
        ("thirty fourth", 34, "anniversary"),
    ]
    expected = REAL.replace("Thirty Fourth", "Thirty Fifth").replace("thirty fourth", "thirty fifth")
    assert carried(REAL, "en", 35) == expected


def test_only_the_ordinals_of_a_real_azerbaijani_release_are_found():
    text = (
        "“Qara Yanvar”ın Otuz Dördüncü İldönümü\n\n"
        "Azərbaycan 1990-cı ilin 20 yanvarının otuz dördüncü ildönümünü qeyd edir. "
        "O gecə 131 nəfər öldürüldü, 744 nəfər yaralandı, 841 nəfər həbs edildi; 200 mindən çox insan qovulmuşdu. "
        "Bu il faciədən sonrakı 35-ci ildir, 90-cı illər isə çox uzaqdadır."
    )
    assert seen(text, "az") == [
        ("Otuz Dördüncü", 34, "anniversary"),
        ("otuz dördüncü", 34, "anniversary"),
        ("35-ci", 35, "year"),
        ("90-cı", 90, None),
    ]
    for found in reversed(find(text, "az")):
        if found.noun:
            text = text[: found.start] + written_as(found.number + 1, found) + text[found.end :]
    assert text == (
        "“Qara Yanvar”ın Otuz Beşinci İldönümü\n\n"
        "Azərbaycan 1990-cı ilin 20 yanvarının otuz beşinci ildönümünü qeyd edir. "
        "O gecə 131 nəfər öldürüldü, 744 nəfər yaralandı, 841 nəfər həbs edildi; 200 mindən çox insan qovulmuşdu. "
        "Bu il faciədən sonrakı 36-cı ildir, 90-cı illər isə çox uzaqdadır."
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "131",
        "744",
        "841",
        "200,000",
        "200.000",
        "1990",
        "1980's",
        "2 million",
        "19-20",
        "20.01.2024",
        "34%",
        "34,5",
        "(34)",
    ],
)
def test_a_number_without_the_form_of_an_ordinal_is_not_found(language, text):
    assert seen(f"{text} 34", language) == []


NOUNS = {
    "en": ("{} anniversary", "{} year"),
    "az": ("{} ildönümü", "{} il"),
    "tr": ("{} yıl dönümü", "{} yıl"),
    "fr": ("{} anniversaire", "{} année"),
    "es": ("{} aniversario", "{} año"),
    "ru": ("{} годовщина", "{} год"),
    "ar": ("الذكرى السنوية {}", "السنة {}"),
    "zh": ("{}周年", "{}年"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["words", "figures"])
def test_every_ordinal_is_found_and_changed_to_the_next(language, form):
    nouns: tuple[Noun, Noun] = ("anniversary", "year")
    for phrase, noun in zip(NOUNS[language], nouns, strict=True):
        for number in range(1, HIGHEST):
            text = phrase.format(ordinal(number, language, form, noun))
            [found] = find(text, language)
            assert (found.number, found.noun, found.form, found.phrase) == (number, noun, form, text)
            following = phrase.format(ordinal(number + 1, language, form, noun))
            try:
                assert text.replace(found.words, written_as(number + 1, found)) == following
            except UnknownOrdinal:
                # Some words do not show the case, which the next number needs.
                assert (language, form) == ("ar", "words")
                assert re.search("[ا-ي]ون|مائتان", following)
                assert not re.search("[ا-ي]ون|مائتان", text)


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
    ("language", "text"),
    [
        ("en", "The 75th session heard the First Committee at 633 Third Avenue on the 20th."),
        ("az", "90-cı illərdə 1990-cı il və 2024-cü ilin yanvarı"),
        ("tr", "1990. yıl, 2024 yılında ve 90'ıncı dakikada"),
        ("fr", "Au 19e siècle et à la deuxième session"),
        ("es", "El primer ministro en el vigésimo cuarto período de sesiones"),
        ("ru", "в 1990-м году, 90-е годы, двадцать четвёртая сессия"),
        ("ar", "الدورة الرابعة والثلاثون، عام 34، سنة 1990"),
        ("zh", "1990年,34年,三十四年来,第34届,第34年级"),
    ],
)
def test_the_ordinal_of_something_else_has_no_noun(language, text):
    assert [found.phrase for found in find(text, language) if found.noun] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "841st anniversary, 2,034th anniversary, 1990th anniversary, 1.34th anniversary"),
        ("en", "two hundred and first anniversary, three hundred thirty-fourth anniversary"),
        ("en", "two thousand and thirty-fourth anniversary"),
        ("az", "iki yüz otuz dördüncü ildönümü, üç yüz birinci ildönümü, min birinci ildönümü, 841-ci ildönümü"),
        ("tr", "iki yüz otuz dördüncü yıl dönümü, üç yüz yıl dönümü, 2.034. yıl dönümü"),
        ("fr", "deux-cent-unième anniversaire, trois cent trente-quatrième anniversaire, 841e anniversaire"),
        ("es", "ducentésimo primer aniversario, tricentésimo cuarto aniversario"),
        ("ru", "двести тридцать четвёртая годовщина, триста первая годовщина, 841-я годовщина"),
        ("ar", "الذكرى السنوية الرابعة والثلاثون بعد المائتين"),
        ("ar", "الذكرى المائة والرابعة والثلاثون"),
        ("zh", "二百零一周年,三百三十四周年,一千周年,841周年,1990周年"),
    ],
)
def test_the_end_of_a_larger_number_is_not_taken_for_a_smaller_one(language, text):
    assert seen(text, language) == []


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


def test_a_language_without_a_table_has_no_ordinals():
    assert find("34. Jahrestag", "de") == []


def test_places_are_those_of_the_original_text():
    text = "İyirmi ildən sonra, otuz dördüncü il dönümü"
    [found] = find(text, "az")
    assert text[found.start : found.end] == found.words == "otuz dördüncü"
    assert found.phrase == "otuz dördüncü il dönümü"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_alternative_spelling_has_a_usual_one_with_every_number(language):
    table = table_of(language)
    for way in table.ways:
        assert {table.write(way, number) != "" for number in range(1, HIGHEST + 1)} == {True}
