"""The comparison of two languages: what must be the same is found wherever it differs, and nowhere else."""

import pytest

from pressreleases.editorial.figures import figures
from pressreleases.editorial.parity import Side, compare
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
