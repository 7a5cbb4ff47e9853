"""The addresses of the pictures. What stands at the address of an edition's is decided as for its page."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from pressreleases.public import missions, standing
from pressreleases.public.redirects import moved
from pressreleases.public.share import sheets
from pressreleases.public.share.drawing import MEDIA_TYPE


@require_safe
def of_edition(request: HttpRequest, language: str, year: int, slug: str, digest: str) -> HttpResponse:
    match standing.at_address(language, year, slug):
        case standing.Live(live):
            edition = live if live.digest == digest else standing.superseded_with(live, digest)
            if edition is not None and not edition.redacted_at:
                return _answer(sheets.of_edition(edition))
        case standing.TakenBack():
            return HttpResponse(status=HTTPStatus.GONE)
        case standing.Moved(live):
            return moved(request, reverse("release_picture", args=[live.language, live.year, live.slug, digest]))
    raise Http404


@require_safe
def of_mission(request: HttpRequest) -> HttpResponse:
    """For the pages that have no picture of their own."""
    return _answer(sheets.of_mission(missions.current().letterhead, request.LANGUAGE_CODE))


def _answer(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type=MEDIA_TYPE)
