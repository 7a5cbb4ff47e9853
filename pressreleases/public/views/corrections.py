"""The page that lists every correction, withdrawal and reinstatement, in all languages, newest first."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pressreleases.public.converters import CorrectionKey
from pressreleases.public.formats.page_place import everywhere
from pressreleases.public.reading import corrections, mission_today
from pressreleases.public.views.pages import key_of, paged, show


@require_safe
def index(request: HttpRequest, language: str) -> HttpResponse:
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
