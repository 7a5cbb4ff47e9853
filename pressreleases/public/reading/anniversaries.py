"""Anniversaries as readers see them: names, the next observance, and over the years with their releases and gaps."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from pressreleases.language.languages import direction, language_codes, own_name
from pressreleases.models import Anniversary, AnniversaryName, Edition, EditionQuerySet
from pressreleases.models.anniversary_rules import FIRST_YEAR, NEAR, Observing
from pressreleases.models.rules_in_words import rule_in_words, years_in_words


@dataclass(frozen=True)
class Observance:
    """An anniversary under its name and slug in one language, and when it is next observed (None: no day is known)."""

    anniversary: Anniversary
    name: str
    slug: str
    next_on: dt.date | None

    @property
    def years(self) -> int:
        """Years between the event and the next observance."""
        return self.anniversary.years_on(self.next_on) if self.next_on else 0

    @property
    def is_round(self) -> bool:
        return self.anniversary.is_round(self.years)


@dataclass(frozen=True)
class Name:
    """What it is called in a language, and where its page in that language is."""

    language: str
    name: str
    slug: str

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def language_name(self) -> str:
        return own_name(self.language)


@dataclass(frozen=True)
class NamedAnniversary:
    """One anniversary with its names in the languages of the site, by their code."""

    observance: Observance
    names: dict[str, Name]

    @property
    def others(self) -> list[Name]:
        """Its names in the other languages."""
        own = self.observance.slug, self.observance.name
        return [row for row in self.names.values() if (row.slug, row.name) != own]

    def rule(self, language: str) -> str:
        return rule_in_words(self.observance.anniversary.observing, language)

    def years_of_observance(self, language: str) -> str:
        """Only where staff said from which year or until which."""
        anniversary = self.observance.anniversary
        observing = anniversary.observing
        first = observing.first_year if anniversary.from_year else FIRST_YEAR
        return years_in_words(
            type(observing)(observing.rule, first_year=first, last_year=observing.last_year), language
        )


def of_language(language: str, today: dt.date) -> list[Observance]:
    """Shown anniversaries that have a name in `language`: by their next day, then those without one; two queries."""
    found = [Observance(row, row.name, row.slug, row.next_on(today)) for row in rows_of(language)]
    return sorted(found, key=lambda one: (one.next_on is None, one.next_on or dt.date.max, one.name))


def rows_of(language: str) -> "QuerySet[Any]":
    """Shown anniversaries with their `name` and `slug` in `language` and their dates."""
    name = AnniversaryName.objects.filter(anniversary=OuterRef("pk"), language=language)
    return (
        Anniversary.objects.shown()
        .filter(names__language=language)
        .annotate(name=Subquery(name.values("name")), slug=Subquery(name.values("slug")))
        .prefetch_related("dates")
    )


def at_address(language: str, slug: str, today: dt.date) -> NamedAnniversary | None:
    """The shown anniversary at this address; two queries."""
    names = AnniversaryName.objects.filter(anniversary=OuterRef("pk"))
    row: Any = (
        Anniversary.objects.shown()
        .filter(names__language=language, names__slug=slug)
        .annotate(
            name=F("names__name"),
            all_names=ArraySubquery(names.values_list(JSONObject(language="language", name="name", slug="slug"))),
        )
        .prefetch_related("dates")
        .first()
    )
    if row is None:
        return None
    by_language = {name["language"]: Name(**name) for name in row.all_names}
    names_here = {code: by_language[code] for code in language_codes() if code in by_language}
    return NamedAnniversary(Observance(row, row.name, slug, row.next_on(today)), names_here)


YEARS_AHEAD = 10


def of_their_years(editions: EditionQuerySet) -> EditionQuerySet:
    """With the year whose observance staff, or the drafting, gave the release to; None where nobody did."""
    return editions.annotate(observed_year=F("release__observance__year"))


def _year_of(edition: Any, observing: Observing) -> int:
    """That year, else the one of the observance nearest to the date of issue."""
    year: int = edition.observed_year or observing.year_of(edition.issued_on)
    return year


@dataclass(frozen=True)
class Year:
    """A year of an anniversary with its releases, or a run of years without one, from `first` to `year`."""

    year: int
    first: int
    years: int = 0
    is_round: bool = False
    releases: tuple[Edition, ...] = ()
    # The year before it that has a release too, to compare its wording with; None if there is none.
    before: int | None = None


def years_of(anniversary: Anniversary, editions: Iterable[Edition], today: dt.date) -> list[Year]:
    """The newest first, from the last observance that has been, or has a release, to the first with a release."""
    observing = anniversary.observing
    by_year: dict[int, list[Edition]] = {}
    for edition in editions:
        by_year.setdefault(_year_of(edition, observing), []).append(edition)
    if not by_year:
        return []
    begun = observing.on(today.year)
    newest = today.year if begun and begun <= today else today.year - 1
    newest = max(by_year) if not anniversary.goes_on else max(newest, *by_year)
    years = [year for year in range(newest, min(by_year) - 1, -1) if year in by_year or observing.on(year)]
    rows = []
    for there, found in groupby(years, key=lambda year: year in by_year):
        run = list(found)
        rows += [_with_releases(anniversary, year, by_year) for year in run] if there else [Year(run[0], run[-1])]
    return rows


def _with_releases(anniversary: Anniversary, year: int, by_year: dict[int, list[Edition]]) -> Year:
    years = anniversary.years_on(dt.date(year, 1, 1))
    before = max((other for other in by_year if other < year), default=None)
    return Year(year, year, years, anniversary.is_round(years), tuple(by_year[year]), before)


def by_year(anniversary: Anniversary, editions: Iterable[Edition]) -> dict[int, Edition]:
    """The release of each year; if there are several, the one nearest to the day itself."""
    observing = anniversary.observing
    found: dict[int, Edition] = {}
    for edition in editions:
        year = _year_of(edition, observing)
        on, other = observing.on(year) or edition.issued_on, found.get(year)
        if other is None or abs(edition.issued_on - on) < abs(other.issued_on - on):
            found[year] = edition
    return found


@dataclass(frozen=True)
class Day:
    """An observance in a year's calendar. `release` is the live one of that year, the newest if there are several."""

    on: dt.date
    observance: Observance
    years: int
    is_round: bool
    is_past: bool
    release: Edition | None


@dataclass(frozen=True)
class YearsCalendar:
    """The observances of a year by month.

    `choice` are years to leaf to, those with releases, this one and the two after; `first` is the first that there is.
    """

    year: int
    first: int
    days: list[Day] = field(default_factory=list)
    choice: list[int] = field(default_factory=list)
    coming: list[Observance] = field(default_factory=list)
    others: list[Observance] = field(default_factory=list)

    @property
    def months(self) -> list[tuple[dt.date, list[Day]]]:
        """The observances under the first day of their month."""
        return [(month, list(found)) for month, found in groupby(self.days, key=lambda day: day.on.replace(day=1))]


def calendar(language: str, year: int, today: dt.date) -> YearsCalendar:
    """The shown anniversaries of `year` in `language`, what comes next, and those without a day to come; three queries.

    What does not go on has days in years with a release of it only.
    """
    of_any = Edition.objects.live().in_language(language).filter(anniversary__isnull=False).order_by()
    rows = list(rows_of(language).annotate(release_years=ArraySubquery(of_any.values("year").distinct())))
    releases = _releases(language, year, rows)
    days = [
        day
        for row in rows
        if (on := row.observed_on(year)) and (row.goes_on or row.pk in releases)
        for day in [_day(Observance(row, row.name, row.slug, None), on, today, releases.get(row.pk))]
    ]
    observances = [Observance(row, row.name, row.slug, row.next_on(today)) for row in rows]
    known = {*(rows[0].release_years if rows else ()), today.year, today.year + 1, today.year + 2}
    return YearsCalendar(
        year,
        min(known),
        sorted(days, key=lambda day: (day.on, day.observance.name)),
        sorted(known | {year}, reverse=True),
        sorted(
            (one for one in observances if one.next_on),
            key=lambda one: (one.next_on or dt.date.max, one.name),
        ),
        sorted((one for one in observances if not one.next_on), key=lambda one: one.name),
    )


def reaches(shown: YearsCalendar, today: dt.date) -> bool:
    """Whether the calendar of that year has an address: from the first year with a release to some years ahead."""
    return shown.first <= shown.year <= today.year + YEARS_AHEAD


def languages_that_reach(year: int, today: dt.date) -> set[str]:
    """The languages whose calendar of a year before `today` has an address; one query for years that have passed."""
    if year >= today.year:
        return set(language_codes())
    named = Anniversary.objects.shown().filter(names__language=OuterRef("language"))
    written = Edition.objects.live().filter(anniversary__isnull=False, year__lte=year)
    return set(written.filter(Exists(named)).order_by().values_list("language", flat=True).distinct())


def _releases(language: str, year: int, rows: list[Any]) -> dict[int, Edition]:
    """The newest live release of each anniversary that is about `year`."""
    rules = {row.pk: row.observing for row in rows}
    near = dt.date(year, 1, 1) - NEAR, dt.date(year, 12, 31) + NEAR
    of_the_year = Q(issued_on__range=near) | Q(release__observance__year=year)
    found = of_their_years(Edition.objects.live().in_language(language).filter(of_the_year, anniversary__in=rules))
    shown = ("release_id", "language", "year", "slug", "title", "issued_on", "anniversary_id", "redacted_at")
    return {
        edition.anniversary_id: edition
        for edition in found.only(*shown).order_by("issued_on", "release_id")
        if edition.anniversary_id and _year_of(edition, rules[edition.anniversary_id]) == year
    }


def _day(observance: Observance, on: dt.date, today: dt.date, release: Edition | None) -> Day:
    years = observance.anniversary.years_on(on)
    return Day(on, observance, years, observance.anniversary.is_round(years), on < today, release)
