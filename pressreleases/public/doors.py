"""Addresses that lead elsewhere: `/` to a language, `/r/<code>` from paper to the page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from pressreleases.public import standing
from pressreleases.public.addresses import address
from pressreleases.public.language import preferred_language
from pressreleases.public.redirects import found_at
from pressreleases.public.release import notice_at


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Lead a reader to the language that their browser asks for; nowhere else is a language guessed."""
    language = preferred_language(request.headers.get("Accept-Language", ""))
    response = found_at(request, reverse("start", args=[language]))
    patch_vary_headers(response, ("Accept-Language",))
    return response


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from the short permanent address, typed in capitals or not, to the release or the notice in its place.

    The notice of a removal is shown here: an address would say in words what was removed.
    """
    match standing.of_code(code.lower()):
        case standing.TakenBack() as notice if notice.removed:
            return notice_at(request, notice)
        case standing.Live(edition) | standing.TakenBack(edition):
            return found_at(request, address(edition))
    raise Http404
