"""The lists of releases: all, of a year, of a month, and a month as a ZIP to read offline."""

import datetime as dt
import threading
import time
from dataclasses import replace
from http import HTTPStatus

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from pressreleases.models import Edition, EditionQuerySet
from pressreleases.public import caching
from pressreleases.public.converters import Key
from pressreleases.public.formats import month_archive
from pressreleases.public.formats.page_place import Place, everywhere
from pressreleases.public.reading import lists, mission_today
from pressreleases.public.reading.planned_changes import read_next_change
from pressreleases.public.views.pages import key_of, paged, show
from pressreleases.public_addresses import absolute


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
    mission = mission_today.read()
    calendar = lists.calendar()
    if year is not None:
        if not calendar.reaches(year, mission.today):
            raise Http404
        place = _where_there_is_something(place, calendar, year, month)
    before = key_of(request, Key())
    page = lists.page_of(editions, before)
    place, links = paged(place, Key(), before, page.older, empty=not page.editions)
    context = {
        "page": page,
        "years": calendar.years(place.language),
        "months": calendar.months(place.language, year) if year else [],
        "year": year,
        "month": dt.date(year, month, 1) if year and month else None,
        **links,
        "everything": reverse("releases", args=[place.language]),
    }
    return show(request, "public/releases.html", place, mission, context)


def _where_there_is_something(place: Place, calendar: lists.Calendar, year: int, month: int | None) -> Place:
    """`place`, leading only to languages that have something in that year or month."""
    elsewhere = {
        code: path
        for code, path in place.elsewhere.items()
        if code == place.language or calendar.has(code, year, month)
    }
    return replace(place, elsewhere=elsewhere, default=next(iter(elsewhere.values())))


ZIP = "application/zip"
_WAITS_FOR = 3  # seconds
_one_at_a_time = threading.Semaphore(1)


@require_safe
def archive_of_month(request: HttpRequest, language: str, year: int, month: int) -> HttpResponseBase:
    editions = Edition.objects.live().in_language(language).in_month(year, month)
    good_until = read_next_change(time.monotonic())
    etag = month_archive.signature(editions)
    if not etag:
        raise Http404
    headers = {
        "ETag": f'"{etag}"',
        "Cache-Control": caching.kept_until(good_until),
        "X-Robots-Tag": "noindex",
        "Content-Disposition": f'attachment; filename="press-releases-{year:04}-{month:02}-{language}.zip"',
    }
    unmade = HttpResponse(content_type=ZIP, headers=headers)
    known = get_conditional_response(request, etag=headers["ETag"], response=unmade)
    if request.method == "HEAD" or known is None or known.status_code != HTTPStatus.OK:
        return known or unmade
    if not _one_at_a_time.acquire(timeout=_WAITS_FOR):
        return HttpResponse(
            "Another archive is being made. Please try again in a few seconds.\n",
            "text/plain; charset=utf-8",
            HTTPStatus.SERVICE_UNAVAILABLE,
            headers={"Retry-After": "5", "Cache-Control": "no-store"},
        )
    try:
        path = reverse("releases_of_month", args=[language, year, month])
        file = month_archive.make(editions, dt.date(year, month, 1), language, absolute(path))
    finally:
        _one_at_a_time.release()
    return FileResponse(file, content_type=ZIP, headers=headers)
