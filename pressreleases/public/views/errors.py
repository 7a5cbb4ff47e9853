"""The pages for what is not found and for failures. They say the same for every address."""

import logging
import sys
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import reverse
from django.utils.translation import get_language

from pressreleases import disk, file_store
from pressreleases.language.languages import language_codes
from pressreleases.public.formats.page_place import Place
from pressreleases.public.language import ADMIN, language_of
from pressreleases.public.reading import mission_today
from pressreleases.public.views import outage, redirects
from pressreleases.public.views.api_protocol import Problem, problem
from pressreleases.public.views.pages import show
from pressreleases.public_addresses import start_address
from pressreleases.retrying import is_away, was_cut

log = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  named as Django calls it
    """404, or the way to the address in small letters, without the marks that a sentence left behind it.

    An address of another site leads to the release that was imported from there. Nothing of the address is repeated, so
    that a draft's answer equals that of an address that never was.
    """
    if elsewhere := redirects.from_another_site(request) or redirects.mended(request):
        return elsewhere
    language = get_language()
    place = Place(language if language in language_codes() else language_codes()[0], "", indexed=False)
    return show(request, "404.html", place, mission_today.read(), {}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, made without the database, without the masthead, and without a template if that is what is broken.

    Staff are told when the reason is a full disk (507), since trying again helps nobody then. A database that cannot be
    reached is 503, and so is a statement that took too long.
    """
    error = sys.exc_info()[1]
    if _is_staff_page(request) and disk.is_full(error):
        return _failed(request, HTTPStatus.INSUFFICIENT_STORAGE, str(disk.FULL))
    try:
        if is_away(error):
            return outage.unavailable(request)
        if was_cut(error):
            return outage.too_busy(request)
    except Exception:
        log.exception("The page that says when to come back could not be made.")
    return _failed(request, HTTPStatus.INTERNAL_SERVER_ERROR)


class StoreDownMiddleware:
    """503 for what needs a file while the store of files cannot be reached, and a line in the log that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, file_store.StoreDown):
            return None
        log.error("%s.", exception)
        reason = str(file_store.UNREACHABLE) if _is_staff_page(request) and request.method == "POST" else ""
        response = _failed(request, HTTPStatus.SERVICE_UNAVAILABLE, reason)
        response["Retry-After"] = str(file_store.RETRY_AFTER)
        response["Cache-Control"] = "no-store"
        return response


def _is_staff_page(request: HttpRequest) -> bool:
    return request.path_info.startswith(ADMIN)


def _failed(request: HttpRequest, status: HTTPStatus, reason: str = "") -> HttpResponse:
    staff = _is_staff_page(request)
    language = (get_language() if staff else None) or language_of(request.path_info)
    try:
        if request.path_info.startswith(reverse("api_root")):
            return problem(Problem(status, "Something went wrong here. Please try again later."))
        start = reverse("admin:index") if staff else start_address(language)
        page = loader.render_to_string("500.html", {"place": Place(language, start, indexed=False), "reason": reason})
        return HttpResponse(page, status=status)
    except Exception:
        log.exception("The page for errors could not be made.")
        words = "Something went wrong here. Please try again later."
        return HttpResponse(words, status=status, content_type="text/plain")
