"""Read dates, datelines and the places in them, as documents print them in the eight languages of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from zoneinfo import available_timezones

from babel import Locale
from babel.dates import get_day_names, get_month_names

from pressreleases.intake.errors import AmbiguousDate, ImpossibleDate, ShortYear
from pressreleases.intake.folding import fold_for_reading, fold_loosely, plain
from pressreleases.intake.vocabulary import DATE_PREFIXES, LANGUAGES

# Cities from which missions write, with their clocks; CLDR's names of time zones are added to them.
CITIES: dict[str, str] = {
    "America/New_York": (
        "new york|nyu-york|nyu york|nueva york|нью-йорк|نيويورك|纽约|washington|washington, d.c.|vaşinqton|"
        "washington d.c.|вашингтон|واشنطن|华盛顿|vaşington"
    ),
    "Europe/Zurich": "geneva|cenevrə|genève|geneve|ginebra|женева|جنيف|日内瓦|cenevre|bern|berne|берн|برن|berna|伯尔尼",
    "Asia/Baku": "baku|bakı|bakou|bakú|баку|باكو|巴库|bakü|gəncə|ganja|şuşa|shusha",
    "Europe/Vienna": "vienna|vyana|vienne|viena|вена|فيينا|维也纳|viyana",
    "Europe/Paris": "paris|parij|strasbourg|strasburq|париж|страсбург|باريس|巴黎|strazburg|ستراسبورغ|estrasburgo",
    "Europe/Amsterdam": "the hague|haaqa|la haye|la haya|гаага|لاهاي|海牙|lahey",
    "Africa/Nairobi": "nairobi|найроби|نيروبي|内罗毕",
    "Europe/Istanbul": "ankara|анкара|أنقرة|安卡拉|istanbul|i̇stanbul|estambul|стамбул|إسطنبول",
    "Europe/Moscow": "moscow|moskva|moscou|moscú|москва|موسكو|莫斯科|moskova",
    "Europe/London": "london|londres|лондон|لندن|伦敦|londra",
    "Europe/Rome": "rome|roma|рим|روما|罗马",
    "Europe/Brussels": "brussels|brüssel|bruxelles|bruselas|брюссель|بروكسل|布鲁塞尔|brüksel",
    "Asia/Shanghai": "beijing|pekin|pékin|pekín|пекин|بكين|北京|shanghai|上海",
    "Africa/Cairo": "cairo|qahirə|le caire|el cairo|каир|القاهرة|开罗|kahire",
    "Europe/Madrid": "madrid|мадрид|مدريد|马德里",
    "America/Toronto": "ottawa|ottava|оттава|أوتاوا|渥太华",
    "Asia/Tbilisi": "tbilisi|tiflis|тбилиси|تبليسي",
}

BEFORE_PLACE = re.compile(r"^(?:г\.|à|en|in|at)\s+")
# “New York, NY”, “Geneva, Switzerland”, “Washington, D.C.”
STATE = re.compile(r"[A-Z]{2}|[A-Z]\.[A-Z]\.?")
INITIALS = re.compile(r"(?:.*[ ,])?[A-Z]\.[A-Z]")


@cache
def _cities() -> dict[str, str]:
    """The zones of cities by their folded names in every language of CLDR that the site has."""
    found: dict[str, str] = {}
    for zone in available_timezones():
        region, _stroke, city = zone.rpartition("/")
        if region and not region.startswith(("Etc", "US", "posix", "right", "SystemV", "Canada", "Brazil", "Mexico")):
            found.setdefault(fold_loosely(city.replace("_", " ")), zone)
    for language in LANGUAGES:
        for zone, names in Locale(language).time_zones.items():
            if "city" in names and not zone.startswith("Etc/"):
                found.setdefault(fold_loosely(names["city"]), zone)
    for zone, several in CITIES.items():
        found |= {fold_loosely(name): zone for name in several.split("|")}
    return found


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold_loosely(name) for language in LANGUAGES for name in Locale(language).territories.values())


def zone_of(words: str) -> str:
    """The time zone (an IANA name) of a city; an empty string for words that are no known city."""
    return _cities().get(BEFORE_PLACE.sub("", fold_loosely(" ".join(words.split()))).strip(" .,،"), "")


def is_place(words: str) -> bool:
    """Whether the words are a known city, perhaps with its state or country."""
    if zone_of(words):
        return True
    city, _comma, rest = words.replace("،", ",").partition(",")
    rest = rest.strip(" .")
    return bool(zone_of(city)) and (bool(STATE.fullmatch(rest)) or fold_loosely(rest) in _countries())


def zone_within(words: str) -> str:
    """The zone of the longest city named anywhere in the words, such as “11:00 (Geneva time)”."""
    folded = fold_loosely(words)
    best = ""
    for city in _cities():
        if len(city) > len(best) and len(city) > 1 and city in folded and _is_whole(city, folded):
            best = city
    return _cities().get(best, "")


def _is_whole(city: str, folded: str) -> bool:
    """Whether the name begins a word; an ending of a language may follow it."""
    at = folded.find(city)
    before = folded[at - 1 : at]
    return not before.isalpha() or not (before.isascii() or "а" <= before <= "я") or city[0] >= "\u0600"


# Arabic has two sets of names, and documents print both with a stroke between them.
LOCALES = ("en", "az", "fr", "es", "ru", "ar", "ar_SY", "ar_DZ", "tr")


def _months(locales: tuple[str, ...]) -> dict[str, int]:
    # The second is that of Peru and Uruguay.
    found = {"sept": 9, "setiembre": 9}
    for locale in locales:
        for width in ("wide", "abbreviated"):
            for form in ("format", "stand-alone"):
                for number, name in get_month_names(width, form, locale).items():
                    for fold in (fold_for_reading, fold_loosely):
                        found.setdefault(fold(name).rstrip("."), number)
    # “آب” is August, in Arabic.
    return {name: number for name, number in found.items() if len(name) > 2 or name > "\u0600"}


MONTHS = _months(LOCALES)
# Months of values that are written by staff, and no month at all.
ALONE = frozenset(_months(("en", "az"))) | {""}
# All for folded text, in which every i has a dot: -cı and -ci are equal, and so are İyun and iyun.
NAMES = "|".join(re.escape(name) for name in sorted(MONTHS, key=len, reverse=True))
MONTH = rf"(?P<month>{NAMES})(?:\s?[/(]\s?(?:{NAMES})\s?\)?)?"
DAY = r"(?P<day>\d{1,2})"
YEAR = r"(?P<year>\d{4})"
OF_THE_YEAR = r"(?:\s?-?\s?c[iuü])?(?:\s+ild?[əi]?n?)?(?:\s?г(?:\.|ода)?(?!\w))?(?:\s+yil[iı]?)?\s?م?"
ORDINAL = r"(?:st|nd|rd|th|er|º|°|-го|-е)?"
FORMS = (
    # 20 January 2024, 20th of January, 2024, 20-Jan-2024, 20 yanvar 2024-cü il, 5 de marzo de 2024, 1er mars 2024,
    # «5» марта 2024 г., 14 أيار/مايو 2024
    rf"{DAY}{ORDINAL}»?(?:\s+(?:day of|of|de)\s)?[\s-]*{MONTH}\.?[,،]?(?:\s+del?\s)?[\s-]*{YEAR}{OF_THE_YEAR}",
    # January 20, 2024
    rf"{MONTH}\.?\s+{DAY}(?:st|nd|rd|th)?,?\s+{YEAR}",
    # 2024-cü il 20 yanvar
    rf"{YEAR}\s?-?\s?c[iuü]\s+il(?:in)?\s+{DAY}\s+{MONTH}",
    # 2024-cü il yanvarın 20-si
    rf"{YEAR}\s?-?\s?c[iuü]\s+il(?:in)?\s+{MONTH}[iuü]n\s+{DAY}(?:-\w{{1,4}})?",
    # 2024年3月5日
    r"(?P<year>\d{4})\s{0,3}年\s?(?P<number>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?[日号]",
    # 20.01.2024
    rf"{DAY}\s?\.\s?(?P<number>\d{{1,2}})\s?\.\s?{YEAR}{OF_THE_YEAR}",
    # 2024-01-20
    r"(?P<year>\d{4})(?P<sign>[-/.])(?P<number>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
    # 20/01/2024 or 01/20/2024
    r"(?P<one>\d{1,2})\s?(?P<sign>[-/])\s?(?P<two>\d{1,2})\s?(?P=sign)\s?(?P<year>\d{4})",
    # 20.I.2024
    rf"{DAY}(?:\s?[./]\s?|\s)(?P<roman>i{{1,3}}|i?v|vi{{1,3}}|i?x|xi{{1,2}})(?:\s?[./]\s?|\s){YEAR}{OF_THE_YEAR}",
    # 20.01.24
    r"\d{1,2}(?P<sign>[-/.])\d{1,2}(?P=sign)(?P<short>\d{2})",
)
PATTERNS = tuple(re.compile(rf"(?<![^\W_])(?<![/.?-]){form}(?![^\W_])(?![/-])") for form in FORMS)
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
# The day in the Islamic calendar, next to that in the Gregorian one; for folded text.
HIJRI = re.compile(
    r"\d{1,2}\s+(?:محرم|صفر|ربيع (?:الاول|الثاني|الاخر)|جماد[يا] (?:الاولي|الاخره|الثانيه)|رجب|شعبان|رمضان|شوال|"
    r"ذ[وي] القعده|ذ[وي] الحجه)\s*[,،]?\s*\d{4}\s*(?:هـ|ه)?(?!\w)"
)
LINKS_OF_HIJRI = re.compile(r"(?:^|(?<=\s))(?:بتاريخ|الموافق(?: لـ?)?)\s*$")
# Two days of a month: 22/23 November 2024, 22-23 November 2024, 22 and 23 November 2024
DAYS_OF_A_MONTH = re.compile(rf"(?<![\d/.–-])\d{{1,2}}\s?(?:[/–-]|\s(?:and|et|y|e|и|və|ve|و)\s)\s?{FORMS[0]}(?!\w)")
# Chinese is written without spaces: what comes before and after may be letters.
CHINESE = re.compile(FORMS[4])
CHINESE_NUMBERS = str.maketrans("〇零一二三四五六七八九", "00123456789")
CHINESE_DATE = re.compile(
    r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]"
)


# “中華民國114年”: years from 1912.
MINGUO = re.compile(r"(?:中[華华])?民[國国]\s?(\d{2,3})年")


def _weekdays() -> dict[str, int]:
    """The folded names of the days of a week, with their numbers from Monday, 0."""
    found: dict[str, int] = {}
    for locale in (*LOCALES, "zh"):
        for width in ("wide", "abbreviated"):
            names = get_day_names(width, "format", locale)
            found |= {fold_loosely(name).rstrip("."): number for number, name in names.items()}
    return found


NUMBER_OF_WEEKDAY = _weekdays()
WEEKDAYS = frozenset({"g", "г", *NUMBER_OF_WEEKDAY})
# Some have two words (“bazar ertəsi”), of which one is another day.
_NAMES_OF_DAYS = "|".join(
    sorted((re.escape(name) for name in NUMBER_OF_WEEKDAY if len(name) > 1), key=len, reverse=True)
)
WEEKDAY_BEFORE = re.compile(rf"(?<!\w)(?P<name>{_NAMES_OF_DAYS})[\s,.،(（]*$")
WEEKDAY_BEHIND = re.compile(rf"[\s,.،(（]*(?P<name>{_NAMES_OF_DAYS})(?!\w)")
NEAR_DATE = 40
PREFIXES = frozenset(fold_loosely(words) for words in DATE_PREFIXES)
NO_PLACE = WEEKDAYS | PREFIXES
LONGEST_PREFIX_FIRST = sorted(PREFIXES, key=len, reverse=True)
# Before a day, or part of the name: “Tbilisi şəhəri”.
BEHIND_PLACE = ("on", "le", "ce", "el", "في", "şəhəri", "şehri", "ş")
BEHIND = re.compile(r"(?:şəhəri|şehri|ş)(?!\w)[. ]*", re.IGNORECASE)
SEPARATORS = " ,،;:|/.–—-()[]（），«»"
HAN = re.compile("[\u3400-\u9fff]")
CONNECTIVES = frozenset("de of la le del the et and və ve и д".split())


@dataclass(frozen=True, slots=True)
class Printed:
    """A date in a line: its place in the text, as printed, and which days it can be.

    No day: there is none such, or the year has two figures (`is_short`). Two days: day and month can be either way.
    `month` is the folded word for the month, or an empty string if it is a number.
    """

    start: int
    end: int
    text: str
    days: tuple[date, ...]
    is_short: bool = False
    month: str = ""


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is a date, and the place before or after it, if any."""

    day: date
    place: str = ""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """The same for a date that may be no day, or two."""

    printed: Printed
    place: str = ""


def dates_in(text: str) -> list[Printed]:
    """Return the dates in one line, in their order. Places are those of `text`."""
    folded = _with_figures(fold_loosely(text))
    found: list[Printed] = []
    for match in _matches(folded):
        if all(match.end() <= other.start or other.end <= match.start() for other in found):
            words = text[match.start() : match.end()].rstrip()
            days = () if "short" in match.re.groupindex else tuple(_days(match))
            end = match.start() + len(words)
            days = _of_weekday(days, folded[: match.start()], folded[end:]) if len(days) > 1 else days
            month = match["month"] if "month" in match.re.groupindex else "月" if "月" in words else ""
            found.append(Printed(match.start(), end, words, days, "short" in match.re.groupindex, month))
    return sorted(found, key=lambda each: each.start)


def _of_weekday(days: tuple[date, ...], before: str, after: str) -> tuple[date, ...]:
    """Of the days that a date can be, the one of the weekday right beside it: “Wednesday, 03/04/2024”; else all."""
    beside = (WEEKDAY_BEFORE.search(before[-NEAR_DATE:]), WEEKDAY_BEHIND.match(after[:NEAR_DATE]))
    named = {NUMBER_OF_WEEKDAY[found["name"]] for found in beside if found}
    kept = tuple(day for day in days if day.weekday() in named)
    return kept if len(named) == 1 == len(kept) else days


def _matches(folded: str) -> Iterator[re.Match[str]]:
    if not any(map(str.isdigit, folded)):
        return
    for pattern in (*PATTERNS, CHINESE):
        yield from pattern.finditer(folded)


def _with_figures(folded: str) -> str:
    """A Chinese date in words becomes one in figures of the same length, so that places stay the same."""
    folded = MINGUO.sub(lambda year: f"{1911 + int(year[1])}".ljust(len(year.group()) - 1) + "年", folded)
    found = CHINESE_DATE.search(folded)
    if not found:
        return folded
    year, month, day = found.groups()
    written = f"{year.translate(CHINESE_NUMBERS)}年{_small(month)}月{_small(day)}日"
    padded = written.replace("月", " " * (len(found.group()) - len(written)) + "月", 1)
    if len(padded) != len(found.group()):
        return folded
    return folded[: found.start()] + padded + folded[found.end() :]


def _small(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return int(words.translate(CHINESE_NUMBERS)) if len(words) == 1 else 0
    return int((tens or "一").translate(CHINESE_NUMBERS)) * 10 + int((ones or "零").translate(CHINESE_NUMBERS))


def find_date_line(text: str) -> PrintedLine | None:
    """Return the date of a line that has only a weekday, a word such as “Date:” and a place next to it; else None."""
    words = plain(text)
    if len(words) > 100:
        return None
    printed = _one_date(words)
    if printed is None:
        return None
    before = _place(words[: printed.start], is_before=True)
    after = _place(words[printed.end :], is_before=False)
    if before is None or after is None or (before and after):
        return None
    return PrintedLine(printed, before or after)


def is_about_days(words: str) -> bool:
    """Whether words are little more than a day of another calendar, two days, or “For release: 5 May 2024”."""
    folded = fold_loosely(words)
    key, colon, rest = words.replace("：", ":").partition(":")
    if colon and len(key) <= 25 and find_date_line(rest):
        return True
    found = HIJRI.search(folded) or DAYS_OF_A_MONTH.search(folded)
    return found is not None and len(folded) - len(found.group()) <= 25


def _one_date(words: str) -> Printed | None:
    """The date in a line, also if it is printed twice: “1 iyul 2024 / 1 July 2024”."""
    found = dates_in(words)
    if not found or any(each.days != found[0].days or (len(found) > 1 and len(each.days) != 1) for each in found):
        return None
    for one, other in pairwise(found):
        if words[one.end : other.start].strip(SEPARATORS):
            return None
    return replace(found[0], end=found[-1].end)


def read_date_line(text: str, *, line: int) -> DateLine | None:
    """Return the day of such a line in English, Azerbaijani or figures, for values that must be one date; else None.

    With dots, the order is day, month, year, as in most of Europe. Otherwise only one order may give a valid date.
    Raises AmbiguousDate, ImpossibleDate and ShortYear, which name `line`.
    """
    found = find_date_line(text)
    if found is None or found.printed.month not in ALONE:
        return None
    printed = found.printed
    if printed.is_short:
        raise ShortYear(text=printed.text, line=line)
    if not printed.days:
        raise ImpossibleDate(text=printed.text, line=line)
    first, *second = printed.days
    if second:
        raise AmbiguousDate(text=printed.text, line=line, first=first, second=second[0])
    return DateLine(first, found.place)


def _place(nearby: str, *, is_before: bool) -> str | None:
    """Return the place in the words next to a date, empty if there are none; None if they are something else."""
    if found := HIJRI.search(fold_loosely(nearby)):
        nearby = LINKS_OF_HIJRI.sub("، ", nearby[: found.start()]) + LINKS_OF_HIJRI.sub("", nearby[found.end() :])
    parts = [part.strip(SEPARATORS) for part in re.split(r"[,،，:：|()（）]|\s[-–—]\s", nearby)]
    kept = [bare for part in parts if (bare := _without_prefix(part))]
    if not kept:
        return ""
    place = ", ".join(kept)
    signs = (",", "،", "，", "|", ":", "：", "–", "—", "-", "(", "（")
    if is_before:
        between = BEHIND.sub("", nearby[nearby.rfind(kept[-1]) + len(kept[-1]) :].lstrip(" .")).rstrip()
        if INITIALS.fullmatch(place):
            place = f"{place}."
        had_prefix = len(kept) == len(parts) == 1 and kept[0] != parts[0]
        # “Deadline: 30 September 2025”
        is_apart = (between.startswith(signs) and not between.startswith((":", "："))) or had_prefix
    else:
        is_apart = nearby.lstrip().startswith((*signs, "于")) and len(place.split()) <= 2
    return place if (is_apart or is_place(place)) and _looks_like_a_place(" ".join(kept).split()) else None


def _without_prefix(part: str) -> str:
    """`Done at New York` without the words that belong to the date; a weekday alone is nothing."""
    folded = fold_loosely(part)
    if folded.rstrip(".") in NO_PLACE or part in ("", "FOR RELEASE"):
        return ""
    if part.startswith("于"):
        return part[1:]
    if is_place(part) and not part[0].islower() and not part.startswith("г."):
        return part
    for prefix in LONGEST_PREFIX_FIRST:
        if folded.startswith(f"{prefix} "):
            return _without_prefix(part[len(prefix) :].strip(SEPARATORS))
    if any(folded.endswith(f" {word}") for word in (*WEEKDAYS, *BEHIND_PLACE)):
        return _without_prefix(part.rsplit(maxsplit=1)[0].strip(SEPARATORS))
    return part


def _looks_like_a_place(words: list[str]) -> bool:
    def is_name(word: str) -> bool:
        return not word[0].islower() or word in CONNECTIVES

    has_case = any(character.isupper() or character.islower() for word in words for character in word)
    if not has_case:
        # Without capitals a name is told from a sentence by its length alone.
        place = " ".join(words)
        is_short = len(words) <= 3 and len(place) <= (6 if HAN.search(place) else 25)
        return (is_place(place) or is_short) and not any(map(str.isdigit, place))
    long_enough = len(words) <= 5 and sum(map(len, words)) <= 40
    return long_enough and all(is_name(word) and not any(map(str.isdigit, word)) for word in words)


def _days(found: re.Match[str]) -> dict[date, None]:
    """The days that a match of one of PATTERNS can be."""
    group = found.groupdict()
    year = int(group["year"])
    if "month" in group:
        candidates = [(MONTHS[group["month"]], int(group["day"]))]
    elif "roman" in group:
        candidates = [(ROMAN.index(group["roman"]) + 1, int(group["day"]))]
    elif "number" in group:
        candidates = [(int(group["number"]), int(group["day"]))]
    else:
        one, two = int(group["one"]), int(group["two"])
        candidates = [(two, one), (one, two)]
    return {day: None for month, number in candidates if (day := _calendar_day(year, month, number))}


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
