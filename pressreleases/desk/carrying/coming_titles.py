"""What patterns make of the next years: the titles as they will be, or why one cannot be written."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pressreleases.desk.carrying.patterns import PatternNotUnderstood, read
from pressreleases.models import Anniversary
from pressreleases.ordinals import UnknownOrdinal
from pressreleases.vocabulary.observing import Observing

YEARS = 10


@dataclass(frozen=True)
class Titled:
    """One year's title; `problem` in its place where no ordinal is known for it."""

    year: int
    years: int
    title: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Titles:
    """The titles that a pattern makes in `language`; none where it is not understood, and `problem` says why."""

    language: str
    rows: list[Titled] = field(default_factory=list)
    problem: str = ""


def coming_titles(
    rows: Iterable[tuple[str, str, str]], event_on: dt.date, today: dt.date, observing: Observing | None = None
) -> list[Titles]:
    """For each `(language, name, pattern)`, the titles of ten years, from that of the next observance on.

    Without a day to come, or with no `observing`, it is the year of `today`, or the first after the event.
    """
    day = next(observing.from_day(today), None) if observing else None
    first = day.year if day else max(today.year, event_on.year + 1)
    years = range(first, min(first + YEARS, dt.MAXYEAR + 1))
    return [_titles(*row, event_on, years) for row in rows if row[2].strip()]


def _titles(language: str, name: str, pattern: str, event_on: dt.date, years: range) -> Titles:
    try:
        found = read(pattern, language)
    except PatternNotUnderstood as refused:
        return Titles(language, problem=str(refused))
    event = Anniversary(event_first_on=event_on)
    rows = []
    for year in years:
        count = event.years_on(dt.date(year, 1, 1))
        try:
            rows.append(Titled(year, count, found.title(count, year, name)))
        except UnknownOrdinal:
            rows.append(Titled(year, count, problem=_("The site cannot write this number as an ordinal.")))
    return Titles(language, rows)
