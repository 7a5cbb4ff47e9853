"""The language of a page: the first part of its address. It is guessed at `/` and, for staff, in the admin only."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from pressreleases.vocabulary.languages import language_codes

ADMIN = "/admin/"


class LanguageMiddleware:
    """Activates the language of each request for as long as it is answered, and names it in the response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        staff = request.path_info.startswith(ADMIN)
        language = translation.get_language_from_request(request) if staff else language_of(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        if staff:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
        return response


def language_of(path: str) -> str:
    """The language that the first part of `path` names; the site's first language if it names none."""
    first = path.lstrip("/").partition("/")[0]
    return first if first in language_codes() else settings.LANGUAGE_CODE


def preferred_language(accept_language: str) -> str:
    """The language of the site that a reader with this Accept-Language header (RFC 9110, 12.5.4) would rather read."""
    for wanted, quality in parse_accept_lang_header(accept_language):
        if wanted == "*":
            break
        if not quality:
            continue
        try:
            return translation.get_supported_language_variant(wanted)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
