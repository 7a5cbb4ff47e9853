"""The page that lists every correction, withdrawal and reinstatement, in all languages, newest first."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from pressreleases.public.converters import CorrectionKey
from pressreleases.public.formats.place import everywhere
from pressreleases.public.reading import corrections, mission_today
from pressreleases.public.reading.masthead import head_of
from pressreleases.public.views.pages import show


@require_safe
def index(request: HttpRequest, language: str) -> HttpResponse:
    place = everywhere(language, "corrections", section="corrections")
    mission = mission_today.read()
    before = _key(request)
    page = corrections.page_of(language, before)
    context = {
        "days": page.days(mission.time_zone),
        "zone": mission.time_zone,
        "continued": before is not None,
        "next": f"{place.path}?before={CorrectionKey().to_url(page.older)}" if page.older else "",
    }
    if before is not None:
        place = place.continued(CorrectionKey().to_url(before))
    elif not page.changes:
        place = place.unindexed()
    return show(request, "public/corrections.html", place, head_of(mission.letterhead), context)


def _key(request: HttpRequest) -> corrections.Key | None:
    """The key after which the page begins; a key that no link of ours gives is an unknown address."""
    given = request.GET.get("before")
    if given is None:
        return None
    try:
        return CorrectionKey().to_python(given)
    except ValueError as error:
        raise Http404 from error
