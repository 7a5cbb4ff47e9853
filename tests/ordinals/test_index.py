"""The index of a table: from folded words and figures to the number."""

import pytest

from pressreleases.ordinals import HIGHEST, UnknownOrdinal
from pressreleases.ordinals.index import index_of, mark, table_of


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
