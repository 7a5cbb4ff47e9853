"""Read dates as documents print them, in English and Azerbaijani."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pressreleases.intake.errors import AmbiguousDate, ImpossibleDate, ShortYear
from pressreleases.intake.folding import fold_for_reading, plain

ENGLISH = "January February March April May June July August September October November December".split()
AZERBAIJANI = "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr".split()
MONTHS = {
    fold_for_reading(name): number
    for names in (ENGLISH, [name[:3] for name in ENGLISH], AZERBAIJANI)
    for number, name in enumerate(names, start=1)
} | {"sept": 9}

# All for folded text, in which every i has a dot: -cı and -ci are equal, and so are İyun and iyun.
MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
DAY = r"(?P<day>\d{1,2})"
YEAR = r"(?P<year>\d{4})"
OF_THE_YEAR = r"(?:\s?-?\s?c[iuü])?(?:\s+ild?[əi]?n?)?"
FORMS = (
    # 20 January 2024, 20th of January, 2024, 20-Jan-2024, 20 yanvar 2024-cü il
    rf"{DAY}(?:st|nd|rd|th)?(?:\s+of)?[\s-]*{MONTH}\.?,?[\s-]*{YEAR}{OF_THE_YEAR}",
    # January 20, 2024
    rf"{MONTH}\.?\s+{DAY}(?:st|nd|rd|th)?,?\s+{YEAR}",
    # 2024-cü il 20 yanvar
    rf"{YEAR}\s?-?\s?c[iuü]\s+il(?:in)?\s+{DAY}\s+{MONTH}",
    # 2024-cü il yanvarın 20-si
    rf"{YEAR}\s?-?\s?c[iuü]\s+il(?:in)?\s+{MONTH}[iuü]n\s+{DAY}(?:-\w{{1,4}})?",
    # 20.01.2024
    rf"{DAY}\s?\.\s?(?P<number>\d{{1,2}})\s?\.\s?{YEAR}{OF_THE_YEAR}",
    # 2024-01-20
    r"(?P<year>\d{4})(?P<sign>[-/.])(?P<number>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
    # 20/01/2024 or 01/20/2024
    r"(?P<one>\d{1,2})\s?(?P<sign>[-/])\s?(?P<two>\d{1,2})\s?(?P=sign)\s?(?P<year>\d{4})",
    # 20.01.24
    r"\d{1,2}(?P<sign>[-/.])\d{1,2}(?P=sign)(?P<short>\d{2})",
)
PATTERNS = tuple(re.compile(rf"(?<![\w/.-]){form}(?![\w/-])") for form in FORMS)

NO_PLACE = frozenset(
    [
        *fold_for_reading(
            "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun"
        ).split(),
        *fold_for_reading("bazar ertəsi,çərşənbə axşamı,çərşənbə,cümə axşamı,cümə,şənbə,bazar").split(","),
        *("date", "dated", "tarix", "the"),
    ]
)
SEPARATORS = " ,;:|.–—-()[]"


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that is a date, and the place before or after it, if any."""

    day: date
    place: str = ""


def read_date_line(text: str, *, line: int) -> DateLine | None:
    """Return the date of a line that has at most a weekday and a place next to it; else None.

    With dots, the order is day, month, year, as in most of Europe. Otherwise only one order may give a valid date.
    Raises AmbiguousDate, ImpossibleDate and ShortYear, which name `line`.
    """
    words = plain(text)
    if len(words) > 100:
        return None
    folded = fold_for_reading(words)
    found = next(filter(None, (pattern.search(folded) for pattern in PATTERNS)), None)
    if not found:
        return None
    before = _place(words[: found.start()], is_before=True)
    after = _place(words[found.end() :], is_before=False)
    if before is None or after is None or (before and after):
        return None
    return DateLine(_day(found, words[found.start() : found.end()], line), before or after)


def _place(nearby: str, *, is_before: bool) -> str | None:
    """Return the place in the words next to a date, empty if there are none; None if they are something else."""
    parts = [part.strip(SEPARATORS) for part in re.split(r"[,:|]", nearby)]
    kept = [part for part in parts if part and fold_for_reading(part) not in NO_PLACE]
    if not kept:
        return ""
    words = " ".join(kept).split()
    is_apart = (
        nearby.rstrip().endswith((",", "|", ":", "–", "—", "-"))
        if is_before
        else nearby.lstrip().startswith((",", "|", "–", "—"))
    )
    looks_so = len(words) <= 4 and all(word[0].isupper() and not any(map(str.isdigit, word)) for word in words)
    return ", ".join(kept) if is_apart and looks_so else None


def _day(found: re.Match[str], printed: str, line: int) -> date:
    """Return the date of a match of one of PATTERNS."""
    group = found.groupdict()
    if "short" in group:
        raise ShortYear(text=printed, line=line)
    year = int(group["year"])
    if "month" in group:
        candidates = [(MONTHS[group["month"]], int(group["day"]))]
    elif "number" in group:
        candidates = [(int(group["number"]), int(group["day"]))]
    else:
        one, two = int(group["one"]), int(group["two"])
        candidates = [(two, one), (one, two)]
    days = {day: None for month, number in candidates if (day := _calendar_day(year, month, number))}
    if not days:
        raise ImpossibleDate(text=printed, line=line)
    first, *second = days
    if second:
        raise AmbiguousDate(text=printed, line=line, first=first, second=second[0])
    return first


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
