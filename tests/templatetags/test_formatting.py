"""What templates show of dates, languages, punctuation and telephone numbers, and the cells of the admin's lists."""

import datetime as dt

import pytest
from django.template import Context, Template
from django.utils.translation import override

from pressreleases.letterhead import PrintedNumber
from pressreleases.templatetags import formatting
from pressreleases.templatetags.formatting import labelled, tappable

DAY = dt.date(2024, 1, 20)
INSTANT = dt.datetime(2024, 1, 20, 3, 30, 15, 999999, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("filtered", "english", "azerbaijani"),
    [
        (formatting.day, "20 January 2024", "20 yanvar 2024"),
        (formatting.day_and_month, "20 January", "20 yanvar"),
        (formatting.short_day, "20 Jan", "20 yan"),
    ],
)
def test_a_date_is_an_element_with_the_date_for_machines(filtered, english, azerbaijani):
    assert filtered(DAY) == f'<time datetime="2024-01-20">{english}</time>'
    with override("az"):
        assert filtered(DAY) == f'<time datetime="2024-01-20">{azerbaijani}</time>'


def test_days_and_months_of_headings_are_words_alone():
    assert formatting.weekday(DAY) == "Saturday 20 January"
    assert formatting.month(DAY) == "January 2024"
    assert formatting.month_name(DAY) == "January"
    assert formatting.city("America/New_York") == '<span class="day">New York</span>'


def test_a_title_is_escaped_and_its_dates_are_whole():
    assert formatting.unbroken("<b> of 1 May") == '&lt;b&gt; of <span class="day">1 May</span>'
    assert formatting.unbroken("A high-level day") == 'A <span class="day">high-level</span> day'
    for parted in ("Azərbaycan-Türkiyə-Gürcüstan", "a - b"):
        assert formatting.unbroken(parted) == parted
    assert formatting.unbroken("1 de mayo", "es") == '<span class="day">1 de mayo</span>'


def test_a_span_of_days_has_no_element_and_one_day_has():
    assert formatting.days(dt.date(1990, 1, 19), dt.date(1990, 1, 20)) == "19–20 January 1990"
    assert formatting.days(DAY, None) == formatting.day(DAY)


@pytest.mark.parametrize(
    ("filtered", "words"),
    [
        (formatting.day_of, "19 January 2024"),
        (formatting.instant, "19 January 2024, 22:30"),
        (formatting.clock, "22:30"),
    ],
)
def test_an_instant_is_on_the_clocks_of_the_mission_and_the_element_holds_it_with_its_offset(filtered, words):
    assert filtered(INSTANT, "America/New_York") == f'<time datetime="2024-01-19T22:30:15-05:00">{words}</time>'


def test_what_is_near_has_its_weekday_and_the_city_where_no_other_words_say_whose_clocks_these_are():
    said = '<time datetime="2024-01-19T22:30:15-05:00">Friday 19 January, 22:30</time>'
    assert formatting.weekday_and_instant(INSTANT, "America/New_York", True) == said
    assert (
        formatting.weekday_and_instant(INSTANT, "America/New_York", False)
        == f"{said} ({formatting.city('America/New_York')})"
    )
    assert formatting.weekday_and_instant(None, "America/New_York", False) == ""


def test_how_long_ago_is_said_from_a_minute_on():
    assert formatting.ago(INSTANT, INSTANT + dt.timedelta(seconds=59)) == "just now"
    assert formatting.ago(INSTANT, INSTANT + dt.timedelta(seconds=60)) == "1 minute ago"


def shown(template, **context):
    return Template(f"{{% load formatting %}}{template}").render(Context(context))


def test_a_language_is_shown_by_its_own_name_and_direction():
    assert shown("{{ 'az'|own_name }} {{ 'ar'|direction }} {{ 'az'|direction }}") == "Azərbaycanca rtl ltr"


def test_a_long_line_is_cut_after_a_whole_word():
    assert shown("{{ words|beginning:20 }}", words="A visit of the delegation to Geneva") == "A visit of the…"


def test_words_that_run_the_other_way_are_isolated_by_the_language_of_the_page():
    assert shown("{{ words|isolated }}", words="زيارة") == "\u2068زيارة\u2069"
    with override("ar"):
        assert shown("{{ words|isolated }}", words="زيارة") == "زيارة"


def test_paragraphs_are_laid_out_by_the_given_language_else_by_that_of_the_page():
    html = "<p>Words</p>"
    assert shown("{% autoescape off %}{{ html|laid_out }}{% endautoescape %}", html=html) == html
    in_arabic = '<p dir="ltr">Words</p>'
    assert shown("{% autoescape off %}{{ html|laid_out:'ar' }}{% endautoescape %}", html=html) == in_arabic
    with override("ar"):
        assert shown("{% autoescape off %}{{ html|laid_out }}{% endautoescape %}", html=html) == in_arabic


def test_words_that_were_not_safe_are_escaped_after_isolating():
    assert shown("{{ words|isolated }}", words="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "a, b; c: d. e"), ("zh", "a，b；c：d。e"), ("fr", "a, b\u202f; c\u00a0: d. e"), ("ar", "a، b؛ c: d. e")],
)
def test_marks_are_those_of_the_active_language(language, shown):
    template = Template("{% load formatting %}a{% comma %}b{% semicolon %}c{% colon %}d{% full_stop %}e")
    with override(language):
        assert template.render(Context()) == shown


def phone(extension=""):
    return PrintedNumber("+12123712559", extension, "371-2559", "(212) 371-2559", "tel:+12123712559", "+1 212 371 2559")


def test_a_number_is_a_link_that_dials_it_and_reads_from_left_to_right():
    assert tappable(phone()) == ('<a class="number" href="tel:+12123712559"><bdi dir="ltr">(212) 371-2559</bdi></a>')
    assert ">371-2559</bdi>" in tappable(phone(), "371-2559")


def test_an_extension_comes_after_the_number_in_the_language_of_the_page():
    assert tappable(phone("101")).endswith("</bdi> (ext. 101)</a>")
    with override("az"):
        assert "ext." not in tappable(phone("101"))
        assert "101" in tappable(phone("101"))


def test_what_is_printed_is_escaped():
    assert "&lt;b&gt;" in tappable(phone(), "<b>")


HEADERS = [
    {"text": "", "class_attrib": ' class="action-checkbox-column"'},
    {"text": "title", "class_attrib": ""},
    {"text": 'so "called"', "class_attrib": ""},
]


def test_each_cell_gets_the_name_of_its_column_but_a_heading_and_a_tick_box_do_not():
    cells = ['<td class="action-checkbox">x</td>', '<th class="field-title">Visit</th>', '<td class="field-x">y</td>']
    assert labelled(cells, HEADERS) == [
        cells[0],
        cells[1],
        '<td data-label="So &quot;called&quot;" class="field-x">y</td>',
    ]


@pytest.mark.parametrize("cell", ["<td>&lt;b&gt;</td>", "<td>a & b</td>"])
def test_what_a_cell_holds_stays_as_it_is(cell):
    (shown,) = labelled([cell], HEADERS[1:2])
    assert shown == cell.replace("<td", '<td data-label="Title"')
