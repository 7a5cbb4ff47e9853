"""The index of releases: all, of a year, of a month; a page of it begins after a key, never at an offset."""

import datetime as dt
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from pressreleases.models import Edition, EditionQuerySet
from pressreleases.public import listing, missions
from pressreleases.public.converters import Key, key_of
from pressreleases.public.heads import head_of
from pressreleases.public.pages import Place, everywhere, show


@require_safe
def index(request: HttpRequest, language: str) -> HttpResponse:
    place = everywhere(language, "releases", section="releases")
    return _answer(request, place, Edition.objects.live().in_language(language))


@require_safe
def of_year(request: HttpRequest, language: str, year: int) -> HttpResponse:
    place = everywhere(language, "releases_of_year", year, section="releases")
    return _answer(request, place, Edition.objects.live().in_language(language).in_year(year), year)


@require_safe
def of_month(request: HttpRequest, language: str, year: int, month: int) -> HttpResponse:
    place = everywhere(language, "releases_of_month", year, month, section="releases")
    editions = Edition.objects.live().in_language(language).in_month(year, month)
    return _answer(request, place, editions, year, month)


def _answer(
    request: HttpRequest, place: Place, editions: EditionQuerySet, year: int | None = None, month: int | None = None
) -> HttpResponse:
    """A page of `editions`; a year outside those that the site has is unknown, an empty one within them says so."""
    mission = missions.current()
    calendar = listing.calendar()
    if year is not None:
        if not calendar.reaches(year, mission.today):
            raise Http404
        place = _where_there_is_something(place, calendar, year, month)
    before = key_of(request)
    page = listing.page_of(editions, before)
    context = {
        "page": page,
        "years": calendar.years(place.language),
        "months": calendar.months(place.language, year) if year else [],
        "year": year,
        "month": dt.date(year, month, 1) if year and month else None,
        "continued": before is not None,
        "next": f"{place.path}?before={Key().to_url(page.older)}" if page.older else "",
        "everything": reverse("releases", args=[place.language]),
    }
    if before is not None:
        place = place.continued(Key().to_url(before))
    elif not page.editions:
        place = place.unindexed()
    return show(request, "public/releases.html", place, head_of(mission.letterhead), context)


def _where_there_is_something(place: Place, calendar: listing.Calendar, year: int, month: int | None) -> Place:
    """`place`, leading only to languages that have something in that year or month."""
    elsewhere = {
        code: path
        for code, path in place.elsewhere.items()
        if code == place.language or calendar.has(code, year, month)
    }
    return replace(place, elsewhere=elsewhere, default=next(iter(elsewhere.values())))
