"""What a release's page links to, in one query: other editions and languages, neighbours, the same anniversary."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet, Value

from pressreleases.models import Edition, EditionQuerySet
from pressreleases.vocabulary.languages import place_of_language


@dataclass(frozen=True)
class Linked:
    """As much of an edition as a link to it needs."""

    language: str
    year: int
    slug: str
    number: int
    title: str
    issued_on: dt.date
    change_note: str
    minor: bool
    begins_at: dt.datetime
    ends_at: dt.datetime | None
    redacted_at: dt.datetime | None
    is_original: bool


def linked(edition: Edition, *, is_original: bool) -> Linked:
    """`edition` itself as a link to it."""
    return Linked(
        language=edition.language,
        year=edition.year,
        slug=edition.slug,
        number=edition.number,
        title=edition.title,
        issued_on=edition.issued_on,
        change_note=edition.change_note,
        minor=edition.minor,
        begins_at=edition.begins_at,
        ends_at=edition.ends_at,
        redacted_at=edition.redacted_at,
        is_original=is_original,
    )


@dataclass
class Related:
    editions: list[Linked] = field(default_factory=list)  # superseded ones, newest first
    languages: list[Linked] = field(default_factory=list)  # in the order of the site
    earlier: Linked | None = None
    later: Linked | None = None
    same_anniversary: list[Linked] = field(default_factory=list)  # newest first


_COLUMNS = (
    *("language", "year", "slug", "number", "title", "issued_on"),
    *("change_note", "minor", "live_during", "redacted_at"),
)
LONGEST = 60  # how many years of one anniversary a release lists


def related_to(edition: Edition) -> Related:
    """Everything that the page of `edition` (with its release) links to."""
    live = Edition.objects.live().exclude(release=edition.release_id)
    same_language = live.in_language(edition.language)
    parts = [
        _rows("edition", Edition.objects.superseded().filter(release=edition.release_id)),
        _rows("language", live.in_languages_of_site().filter(release__family=edition.release.family)),
        _rows("earlier", same_language.filter(*_earlier(edition)).newest_first()[:1]),
        _rows("later", same_language.filter(*_later(edition)).order_by("issued_on", "release_id")[:1]),
    ]
    if edition.anniversary_id is not None:
        same = same_language.filter(anniversary=edition.anniversary_id, anniversary__shown=True)
        parts.append(_rows("anniversary", same.newest_first()[:LONGEST]))
    return _sorted_out(parts[0].union(*parts[1:], all=True))


def _earlier(edition: Edition) -> tuple[Q, Q]:
    """True of what stands after `edition` in a list with the newest first.

    The first half alone tells the index on (language, issued_on, release) where to begin.
    """
    day, release = edition.issued_on, edition.release_id
    return Q(issued_on__lte=day), Q(issued_on__lt=day) | Q(release_id__lt=release)


def _later(edition: Edition) -> tuple[Q, Q]:
    """True of what stands before `edition` in such a list."""
    day, release = edition.issued_on, edition.release_id
    return Q(issued_on__gte=day), Q(issued_on__gt=day) | Q(release_id__gt=release)


def _rows(relation: str, editions: "EditionQuerySet | QuerySet[Edition]") -> "QuerySet[Any, dict[str, Any]]":
    """Same columns in the same order for every relation, as a union needs them."""
    rows: QuerySet[Any, dict[str, Any]] = editions.annotate(
        relation=Value(relation), is_original=F("release__is_original")
    ).values("relation", *_COLUMNS, "is_original")
    return rows


def _sorted_out(rows: "QuerySet[Any, dict[str, Any]]") -> Related:
    related = Related()
    for row in rows:
        relation, span = row.pop("relation"), row.pop("live_during")
        linked = Linked(**row, begins_at=span.lower, ends_at=span.upper)
        if relation == "edition":
            related.editions.append(linked)
        elif relation == "language":
            related.languages.append(linked)
        elif relation == "earlier":
            related.earlier = linked
        elif relation == "later":
            related.later = linked
        else:
            related.same_anniversary.append(linked)
    related.editions.sort(key=lambda linked: -linked.number)
    related.languages.sort(key=lambda linked: place_of_language(linked.language))
    related.same_anniversary.sort(key=lambda linked: linked.issued_on, reverse=True)
    return related
