"""Telephone numbers, names and paragraphs in texts that run from right to left."""

import sys
import unicodedata

import pytest

from pressreleases.language import direction
from pressreleases.language.direction import (
    address_on_page,
    blocks_directed,
    isolated,
    numbers_kept_whole,
    numbers_kept_whole_in_text,
    numbers_unbroken,
)


def test_a_telephone_number_in_arabic_is_isolated_whole():
    written = "<p>اتصل: (212) 371-2559 أو +994 12 123-45-67.</p>"
    kept = numbers_kept_whole(written, "ar")
    first, last = (
        f'<bdi class="number" dir="ltr">{number}</bdi>' for number in ("(212) 371-2559", "+994 12 123-45-67")
    )
    assert kept == f"<p>اتصل: {first} أو {last}.</p>"
    # By its letters, not by the language of the text around it.
    assert numbers_kept_whole(written, "en") == f"<p>اتصل: {first} أو {last}.</p>"
    english = "<p>Call (212) 371-2559.</p>"
    assert numbers_kept_whole(english, "en") == english
    assert "<bdi" in numbers_kept_whole(english, "ar")


def test_a_telephone_number_in_plain_text_is_isolated_by_letters_that_no_one_sees():
    assert numbers_kept_whole_in_text("اتصل: (212) 371-2559.", "en") == "اتصل: \u2066(212) 371-2559\u2069."
    assert numbers_kept_whole_in_text("Call (212) 371-2559, 1990-2024.", "en") == "Call (212) 371-2559, 1990-2024."
    assert numbers_kept_whole_in_text("(1990-2024) و 147", "ar") == "(1990-2024) و 147"


@pytest.mark.parametrize(
    "written",
    [
        "<p>(1990-2024) و 2020-2024 و 147 و 19–20 يناير</p>",
        '<p><a href="tel:+12123712559" title="&quot;> +1 212 371 2559">هنا</a></p>',
    ],
)
def test_years_other_numbers_and_what_stands_in_a_tag_are_left_alone(written):
    assert numbers_kept_whole(written, "ar") == written


@pytest.mark.parametrize(
    "number",
    [
        "212-371-2559",
        "1-212-371-2559",
        "212 371 2559",
        "212.371.2559",
        "371-2559",
        "00 41 22 901 18 15",
        "0041 22 901 18 15",
        "00994-12-493-50-57",
        "012 493 50 57",
        "022 901 18 15",
        "01 23 45 67 89",
    ],
)
def test_a_telephone_number_without_plus_and_brackets_is_isolated_too(number):
    assert numbers_kept_whole(f"<p>هاتف {number} أو</p>", "ar") == (
        f'<p>هاتف <bdi class="number" dir="ltr">{number}</bdi> أو</p>'
    )
    assert numbers_kept_whole_in_text(f"هاتف {number}.", "en") == f"هاتف \u2066{number}\u2069."


@pytest.mark.parametrize(
    "written",
    ["1990-2024", "20-01-2024", "01.02.2024", "2024-01-20", "2024 150", "1990 2024", "12-15", "0.5", "46/242"],
)
def test_years_and_dates_are_no_numbers_of_that_kind(written):
    assert numbers_kept_whole(f"<p>في {written} و</p>", "ar") == f"<p>في {written} و</p>"
    assert numbers_kept_whole_in_text(f"في {written} و", "ar") == f"في {written} و"


@pytest.mark.parametrize("amount", ["200 000", "1 200 000", "12\u202f345,6"])
def test_the_groups_of_an_amount_stay_in_their_order(amount):
    assert numbers_kept_whole(f"<p>مبلغ {amount} دولار</p>", "ar") == (
        f'<p>مبلغ <bdi class="number" dir="ltr">{amount}</bdi> دولار</p>'
    )
    assert numbers_kept_whole_in_text(f"مبلغ {amount} دولار", "en") == f"مبلغ \u2066{amount}\u2069 دولار"
    assert numbers_kept_whole(f"<p>{amount} dollars</p>", "en") == f"<p>{amount} dollars</p>"


def test_a_block_that_runs_the_other_way_is_told_its_direction():
    text = '<p>Words.</p>\n<p>"السفير" لم.</p><p class="a">1) COP29 التقى السفير <strong>Mr X</strong>.</p><p>12</p>'
    assert blocks_directed(text, "en") == (
        '<p>Words.</p>\n<p dir="rtl">"السفير" لم.</p>'
        '<p class="a" dir="rtl">1) COP29 التقى السفير <strong>Mr X</strong>.</p><p>12</p>'
    )
    assert blocks_directed("<p>التقى.</p><p>&amp; <em>The</em> end.</p><p>COP29 تبدأ في باكو</p>", "ar") == (
        '<p>التقى.</p><p dir="ltr">&amp; <em>The</em> end.</p><p>COP29 تبدأ في باكو</p>'
    )
    assert blocks_directed('<ul><li>واحد<ul><li>اثنان</li></ul></li></ul><p dir="ltr">ا</p>', "en") == (
        '<ul dir="rtl"><li>واحد<ul dir="rtl"><li>اثنان</li></ul></li></ul><p dir="ltr">ا</p>'
    )
    table = '<table><tr><th>One</th><td colspan="2">اثنان</td></tr></table>'
    assert blocks_directed(table, "en") == '<table><tr><th>One</th><td colspan="2" dir="rtl">اثنان</td></tr></table>'
    assert (
        blocks_directed("<blockquote><p>واحد</p></blockquote>", "en")
        == '<blockquote><p dir="rtl">واحد</p></blockquote>'
    )


@pytest.mark.parametrize(
    "words",
    [
        'للاستفسار: <a href="mailto:press@mission.example">press@mission.example</a> أو (212) 371-2832.',
        "انظر https://press.example/en/releases/2024/visit/.",
        "الموقع: www.mission.example",
        "الوثيقة S/RES/2573/ADD.1",
    ],
)
def test_the_latin_letters_of_an_address_do_not_turn_an_arabic_sentence(words):
    assert blocks_directed(f"<p>{words}</p>", "ar") == f"<p>{words}</p>"
    assert blocks_directed(f"<p>{words}</p>", "en") == f'<p dir="rtl">{words}</p>'


@pytest.mark.parametrize("words", ["press@mission.example", "Write to press@mission.example.", "S/RES/2573"])
def test_an_address_without_arabic_letters_runs_from_the_left(words):
    assert blocks_directed(f"<p>{words}</p>", "ar") == f'<p dir="ltr">{words}</p>'
    assert blocks_directed(f"<p>{words}</p>", "en") == f"<p>{words}</p>"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("للاستفسار: press@mission.example أو https://mission.example/", ""),
        ('انظر <a href="/">the page of the Security Council</a>', ""),
        ("press@mission.example", ' dir="ltr"'),
        ('<a href="/">the page of the Security Council</a>', ' dir="ltr"'),
        ("Ask press@mission.example", ' dir="ltr"'),
    ],
)
def test_links_and_addresses_do_not_outvote_the_words_around_them(words, told):
    assert blocks_directed(f"<p>{words}</p>", "ar") == f"<p{told}>{words}</p>"


def test_an_address_breaks_only_at_its_slashes():
    shown = address_on_page("https://m.example/r/a&b")
    assert shown == (
        '<bdi class="uri" dir="ltr"><span>https://m.example/</span><wbr><span>r/</span><wbr><span>a&amp;b</span></bdi>'
    )


def test_an_address_has_its_letters_and_keeps_what_is_no_letter_as_it_was():
    shown = address_on_page("https://m.example/ar/%D9%8A%D9%86%D8%A7%D9%8A%D8%B1/a%2Fb%20%3C%FF")
    assert "<span>يناير/</span><wbr><span>a%2Fb%20%3C%FF</span>" in shown


def test_in_plain_text_only_lines_that_run_from_the_right_get_letters_that_no_one_sees():
    both = "Call (212) 371-2559.\n\nاتصل: (212) 371-2559."
    for language in ("en", "ar"):
        assert numbers_kept_whole_in_text(both, language) == both.replace(
            "اتصل: (212) 371-2559", "اتصل: \u2066(212) 371-2559\u2069"
        )
    assert numbers_kept_whole_in_text("+1 212 371 2559", "ar") == "\u2066+1 212 371 2559\u2069"


@pytest.mark.parametrize("number", ["+1 212 371 2559", "200 000", "12\u202f345,6", "2 000 000"])
def test_telephone_numbers_and_figures_in_groups_do_not_part_where_a_line_ends(number):
    assert numbers_unbroken(f'<p title="200 000">x {number}.</p>') == (
        f'<p title="200 000">x <span class="number">{number}</span>.</p>'
    )


@pytest.mark.parametrize("words", ["In 2024 150 came", "33 projects", "200,000", "1990 2024"])
def test_other_figures_stay_as_they_are(words):
    assert numbers_unbroken(f"<p>{words}</p>") == f"<p>{words}</p>"


def test_words_that_run_the_other_way_are_isolated_and_others_are_not():
    assert isolated("زيارة (1)", "en") == "\u2068زيارة (1)\u2069"
    assert isolated("UNESCO", "ar") == "\u2068UNESCO\u2069"
    assert (isolated("A visit", "en"), isolated("زيارة", "ar"), isolated("2024", "ar")) == ("A visit", "زيارة", "2024")


def test_marks_in_the_words_of_an_old_edition_turn_nothing():
    assert isolated("\u202eBaku", "en") == "Baku"
    assert isolated("باكو\u2069\u202e", "en") == "\u2068باكو\u2069"


def test_no_letter_that_runs_from_the_right_is_passed_over():
    letters = [chr(number) for number in range(sys.maxunicode + 1)]
    passed_over = [letter for letter in letters if not direction._FROM_THE_RIGHT.search(letter)]
    assert not [letter for letter in passed_over if unicodedata.bidirectional(letter) in {"R", "AL"}]
    assert {"a", "ə", "ж", "中", "1", " "} <= set(passed_over)
