"""Find dates of the observance in a text, and write the date of the new year in the same form.

Only a whole date that is the day of the observance changes. Everything else that names its year gets a note.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache

from babel import dates as cldr_dates

from pressreleases.anniversaries.carry_forward.edits import Change, Look, Piece, Spans, Step
from pressreleases.language.languages import cldr
from pressreleases.models.observance import Reason
from pressreleases.ordinals import ordinal
from pressreleases.ordinals.finding import fold_for_ordinals

_NEXT_TO = re.compile(r"[\s,(]{1,3}")
# The Azerbaijani ending of a year depends on its last number: 2024-cü, 2025-ci.
_YEAR_ENDING = re.compile(r"\s?-?\s?(?P<ending>c[iuıü])\b", re.IGNORECASE)
_READ = ("en", "az")


def dates(text: str, step: Step) -> Iterator[Piece]:
    """Each place in `text` that names the year of the old observance, or a year up to that of the new one."""
    taken = Spans()
    for found in [*_in_figures_and_words(text, step), *_by_cldr(text, step)]:
        parts = list(found)
        start, end = parts[0].start, max(part.end for part in parts)
        if not taken.touch(start, end):
            taken.add(start, end)
            yield from parts
    for year in re.finditer(r"(?<!\d)(?<!\d[.,])\d{4}(?!\d)(?![.,]\d)", text):
        if step.old_on.year <= int(year[0]) <= step.new_on.year and not taken.hold(*year.span()):
            yield Look(year.start(), year.end(), Reason.YEAR)


def days(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where days of a month are, with or without a year: `20 January`, `yanvarın 20-də`. These are not counts."""
    yield from (found.span() for found in _days(language).finditer(fold_for_ordinals(text)))


@cache
def _days(language: str) -> re.Pattern[str]:
    names = {fold_for_ordinals(name) for form in ("format", "stand-alone") for name in _months(language, form).values()}
    month = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    day = r"\d{1,2}(?:st|nd|rd|th|er|º)?"
    range_of_days = rf"(?:{day}\s?[-–]\s?)?{day}"
    return re.compile(rf"{range_of_days}[\s-]*(?:of\s+|de\s+)?(?:{month})|(?:{month})\w{{0,3}}\s+{range_of_days}")


def _in_figures_and_words(text: str, step: Step) -> Iterator[list[Piece]]:
    """Dates as intake reads them. `20.01.2024` is read as day, month, year in every language."""
    from pressreleases.intake.dates import MONTHS, PATTERNS  # noqa: PLC0415 - slow to load, at each start of a process

    folded = fold_for_ordinals(text)
    patterns = PATTERNS if step.language in _READ else [each for each in PATTERNS if "month>" not in each.pattern]
    for pattern in patterns:
        for found in pattern.finditer(folded):
            if _is(found, step.old_on, MONTHS):
                yield _carried(text, folded, found, step)


def _is(found: re.Match[str], day: dt.date, months: Mapping[str, int]) -> bool:
    """Whether what was found is certainly `day`."""
    group = found.groupdict()
    if "short" in group or int(group["year"]) != day.year:
        return False
    if "month" in group:
        return (months[group["month"]], int(group["day"])) == (day.month, day.day)
    if "number" in group:
        return (int(group["number"]), int(group["day"])) == (day.month, day.day)
    one, two = int(group["one"]), int(group["two"])
    return max(one, two) > 12 and {one, two} == {day.day, day.month}


def _carried(text: str, folded: str, found: re.Match[str], step: Step) -> list[Piece]:
    """The date with the parts changed that differ; a note if its form is not known."""
    moved = (step.old_on.month, step.old_on.day) != (step.new_on.month, step.new_on.day)
    parts = found.re.groupindex
    if moved and ("month" not in parts or not _is_plain(text, found, step)):
        return [Look(found.start(), found.end(), Reason.DATE_UNKNOWN)]
    words = text[found.start() : found.end()]
    places = [(found.span("year"), str(step.new_on.year))]
    if moved:
        places += [(found.span("day"), str(step.new_on.day)), (found.span("month"), _month_like(text, found, step))]
    ending = _YEAR_ENDING.match(text, found.end("year")) if step.language == "az" else None
    if ending:
        places.append((ending.span("ending"), _ending_like(ending["ending"], step.new_on.year)))
    for (start, end), new in sorted(places, reverse=True):
        words = words[: start - found.start()] + new + words[end - found.start() :]
    return [Change(found.start(), found.end(), words, Reason.DATE), *_weekdays(text, folded, found, step)]


def _is_plain(text: str, found: re.Match[str], step: Step) -> bool:
    """Whether day and month are a plain number and the full name of the month, which can be replaced."""
    start, end = found.span("month")
    whole = fold_for_ordinals(_months(step.language)[step.old_on.month])
    day_end = found.end("day")
    return (
        fold_for_ordinals(text[start:end]) == whole
        and not text[end : end + 1].isalpha()
        and text[day_end : day_end + 1] == " "
    )


def _month_like(text: str, found: re.Match[str], step: Step) -> str:
    old, new = text[slice(*found.span("month"))], _months(step.language)[step.new_on.month]
    return new.upper() if old.isupper() else new.capitalize() if old[0].isupper() else new


def _ending_like(ending: str, year: int) -> str:
    within = year % 100
    new = ordinal(within, "az", "figures").partition("-")[2] if within else "cü" if year % 1000 else "ci"
    return new.replace("i", "İ").upper() if ending.isupper() else new


def _weekdays(text: str, folded: str, found: re.Match[str], step: Step) -> Iterator[Piece]:
    """The weekday next to the date, if it was the right one. It is changed in English, and noted in other languages."""
    names = cldr_dates.get_day_names("wide", "format", cldr(step.language))
    old, new = names[step.old_on.weekday()], names[step.new_on.weekday()]
    name = fold_for_ordinals(old)
    if old == new:
        return
    # Up to three characters may be between; one more shows whether the name ends there.
    near = len(name) + 4
    weekday = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    for place in weekday.finditer(folded, max(0, found.start() - near), found.end() + near):
        between = (
            text[place.end() : found.start()] if place.end() <= found.start() else text[found.end() : place.start()]
        )
        if _NEXT_TO.fullmatch(between):
            words = text[place.start() : place.end()]
            known = step.language == "en" and words == old
            yield Change(*place.span(), new, Reason.WEEKDAY) if known else Look(*place.span(), Reason.WEEKDAY)


def _by_cldr(text: str, step: Step) -> Iterator[list[Piece]]:
    """In the languages that intake does not read: the full date exactly as CLDR writes it."""
    if step.language in _READ:
        return
    locale = cldr(step.language)
    old, new = (cldr_dates.format_date(day, "long", locale=locale) for day in (step.old_on, step.new_on))
    # The ending of the Russian form is often written out, or left out.
    old, new = (re.sub(r"\s+г\.$", "", words) for words in (old, new))
    for found in re.finditer(rf"(?<!\d){_spaced(old)}(?!\d)", fold_for_ordinals(text)):
        behind = text[found.end() : found.end() + 1]
        if behind in ("'", "’"):
            yield [Look(*found.span(), Reason.DATE_UNKNOWN)]
        else:
            yield [Change(*found.span(), new, Reason.DATE)]


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, fold_for_ordinals(words).split()))


@cache
def _months(language: str, form: str = "format") -> dict[int, str]:
    return dict(cldr_dates.get_month_names("wide", form, cldr(language)))  # type: ignore[arg-type]  # of a literal
