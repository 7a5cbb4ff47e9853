"""What changed in wording between the releases of two years of an anniversary, word by word."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from pressreleases.comparing.differences import differences
from pressreleases.models import Edition
from pressreleases.public import missions, observances, years
from pressreleases.public.anniversaries import place_of
from pressreleases.public.comparison import chosen, wording_of
from pressreleases.public.converters import Year
from pressreleases.public.heads import head_of
from pressreleases.public.observances import Named
from pressreleases.public.pages import Place, show
from pressreleases.public.redirects import found_at


@require_safe
def comparison(request: HttpRequest, language: str, slug: str, *, old: int, new: int) -> HttpResponse:
    """The older year first; the other way round leads here, and a year beside itself to the anniversary."""
    mission = missions.current()
    named = observances.at_address(language, slug, mission.today)
    if named is None:
        return observances.moved_from(request, "years_compared", language, slug, old, new)
    if old >= new:
        return found_at(request, _address(language, slug, old, new))
    told = _told(named, language)
    if not {old, new} <= told.keys():
        raise Http404
    whole = Edition.objects.live().in_bulk([told[old].pk, told[new].pk])
    if len(whole) < 2:
        raise Http404
    before, after = whole[told[old].pk], whole[told[new].pk]
    removed = bool(before.redacted_at or after.redacted_at)
    context = {
        "observance": named.observance,
        "sides": [(old, before), (new, after)],
        "old": old,
        "new": new,
        "removed": removed,
        "differences": [] if removed else _differences(before, after),
        "choice": sorted(told, reverse=True),
    }
    place = _place(language, named, request.path)
    return show(request, "public/years_compared.html", place, head_of(mission.letterhead), context)


@require_safe
def choice(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """From the two years that a form gives to the address that stays; without both of them, the form."""
    asked = chosen(request, Year())
    mission = missions.current()
    named = observances.at_address(language, slug, mission.today)
    if named is None:
        return observances.moved_from(request, "compare_years", language, slug)
    if asked:
        return HttpResponseRedirect(_address(language, slug, *asked))
    told = sorted(_told(named, language), reverse=True)
    new, old = told[:2] if len(told) > 1 else (None, None)
    context = {"observance": named.observance, "choice": told, "old": old, "new": new}
    place = _place(language, named, request.path)
    return show(request, "public/years_compared_choice.html", place, head_of(mission.letterhead), context)


def _place(language: str, named: Named, path: str) -> Place:
    place = place_of(language, named)
    elsewhere = {**place.elsewhere, language: path}
    return replace(place, path=path, elsewhere=elsewhere, indexed=False, canonical_path=place.path)


def _address(language: str, slug: str, one: int, other: int) -> str:
    if one == other:
        return reverse("anniversary", args=[language, slug])
    return reverse("years_compared", args=[language, slug, min(one, other), max(one, other)])


def _told(named: Named, language: str) -> dict[int, Edition]:
    """The release of each year, that of the day itself if there are several."""
    anniversary = named.observance.anniversary
    live = Edition.objects.live().in_language(language).filter(anniversary=anniversary)
    return years.by_year(anniversary, years.of_their_years(live).only("issued_on", "release_id").newest_first())


def _differences(before: Edition, after: Edition) -> list[object]:
    """But for the heads of the sheets and their numbers, which differ from year to year and are no wording."""
    found = differences(wording_of(before), wording_of(after), whole=True)
    return [each for each in found if each.name not in ("letterhead", "reference")]
