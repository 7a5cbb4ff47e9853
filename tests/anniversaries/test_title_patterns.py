"""Patterns of titles: the ordinal in braces is written for each year in the style of the example."""

import pytest

from pressreleases.anniversaries.title_patterns import PatternNotUnderstood, read
from pressreleases.ordinals import UnknownOrdinal


def title(pattern, language="en", years=35, year=2025, name="Black January"):
    return read(pattern, language).title(years, year, name)


@pytest.mark.parametrize(
    ("pattern", "language", "expected"),
    [
        ('{Thirty Fourth} Anniversary of the "{name}"', "en", 'Thirty Fifth Anniversary of the "Black January"'),
        ("{34th} anniversary of {name}", "en", "35th anniversary of Black January"),
        ("On the {thirty-fourth} anniversary", "en", "On the thirty-fifth anniversary"),
        ("{ordinal} anniversary of {name}, {year}", "en", "Thirty-fifth anniversary of Black January, 2025"),
        ("{name}: the {ordinal} anniversary", "en", "Black January: the thirty-fifth anniversary"),
        ("{34-cü} ildönümü: {name}", "az", "35-ci ildönümü: Black January"),
        ("20 Yanvar faciəsinin {otuz dördüncü} ildönümü", "az", "20 Yanvar faciəsinin otuz beşinci ildönümü"),
        ("{trente-quatrième} anniversaire", "fr", "trente-cinquième anniversaire"),
        ("{34-й} годовщине посвящается", "ru", "35-й годовщине посвящается"),
        ("{三十四}周年", "zh-hans", "三十五周年"),
        ("{name}", "de", "Black January"),
    ],
)
def test_a_title_is_written_in_the_style_of_its_example(pattern, language, expected):
    assert title(pattern, language) == expected


def test_an_anniversary_counts_the_years_that_have_passed():
    assert title("The {34th} anniversary of independence", years=35) == "The 35th anniversary of independence"


def test_a_year_is_one_more_than_the_years_that_have_passed():
    assert title("The {34th} year of independence", years=35) == "The 36th year of independence"
    assert title("Müstəqilliyin {34-cü} ili", "az", years=35) == "Müstəqilliyin 36-cı ili"


def test_the_article_fits_each_number():
    assert title("A {79th} anniversary to remember", years=80) == "An 80th anniversary to remember"
    assert title("An {eightieth} anniversary", years=81) == "An eighty-first anniversary"
    assert title("An {80th} anniversary", years=100) == "A 100th anniversary"


@pytest.mark.parametrize(
    ("pattern", "language", "said"),
    [
        ("{34th anniversary", "en", "brace"),
        ("{} anniversary", "en", "nothing between"),
        ("{34-cü} anniversary", "en", "not a known ordinal in English"),
        ("{34th} Victory Day", "en", "Next to {34th}"),
        ("{ordinal} Victory Day", "en", "Next to {ordinal}"),
        ("{34.} Jahrestag", "de", "The site knows no ordinals in Deutsch"),
        ("{201st} anniversary", "en", "not a known ordinal"),
    ],
)
def test_an_invalid_pattern_is_refused_with_a_sentence(pattern, language, said):
    with pytest.raises(PatternNotUnderstood) as refused:
        read(pattern, language)
    assert said in str(refused.value)


def test_a_title_above_the_table_is_refused():
    with pytest.raises(UnknownOrdinal):
        title("{34th} anniversary", years=201)
