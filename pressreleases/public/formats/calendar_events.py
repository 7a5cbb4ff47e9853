"""Which anniversaries a calendar file has, each year with its release.

Their days and the form of the file come from `calendars`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from pressreleases.calendars import MEDIA_TYPE, Event, Instance, recurrence_of
from pressreleases.models import Edition
from pressreleases.public.formats.page_place import FeedLink
from pressreleases.public.reading import anniversaries
from pressreleases.public.reading.anniversaries import Observance
from pressreleases.public_addresses import absolute, address, anniversary_address


def link_to_all(language: str) -> FeedLink:
    return FeedLink(MEDIA_TYPE, _("Anniversaries"), reverse("anniversaries_ics", args=[language]))


def link_to(language: str, row: Observance) -> FeedLink:
    return FeedLink(MEDIA_TYPE, row.name, reverse("anniversary_ics", args=[language, row.slug]))


def to_subscribe(link: FeedLink) -> str:
    """The address that opens a calendar program."""
    return f"webcal://{absolute(link.path).partition('://')[2]}"


def events_of(language: str, rows: list[Observance]) -> Iterator[Event]:
    """One query. What does not go on has come back until its last release; without one it is in no calendar."""
    shown = ("release_id", "language", "year", "slug", "number", "title", "issued_on", "anniversary_id")
    live = Edition.objects.live().in_language(language).filter(anniversary__in=[row.anniversary for row in rows])
    live = anniversaries.of_their_years(live)
    editions: dict[int | None, list[Edition]] = {}
    for edition in live.only(*shown, "live_during", "redacted_at").order_by("issued_on", "release_id"):
        editions.setdefault(edition.anniversary_id, []).append(edition)
    for row in rows:
        if event := _event(language, row, editions.get(row.anniversary.pk, [])):
            yield event


def _event(language: str, row: Observance, editions: Iterable[Edition]) -> Event | None:
    anniversary: Any = row.anniversary
    releases = anniversaries.by_year(anniversary, editions)
    observing = anniversary.observing
    if not anniversary.goes_on:
        last = max(releases, default=0)
        observing = replace(observing, last_year=min(last, observing.last_year))
    instances = tuple(
        Instance(
            on,
            edition.title if not edition.redacted_at else row.name,
            absolute(address(edition)),
            edition.begins_at,
            anniversary.version + edition.number,
        )
        for year, edition in sorted(releases.items())
        if (on := observing.on(year))
    )
    recurrence = recurrence_of(observing, {instance.on for instance in instances})
    if recurrence is None and not instances:
        return None
    return Event(
        str(anniversary.uid),
        recurrence,
        row.name,
        absolute(anniversary_address(language, row.slug)),
        anniversary.changed_at,
        anniversary.version,
        instances,
    )
