"""Addresses that lead elsewhere: `/` to a language, `/r/<code>` from paper to the page."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from pressreleases.public import standing
from pressreleases.public.language import preferred_language


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Lead a reader to the language that their browser asks for; nowhere else is a language guessed."""
    language = preferred_language(request.headers.get("Accept-Language", ""))
    response = HttpResponseRedirect(reverse("start", args=[language]))
    patch_vary_headers(response, ("Accept-Language",))
    return response


@require_safe
def short(_request: HttpRequest, code: str) -> HttpResponse:
    """Lead from the short permanent address, typed in capitals or not, to where the release or its notice stands."""
    edition = standing.of_code(code.lower())
    if edition is None:
        raise Http404
    return HttpResponseRedirect(reverse("release", args=[edition.language, edition.year, edition.slug]))
