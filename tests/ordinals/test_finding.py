"""Ordinals are found in a text, by an index of folded words and figures, the next ones written in the same style."""

import re

import pytest

from pressreleases.ordinals import HIGHEST, Noun, UnknownOrdinal, find, ordinal, written_as
from pressreleases.ordinals.finding import fold_for_ordinals, index_of, mark, table_of

LANGUAGES = ["en", "az", "tr", "fr", "es", "ru", "ar", "zh"]

REAL = """Thirty Fourth Anniversary of the "Black January"

On 20 January 2024, Azerbaijan commemorates the thirty fourth anniversary of the "Black January". At the end of the
1980's the people of Azerbaijan filled the streets; more than 200,000 Azerbaijanis were expelled. During the night of
19-20 January 1990, 131 civilians were killed, 744 people were wounded and 841 were detained. On 22 January 1990, 2
million people attending the funeral ceremony. On 18 October 1991, Azerbaijan restored its independence."""


def seen(text, language):
    return [(found.words, found.number, found.noun) for found in find(text, language)]


def test_only_the_ordinals_of_a_real_release_are_found():
    assert seen(REAL, "en") == [
        ("Thirty Fourth", 34, "anniversary"),
        ("thirty fourth", 34, "anniversary"),
    ]


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


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("THIRTY-Fourth", "thirty-fourth"),
        ("İLDÖNÜMÜ ılıq Iğdır", "ildönümü iliq iğdir"),
        ("الأولى", "الاولى"),
        ("٣٤ ۳۴ ３４", "34 34 34"),
        ("34‐cü 34–cü 34−cü", "34-cü 34-cü 34-cü"),
        ("34’üncü", "34'üncü"),
        ("ЧЕТВЁРТАЯ", "четвёртая"),
    ],
)
def test_capitals_digits_hyphens_and_mixed_letters_make_no_difference(text, folded):
    assert fold_for_ordinals(text) == folded


@pytest.mark.parametrize("text", ["²", "ẞ", "34—35", "ё", "ة", "½"])
def test_other_characters_keep_their_difference(text):
    assert fold_for_ordinals(text) == text.lower()


@pytest.mark.parametrize("text", ["İİİ 34", "ŉ", "ﬁrst", "𝟛4"])
def test_every_character_keeps_its_place(text):
    assert len(fold_for_ordinals(text)) == len(text)


@pytest.mark.parametrize("code", ["ar", "az", "en", "es", "fr", "ru", "tr", "zh"])
def test_each_language_has_the_table_of_its_code(code):
    assert table_of(code).code == code
    assert index_of(code) is index_of(code)


def test_a_code_may_be_in_capitals_and_name_the_simplified_script():
    assert table_of("EN") is table_of("en")
    assert table_of("zh-Hans") is table_of("zh")


@pytest.mark.parametrize("code", ["zh-hant", "fr-ch", "en-us", "de", ""])
def test_a_region_or_script_that_may_count_differently_has_no_table(code):
    with pytest.raises(UnknownOrdinal):
        table_of(code)


def test_words_are_found_without_their_hyphens():
    number, ways = index_of("en").words["thirty fourth"]
    assert number == 34
    assert {way.form for way in ways} == {"words"}
    assert "thirty-fourth" not in index_of("en").words


def test_words_that_begin_an_ordinal_or_count_a_larger_one_are_known():
    english = index_of("en")
    assert {"thirty", "first", "one"} <= english.beginnings
    assert "fourth" in english.beginnings
    assert "and" not in english.beginnings
    assert {"hundred", "thirty", "thousand"} <= english.counting
    assert "and" not in english.counting
    assert english.longest == len("one hundred and thirty fourth".split())


def test_the_letters_after_a_figure_are_compared_without_their_signs():
    assert [mark(suffix) for suffix in ("-cü", "'üncü", ".º", " cü", "")] == ["cü", "üncü", "º", "cü", ""]


@pytest.mark.parametrize(
    ("code", "text"),
    [("en", "34th"), ("az", "34-cü"), ("az", "34 cü"), ("az", "34cü"), ("es", "34.º"), ("es", "34º"), ("fr", "1er")],
)
def test_figures_are_found_with_the_usual_signs(code, text):
    found = index_of(code).figures.search(text)
    assert found
    assert found.group() == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "1990th"),
        ("en", "2,034th"),
        ("en", "x34th"),
        ("en", "34thx"),
        ("en", "034th"),
        ("zh", "1990"),
        ("zh", "34%"),
        ("zh", "34.5"),
    ],
)
def test_figures_within_a_longer_number_or_word_are_not_found(code, text):
    assert not index_of(code).figures.search(text)


@pytest.mark.parametrize("code", ["ar", "az", "en", "es", "fr", "ru", "tr", "zh"])
def test_every_number_of_the_table_is_in_the_index(code):
    assert {number for number, _ways in index_of(code).words.values()} == set(range(1, HIGHEST + 1))
