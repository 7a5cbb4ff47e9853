"""Dates in words, in more languages than the site has today, and time zones."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from pressreleases.language import dates
from pressreleases.language.dates import (
    check_day,
    check_day_of_history,
    is_place,
    is_zone,
    nearest_day,
    zone_choices,
    zone_info,
)

DAY = dt.date(2024, 6, 2)


def said_of_days(language):
    """A day, a span of days, the same over two months, a month, a day of the week, an instant."""
    instant = dt.datetime(2024, 6, 2, 14, 5, tzinfo=dt.UTC)
    return [
        dates.day_in_words(DAY, language),
        dates.days_in_words(dt.date(1990, 1, 19), dt.date(1990, 1, 20), language),
        dates.days_in_words(dt.date(1990, 1, 31), dt.date(1990, 2, 1), language),
        dates.day_and_month(DAY, language),
        dates.month_in_words(DAY, language),
        dates.month_name(6, language),
        dates.weekday_in_words(6, language),
        dates.weekday_and_day(DAY, language),
        dates.instant_in_words(instant, language, "America/New_York"),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "2 June 2024|19–20 January 1990|31 January 1990 – 1 February 1990|2 June|June 2024|June|Sunday|"
            "Sunday 2 June|2 June 2024, 10:05",
        ),
        (
            "az",
            "2 iyun 2024|19–20 yanvar 1990|31 yanvar 1990 – 1 fevral 1990|2 iyun|İyun 2024|İyun|bazar|2 iyun, bazar|"
            "2 iyun 2024, 10:05",
        ),
        (
            "tr",
            "2 Haziran 2024|19–20 Ocak 1990|31 Ocak 1990 – 1 Şubat 1990|2 Haziran|Haziran 2024|Haziran|Pazar|"
            "2 Haziran Pazar|2 Haziran 2024, 10:05",
        ),
        (
            "fr",
            "2 juin 2024|19–20 janvier 1990|31 janvier 1990 – 1er février 1990|2 juin|Juin 2024|Juin|dimanche|"
            "dimanche 2 juin|2 juin 2024, 10:05",
        ),
        (
            "es",
            "2 de junio de 2024|19–20 de enero de 1990|31 de enero de 1990 – 1 de febrero de 1990|2 de junio|"
            "Junio de 2024|Junio|domingo|domingo, 2 de junio|2 de junio de 2024, 10:05",
        ),
        (
            "ru",
            "2 июня 2024 года|19–20 января 1990 года|31 января 1990 года – 1 февраля 1990 года|2 июня|Июнь 2024 года|"
            "Июнь|воскресенье|воскресенье, 2 июня|2 июня 2024 года, 10:05",
        ),
        (
            "ar",
            "2 يونيو 2024|19–20 يناير 1990|31 يناير 1990 – 1 فبراير 1990|2 يونيو|يونيو 2024|يونيو|الأحد|الأحد، 2 يونيو|"
            "2 يونيو 2024، 10:05",
        ),
        (
            "zh",
            "2024年6月2日|1990年1月19日至20日|1990年1月31日至1990年2月1日|6月2日|2024年6月|6月|星期日|6月2日星期日|"
            "2024年6月2日 10:05",
        ),
    ],
)
def test_dates_are_in_the_words_and_the_way_of_the_language(language, said):
    assert said_of_days(language) == said.split("|")


def test_a_date_in_a_column_is_short_and_not_to_be_misread():
    assert dates.short_date(DAY, "en") == "2 Jun 2024"
    assert dates.short_date(DAY, "az") == "2 iyn 2024"


def test_an_instant_is_on_the_clocks_of_the_zone():
    instant = dt.datetime(2024, 1, 20, 3, 30, tzinfo=dt.UTC)
    assert dates.instant_in_words(instant, "en", "America/New_York") == "19 January 2024, 22:30"
    assert dates.instant_in_words(instant, "az", "Asia/Baku") == "20 yanvar 2024, 07:30"


@pytest.mark.parametrize(
    ("language", "zone", "city"),
    [
        ("en", "America/New_York", "New York"),
        ("az", "America/New_York", "Nyu-York"),
        ("az", "Asia/Hong_Kong", "Honkonq"),
        ("az", "Asia/Baku", "Bakı"),
        ("tr", "America/New_York", "New York"),
    ],
)
def test_a_zone_is_known_by_its_city_as_the_language_writes_it(language, zone, city):
    assert dates.zone_city(zone, language) == city


@pytest.mark.parametrize(
    ("past", "english", "azerbaijani"),
    [
        (dt.timedelta(seconds=59), "", ""),
        (dt.timedelta(seconds=-5), "", ""),
        (dt.timedelta(minutes=5), "5 minutes ago", "5 dəqiqə öncə"),
        (dt.timedelta(days=1, hours=1), "1 day ago", "1 gün öncə"),
    ],
)
def test_how_long_ago_is_said_from_a_minute_on(past, english, azerbaijani):
    assert dates.ago(past, "en") == english
    assert dates.ago(past, "az") == azerbaijani


def test_a_code_that_no_form_takes_is_put_into_words_all_the_same():
    for code in ("zz", "e/n", "\x01a", ""):
        assert said_of_days(code) == said_of_days("en")


@pytest.mark.parametrize("day", [dt.date(1850, 1, 1), dt.date(2024, 1, 20), dt.date(2199, 12, 31)])
def test_a_day_from_1850_to_2199_is_taken_as_it_is(day):
    check_day(day)
    assert nearest_day(day) == day


@pytest.mark.parametrize(
    ("day", "nearest"),
    [
        (dt.date(1849, 12, 31), dt.date(1850, 1, 1)),
        (dt.date(202, 1, 20), dt.date(1850, 1, 1)),
        (dt.date(2200, 1, 1), dt.date(2199, 12, 31)),
    ],
)
def test_a_day_outside_these_years_is_refused_and_its_nearest_day_is_known(day, nearest):
    with pytest.raises(ValidationError) as refused:
        check_day(day)
    assert refused.value.messages == ["Choose a day from 1 January 1850 to 31 December 2199."]
    assert nearest_day(day) == nearest


def test_an_event_of_history_may_be_older_than_any_release_but_not_later_than_2199():
    check_day_of_history(dt.date(1, 1, 1))
    with pytest.raises(ValidationError):
        check_day_of_history(dt.date(2200, 1, 1))


def test_the_refusal_names_the_days_in_the_language_of_the_page():
    with override("az"), pytest.raises(ValidationError, match="1 yanvar 1850"):
        check_day(dt.date(1849, 12, 31))


def test_the_choices_are_utc_and_places_with_readable_names():
    choices = zone_choices()
    assert choices[0] == ("UTC", "UTC")
    assert ("America/New_York", "America/New York") in choices
    assert [zone for zone, _name in choices[1:]] == sorted(zone for zone, _name in choices[1:])


@pytest.mark.parametrize("zone", ["EST", "GMT", "Etc/GMT+5", "US/Eastern", "posix/Asia/Baku", "right/Asia/Baku"])
def test_abbreviations_and_old_names_are_no_choices(zone):
    assert zone not in dict(zone_choices())


def test_utc_means_that_nobody_has_chosen_a_place():
    assert (is_place("UTC"), is_place("Asia/Baku")) == (False, True)


def test_a_name_is_a_zone_or_is_not():
    assert (is_zone("Asia/Baku"), is_zone("Asia/Atlantis"), is_zone("")) == (True, False, False)


@pytest.mark.parametrize("name", ["Asia/Atlantis", "", "../etc/passwd", "Asia", "a\x00b"])
def test_a_name_that_is_no_zone_is_shown_by_utc(name):
    assert zone_info(name).key == "UTC"
    assert zone_info("Asia/Baku").key == "Asia/Baku"
