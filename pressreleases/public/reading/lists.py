"""Lists by key, never by offset: pages of releases, newest first, their months, years and topics."""

import datetime as dt
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject

from pressreleases.language.languages import language_codes
from pressreleases.models import Edition, EditionQuerySet, Topic
from pressreleases.models.edition import EditionTopic
from pressreleases.models.kinds import Kind
from pressreleases.models.live_check import ON_A_PAGE
from pressreleases.models.month_counts import Months, live_by_month
from pressreleases.models.topic import TopicName

Key = tuple[dt.date, int]
NEWEST_FIRST = ("-issued_on", "-release_id")
RELEASES_A_HEADING = 3  # on average, for a list to have a heading for each month


@dataclass(frozen=True)
class Page:
    """At most `ON_A_PAGE` editions; `older` is the key of the page after it, None on the last one."""

    editions: list[Edition]
    older: Key | None

    @property
    def by_month(self) -> bool:
        """Whether months are worth a heading: they must not outnumber the releases, nearly."""
        return len(_under(self.editions, month=True)) * RELEASES_A_HEADING <= len(self.editions)

    @property
    def groups(self) -> list[tuple[dt.date, list[Edition]]]:
        """The editions under the first day of their month, or of their year where months have few."""
        return _under(self.editions, month=self.by_month)


def _under(editions: list[Edition], *, month: bool) -> list[tuple[dt.date, list[Edition]]]:
    def heading(edition: Edition) -> dt.date:
        return edition.issued_on.replace(day=1) if month else edition.issued_on.replace(month=1, day=1)

    return [(first, list(found)) for first, found in groupby(editions, key=heading)]


@dataclass(frozen=True)
class Calendar:
    """How many live releases each language has in each month: `counts[language][year][month]`."""

    counts: Months = field(default_factory=dict)

    def years(self, language: str) -> list[tuple[int, int]]:
        """Years of `language` and how many releases each has, the newest first."""
        years = self.counts.get(language, {})
        return [(year, sum(months.values())) for year, months in sorted(years.items(), reverse=True)]

    def months(self, language: str, year: int) -> list[tuple[dt.date, int]]:
        """The months of `year` that have releases (their first days) and how many, the newest first."""
        months = self.counts.get(language, {}).get(year, {})
        return [(dt.date(year, month, 1), n) for month, n in sorted(months.items(), reverse=True)]

    def newest_months(self, language: str, most: int) -> list[tuple[dt.date, int]]:
        """The newest months that have releases, and how many."""
        found = (row for year, _count in self.years(language) for row in self.months(language, year))
        return list(islice(found, most))

    def has(self, language: str, year: int, month: int | None) -> bool:
        """Whether `language` has a release in that year, or in that month of it."""
        months = self.counts.get(language, {}).get(year, {})
        return month in months if month else bool(months)

    def reaches(self, year: int, today: dt.date) -> bool:
        """Whether `year` lies between the first year with releases in any language and the last one, or this one."""
        years = {year for of_language in self.counts.values() for year in of_language} | {today.year}
        return min(years) <= year <= max(years)


Rows = TypeVar("Rows", bound="QuerySet[Any, Any]")


def after(rows: Rows, order: tuple[str, str], key: tuple[Any, Any]) -> Rows:
    """Those of `rows` that come after `key` in `order`, such as `NEWEST_FIRST`.

    The first field is compared on its own too, since only that tells an index on it where to begin.
    """
    (first, at_most, beyond_first), (second, _same, beyond_second) = map(_comparisons, order)
    rows = rows.filter(**{first + at_most: key[0]})
    return rows.filter(Q(**{first + beyond_first: key[0]}) | Q(**{second + beyond_second: key[1]}))


def _comparisons(field: str) -> tuple[str, str, str]:
    """The name of a field of an order, and the lookups for "not before" and "after" a value in it."""
    return (field[1:], "__lte", "__lt") if field.startswith("-") else (field, "__gte", "__gt")


def page_of(editions: EditionQuerySet, before: Key | None = None, size: int = ON_A_PAGE) -> Page:
    """The newest of `editions` after the key `before`; one query."""
    return cut(listed(editions), before, size)


def cut(editions: EditionQuerySet, before: Key | None = None, size: int = ON_A_PAGE) -> Page:
    """The same of `editions` as they are annotated already."""
    if before is not None:
        editions = after(editions, NEWEST_FIRST, before)
    found = list(editions.newest_first()[: size + 1])
    shown = found[:size]
    older = (shown[-1].issued_on, shown[-1].release_id) if len(found) > size else None
    return Page(shown, older)


def listed(editions: EditionQuerySet, *more: str) -> EditionQuerySet:
    """Only what an item of a list shows and `more`, with `languages` (where else to read it) and `corrected`."""
    same = Edition.objects.live(pages=True).in_languages_of_site().filter(release__family=OuterRef("release__family"))
    others = same.exclude(release=OuterRef("release"))
    corrections = Edition.objects.begun().filter(release=OuterRef("release"), number__gt=1, minor=False)
    return editions.annotate(
        languages=ArraySubquery(
            others.order_by(_place_of_language()).values_list(
                JSONObject(language="language", year="year", slug="slug", is_original="release__is_original")
            )
        ),
        # Not Exists: Postgres would look up the corrections of all releases for it, and not of those that are shown.
        corrected=Coalesce(Subquery(corrections.values(there=Value(value=True))[:1]), Value(value=False)),
    ).only(
        *("release_id", "language", "year", "slug", "number", "title", "issued_on"),
        *("kind_label", "summary", "reference", "speaker_name", "redacted_at"),
        *more,
    )


def kinds_of_language(language: str) -> list[Kind]:
    """The kinds of which `language` has a live release, in the order of `Kind`; one query."""
    live = Edition.objects.live().in_language(language)
    first, *others = (live.filter(kind=kind).order_by().values_list("kind", flat=True)[:1] for kind in Kind)
    found = set(first.union(*others, all=True))
    return [kind for kind in Kind if kind in found]


def _place_of_language() -> Case:
    """The languages of the site in its order."""
    return Case(*(When(language=code, then=Value(place)) for place, code in enumerate(language_codes())))


def calendar() -> Calendar:
    """The months that have releases, in all languages; one query."""
    return Calendar(live_by_month())


@dataclass(frozen=True)
class NamedTopic:
    """One topic under its name in a language, with its slugs in all."""

    key: int
    name: str
    slugs: dict[str, str]

    def editions(self, language: str) -> EditionQuerySet:
        """The live releases of the topic, as the editions that readers see say."""
        of_topic = EditionTopic.objects.filter(topic=self.key, edition=OuterRef("pk"))
        return Edition.objects.live().in_language(language).filter(Exists(of_topic))


def topic_at_address(language: str, slug: str) -> NamedTopic | None:
    """The shown topic at this address; one query."""
    names = TopicName.objects.filter(topic=OuterRef("pk")).values_list(JSONObject(language="language", slug="slug"))
    row: Any = (
        Topic.objects.filter(shown=True, names__language=language, names__slug=slug)
        .annotate(name=F("names__name"), slugs=ArraySubquery(names))
        .first()
    )
    if row is None:
        return None
    return NamedTopic(row.pk, row.name, {pair["language"]: pair["slug"] for pair in row.slugs})


def topics_of_language(language: str) -> list[TopicName]:
    """The shown topics with a name in `language` and a live release in it, by that name; one query."""
    return sorted(topics_of_languages().filter(language=language), key=_by_name_of_topic)


def topics_of_languages() -> "QuerySet[TopicName]":
    """The same in every language, a topic's languages together."""
    # In the order of an index, which finds at once the newest edition of a topic, or that it has none. Exists has no
    # order: for a topic without any, Postgres would read every edition.
    live = EditionTopic.objects.filter(
        Exists(Edition.objects.live().filter(pk=OuterRef("edition"), language=OuterRef(OuterRef("language")))),
        topic=OuterRef("topic"),
    )
    newest = live.order_by("-edition").values("edition")[:1]
    names = TopicName.objects.filter(topic__shown=True).order_by("topic", "language")
    return names.annotate(newest=Subquery(newest)).filter(newest__isnull=False)


def names_of_topics() -> ArraySubquery:
    """To annotate editions with: `{"id", "name", "slug"}` of each shown topic, in the language of the text."""
    names = TopicName.objects.filter(
        topic__shown=True, topic__editions=OuterRef("pk"), language=OuterRef("language")
    ).order_by("name")
    return ArraySubquery(names.values_list(JSONObject(id="topic_id", name="name", slug="slug")))


def _by_name_of_topic(row: TopicName) -> str:
    return row.name.casefold()
