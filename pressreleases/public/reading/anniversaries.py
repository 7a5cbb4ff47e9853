"""Anniversaries as readers see them: names and addresses, the next observance, the number of years."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from pressreleases.language.languages import direction, language_codes, own_name
from pressreleases.models import Anniversary, AnniversaryName
from pressreleases.models.anniversary_rules import FIRST_YEAR
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
