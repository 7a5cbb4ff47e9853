"""A page of the mission at its address: as the mission wrote it, a text of the site's own, or where it is read.

Its files, earlier editions and comparisons are those of a release, and answered by the same views.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from pressreleases import built_in_pages, richtext
from pressreleases.language.direction import laid_out
from pressreleases.models.pages import page_of_slug
from pressreleases.public.formats.release_html import place_of_mission_page
from pressreleases.public.reading import mission_today, release_page, resolve
from pressreleases.public.reading.release_page import Related
from pressreleases.public.views import release as of_release
from pressreleases.public.views.pages import show
from pressreleases.public.views.redirects import found_at
from pressreleases.public_addresses import original_address


@require_safe
def page(request: HttpRequest, language: str, year: int, slug: str) -> HttpResponse:
    """Where the site has a text of its own, it comes below the notice about what the mission took back."""
    match resolve.at_address(language, year, slug):
        case resolve.Live() as found:
            return of_release.page_of(request, release_page.read(found))
        case resolve.TakenBack() as notice:
            return _built_in(request, language, slug, notice) or of_release.notice_at(request, notice)
    if built_in := _built_in(request, language, slug):
        return built_in
    named = page_of_slug(slug)
    if named and (elsewhere := resolve.page_in_another_language(named)):
        return found_at(request, original_address(language, elsewhere))
    raise Http404


def _built_in(
    request: HttpRequest, language: str, slug: str, notice: resolve.TakenBack | None = None
) -> HttpResponse | None:
    named = page_of_slug(slug)
    text = built_in_pages.text_of(named, language) if named else None
    if named is None or text is None:
        return None
    mission = mission_today.read()
    context = {
        "text": text,
        "body": mark_safe(laid_out(richtext.render(text.body), language)),  # noqa: S308  made safe by `render`
        "notice": notice,
        "zone": notice.edition.letterhead["time_zone"] if notice else mission.time_zone,
    }
    return show(request, "public/built_in.html", place_of_mission_page(named, language, Related()), mission, context)
