"""Ordinals as they are written: by number, language, form and noun."""

import pytest

from pressreleases.ordinals import HIGHEST, UnknownOrdinal, ordinal
from pressreleases.ordinals.index import index_of, table_of

LANGUAGES = ["en", "az", "tr", "fr", "es", "ru", "ar", "zh"]


@pytest.mark.parametrize(
    ("language", "words", "figures"),
    [
        ("en", "thirty-fourth", "34th"),
        ("az", "otuz dördüncü", "34-cü"),
        ("tr", "otuz dördüncü", "34."),
        ("fr", "trente-quatrième", "34e"),
        ("es", "trigésimo cuarto", "34.º"),
        ("ru", "тридцать четвёртая", "34-я"),
        ("ar", "الرابعة والثلاثون", "الـ34"),
        ("zh", "三十四", "34"),
        ("zh-hans", "三十四", "34"),
    ],
)
def test_the_thirty_fourth_anniversary(language, words, figures):
    assert ordinal(34, language) == words
    assert ordinal(34, language, form="figures") == figures


@pytest.mark.parametrize(
    ("language", "words", "figures"),
    [
        ("en", "thirty-fourth", "34th"),
        ("az", "otuz dördüncü", "34-cü"),
        ("tr", "otuz dördüncü", "34."),
        ("fr", "trente-quatrième", "34e"),
        ("es", "trigésimo cuarto", "34.º"),
        ("ru", "тридцать четвёртый", "34-й"),
        ("ar", "الرابعة والثلاثون", "الـ34"),
        ("zh", "第三十四", "第34"),
    ],
)
def test_the_thirty_fourth_year(language, words, figures):
    assert ordinal(34, language, noun="year") == words
    assert ordinal(34, language, form="figures", noun="year") == figures


@pytest.mark.parametrize(
    ("number", "language", "noun", "words", "figures"),
    [
        (1, "fr", "anniversary", "premier", "1er"),
        (1, "fr", "year", "première", "1re"),
        (9, "fr", "anniversary", "neuvième", "9e"),
        (5, "fr", "anniversary", "cinquième", "5e"),
        (1, "es", "anniversary", "primer", "1.er"),
        (13, "es", "year", "decimotercer", "13.er"),
        (21, "es", "anniversary", "vigésimo primer", "21.er"),
        (1, "ru", "anniversary", "первая", "1-я"),
        (3, "ru", "anniversary", "третья", "3-я"),
        (2, "ru", "year", "второй", "2-й"),
        (11, "ar", "anniversary", "الحادية عشرة", "الـ11"),
        (21, "ar", "anniversary", "الحادية والعشرون", "الـ21"),
        (2, "zh", "anniversary", "两", "2"),
        (2, "zh", "year", "第二", "第2"),
        (6, "az", "anniversary", "altıncı", "6-cı"),
        (9, "az", "anniversary", "doqquzuncu", "9-cu"),
        (40, "az", "anniversary", "qırxıncı", "40-cı"),
        (70, "az", "anniversary", "yetmişinci", "70-ci"),
        (4, "tr", "anniversary", "dördüncü", "4."),
        (12, "en", "anniversary", "twelfth", "12th"),
        (112, "en", "anniversary", "one hundred and twelfth", "112th"),
    ],
)
def test_irregular_numbers(number, language, noun, words, figures):
    assert ordinal(number, language, noun=noun) == words
    assert ordinal(number, language, "figures", noun) == figures


def figure_by_its_words(language, number, words):
    """The figures' suffix is the end of the word, by each language's rule: a second way to come to it."""
    match language:
        case "en":
            return f"{number}{words[-2:]}"
        case "az":
            return f"{number}-{words[-2:]}"
        case "fr":
            return f"{number}{words[-2:] if number == 1 else words[-1:]}" if words != "première" else "1re"
        case "es":
            return f"{number}.{words[-2:] if words[-1] == 'r' else 'º'}"
        case "ru":
            return f"{number}-{words[-1]}"
    raise LookupError(language)


@pytest.mark.parametrize("noun", ["anniversary", "year"])
@pytest.mark.parametrize("language", ["en", "az", "fr", "es", "ru"])
def test_figures_have_the_endings_of_their_words(language, noun):
    for number in range(1, HIGHEST + 1):
        words = ordinal(number, language, noun=noun)
        assert ordinal(number, language, "figures", noun) == figure_by_its_words(language, number, words)


def test_turkish_figures_with_an_apostrophe_have_the_endings_of_their_words():
    way = next(way for way in table_of("tr").ways if way.form == "figures" and "'" in way.written[1])
    for number, written in way.written.items():
        figure, suffix = written.split("'")
        assert figure == str(number)
        assert ordinal(number, "tr").endswith(suffix)
        assert len(suffix) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_numbers_share_an_ordinal_in_words(language):
    for noun in ("anniversary", "year"):
        assert len({ordinal(number, language, noun=noun) for number in range(1, HIGHEST + 1)}) == HIGHEST
    # The index refuses to be made of a table in which one spelling stands for two numbers.
    assert {number for number, _ways in index_of(language).words.values()} == set(range(1, HIGHEST + 1))


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
