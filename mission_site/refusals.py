"""What is answered to a request that Django does not get, with the headers that the middleware would add."""

import json
from http import HTTPStatus

from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware
from django.utils.translation import gettext_lazy, override

from mission_site.limits import NO_BODY, Refused, limit_of
from mission_site.security import with_policies
from pressreleases.public.language import language_of_staff
from pressreleases.public.views import outage

_SENTENCES = {
    HTTPStatus.REQUEST_TIMEOUT: gettext_lazy("Your form arrived too slowly. Nothing was saved. Please try again."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: gettext_lazy("Your form is too large. Nothing was saved."),
    HTTPStatus.INSUFFICIENT_STORAGE: gettext_lazy(
        "The disk of the server is full. Nothing was saved. Tell the person who runs the site."
    ),
}


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Say why `request` is not answered: when there is no time for it, by a page in the language of its address."""
    busy = refused.status == HTTPStatus.SERVICE_UNAVAILABLE
    answer = outage.too_busy(request) if busy else _in_a_sentence(request, refused)
    answer["Content-Length"] = str(len(answer.content))
    SecurityMiddleware(lambda _request: answer).process_response(request, answer)
    if answer["Content-Type"].startswith("text/html"):
        CSPMiddleware(lambda _request: answer).process_response(request, answer)
        XFrameOptionsMiddleware(lambda _request: answer).process_response(request, answer)
    with_policies(answer)
    return answer


def _in_a_sentence(request: HttpRequest, refused: Refused) -> HttpResponse:
    """To programs in English, to staff in their language."""
    kind, words = "text/plain; charset=utf-8", refused.status.phrase
    if request.path_info.startswith("/api/"):
        kind, words = "application/problem+json", json.dumps({"status": refused.status, "title": words})
    elif refused.status in _SENTENCES and limit_of(request.path_info) != NO_BODY:
        with override(language_of_staff(request)):
            words = str(_SENTENCES[refused.status])
    headers = {"Cache-Control": "no-store", **dict(refused.headers)}
    return HttpResponse(f"{words}\n", status=refused.status, content_type=kind, headers=headers)
