"""The language of a page: the first part of its address. It is guessed at `/` and, for staff, in the admin only."""

from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from pressreleases.language.languages import language_codes, published_in, staff_language_codes

ADMIN = "/admin/"
AND = "+"  # between the two languages of a page that shows both


class LanguageMiddleware:
    """Activates the language of each request for as long as it is answered, and names it in the response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        staff = request.path_info.startswith(ADMIN)
        language = language_of_staff(request) if staff else language_of(request.path_info)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        if staff:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
        return response


def language_of(path: str) -> str:
    """The language that the first part of `path` names, alone or first of two; else the site’s first language."""
    return published_in(path.lstrip("/").partition("/")[0].partition(AND)[0])


def preferred_language(accept_language: str) -> str:
    """The language of the site that a reader with this Accept-Language header would rather read."""
    return _wanted(accept_language, language_codes()) or language_codes()[0]


def language_of_staff(request: HttpRequest) -> str:
    """The one chosen in the admin, else the one that the browser asks for."""
    codes = staff_language_codes()
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in codes:
        return chosen
    return _wanted(request.headers.get("Accept-Language", ""), codes) or settings.LANGUAGE_CODE


def _wanted(accept_language: str, codes: Sequence[str]) -> str:
    """The first of `codes` that the header (RFC 9110, 12.5.4) asks for; empty if none.

    A range loses its parts from its end until it is one of them (RFC 4647, 3.4): `zh-Hans-CN` is `zh`.
    """
    for wanted, quality in parse_accept_lang_header(accept_language):
        if wanted == "*":
            break
        parts = wanted.split("-") if quality else []
        while parts:
            if "-".join(parts) in codes:
                return "-".join(parts)
            parts.pop()
    return ""
