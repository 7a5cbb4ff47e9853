"""Date lines in their many forms, and other lines."""

from datetime import date

import pytest
from babel.dates import get_month_names
from django.utils.translation import override

from pressreleases.intake.dates import DateLine, dates_in, find_date_line, is_about_days, read_date_line
from pressreleases.intake.document import Document
from pressreleases.intake.errors import AmbiguousDate, ImpossibleDate, IntakeError, ShortYear
from pressreleases.intake.reading import read

TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came to plant trees in it."


def of(text: str) -> Document:
    return read(text.encode())


def asked(document: Document) -> list[str]:
    return [question.key for question in document.questions]


DAY = date(2024, 1, 20)


@pytest.mark.parametrize(
    "printed",
    [
        "20 January 2024",
        "20 JANUARY 2024",
        "20th January 2024",
        "20th of January, 2024",
        "January 20, 2024",
        "January 20th, 2024",
        "January 20 2024",
        "Jan. 20, 2024",
        "20 Jan 2024",
        "20-Jan-2024",
        "Saturday, 20 January 2024",
        "20 January 2024, Saturday",
        "Date: 20 January 2024",
        "(20 January 2024)",
        "20 January 2024.",
        "20\u00a0January\u00a02024",
        "**20 January 2024**",
        "20.01.2024",
        "20. 1. 2024",
        "20.01.2024-cü il",
        "2024-01-20",
        "2024.01.20",
        "20/01/2024",
        "01/20/2024",
        "20-01-2024",
        "20 yanvar 2024",
        "20 Yanvar 2024-cü il",
        "20 YANVAR 2024-CÜ İL",
        "20 yanvar 2024-cü il, şənbə",
        "2024-cü il 20 yanvar",
        "2024-cü il yanvarın 20-si",
        "2024-cü ilin yanvarın 20-də",
        "Tarix: 20.01.2024",
    ],
)
def test_a_date_is_read(printed: str) -> None:
    assert read_date_line(printed, line=1) == DateLine(DAY)


@pytest.mark.parametrize(
    "printed",
    [
        "5 марта 2024 г.",
        "5 марта 2024 года",
        "«5» марта 2024 г.",
        "5 آذار/مارس 2024",
        "٥ مارس ٢٠٢٤",
        "2024年3月5日",
        "二〇二四年三月五日",
        "5 de marzo de 2024",
        "martes, 5 de marzo de 2024",
        "le 5 mars 2024",
        "mardi 5 mars 2024",
        "5 Mart 2024, Salı",
        "5 mart 2024 / 5 March 2024",
        "Issued on 5 March 2024",
        "Дата: 5 марта 2024 г.",
        "Publié le 5 mars 2024",
    ],
)
def test_a_date_is_read_in_every_language_of_the_site(printed: str) -> None:
    found = find_date_line(printed)
    assert found is not None
    assert (found.printed.days, found.place) == ((date(2024, 3, 5),), "")


def test_a_value_is_read_only_as_staff_write_it() -> None:
    assert read_date_line("5 mars 2024", line=1) is None
    assert read_date_line("2024年3月5日", line=1) is None
    assert read_date_line("5 mart 2024", line=1) == DateLine(date(2024, 3, 5))


@pytest.mark.parametrize("locale", ["en", "az", "fr", "es", "ru", "ar", "tr"])
def test_every_month_of_cldr_is_read(locale: str) -> None:
    for number, name in get_month_names("wide", "format", locale).items():
        found = find_date_line(f"5 {name} 2024")
        assert found is not None
        assert found.printed.days == (date(2024, number, 5),)


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("г. Женева, 5 марта 2024 г.", "Женева"),
        ("نيويورك، 5 آذار/مارس 2024", "نيويورك"),
        ("日内瓦，2024年3月5日", "日内瓦"),
        ("Nueva York, a 5 de marzo de 2024", "Nueva York"),
        ("Fait à Genève, le 5 mars 2024", "Genève"),
        ("Done at New York, 5 March 2024", "New York"),
        ("Cenevre, 5 Mart 2024", "Cenevre"),
        ("El Cairo, 5 de marzo de 2024", "El Cairo"),
    ],
)
def test_a_place_is_kept_in_every_language(printed: str, place: str) -> None:
    found = find_date_line(printed)
    assert found is not None
    assert (found.printed.days, found.place) == ((date(2024, 3, 5),), place)


def test_a_line_with_two_days_is_no_date_line() -> None:
    assert find_date_line("5 March 2024 / 6 March 2024") is None
    assert [each.text for each in dates_in("from 5 March 2024 to 6 mars 2024")] == ["5 March 2024", "6 mars 2024"]


@pytest.mark.parametrize(
    ("printed", "month"),
    [("İyun", 6), ("iyun", 6), ("IYUN", 6), ("İYUL", 7), ("ıyul", 7), ("Aprel", 4), ("SENTYABR", 9)],
)
def test_months_are_read_with_any_form_of_i(printed: str, month: int) -> None:
    assert read_date_line(f"5 {printed} 2024", line=1) == DateLine(date(2024, month, 5))


def test_every_month_is_known_in_both_languages() -> None:
    english = "January February March April May June July August September October November December"
    azerbaijani = "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr"
    for names in (english.split(), azerbaijani.split()):
        found = [read_date_line(f"5 {name} 2024", line=1) for name in names]
        assert found == [DateLine(date(2024, month, 5)) for month in range(1, 13)]


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("New York, 20 January 2024", "New York"),
        ("New York, January 20, 2024", "New York"),
        ("NEW YORK – 20 January 2024", "NEW YORK"),
        ("Baku, Azerbaijan, 20 January 2024", "Baku, Azerbaijan"),
        ("New York, Saturday, 20 January 2024", "New York"),
        ("20 January 2024, New York", "New York"),
        ("Nyu-York, 20 yanvar 2024-cü il", "Nyu-York"),
    ],
)
def test_a_place_next_to_the_date_is_kept(printed: str, place: str) -> None:
    assert read_date_line(printed, line=1) == DateLine(DAY, place)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "January 2024",
        "On 20 January 2024, Azerbaijan commemorates the day",
        "On 20 January 2024",
        "Results of the talks, 20 January 2024",
        "The events of 20 January 2024",
        "20 January 2024 in the history of the city",
        "20 January",
        "120 January 2024",
        "20 January 20245",
        "633 Third Avenue, Suite 3210, New York, NY, 10017",
        "(212) 371-2559",
        "20 Januember 2024",
        "x" * 500 + ", 20 January 2024",
    ],
)
def test_other_lines_are_not_date_lines(printed: str) -> None:
    assert read_date_line(printed, line=1) is None


@pytest.mark.parametrize("printed", ["03/04/2024", "3/4/2024", "03-04-2024"])
def test_an_ambiguous_day_and_month_is_refused_with_both_dates(printed: str) -> None:
    with pytest.raises(AmbiguousDate, match="3 April 2024 or 4 March 2024") as caught:
        read_date_line(printed, line=7)
    assert caught.value.params == {"text": printed, "line": 7, "first": date(2024, 4, 3), "second": date(2024, 3, 4)}


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("03.04.2024", date(2024, 4, 3)),
        ("05/05/2024", date(2024, 5, 5)),
        ("13/04/2024", date(2024, 4, 13)),
        ("04/13/2024", date(2024, 4, 13)),
        ("2024-04-03", date(2024, 4, 3)),
        ("29 February 2024", date(2024, 2, 29)),
    ],
)
def test_an_unambiguous_day_and_month_is_read(printed: str, day: date) -> None:
    assert read_date_line(printed, line=1) == DateLine(day)


@pytest.mark.parametrize(
    "printed",
    ["31 February 2024", "29 February 2023", "31.02.2024", "20.13.2024", "13/13/2024", "2024-02-30", "0 May 2024"],
)
def test_a_day_that_does_not_exist_is_refused(printed: str) -> None:
    with pytest.raises(ImpossibleDate) as caught:
        read_date_line(printed, line=3)
    assert str(caught.value) == f'The date "{printed}" in line 3 does not exist.'


@pytest.mark.parametrize("printed", ["20.01.24", "20/01/24", "20-01-24"])
def test_a_year_of_two_digits_is_refused(printed: str) -> None:
    with pytest.raises(ShortYear):
        read_date_line(printed, line=1)


def test_a_refusal_is_translated() -> None:
    with pytest.raises(IntakeError) as caught:
        read_date_line("03/04/2024", line=7)
    with override("az"):
        sentence = str(caught.value)
    assert "3 aprel 2024" in sentence
    assert "4 mart 2024" in sentence
    assert "Write the month" not in sentence


@pytest.mark.parametrize(
    ("line", "day", "place"),
    [
        ("Bruxelles, 19.II.2025", "2025-02-19", "Bruxelles"),
        ("14 VI 2025", "2025-06-14", ""),
        ("WASHINGTON, D.C. (Sept. 4, 2024)", "2024-09-04", "WASHINGTON, D.C."),
        ("التاريخ: ١٤ رمضان ١٤٤٦ هـ الموافق ١٤ مارس ٢٠٢٥ م", "2025-03-14", ""),
        ("الرياض، 3 شوال 1446 هـ - 1 أبريل 2025 م", "2025-04-01", "الرياض"),
    ],
)
def test_dates_with_roman_months_initials_and_two_calendars(line: str, day: str, place: str) -> None:
    found = find_date_line(line)
    assert found is not None
    assert [each.isoformat() for each in found.printed.days] == [day]
    assert found.place == place


def test_a_line_of_two_days_or_of_another_calendar_is_no_title() -> None:
    assert is_about_days("Port Elma, 22/23 November 2024")
    assert is_about_days("٢٥ شعبان ١٤٤٦ هـ")
    assert not is_about_days("The Foreign Ministers Meet in Port Elma on 22-23 November 2024")
    assert not is_about_days("22 November 2024")
    document = of(f"Press release\n\nPort Elma, 22-23 November 2024\n\n{TEXT}")
    assert "title" in asked(document)


@pytest.mark.parametrize(
    "line",
    [
        "Wednesday, 03/04/2024",
        "03/04/2024 (Wednesday)",
        "mercredi 03/04/2024",
        "среда, 03.04.2024",
        "Çarşamba, 03/04/2024",
        "03/04/2024, çərşənbə",
    ],
)
def test_a_weekday_decides_which_of_two_days_a_date_is(line: str) -> None:
    assert dates_in(line)[0].days == (date(2024, 4, 3),)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("02/12/2025, çərşənbə axşamı", date(2025, 12, 2)),
        ("Bazar ertəsi, 07/06/2026", date(2026, 7, 6)),
        ("04/06/2026, cümə axşamı", date(2026, 6, 4)),
    ],
)
def test_a_weekday_of_two_words_is_not_taken_for_the_one_of_its_first(line: str, day: date) -> None:
    assert dates_in(line)[0].days == (day,)


@pytest.mark.parametrize("line", ["03/04/2024", "Friday, 03/04/2024", "On Wednesday they came. 03/04/2024"])
def test_without_a_fitting_weekday_beside_it_a_date_stays_ambiguous(line: str) -> None:
    assert len(dates_in(line)[0].days) == 2
