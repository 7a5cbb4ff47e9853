"""The pages of anniversaries, a year by month and one over the years, and their calendar files."""

import datetime as dt
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pressreleases.calendars import MEDIA_TYPE, Calendar, write
from pressreleases.models import Edition
from pressreleases.public import caching
from pressreleases.public.formats import calendar_events, linked_data
from pressreleases.public.formats.calendar_events import events_of
from pressreleases.public.formats.page_place import Place, everywhere, feed_links
from pressreleases.public.reading import anniversaries, lists, mission_today
from pressreleases.public.reading.anniversaries import Observance
from pressreleases.public.reading.masthead import head_of, site_name
from pressreleases.public.reading.mission_today import Mission
from pressreleases.public.views import redirects
from pressreleases.public.views.pages import show
from pressreleases.public_addresses import absolute, anniversary_address

NEXT = 4


@require_safe
def this_year(request: HttpRequest, language: str) -> HttpResponse:
    mission = mission_today.read()
    place = everywhere(language, "anniversaries", section="anniversaries")
    return _calendar(request, place, mission, mission.today.year)


@require_safe
def of_year(request: HttpRequest, language: str, year: int) -> HttpResponse:
    place = everywhere(language, "anniversaries_of_year", year, section="anniversaries").unindexed()
    mission = mission_today.read()
    there = anniversaries.languages_that_reach(year, mission.today)
    elsewhere = {code: path for code, path in place.elsewhere.items() if code in there or code == language}
    return _calendar(request, replace(place, elsewhere=elsewhere), mission, year, chosen=True)


def _calendar(request: HttpRequest, place: Place, mission: Mission, year: int, *, chosen: bool = False) -> HttpResponse:
    if not 1 < year < 9999:
        raise Http404
    shown = anniversaries.calendar(place.language, year, mission.today)
    if not anniversaries.reaches(shown, mission.today):
        raise Http404
    file = calendar_events.link_to_all(place.language)
    context = {
        "calendar": shown,
        "coming": shown.coming[:NEXT],
        "chosen": chosen,
        "today": mission.today,
        "file": file,
        "webcal": calendar_events.to_subscribe(file),
    }
    if shown.coming:
        place = replace(place, feeds=(file,))
    return show(request, "public/anniversaries.html", place, mission, context)


@require_safe
def anniversary(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    mission = mission_today.read()
    named = anniversaries.at_address(language, slug, mission.today)
    if named is None:
        return redirects.moved_anniversary(request, "anniversary", language, slug)
    anniversary = named.observance.anniversary
    live = Edition.objects.live().in_language(language).filter(anniversary=anniversary)
    over_the_years = anniversaries.years_of(
        anniversary, lists.listed(anniversaries.of_their_years(live)).newest_first(), mission.today
    )
    place = place_of_anniversary(language, named)
    context = {
        "observance": named.observance,
        "names": named.others,
        "elapsed": anniversary.elapsed_on(mission.today),
        "rule": named.rule(language),
        "years_of_observance": named.years_of_observance(language),
        "slug": slug,
        "years": over_the_years,
        "linked_data": linked_data.event_script(named.observance, mission, language),
    }
    if named.observance.next_on or over_the_years:
        file = calendar_events.link_to(language, named.observance)
        context |= {"file": file, "webcal": calendar_events.to_subscribe(file)}
        place = replace(place, feeds=(*place.feeds, file))
    return show(request, "public/anniversary.html", place, mission, context)


def place_of_anniversary(language: str, named: anniversaries.NamedAnniversary) -> Place:
    """The page exists in each language in which the anniversary has a name."""
    elsewhere = {code: anniversary_address(code, row.slug) for code, row in named.names.items()}
    default = next(iter(elsewhere.values()))
    slug, name = named.observance.slug, named.observance.name
    own = feed_links("anniversary_feed", language, slug, title=name)
    return Place(language, elsewhere[language], elsewhere, default, "anniversaries", feeds=own)


@require_safe
def calendar_of_language(request: HttpRequest, language: str) -> HttpResponse:
    mission = mission_today.read()
    author = site_name(head_of(mission.letterhead), language)
    rows = [Observance(row, row.name, row.slug, None) for row in anniversaries.rows_of(language).order_by("pk")]
    page = reverse("anniversaries", args=[language])
    response = _calendar_file(request, language, " · ".join([_("Anniversaries"), author]), page, rows)
    caching.keep(request, response, mission.good_until)
    return response


@require_safe
def calendar_of_anniversary(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    named = anniversaries.at_address(language, slug, dt.date.max)
    if named is None:
        return redirects.moved_anniversary(request, "anniversary_ics", language, slug)
    page = anniversary_address(language, slug)
    return _calendar_file(request, language, named.observance.name, page, [named.observance])


def _calendar_file(request: HttpRequest, language: str, name: str, page: str, rows: list[Observance]) -> HttpResponse:
    events = tuple(events_of(language, rows))
    if not events:
        raise Http404
    calendar = Calendar(name, language, absolute(request.path), absolute(page), events)
    response = HttpResponse(write(calendar), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(False, request.path.rpartition("/")[2]) or ""
    return response
