"""The comparison of two languages: what must be the same is found wherever it differs, and nowhere else."""

import pytest

from pressreleases.editorial.parity import Side, compare, figures
from pressreleases.richtext import from_paragraphs

MISSION = {
    "en": "Permanent Mission of the Republic of Azerbaijan",
    "az": "Azərbaycan Respublikasının Daimi Nümayəndəliyi",
}


def side(language, *paragraphs, html="", more=""):
    return Side(language, html or from_paragraphs(paragraphs), more)


def said(one, other, **knowing):
    return [str(difference) for difference in compare(one, other, **knowing)]


def test_131_against_113_is_found():
    english = side("en", "131 civilians were killed and 744 wounded.")
    azerbaijani = side("az", "113 mülki şəxs öldürüldü, 744 nəfər yaralandı.")
    assert said(english, azerbaijani) == ["Numbers: 131 in English, 113 in Azerbaijani."]
    assert said(english, side("az", "131 mülki şəxs öldürüldü, 744 nəfər yaralandı.")) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("ar", "قُتل ١١٣ مدنيا"), ("fa", "۱۱۳ غیرنظامی کشته شدند"), ("hi", "११३ नागरिक मारे गए"), ("en", "113 were killed")],
)
def test_in_any_digits_each_told_as_it_is_written(language, text):
    assert figures(text, language).numbers == ("113",)
    (number,) = [word for word in text.split() if word.isdigit()]
    assert compare(side("en", "131 were killed"), side(language, text))[0].other == (number,)


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("200,000 people", "en", "200,000"),
        ("200\u00a0000 чел.", "ru", "200\u00a0000"),
        ("1.234.567,50 manat", "az", "1.234.567,50"),
        ("2,5 milyard manat", "az", "2,5 milyard"),
        ("2 milyondan çox", "az", "2 milyondan"),
        ("On 20.01.2024 5 came; 20 January 1990 007", "en", "2024 5 1990 007"),
        ("19–20 yanvar 1990-cı il, yanvarın 20-si, 131 nəfər", "az", "1990 131"),
        ("e\u0301 20 January 2024: 0131", "en", "2024 0131"),
        ("at 10:30, version 1.2.3", "en", "10:30 1.2.3"),
    ],
)
def test_numbers_are_told_as_they_are_written(text, language, written):
    found = compare(side(language, text), side("en", "Nothing."))
    assert " ".join(number for each in found if each.kind == "numbers" for number in each.one) == written


def test_a_number_that_only_looks_different_is_no_difference():
    assert said(side("en", "200,000 and 2 million"), side("az", "200.000 və 2 milyon")) == []


def test_links_to_this_site_are_told_as_they_are_written():
    html = '<p><a href="/en/releases/2024/visit/">a</a> <a href="/en/contact/">b</a></p>'
    assert said(side("en", html=html), side("az", html="<p>a b</p>"), families={"/en/releases/2024/visit/": "f1"}) == [
        "Links: /en/releases/2024/visit/, /en/contact/ in English, none of these in Azerbaijani."
    ]


def test_days_are_compared_as_days_and_years_as_numbers():
    english = side("en", "On 26 February 2024 it was remembered.")
    assert said(english, side("az", "2024-cü il fevralın 26-da yad edildi.")) == []
    assert said(english, side("az", "2023-cü il fevralın 25-də yad edildi.")) == [
        "Numbers: 2024 in English, 2023 in Azerbaijani.",
        "Days: 26 February in English, 25 February in Azerbaijani.",
    ]


def test_a_number_in_words_answers_a_figure_and_asks_for_none():
    words = side("en", "The thirty-fourth anniversary; two of the towns.")
    assert said(words, side("az", "34-cü ildönümü; şəhərlərdən ikisi.")) == []
    assert said(side("en", "In the 20th century."), side("az", "XX əsrdə.")) == []
    assert said(words, side("az", "35-ci ildönümü.")) == ["Numbers: none of these in English, 35 in Azerbaijani."]


def test_the_title_and_lead_are_compared_too():
    assert said(side("en", "Words.", more="The 34th year"), side("az", "Sözlər.", more="33-cü il")) == [
        "Numbers: 34 in English, 33 in Azerbaijani."
    ]


def test_links_lead_to_the_same_whatever_the_language_of_the_page():
    def linking(language, *targets):
        return side(language, html="<p>" + "".join(f'<a href="{target}">a</a>' for target in targets) + "</p>")

    english = linking(
        "en", "/en/contact/", "/en/releases/2024/visit/", "https://www.un.org/en/sc/", "mailto:a@b.example"
    )
    azerbaijani = linking(
        "az", "/az/contact/", "/az/releases/2024/sefer/", "http://www.un.org/az/sc", "mailto:a@b.example"
    )
    families = {"/en/releases/2024/visit/": "f1", "/az/releases/2024/sefer/": "f1"}
    assert said(english, azerbaijani, families=families) == []
    assert said(english, linking("az", "/az/contact/", "/az/releases/2024/sefer/"), families=families) == [
        "Links: https://www.un.org/en/sc/, mailto:a@b.example in English, none of these in Azerbaijani."
    ]


def test_the_mission_is_named_in_both_or_in_neither():
    english = side("en", "The Permanent Mission of the Republic of Azerbaijan announces.")
    azerbaijani = side("az", "Azərbaycan Respublikasının Daimi Nümayəndəliyinin məlumatına görə.")
    assert said(english, azerbaijani, names=MISSION) == []
    assert said(english, side("az", "Nümayəndəlik bildirir."), names=MISSION) == [
        "Name of the mission: Permanent Mission of the Republic of Azerbaijan in English, none of these in Azerbaijani."
    ]
    assert said(side("en", "It announces."), side("az", "Bildirir."), names=MISSION) == []


def test_paragraphs_are_counted():
    assert said(side("en", "One.", "Two."), side("az", "Bir.")) == ["Paragraphs: 2 in English, 1 in Azerbaijani."]


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
