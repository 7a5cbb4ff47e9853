"""Read an embargo: the line that says so, and until when, as an instant with its zone or as a day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from pressreleases.intake.dates import dates_in, zone_within
from pressreleases.intake.document import Embargo
from pressreleases.intake.folding import fold_for_reading, fold_loosely, letters, plain
from pressreleases.intake.lines import Block, Line
from pressreleases.intake.vocabulary import EMBARGO, EMBARGO_WITHIN

LONGEST = 240
AROUND = ' *_-–—([【（«"“'
PUBLISHED = re.compile(
    r"publish|publi[eé]|publica|publication|release|to be used|for use|diffus|difund|публик|опублик|распростран|"
    r"yay[ıi][mnl]|dərc|нельзя|نشر|发布|發布|报道|刊发|刊登|发表|公布"
)
ALONE = frozenset(
    letters(words)
    for words in (
        "embargo|embargoed|strictly embargoed|under embargo|not for publication|not for release|embarqo|"
        "embarqo altında|embarqo altındadır|sous embargo|bajo embargo|эмбарго|под эмбарго|حظر النشر|禁发|禁止发布|"
        "ambargo|ambargolu|ambargoludur"
    ).split("|")
)
BEGINNINGS = re.compile("(?:" + "|".join(re.escape(words) for words in sorted(EMBARGO, key=len, reverse=True)) + ")")
UNTIL = re.compile(
    r"\b(?:until|till|before|qədər|əvvəl|jusqu|avant|hasta|antes|до|ранее|حتى|قبل|kadar|önce|delivery|çıxış|nadək)\b|[-'’]?(?:dək|dek)\b|之前|前|至|直到|解禁"
)
# 9:30 A.M., 11:00, 10h00, 18.00, 10 o'clock; for folded text.
TIMES = (
    re.compile(
        r"(?<![\d.:/])(?P<hour>\d{1,2})\s?[:.h]\s?(?P<minute>\d{2})(?:\s?:\s?\d{2})?(?![\d/])\s*(?P<half>[ap]\.?\s?m\.?(?!\w))?"
    ),
    re.compile(r"(?<![\d.:/])(?P<hour>\d{1,2})(?P<minute>)\s*(?P<half>[ap]\.?\s?m\.?(?!\w))"),
    re.compile(
        r"(?<![\d.:/+-])(?P<hour>\d{1,2})(?P<minute>)(?P<half>)\s?(?:h(?!\w)|heures?|horas|o'clock|часов|час|ч\.|点|時|时)"
    ),
    re.compile(r"(?:الساعه|saat|saat:|а las|a las|à)\s*(?P<hour>\d{1,2})(?P<minute>)(?P<half>)(?![\d:.])"),
    re.compile(r"(?<![\d.:/+-])(?P<hour>\d{1,2})(?P<minute>)(?P<half>)\s+noon"),
    # 0001 GMT, 0930 hrs
    re.compile(
        r"(?<![\d.:/+-])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<half>)\s?"
        r"(?:h|hrs|hours|z|gmt|utc|ce?s?t|e[sd]?t|bst|msk|мск)(?!\w)"
    ),
)
CHINESE_TIME = re.compile(
    r"(?P<half>上午|下午|中午|凌晨|晚上|早上)?\s?(?P<hour>\d{1,2})\s?[:：时点]\s?(?P<minute>\d{2})?"
)
NOON = re.compile(r"\bnoon\b|\bmidday\b|\bmidi\b|\bmediodía\b|\bполдень\b|\bполудня\b|\bgünorta\b|ظهرا|正午")
MIDNIGHT = re.compile(
    r"\bmidnight\b|\bminuit\b|\bmedianoche\b|\bполночь\b|\bgecə yarısı\b|\bgece yarısı\b|منتصف الليل|午夜"
)
# Folded. With one of these and no figures, an hour is printed in words.
HOUR_IN_WORDS = re.compile(
    r"o'clock|\bhour|\bmorning\b|\bafternoon\b|\bevening\b|\bheures?\b|\bmatin\b|\bsoir\b|\baprès-midi\b|\bhoras?\b|"
    r"\bmañana\b|\btarde\b|\bnoche\b|\bчас|\bутра\b|\bутром\b|\bдня\b|\bвечера\b|\bsaat|\bsəhər|\baxşam|\bsabah|"
    r"\bakşam|\böğle|الساعه|الساعة|صباح|مساء|[上下]午|凌晨|早上|晚上|[点點時时半]"
)
OFFSET = re.compile(
    r"\b(?:gmt|utc)\s?(?P<sign>[+−–-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?|(?<=\d\s)(?P<sign2>[+−-])(?P<hours2>\d{2}):?(?P<minutes2>\d{2})\b"
)
# Letters for zones: an offset in hours, or the name of a zone whose clocks change.
ABBREVIATIONS: dict[str, float | str] = {
    "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "pst": -8, "pdt": -7, "cet": 1, "cest": 2, "bst": 1,
    "eet": 2, "eest": 3, "msk": 3, "мск": 3, "azt": 4, "tsi": 3, "trt": 3,
    "et": "America/New_York", "eastern time": "America/New_York", "eastern": "America/New_York",
    "hora del este": "America/New_York", "heure de l'est": "America/New_York",
    "московскому времени": "Europe/Moscow", "московское время": "Europe/Moscow", "время московское": "Europe/Moscow",
    "по москве": "Europe/Moscow", "по мск": "Europe/Moscow",
    "bakı vaxtı": "Asia/Baku", "по бакинскому": "Asia/Baku", "по женевскому": "Europe/Zurich",
    "по нью-йоркскому": "America/New_York",
    "женевы": "Europe/Zurich", "москвы": "Europe/Moscow", "вены": "Europe/Vienna", "гааги": "Europe/Amsterdam",
    "по парижскому": "Europe/Paris", "по венскому": "Europe/Vienna", "по лондонскому": "Europe/London",
    "по гринвичу": 0, "по центральноевропейскому": "Europe/Paris", "восточному времени": "America/New_York",
    "türkiye saat": 3, "heure de paris": "Europe/Paris", "بتوقيت غرينتش": 0, "格林尼治": 0,
    "美国东部": "America/New_York", "北京时间": "Asia/Shanghai",
}  # fmt: skip
STANDARD_IN_SUMMER = {
    "est": "America/New_York",
    "cst": "America/Chicago",
    "pst": "America/Los_Angeles",
    "cet": "Europe/Paris",
}


@dataclass(frozen=True, slots=True)
class Read:
    """An embargo. `lacks_zone`: its hour has no zone that is used that day; `misfit`: the letters of another zone.

    `lacks_hour`: it names an hour, or by which clock, in words that were not read.
    """

    embargo: Embargo
    lacks_zone: bool = False
    misfit: str = ""
    lacks_hour: bool = False


def says_embargo(text: str) -> bool:
    """Whether a line is an embargo: it begins like one and has a date or “until”, or is only that word."""
    words = plain(text)
    if not words or len(words) > LONGEST:
        return False
    folded = fold_loosely(words.strip(AROUND))
    if letters(words) in ALONE:
        return True
    has_date = bool(dates_in(words))
    if folded.startswith("请于") and not PUBLISHED.search(folded):
        # “请于3月12日前登记”: a day to register.
        return False
    if BEGINNINGS.match(folded):
        return has_date or bool(UNTIL.search(folded)) or folded.startswith(("embargoed", "strictly embargoed"))
    # “The embargo on … until 2024.” is a sentence of a text.
    is_sentence = words.endswith(".") and "embargo" in folded
    within = not is_sentence and any(part in folded for part in EMBARGO_WITHIN)
    return has_date and within and len(words) <= 120 and bool(UNTIL.search(folded))


def in_one_line(blocks: list[Block]) -> list[Block]:
    """The blocks with each embargo that is printed on two lines in one: “EMBARGOED UNTIL”, and the day under it."""
    return [replace(block, lines=_in_one_line(block.lines)) for block in blocks]


def _in_one_line(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    kept: list[Line] = []
    for line in lines:
        if kept and _lacks_day(kept[-1].text) and len(line.text) <= 80 and len(dates_in(plain(line.text))) == 1:
            text = f"{kept[-1].text.strip(AROUND)} {line.text}"
            kept[-1] = replace(kept[-1], text=text, rich=text)
        else:
            kept.append(line)
    return tuple(kept)


def _lacks_day(text: str) -> bool:
    """Whether a line is an embargo that goes on in the next one."""
    words = plain(text)
    folded = fold_loosely(words.strip(AROUND))
    begins = bool(BEGINNINGS.match(folded)) and len(words) <= LONGEST and not dates_in(words)
    ends_open = bool(re.search(r"(?:until|till|before|on|at|jusqu['’]au|hasta(?: el)?|до|حتى|,|:)$", folded))
    return begins and (ends_open or bool(_time(words)))


FROM = re.compile(
    r"(?<!\w)(?:from|after|as of|not before|only|a partir|a compter|à partir|à compter|des le|dès le|desde|"
    r"a partir del?|despues|después|с|после|sonra|itibaren|etibarən|بعد|اعتبارا|ابتداء)(?!\w)|(?:起|后|以后|之后)|"
    r"dan sonra|dən sonra"
)


# “Not to be shown to the public before …”
NOT = re.compile(r"(?<!\w)(?:not|no|ne|pas|не|нельзя|deyil|olmaz|لا|غير|عدم)(?!\w)|\w(?:mama|məmə|meme)|[不勿禁]")


def says_from_when(text: str) -> bool:
    """Whether a short line may say from which day on something may be published, in words that no table has."""
    folded = fold_loosely(plain(text))
    if len(folded) > LONGEST_OF_PERMISSION or says_embargo(text) or not any(map(str.isdigit, folded)):
        return False
    says_when = FROM.search(folded) or (UNTIL.search(folded) and NOT.search(folded))
    return bool(PUBLISHED.search(folded) and says_when) and (bool(dates_in(text)) or _time(text) is not None)


def may_say_from_when(text: str) -> bool:
    """Whether a short line that is in no head may be an embargo: “For release: 10 May 2025”, “Blocked until …”."""
    folded = fold_loosely(plain(text))
    if says_from_when(text) or seems_embargo(text):
        return True
    if len(folded) > LONGEST_OF_PERMISSION or says_embargo(text) or not dates_in(plain(text)):
        return False
    # “Results will be published on 5 May.” is a sentence of a text.
    most = len("publication") if folded.endswith((".", "。")) else MOST_OF_BEGINNING
    return bool(PUBLISHED.search(folded[:most]) or (UNTIL.search(folded) and has_deadline(text)))


MOST_OF_BEGINNING = 24
LONGEST_OF_PERMISSION = 120


def seems_embargo(text: str) -> bool:
    """Whether a short line names an embargo and yet is none that `says_embargo` knows."""
    folded = fold_for_reading(plain(text))
    words = ("embargo", "embarqo", "эмбарго", "ambargo", "حظر النشر", "禁发")
    if len(folded) > 120 or says_embargo(text):
        return False
    is_within = any(part in fold_loosely(folded) for part in EMBARGO_WITHIN) and _time(text) is not None
    return is_within or any(folded.startswith(word) for word in words)


def has_deadline(text: str) -> bool:
    """Whether a short line has an hour and a day, which no title has: an embargo, or when something is."""
    words = plain(text)
    dates = dates_in(words) if len(words) <= 160 else []
    if len(dates) != 1:
        return False
    return _time(f"{words[: dates[0].start]} | {words[dates[0].end :]}") is not None


def read_embargo(text: str, by: dt.tzinfo | None = None) -> Read:
    """Return the instant or the day that an embargo line names. `by` is the clock of an hour without one."""
    words = plain(text)
    printed = words.strip("*[]【】 ")
    dates = dates_in(words)
    if len(dates) != 1 or len(dates[0].days) != 1:
        return Read(Embargo(printed))
    day = dates[0].days[0]
    rest = f"{words[: dates[0].start]} | {words[dates[0].end :]}"
    times = _times(rest)
    if len(times) > 1:
        return _agreed(rest, times, Embargo(printed, day=day))
    time = _time(rest)
    if time is None:
        # Figures that are no hour known here may be one.
        has_figures = any(map(str.isdigit, rest))
        return Read(Embargo(printed, day=day), lacks_zone=has_figures, lacks_hour=_has_hour_in_words(rest))
    zone, misfit = _zone(rest, dt.datetime.combine(day, time))
    zone = zone or by
    if zone is None:
        return Read(Embargo(printed, day=day), lacks_zone=True, misfit=misfit)
    return Read(Embargo(printed, at=dt.datetime.combine(day, time, tzinfo=zone), day=day))


def _has_hour_in_words(text: str) -> bool:
    folded = fold_loosely(text).replace("’", "'")
    by_no_clock = dt.datetime(2000, 1, 1)  # noqa: DTZ001
    return bool(HOUR_IN_WORDS.search(folded)) or _zone(text, by_no_clock) != (None, "")


def an_embargo(text: str) -> Embargo | None:
    """The embargo of an answer: a day, or an instant with its offset such as `2024-01-20T10:00-05:00`; else None."""
    try:
        at = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if len(text.strip()) == len("2024-01-20"):
        return Embargo(text.strip(), day=at.date())
    return Embargo(text.strip(), at=at, day=at.date()) if at.tzinfo else None


def _time(text: str) -> dt.time | None:
    # What an offset has in figures is no hour.
    folded = OFFSET.sub(" ", fold_loosely(text).replace("’", "'"))
    for pattern in (*TIMES, CHINESE_TIME):
        if found := pattern.search(folded):
            return _of_day(found)
    if NOON.search(folded):
        return dt.time(12)
    return dt.time(0) if MIDNIGHT.search(folded) else None


def _times(text: str) -> list[re.Match[str]]:
    """The hours in a line, in their order: it may say the same one by two clocks."""
    folded = OFFSET.sub(lambda found: " " * len(found.group()), fold_loosely(text).replace("’", "'"))
    kept: list[re.Match[str]] = []
    for pattern in (*TIMES, CHINESE_TIME):
        for found in pattern.finditer(folded):
            if all(found.end() <= other.start() or other.end() <= found.start() for other in kept):
                kept.append(found)
    return sorted(kept, key=re.Match.start)


def _agreed(text: str, times: list[re.Match[str]], embargo: Embargo) -> Read:
    """The instant that all hours of the line name, each by the clock printed after it; else a question."""
    instants: list[dt.datetime] = []
    for found, following in zip(times, [*times[1:], None], strict=True):
        time = _of_day(found)
        local = dt.datetime.combine(embargo.day or dt.date.min, time) if time else None
        zone = _zone(text[found.start() : following.start() if following else None], local)[0] if local else None
        if local is None or zone is None:
            return Read(embargo, lacks_zone=True)
        instants.append(local.replace(tzinfo=zone))
    if len(set(instants)) > 1:
        return Read(embargo, lacks_zone=True)
    return Read(replace(embargo, at=instants[0]))


def _of_day(found: re.Match[str]) -> dt.time | None:
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), letters(found["half"] or "")
    if half in ("pm", "下午", "晚上") and hour < 12:
        hour += 12
    elif half in ("am", "凌晨") and hour == 12:
        hour = 0
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def _zone(text: str, local: dt.datetime) -> tuple[dt.tzinfo | None, str]:
    """The zone that the words name; or none, and the letters that do not fit that day, if that is why."""
    folded = fold_loosely(text)
    if found := OFFSET.search(folded):
        sign, hours, minutes = (found[name] or found[f"{name}2"] for name in ("sign", "hours", "minutes"))
        offset = dt.timedelta(hours=int(hours), minutes=int(minutes or 0))
        return (dt.timezone(offset if sign == "+" else -offset), "") if offset < dt.timedelta(hours=15) else (None, "")
    if city := zone_within(text):
        return ZoneInfo(city), ""
    for short, meant in sorted(ABBREVIATIONS.items(), key=lambda pair: -len(pair[0])):
        if not re.search(rf"(?<!\w){re.escape(fold_loosely(short))}", folded):
            continue
        if len(short) <= 4 and not re.search(rf"(?<!\w){re.escape(fold_loosely(short))}(?!\w)", folded):
            continue
        if isinstance(meant, str):
            return ZoneInfo(meant), ""
        zone = dt.timezone(dt.timedelta(hours=meant))
        summer = STANDARD_IN_SUMMER.get(short)
        if summer and local.replace(tzinfo=ZoneInfo(summer)).utcoffset() != zone.utcoffset(None):
            return None, short.upper()
        return zone, ""
    return None, ""


def has_hour_without_zone(text: str) -> bool:
    """Whether words name an hour, and no clock by which it is."""
    rest = plain(text)
    for date in reversed(dates_in(rest)):
        rest = f"{rest[: date.start]} | {rest[date.end :]}"
    return _time(rest) is not None and _zone(rest, dt.datetime(2000, 1, 1)) == (None, "")  # noqa: DTZ001  by no clock
