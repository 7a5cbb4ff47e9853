"""The lists of releases: the newest on the start page, all, of a year, a month, a topic, and the corrections."""

import datetime as dt
import threading
import time
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from pressreleases.language.languages import language_codes
from pressreleases.models import Edition, EditionQuerySet
from pressreleases.models.kinds import KINDS_IN_LISTS, Kind
from pressreleases.public import caching
from pressreleases.public.converters import CorrectionKey, Key
from pressreleases.public.formats import linked_data, month_archive
from pressreleases.public.formats.page_place import Place, everywhere, feed_links
from pressreleases.public.language import preferred_language
from pressreleases.public.reading import anniversaries, corrections, lists, mission_today
from pressreleases.public.reading.lists import NamedTopic
from pressreleases.public.reading.planned_changes import read_next_change
from pressreleases.public.views import redirects
from pressreleases.public.views.pages import key_of, paged, show
from pressreleases.public.views.redirects import found_at, from_another_site
from pressreleases.public_addresses import absolute, start_address, topic_address

NEWEST, NEXT = 6, 4  # how many releases and anniversaries the start page shows
TOPICS = 12  # how many topics stand beside a list


@require_safe
def start(request: HttpRequest, language: str) -> HttpResponse:
    mission = mission_today.read()
    live = Edition.objects.live().in_language(language)
    newest = lists.cut(lists.listed(live, "place", "lead_picture", "lead_caption", "lead_focus"), size=NEWEST)
    coming = [row for row in anniversaries.of_language(language, mission.today) if row.next_on is not None]
    context = {
        "mission": mission,
        "announcements": mission_today.announcements(mission, language),
        "newest": newest.editions[:1],
        "next": newest.editions[1:],
        "kinds": _kinds(language),
        "coming": coming[:NEXT],
        "linked_data": linked_data.script(linked_data.organisation(mission, language)) if mission.known else "",
    }
    return show(request, "public/start.html", everywhere(language, "start"), mission, context)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Lead a reader to the language that their browser asks for; nowhere else is a language guessed."""
    if request.META.get("QUERY_STRING") and (there := from_another_site(request)):
        return there
    language = preferred_language(request.headers.get("Accept-Language", ""))
    response = found_at(request, start_address(language))
    patch_vary_headers(response, ("Accept-Language",))
    return response


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
        **_filters(place.language),
        "years": calendar.years(place.language),
        "months": calendar.months(place.language, year) if year else [],
        "year": year,
        "month": dt.date(year, month, 1) if year and month else None,
        **links,
        "everything": reverse("releases", args=[place.language]),
    }
    return show(request, "public/releases.html", place, mission, context)


def _kinds(language: str) -> list[tuple[Kind, object]]:
    """The kinds that have releases, with the names of their lists; one query."""
    return [(kind, KINDS_IN_LISTS[kind]) for kind in lists.kinds_of_language(language)]


def _filters(language: str) -> dict[str, Any]:
    """The kinds and topics that stand beside a list; two queries."""
    topics = lists.topics_of_language(language)
    return {"kinds": _kinds(language), "topics": topics[:TOPICS], "more_topics": len(topics) > TOPICS}


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


@require_safe
def of_kind(request: HttpRequest, language: str, kind: Kind) -> HttpResponse:
    mission = mission_today.read()
    before = key_of(request, Key())
    page = lists.page_of(Edition.objects.live().in_language(language).filter(kind=kind), before)
    name = str(KINDS_IN_LISTS[kind])
    feeds = feed_links("kind_feed", language, kind, title=name)
    place = replace(everywhere(language, "kind", kind, section="releases"), feeds=feeds)
    place, links = paged(place, Key(), before, page.older, empty=not page.editions)
    context = {"kind": kind, "name": name, "page": page, **_filters(language), **links}
    return show(request, "public/kind.html", place, mission, context)


@require_safe
def all_topics(request: HttpRequest, language: str) -> HttpResponse:
    mission = mission_today.read()
    found = lists.topics_of_language(language)
    place = everywhere(language, "topics", section="topics")
    if not found:
        place = place.unindexed()
    return show(request, "public/topics.html", place, mission, {"topics": found})


@require_safe
def of_topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    mission = mission_today.read()
    found = lists.topic_at_address(language, slug)
    if found is None:
        return redirects.moved_topic(request, "topic", language, slug)
    before = key_of(request, Key())
    page = lists.page_of(found.editions(language), before)
    place, links = paged(_place_of_topic(language, found), Key(), before, page.older, empty=not page.editions)
    context = {"topic": found, "page": page, **_filters(language), **links}
    return show(request, "public/topic.html", place, mission, context)


def _place_of_topic(language: str, topic: NamedTopic) -> Place:
    """The page exists in each language in which the topic has a name."""
    codes = [code for code in language_codes() if code in topic.slugs]
    elsewhere = {code: topic_address(code, topic.slugs[code]) for code in codes}
    own = feed_links("topic_feed", language, topic.slugs[language], title=topic.name)
    return Place(language, elsewhere[language], elsewhere, elsewhere[codes[0]], "topics", feeds=own)


@require_safe
def of_corrections(request: HttpRequest, language: str) -> HttpResponse:
    place = everywhere(language, "corrections", section="corrections")
    mission = mission_today.read()
    before = key_of(request, CorrectionKey())
    page = corrections.page_of(language, before)
    place, links = paged(place, CorrectionKey(), before, page.older, empty=not page.changes)
    context = {
        "days": page.days(mission.time_zone),
        "zone": mission.time_zone,
        **links,
    }
    return show(request, "public/corrections.html", place, mission, context)
