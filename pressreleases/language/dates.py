"""Dates and times in words, by CLDR's rules for each language; the days that can be shown; time zones."""

import datetime as dt
import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel import dates
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.language.languages import capitalised, cldr

# Where institutions write otherwise than CLDR (as in Babel 2.18): official Russian says the word for year whole,
# Chinese has the number of a month. Of a day and its weekday Babel finds no long form in any language but English.
_DAY = {"ru": "d MMMM y 'года'"}
_MONTH_AND_YEAR = {"ru": "LLLL y 'года'"}
_MONTH = {"zh": "MMM"}
_WEEKDAY_AND_DAY = {
    "ar": "EEEE، d MMMM",
    "az": "d MMMM, EEEE",
    "es": "EEEE, d 'de' MMMM",
    "fr": "EEEE d MMMM",
    "ru": "EEEE, d MMMM",
    "tr": "d MMMM EEEE",
    "zh": "M月d日EEEE",
}
# What goes between a day and an hour.
_BEFORE_HOUR = {"ar": "، ", "zh": " "}


def day_in_words(day: dt.date, language: str) -> str:
    """`20 January 2024`, `20 yanvar 2024`, `1er janvier 2024`."""
    return _first(dates.format_date(day, _DAY.get(language, "long"), locale=cldr(language)), day, language)


def days_in_words(first: dt.date, last: dt.date, language: str) -> str:
    """`19–20 January 1990`, `1990年1月19日至20日`; both days whole where the month differs.

    CLDR's own spans of days abbreviate the month, and begin with the year in Azerbaijani.
    """
    if first == last:
        return day_in_words(last, language)
    is_one_month = (first.year, first.month) == (last.year, last.month)
    whole = day_in_words(last, language)
    if language == "zh":
        return f"{day_in_words(first, language)}至{f'{last.day}日' if is_one_month else whole}"
    if is_one_month and whole.startswith(f"{last.day} "):
        return f"{_first(str(first.day), first, language)}–{whole}"
    return f"{day_in_words(first, language)} – {whole}"


def day_and_month(day: dt.date, language: str) -> str:
    """`20 January`, `20 yanvar`."""
    return _first(dates.format_skeleton("MMMMd", day, locale=cldr(language)), day, language)


def day_and_month_of(month: int, day: int, language: str) -> str:
    """`20 January` of no year; of a day that no month has, its numbers."""
    try:
        return day_and_month(dt.date(2000, month, day), language)
    except ValueError:
        return f"{day}.{month}"


def short_day(day: dt.date, language: str) -> str:
    """`20 Jan`, `20 yan`: for lists under a month's heading."""
    return _first(dates.format_skeleton("MMMd", day, locale=cldr(language)), day, language)


def short_date(day: dt.date, language: str) -> str:
    """`20 Jan 2024`, `20 yan 2024`: for the columns of a list."""
    return _first(dates.format_skeleton("yMMMd", day, locale=cldr(language)), day, language)


def month_in_words(day: dt.date, language: str) -> str:
    """`January 2024`, `Yanvar 2024`: the month and year of `day`, as a heading."""
    locale = cldr(language)
    if language in _MONTH_AND_YEAR:
        return capitalised(dates.format_date(day, _MONTH_AND_YEAR[language], locale=locale), language)
    return capitalised(dates.format_skeleton("yMMMM", day, locale=locale), language)


def month_name(month: int, language: str) -> str:
    """`January`, `Yanvar`: the name of the month 1 to 12 alone, as a heading."""
    locale = cldr(language)
    # Asked for a stand-alone name that a language does not have, Babel 2.18 answers in whichever language was
    # asked first. The heading's own pattern tells whether there is one (LLLL) or not (MMMM).
    stand_alone = "LLLL" if "L" in str(locale.datetime_skeletons["yMMMM"]) else "MMMM"
    pattern = _MONTH.get(language, stand_alone)
    return capitalised(dates.format_date(dt.date(2000, month, 1), pattern, locale=locale), language)


def weekday_and_day(day: dt.date, language: str) -> str:
    """`Saturday 20 January`, `20 yanvar, şənbə`."""
    locale = cldr(language)
    if language in _WEEKDAY_AND_DAY:
        return _first(dates.format_date(day, _WEEKDAY_AND_DAY[language], locale=locale), day, language)
    return dates.format_skeleton("MMMMEEEEd", day, locale=locale)


def weekday_in_words(weekday: int, language: str) -> str:
    """`Monday`, `bazar ertəsi`: the day 0 (Monday) to 6 within a sentence."""
    return str(dates.get_day_names("wide", "stand-alone", cldr(language))[weekday])


def times_in_words(begins: dt.time, ends: dt.time, language: str) -> str:
    """`09:00–17:00`: by the clock of 24 hours, as instants are written."""
    return str(dates.format_interval(begins, ends, "Hm", locale=cldr(language)))


def weekday_and_instant(instant: dt.datetime, language: str, zone: str) -> str:
    """`Monday 22 January, 10:15` on the clocks of `zone`; `instant` must be aware."""
    there = instant.astimezone(zone_info(zone))
    return f"{weekday_and_day(there.date(), language)}{_BEFORE_HOUR.get(language, ', ')}{there:%H:%M}"


def _first(words: str, day: dt.date, language: str) -> str:
    """French counts the first of a month: `1er janvier`."""
    return re.sub(r"\b1\b", "1er", words, count=1) if language == "fr" and day.day == 1 else words


def weekdays(language: str) -> list[tuple[str, str]]:
    """Short and full names of the days, from the day that begins the week there: `("Mon", "Monday")` …"""
    locale = cldr(language)
    short, whole = (dates.get_day_names(width, "format", locale) for width in ("abbreviated", "wide"))
    days = [(locale.first_week_day + n) % 7 for n in range(7)]
    return [(capitalised(short[day], language), capitalised(whole[day], language)) for day in days]


def week_begins(language: str) -> int:
    """The first day of the week: 0 for Monday to 6 for Sunday."""
    return cldr(language).first_week_day


def instant_in_words(instant: dt.datetime, language: str, zone: str) -> str:
    """`22 January 2024, 10:15` on the clocks of `zone` (an IANA name); `instant` must be aware."""
    there = instant.astimezone(zone_info(zone))
    return f"{day_in_words(there.date(), language)}{_BEFORE_HOUR.get(language, ', ')}{there:%H:%M}"


def instant_day_in_words(instant: dt.datetime, language: str, zone: str) -> str:
    """`22 January 2024`: the day of `instant`, which must be aware, on the clocks of `zone`."""
    return day_in_words(instant.astimezone(zone_info(zone)).date(), language)


def instant_for_machines(instant: dt.datetime) -> str:
    """`2024-01-22T15:15:00Z`: RFC 3339 in UTC, to the second."""
    # A year before 1000 has four digits too, which `strftime` does not give everywhere.
    return f"{instant.astimezone(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat()}Z"


def zone_city(zone: str, language: str) -> str:
    """The city by which people know `zone`: `New York`, `Nyu-York`."""
    own = _OWN_CITIES.get((language, zone))
    # Shows whose time it is where the zone's name is no longer known.
    return own or dates.get_timezone_location(zone_info(zone).key, locale=cldr(language), return_city=True)


# Where CLDR (as in Babel 2.18) does not write a city as the language's own institutions do: Azerbaijani joins the
# parts of a foreign place name by a hyphen.
_OWN_CITIES = {
    ("az", "Africa/Addis_Ababa"): "Əddis-Əbəbə",
    ("az", "Africa/Dar_es_Salaam"): "Dar-əs-Salam",
    ("az", "America/Argentina/Buenos_Aires"): "Buenos-Ayres",
    ("az", "America/Buenos_Aires"): "Buenos-Ayres",
    ("az", "America/La_Paz"): "La-Pas",
    ("az", "America/Los_Angeles"): "Los-Anceles",
    ("az", "America/New_York"): "Nyu-York",
    ("az", "America/Port_of_Spain"): "Port-of-Speyn",
    ("az", "America/Santo_Domingo"): "Santo-Dominqo",
    ("az", "America/Sao_Paulo"): "San-Paulu",
    ("az", "Asia/Hong_Kong"): "Honkonq",
}


def ago(past: dt.timedelta, language: str) -> str:
    """`5 minutes ago`; empty for less than a minute, and for what lies ahead."""
    if past < dt.timedelta(minutes=1):
        return ""
    return dates.format_timedelta(-past, granularity="minute", add_direction=True, locale=cldr(language))


FIRST_DAY, LAST_DAY = dt.date(1850, 1, 1), dt.date(2199, 12, 31)
# What is commemorated may be older than any release.
FIRST_DAY_OF_HISTORY = dt.date(1, 1, 1)
# Nothing is planned for this instant or a later one.
TOO_LATE = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
# A first edition that goes online longer than this after its date of issue comes from an archive.
ARCHIVED_AFTER = dt.timedelta(days=30)


def check_day(day: dt.date) -> None:
    """Raise `ValidationError` for a day outside the years 1850 to 2199."""
    _check(day, FIRST_DAY)


def check_day_of_history(day: dt.date) -> None:
    """Raise `ValidationError` for a day after the year 2199."""
    _check(day, FIRST_DAY_OF_HISTORY)


def nearest_day(day: dt.date) -> dt.date:
    """`day`, or the first or last day that a release can have."""
    return min(max(day, FIRST_DAY), LAST_DAY)


def _check(day: dt.date, first: dt.date) -> None:
    if not first <= day <= LAST_DAY:
        language = get_language() or "en"
        days = {"first": day_in_words(first, language), "last": day_in_words(LAST_DAY, language)}
        raise ValidationError(_("Choose a day from %(first)s to %(last)s."), code="day", params=days)


# Time zones, by their IANA names


def zone_choices() -> list[tuple[str, str]]:
    """Choices for a model field: places (`America/New_York`) and UTC, none of the abbreviations."""
    places = sorted(
        zone
        for zone in available_timezones()
        if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/", "SystemV/", "US/"))
    )
    return [(zone, zone.replace("_", " ")) for zone in ["UTC", *places]]


def is_place(zone: str) -> bool:
    """False of UTC, which no mission has: it means that nobody has chosen a zone yet."""
    return zone != "UTC"


def is_zone(name: str) -> bool:
    return name in available_timezones()


def zone_info(name: str) -> ZoneInfo:
    """The zone called `name`; UTC for a name that is none any more, so that what an old edition says can be shown."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
