"""The pages of anniversaries: all of them by their next day, and one with its releases over the years."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from pressreleases.models import Edition
from pressreleases.public import listing, missions, observances
from pressreleases.public.heads import head_of
from pressreleases.public.pages import Place, everywhere, feed_links, show
from pressreleases.vocabulary.languages import language_codes


@require_safe
def anniversaries(request: HttpRequest, language: str) -> HttpResponse:
    mission = missions.current()
    rows = observances.of_language(language, mission.today)
    context = {
        "coming": [row for row in rows if row.next_on is not None],
        "others": [row for row in rows if row.next_on is None],
    }
    place = everywhere(language, "anniversaries", section="anniversaries")
    return show(request, "public/anniversaries.html", place, head_of(mission.letterhead), context)


@require_safe
def anniversary(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    mission = missions.current()
    named = observances.at_address(language, slug, mission.today)
    if named is None:
        raise Http404
    live = Edition.objects.live().in_language(language).filter(anniversary=named.observance.anniversary)
    context = {"observance": named.observance, "releases": listing.listed(live).newest_first()}
    return show(request, "public/anniversary.html", _place(language, named), head_of(mission.letterhead), context)


def _place(language: str, named: observances.Named) -> Place:
    """The page exists in each language in which the anniversary has a name."""
    codes = [code for code in language_codes() if code in named.slugs]
    elsewhere = {code: reverse("anniversary", args=[code, named.slugs[code]]) for code in codes}
    own = feed_links("anniversary_feed", language, named.slugs[language], title=named.observance.name)
    return Place(language, elsewhere[language], elsewhere, elsewhere[codes[0]], "anniversaries", feeds=own)
