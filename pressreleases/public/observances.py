"""Anniversaries as readers meet them: their name in a language, the next day of observance, the years by then."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from pressreleases.models import Anniversary, AnniversaryName


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


def of_language(language: str, today: dt.date) -> list[Observance]:
    """Shown anniversaries that have a name in `language`: by their next day, then those without one; two queries."""
    name = AnniversaryName.objects.filter(anniversary=OuterRef("pk"), language=language)
    rows: QuerySet[Any] = (
        Anniversary.objects.shown()
        .filter(names__language=language)
        .annotate(name=Subquery(name.values("name")), slug=Subquery(name.values("slug")))
        .prefetch_related("dates")
    )
    found = [Observance(row, row.name, row.slug, row.next_on(today)) for row in rows]
    return sorted(found, key=lambda one: (one.next_on is None, one.next_on or dt.date.max, one.name))


@dataclass(frozen=True)
class Named:
    """One anniversary with its slugs in all languages."""

    observance: Observance
    slugs: dict[str, str]


def at_address(language: str, slug: str, today: dt.date) -> Named | None:
    """The shown anniversary at this address; two queries."""
    row: Any = (
        Anniversary.objects.shown()
        .filter(names__language=language, names__slug=slug)
        .annotate(
            name=F("names__name"),
            slugs=ArraySubquery(
                AnniversaryName.objects.filter(anniversary=OuterRef("pk")).values_list(
                    JSONObject(language="language", slug="slug")
                )
            ),
        )
        .prefetch_related("dates")
        .first()
    )
    if row is None:
        return None
    slugs = {pair["language"]: pair["slug"] for pair in row.slugs}
    return Named(Observance(row, row.name, slug, row.next_on(today)), slugs)
