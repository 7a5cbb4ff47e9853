"""Calendars to subscribe to: all anniversaries of a language, and one by itself, each year with its release."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pressreleases.calendars.recurrence import recurrence_of
from pressreleases.calendars.writing import MEDIA_TYPE, Calendar, Event, Instance, write
from pressreleases.models import Edition
from pressreleases.public import missions, observances, years
from pressreleases.public.addresses import address
from pressreleases.public.heads import head_of
from pressreleases.public.observances import Observance
from pressreleases.public.pages import FeedLink, absolute, site_name


def link_to_all(language: str) -> FeedLink:
    return FeedLink(MEDIA_TYPE, _("Anniversaries"), reverse("anniversaries_ics", args=[language]))


def link_to(language: str, row: Observance) -> FeedLink:
    return FeedLink(MEDIA_TYPE, row.name, reverse("anniversary_ics", args=[language, row.slug]))


def to_subscribe(link: FeedLink) -> str:
    """The address that a calendar program opens by itself."""
    return f"webcal://{absolute(link.path).partition('://')[2]}"


@require_safe
def of_language(request: HttpRequest, language: str) -> HttpResponse:
    mission = missions.current()
    author = site_name(head_of(mission.letterhead), language)
    rows = [Observance(row, row.name, row.slug, None) for row in observances.rows_of(language).order_by("pk")]
    page = reverse("anniversaries", args=[language])
    return _answer(request, language, " · ".join([_("Anniversaries"), author]), page, rows)


@require_safe
def of_anniversary(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    named = observances.at_address(language, slug, dt.date.max)
    if named is None:
        return observances.moved_from(request, "anniversary_ics", language, slug)
    page = reverse("anniversary", args=[language, slug])
    return _answer(request, language, named.observance.name, page, [named.observance])


def _answer(request: HttpRequest, language: str, name: str, page: str, rows: list[Observance]) -> HttpResponse:
    events = tuple(_events(language, rows))
    if not events:
        raise Http404
    calendar = Calendar(name, language, absolute(request.path), absolute(page), events)
    response = HttpResponse(write(calendar), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(False, request.path.rpartition("/")[2]) or ""
    return response


def _events(language: str, rows: list[Observance]) -> Iterator[Event]:
    """One query. What does not go on has come back until its last release; without one it is in no calendar."""
    shown = ("release_id", "language", "year", "slug", "number", "title", "issued_on", "anniversary_id")
    live = Edition.objects.live().in_language(language).filter(anniversary__in=[row.anniversary for row in rows])
    live = years.of_their_years(live)
    editions: dict[int | None, list[Edition]] = {}
    for edition in live.only(*shown, "live_during", "redacted_at").order_by("issued_on", "release_id"):
        editions.setdefault(edition.anniversary_id, []).append(edition)
    for row in rows:
        if event := _event(language, row, editions.get(row.anniversary.pk, [])):
            yield event


def _event(language: str, row: Observance, editions: Iterable[Edition]) -> Event | None:
    anniversary: Any = row.anniversary
    releases = years.by_year(anniversary, editions)
    observing = anniversary.observing
    if not anniversary.goes_on:
        last = max(releases, default=0)
        observing = replace(observing, last_year=min(last, observing.last_year))
    recurrence = recurrence_of(observing)
    if recurrence is None:
        return None
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
    return Event(
        str(anniversary.uid),
        recurrence,
        row.name,
        absolute(reverse("anniversary", args=[language, row.slug])),
        anniversary.changed_at,
        anniversary.version,
        instances,
    )
