"""The pages of anniversaries: a year of them by month, and one with its releases over the years."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from pressreleases.models import Edition
from pressreleases.public import calendar_files, event_data, listing, missions, observances, years
from pressreleases.public.heads import head_of
from pressreleases.public.missions import Mission
from pressreleases.public.pages import Place, everywhere, feed_links, show

NEXT = 4


@require_safe
def anniversaries(request: HttpRequest, language: str) -> HttpResponse:
    mission = missions.current()
    place = everywhere(language, "anniversaries", section="anniversaries")
    return _calendar(request, place, mission, mission.today.year)


@require_safe
def of_year(request: HttpRequest, language: str, year: int) -> HttpResponse:
    place = everywhere(language, "anniversaries_of_year", year, section="anniversaries").unindexed()
    return _calendar(request, place, missions.current(), year, chosen=True)


def _calendar(request: HttpRequest, place: Place, mission: Mission, year: int, *, chosen: bool = False) -> HttpResponse:
    if not 1 < year < 9999:
        raise Http404
    shown = years.calendar(place.language, year, mission.today)
    if not years.reaches(shown, mission.today):
        raise Http404
    file = calendar_files.link_to_all(place.language)
    context = {
        "calendar": shown,
        "coming": shown.coming[:NEXT],
        "chosen": chosen,
        "today": mission.today,
        "file": file,
        "webcal": calendar_files.to_subscribe(file),
    }
    if shown.coming:
        place = replace(place, feeds=(file,))
    return show(request, "public/anniversaries.html", place, head_of(mission.letterhead), context)


@require_safe
def anniversary(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    mission = missions.current()
    named = observances.at_address(language, slug, mission.today)
    if named is None:
        return observances.moved_from(request, "anniversary", language, slug)
    anniversary = named.observance.anniversary
    live = Edition.objects.live().in_language(language).filter(anniversary=anniversary)
    over_the_years = years.years_of(
        anniversary, listing.listed(years.of_their_years(live)).newest_first(), mission.today
    )
    place = place_of(language, named)
    context = {
        "observance": named.observance,
        "names": named.others,
        "elapsed": anniversary.elapsed_on(mission.today),
        "rule": named.rule(language),
        "years_of_observance": named.years_of_observance(language),
        "slug": slug,
        "years": over_the_years,
        "linked_data": event_data.script(named.observance, mission, language),
    }
    if named.observance.next_on or over_the_years:
        file = calendar_files.link_to(language, named.observance)
        context |= {"file": file, "webcal": calendar_files.to_subscribe(file)}
        place = replace(place, feeds=(*place.feeds, file))
    return show(request, "public/anniversary.html", place, head_of(mission.letterhead), context)


def place_of(language: str, named: observances.Named) -> Place:
    """The page exists in each language in which the anniversary has a name."""
    elsewhere = {code: reverse("anniversary", args=[code, row.slug]) for code, row in named.names.items()}
    default = next(iter(elsewhere.values()))
    slug, name = named.observance.slug, named.observance.name
    own = feed_links("anniversary_feed", language, slug, title=name)
    return Place(language, elsewhere[language], elsewhere, default, "anniversaries", feeds=own)
