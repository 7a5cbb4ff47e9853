"""The numbers and days of a text as values, in any script and way of writing."""

import pytest

from pressreleases.editorial.figures import figures


@pytest.mark.parametrize(
    ("written", "language", "number"),
    [
        ("200,000", "en", "200000"),
        ("200 000", "fr", "200000"),
        ("200\u00a0000", "ru", "200000"),
        ("200\u202f000", "fr", "200000"),
        ("200.000", "az", "200000"),
        ("200’000", "de", "200000"),
        ("٢٠٠٬٠٠٠", "ar", "200000"),
        ("1,234,567", "en", "1234567"),
        ("1.234.567,50", "az", "1234567.5"),
        ("3.5", "en", "3.5"),
        ("3,5", "az", "3.5"),
        ("٣٫٥", "ar", "3.5"),
        ("0.125", "en", "0.125"),
        ("2 million", "en", "2000000"),
        ("2 milyondan çox", "az", "2000000"),
        ("200 mindən artıq", "az", "200000"),
        ("200 min", "az", "200000"),
        ("2,5 milyard", "az", "2500000000"),
        ("20 тысяч", "ru", "20000"),
        ("34th", "en", "34"),
        ("34-cü", "az", "34"),
        ("1980’s", "en", "1980"),
        ("106-sı", "az", "106"),
        ("10:30", "en", "10:30"),
        ("COP29", "en", "29"),
    ],
)
def test_a_number_is_read_however_it_is_written(written, language, number):
    assert figures(f"a {written} b", language).numbers == (number,)


@pytest.mark.parametrize(("text", "language"), [("5 minik avtomobili", "az"), ("5 minutes", "en")])
def test_a_word_that_only_begins_like_a_thousand_multiplies_nothing(text, language):
    assert figures(text, language).numbers == ("5",)


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("On 20 January 2024", "en", [(1, 20)]),
        ("January 20, 2024", "en", [(1, 20)]),
        ("the 20th of January", "en", [(1, 20)]),
        ("the night of 19-20 January 1990", "en", [(1, 19), (1, 20)]),
        ("from 19 to 23 and on 26 September", "en", [(9, 19), (9, 23), (9, 26)]),
        ("20 yanvar 2024-cü il", "az", [(1, 20)]),
        ("2024-cü il yanvarın 20-si", "az", [(1, 20)]),
        ("fevralın 25-dən 26-na keçən gecə", "az", [(2, 25), (2, 26)]),
        ("19–20 yanvar", "az", [(1, 19), (1, 20)]),
        ("12 dekabrda, iyulun 4-ü", "az", [(7, 4), (12, 12)]),
        ("20.01.2024", "az", [(1, 20)]),
        ("2024-01-20", "en", [(1, 20)]),
        ("20 января 1990 года", "ru", [(1, 20)]),
        ("٢٠ يناير ١٩٩٠", "ar", [(1, 20)]),
        ("le 20 janvier 1990", "fr", [(1, 20)]),
        ("In 1990 131 people", "en", []),
        ("3 may be 4 march", "en", [(3, 4), (5, 3)]),
    ],
)
def test_days_are_read_in_each_language(text, language, days):
    assert sorted(figures(text, language).days) == days


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the one hundred and thirty-fourth anniversary"),
        ("az", "yüz otuz dördüncü ildönümü"),
        ("fr", "le cent-trente-quatrième anniversaire"),
        ("ru", "к сто тридцать четвёртой годовщине"),
        ("ar", "الذكرى الرابعة والثلاثين بعد المائة"),
        ("zh", "一百三十四周年"),
    ],
)
def test_an_ordinal_in_words_is_one_number_and_not_its_parts(language, text):
    assert figures(text, language).spelled == {"134"}


def test_a_number_is_listed_once_and_as_the_text_writes_it_first():
    found = figures("200,000 people, then 200000 and ١١٣", "en")
    assert found.numbers == ("200000", "113")
    assert dict(found.written) == {"200000": "200,000", "113": "١١٣"}


def test_the_year_of_a_date_is_a_number_and_its_day_is_not():
    found = figures("On 20 January 1990 and on 21.01.1990", "en")
    assert (sorted(found.days), found.numbers) == ([(1, 20), (1, 21)], ("1990",))


@pytest.mark.parametrize("text", ["32 January 2024", "20.13.2024", "2024-00-20"])
def test_a_day_that_no_calendar_has_is_no_day(text):
    assert figures(text, "en").days == ()


def test_words_and_roman_numerals_are_spelled_numbers_and_no_figures():
    found = figures("Thirty four towns, the XX century, two million people", "en")
    assert found.numbers == ()
    assert {"34", "20", "2000000"} <= found.spelled
    assert "30" not in found.spelled
