"""Corrections, reinstatements and withdrawals in force, newest first.

One row is one language of a text; what happened to several languages of it at one instant is one `Change`. A page of
them begins after the key of the page before, so that nothing is listed twice or left out.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    ExpressionWrapper,
    F,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, JSONObject

from pressreleases.language.dates import zone_info
from pressreleases.language.languages import language_codes, place_of_language
from pressreleases.models import Edition, EditionQuerySet, Withdrawal
from pressreleases.models.kinds import Act
from pressreleases.models.live_check import ON_A_PAGE
from pressreleases.models.spans import Lower, Upper
from pressreleases.public.reading.lists import after

CORRECTED, REINSTATED = "corrected", "reinstated"
Key = tuple[dt.datetime, uuid.UUID]


@dataclass(frozen=True)
class Told:
    """One language of a change: the address of its text or notice today, and what readers are told.

    `title`, `year` and `slug` are those of the live edition, or of the last one before it was withdrawn. Of what was
    removed they are empty: its title may be the very thing that should not have been out, and its address says it too.
    """

    language: str
    title: str
    year: int
    slug: str
    words: str
    words_language: str
    words_removed: bool
    number: int = 0  # of the edition that began
    before: int = 0  # of the edition that it can be compared with; 0: none


@dataclass(frozen=True)
class Change:
    """What happened to a text at `at`: `act` is corrected, reinstated, withdrawn or removed.

    `told` is in the language of the page where it has one, else in the original's; `others` are its other languages.
    """

    at: dt.datetime
    act: str
    told: Told
    others: tuple[Told, ...]


@dataclass(frozen=True)
class Page:
    """`older` is the key of the page after it, None on the last one."""

    changes: list[Change]
    older: Key | None

    def days(self, zone: str) -> list[tuple[dt.date, list[Change]]]:
        """The changes under their day on the clocks of `zone`."""
        there = zone_info(zone)
        return [
            (day, list(found)) for day, found in groupby(self.changes, key=lambda one: one.at.astimezone(there).date())
        ]


def page_of(language: str, before: Key | None = None) -> Page:
    """The newest changes after the key `before`, for a page in `language`; one query."""
    order = ("-at", "family", "act", "-is_original", "in_language")
    # A family has at most one row in each language at one instant, so that these rows hold whole families.
    most = ON_A_PAGE * len(language_codes()) + 1
    # Each part alone takes its newest rows from an index; together they would all be sorted.
    parts = [
        _after(found, before).order_by(*order)[:most]
        for found in (
            _corrections(Edition.objects.live()),
            _corrections(Edition.objects.superseded()),
            _withdrawals(),
        )
    ]
    rows = parts[0].union(*parts[1:], all=True).order_by(*order)[:most]
    families = [(key, list(found)) for key, found in groupby(rows, key=lambda row: (row["at"], row["family"]))]
    shown = families[:ON_A_PAGE]
    changes = [change for _key, found in shown for change in _changes(found, language)]
    return Page(changes, shown[-1][0] if len(families) > ON_A_PAGE else None)


def _corrections(editions: EditionQuerySet) -> "QuerySet[Any, dict[str, Any]]":
    """Of `editions`, which readers may read, those that corrected an earlier one, without minor changes."""
    texts = Edition.objects.live().filter(release=OuterRef("release"))
    lifted = Withdrawal.objects.annotate(ended_at=Upper("in_force_during")).filter(
        release=OuterRef("release"), ended_at=OuterRef("at")
    )
    before = Edition.objects.filter(release=OuterRef("release"), number=OuterRef("number") - 1, redacted_at=None)
    return _rows(
        editions.filter(number__gt=1, minor=False).annotate(
            at=Lower("live_during"),
            # Not Exists: Postgres would read all withdrawals for it, and not those of what is shown.
            act=Coalesce(
                Subquery(lifted.values(there=Value(REINSTATED))[:1]), Value(CORRECTED), output_field=CharField()
            ),
            words=JSONObject(note="change_note", number="number", before=Subquery(before.values("number"))),
            words_removed=ExpressionWrapper(Q(redacted_at__isnull=False), output_field=BooleanField()),
        ),
        texts,
    )


def _withdrawals() -> "QuerySet[Any, dict[str, Any]]":
    last = Edition.objects.taken_back().filter(release=OuterRef("release")).order_by("-number")
    return _rows(
        Withdrawal.objects.in_force()
        .filter(release__page="")
        .annotate(
            at=Lower("in_force_during"),
            words=JSONObject(reasons="reasons"),
            words_removed=Value(value=False, output_field=BooleanField()),
        ),
        last,
    )


def _rows(found: "QuerySet[Any]", texts: "QuerySet[Edition]") -> "QuerySet[Any, dict[str, Any]]":
    """The same columns in the same order for every part, as a union needs them."""
    where = texts.values(where=JSONObject(title="title", year="year", slug="slug"))[:1]
    rows: QuerySet[Any, dict[str, Any]] = (
        found.filter(release__language__in=language_codes())
        .annotate(
            family=F("release__family"),
            is_original=F("release__is_original"),
            in_language=F("release__language"),
            where=Subquery(where, output_field=JSONField()),
        )
        .order_by()
        .values("at", "family", "is_original", "in_language", "act", "words", "words_removed", "where")
    )
    return rows


def _after(rows: "QuerySet[Any, dict[str, Any]]", before: Key | None) -> "QuerySet[Any, dict[str, Any]]":
    if before is None:
        return rows
    return after(rows, ("-at", "family"), before)


def _changes(rows: Iterable[dict[str, Any]], language: str) -> Iterable[Change]:
    for act, found in groupby(rows, key=lambda row: row["act"]):
        same = list(found)
        told = sorted((_told(row) for row in same), key=lambda one: one.language != language)
        others = sorted(islice(told, 1, None), key=lambda one: place_of_language(one.language))
        yield Change(same[0]["at"], act, told[0], tuple(others))


def _told(row: dict[str, Any]) -> Told:
    language, removed = row["in_language"], row["act"] == Act.REMOVED
    words, words_language = row["words"].get("note", ""), language
    if reasons := row["words"].get("reasons"):
        words_language = language if reasons.get(language) else next(iter(reasons))
        words = reasons[words_language]
    where = {"title": "", "year": 0, "slug": ""} if removed else row["where"]
    return Told(
        language,
        **where,
        words=words,
        words_language=words_language,
        words_removed=row["words_removed"],
        number=row["words"].get("number", 0),
        before=0 if row["words_removed"] else row["words"].get("before") or 0,
    )
