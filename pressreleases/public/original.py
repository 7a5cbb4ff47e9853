"""A release for readers of a language in which it is not live: the original, its words tagged with their own language.

Such a page is no translation. It is not to be indexed, nothing names it as a language of the text, and as soon as there
is a translation its address leads there.
"""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from pressreleases.models import Edition
from pressreleases.public import missions, related, standing
from pressreleases.public.addresses import address, original_address
from pressreleases.public.pages import Place
from pressreleases.public.redirects import found_at, moved
from pressreleases.public.related import Related
from pressreleases.public.release import notice_at, original_of, page_of, place_of


@require_safe
def original(request: HttpRequest, language: str, year: int, slug: str, written_in: str) -> HttpResponse:
    match standing.at_address(written_in, year, slug):
        case standing.Live(edition):
            return _answer(request, language, edition)
        case standing.Moved(edition):
            return moved(request, original_address(language, edition))
        case standing.TakenBack() as notice:
            return notice_at(request, notice)
    raise Http404


def _answer(request: HttpRequest, language: str, edition: Edition) -> HttpResponse:
    """The page, or the way to the text in `language`, or to its original."""
    links = related.of(edition)
    own = related.linked(edition, is_original=edition.release.is_original)
    live = [own, *links.languages]
    there = next((one for one in live if one.language == language), None)
    if there is not None:
        return found_at(request, address(there))
    shown = original_of(live)
    if shown is not None and shown.language != edition.language:
        return found_at(request, original_address(language, shown))
    around = replace(links, earlier=None, later=None, same_anniversary=[])
    response = page_of(request, edition, edition, around, missions.current(), place=_place(language, edition, links))
    response["Last-Modified"] = http_date(edition.begins_at.timestamp())
    return response


def _place(language: str, edition: Edition, links: Related) -> Place:
    its_own = place_of(edition, links)
    return replace(
        its_own,
        language=language,
        path=original_address(language, edition),
        indexed=False,
        canonical_path=address(edition),
    )
