"""One page of the releases that the API was asked for: newest first, or in the order of their changes."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Greatest

from pressreleases.models import Edition, EditionQuerySet, Withdrawal
from pressreleases.models.edition import EditionTopic
from pressreleases.models.spans import Lower
from pressreleases.public.reading.lists import NEWEST_FIRST, after
from pressreleases.public.reading.resolve import TakenBack

LIMIT, LARGEST_LIMIT = 20, 100
NewestKey = tuple[dt.date, int]
ChangedKey = tuple[dt.datetime, int]


@dataclass(frozen=True)
class Wanted:
    """Releases by these properties (None, "": any), after a key; by `changed_since` in the order of their changes."""

    languages: tuple[str, ...]
    kind: str = ""
    year: int | None = None
    topic: int | None = None
    anniversary: int | None = None
    changed_since: dt.datetime | None = None
    limit: int = LIMIT
    after_newest: NewestKey | None = None
    after_changed: ChangedKey | None = None


@dataclass(frozen=True)
class Page:
    """`older` is the key of the page after it, None on the last one.

    Live editions have `first_begun_at`, when the release was first published, and `words_removed_later_at`: when words
    of any of its editions were last redacted, and `zone`, the time zone of their letterhead.
    """

    found: list[Edition | TakenBack]
    older: NewestKey | ChangedKey | None


def newest(wanted: Wanted) -> Page:
    """Live editions in the order of the site's lists; two queries.

    Each language is walked along its own index, since no index runs through all of them.
    """
    parts = []
    for language in wanted.languages:
        editions = _narrowed(Edition.objects.live().in_language(language), wanted)
        if wanted.after_newest:
            editions = after(editions, NEWEST_FIRST, wanted.after_newest)
        parts.append(editions.newest_first().values("pk")[: wanted.limit + 1])
    keys = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    rows = list(_whole(Edition.objects.filter(pk__in=_keys(keys)).newest_first())[: wanted.limit + 1])
    last = rows[wanted.limit - 1] if len(rows) > wanted.limit else None
    return Page(list(rows[: wanted.limit]), (last.issued_on, last.release_id) if last else None)


def changed(wanted: Wanted) -> Page:
    """What changed for readers since `wanted.changed_since`, earliest first; three queries.

    Live editions that began since, those of releases of which words were redacted since, those whose topics or
    anniversary were changed since, and notices. A notice tells
    too little to be narrowed by anything but its language.
    """
    live = _narrowed(Edition.objects.live().filter(language__in=wanted.languages), wanted)
    later = Edition.objects.filter(release=OuterRef("release"), redacted_at__gt=OuterRef("begun_at"))
    begun = live.annotate(begun_at=Lower("live_during")).filter(~Exists(later)).annotate(at=F("begun_at"))
    begun = begun.filter(Q(labelled_at=None) | Q(labelled_at__lte=F("begun_at")))
    redacted = Edition.objects.filter(redacted_at__gte=wanted.changed_since).values("release")
    relabelled = Edition.objects.filter(labelled_at__gte=wanted.changed_since).order_by().values("pk")
    # As one set of keys, so that both indexes are asked.
    keys = Edition.objects.filter(release__in=redacted).order_by().values("pk").union(relabelled)
    removals = Edition.objects.filter(release=OuterRef("release"), redacted_at__isnull=False).order_by("-redacted_at")
    touched = live.filter(pk__in=keys).annotate(
        at=Greatest(Lower("live_during"), Subquery(removals.values("redacted_at")[:1]), F("labelled_at"))
    )
    parts = (begun, touched.filter(at__gt=Lower("live_during")))
    rows = [(row.at, row.release_id, row) for part in parts for row in _changed(_whole(part), wanted)]
    rows += [
        (row.at, row.release_id, TakenBack(row, Withdrawal(act=row.act, reasons=row.reasons, in_force_during=row.span)))
        for row in _changed(_taken_back(wanted), wanted)
    ]
    rows.sort(key=lambda row: row[:2])
    more = len(rows) > wanted.limit
    return Page([row[2] for row in rows[: wanted.limit]], rows[wanted.limit - 1][:2] if more else None)


def _narrowed(editions: EditionQuerySet, wanted: Wanted) -> EditionQuerySet:
    if wanted.kind:
        editions = editions.filter(kind=wanted.kind)
    if wanted.year:
        editions = editions.in_year(wanted.year)
    if wanted.topic:
        of_topic = EditionTopic.objects.filter(edition=OuterRef("pk"), topic=wanted.topic, topic__shown=True)
        editions = editions.filter(Exists(of_topic))
    if wanted.anniversary:
        editions = editions.filter(anniversary=wanted.anniversary, anniversary__shown=True)
    return editions


def _changed(editions: "QuerySet[Any]", wanted: Wanted) -> "QuerySet[Any]":
    """Of `editions`, which have `at`, a page in its order."""
    editions = editions.filter(at__gte=wanted.changed_since)
    if wanted.after_changed:
        editions = after(editions, ("at", "release_id"), wanted.after_changed)
    return editions.order_by("at", "release_id")[: wanted.limit + 1]


def _whole(editions: EditionQuerySet) -> "QuerySet[Any]":
    """With everything that an item shows, and without the text."""
    same = Edition.objects.filter(release=OuterRef("release"))
    removals = same.filter(redacted_at__isnull=False).order_by("-redacted_at")
    return (
        editions.select_related("release")
        .annotate(
            first_begun_at=Subquery(same.filter(number=1).values(first=Lower("live_during"))),
            zone=KT("letterhead__time_zone"),
            words_removed_later_at=Subquery(removals.values("redacted_at")[:1]),
        )
        .defer("body", "text", "notes_to_editors", "press_contact", "letterhead")
    )


def _taken_back(wanted: Wanted) -> "QuerySet[Any]":
    """Of each release under a withdrawal in force the last edition that readers saw, with the withdrawal's columns."""
    # The keys of a page first, by the index of the withdrawals: or what is below is found out of each of them.
    withdrawals = Withdrawal.objects.in_force().filter(release__page="", release__language__in=wanted.languages)
    keys = _changed(withdrawals.annotate(at=Lower("in_force_during")), wanted).values("release")
    newer = Edition.objects.begun().filter(release=OuterRef("release"), number__gt=OuterRef("number"))
    withdrawal = Withdrawal.objects.in_force().filter(release=OuterRef("release"))
    return (
        Edition.objects.taken_back()
        .no_pages()
        .filter(~Exists(newer), release__in=keys)
        .select_related("release")
        .annotate(
            at=Subquery(withdrawal.values(begun=Lower("in_force_during"))),
            span=Subquery(withdrawal.values("in_force_during")),
            act=Subquery(withdrawal.values("act")),
            reasons=Subquery(withdrawal.values("reasons")),
        )
        .defer("body", "text", "notes_to_editors", "press_contact", "letterhead")
    )


def _keys(rows: "QuerySet[Edition, Any]") -> list[int]:
    return [row["pk"] for row in rows]
