"""The pages for what is not found and for failures. They say the same for every address."""

import logging
import sys
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template import loader
from django.urls import reverse
from django.utils.translation import get_language

from pressreleases import disk
from pressreleases.language.languages import language_codes
from pressreleases.public.formats.page_place import Place
from pressreleases.public.language import ADMIN, language_of
from pressreleases.public.reading import mission_today
from pressreleases.public.views import redirects
from pressreleases.public.views.api_protocol import Problem, problem
from pressreleases.public.views.pages import show
from pressreleases.public_addresses import start_address

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

    Staff are told when the reason is a full disk (507), since trying again helps nobody then.
    """
    staff = request.path_info.startswith(ADMIN)
    language = (get_language() if staff else None) or language_of(request.path_info)
    reason = disk.FULL if staff and disk.is_full(sys.exc_info()[1]) else ""
    try:
        if request.path_info.startswith(reverse("api_root")):
            failed = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here. Please try again later.")
            return problem(failed)
        start = reverse("admin:index") if staff else start_address(language)
        page = loader.render_to_string("500.html", {"place": Place(language, start, indexed=False), "reason": reason})
        return HttpResponse(page, status=HTTPStatus.INSUFFICIENT_STORAGE if reason else 500)
    except Exception:
        log.exception("The page for errors could not be made.")
        return HttpResponseServerError("Something went wrong here. Please try again later.", content_type="text/plain")
