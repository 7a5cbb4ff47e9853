"""How the API answers: JSON that any site's scripts may read, and problems in clear words (RFC 9457).

Its texts are English in every language of the site: programmers read them, and programs compare them.
"""

import functools
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from pressreleases.public_addresses import absolute

ALLOWED = "GET, HEAD, OPTIONS"
# Any site may read; none may send cookies, which the API neither sets nor reads (Fetch Standard, CORS protocol).
_FOR_EVERYONE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
}
_BEFORE_ASKING = {
    **_FOR_EVERYONE,
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}

View = Callable[..., HttpResponse]


class Problem(Exception):
    """Why there is no answer: an HTTP status and a sentence; `parameter` names what in the question was wrong."""

    def __init__(self, status: HTTPStatus, detail: str, parameter: str = "") -> None:
        super().__init__(detail)
        self.status, self.detail, self.parameter = status, detail, parameter


def read_only(view: View) -> View:
    """Answers GET and HEAD by `view`, OPTIONS by what is allowed, and every error by a problem."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=HTTPStatus.NO_CONTENT, headers={**_BEFORE_ASKING, "Allow": ALLOWED})
        if request.method not in ("GET", "HEAD"):
            refused = Problem(HTTPStatus.METHOD_NOT_ALLOWED, f"This API can only be read: it answers {ALLOWED}.")
            return problem(refused, {"Allow": ALLOWED})
        try:
            return view(request, *args, **kwargs)
        except Problem as found:
            return problem(found)

    # It changes nothing, so that nothing can be forged; without this a POST would be told of a missing token.
    answer.csrf_exempt = True  # type: ignore[attr-defined]  # an attribute of functions that Django reads
    return answer


def data(content: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return _written(content, "application/json", status)


def problem(found: Problem, headers: Mapping[str, str] | None = None) -> HttpResponse:
    content = {
        "type": "about:blank",
        "title": found.status.phrase,
        "status": found.status.value,
        "detail": found.detail,
        **({"parameter": found.parameter} if found.parameter else {}),
        "documentation": absolute(reverse("api_in_words")),
    }
    response = _written(content, "application/problem+json", found.status)
    for name, value in (headers or {}).items():
        response[name] = value
    return response


def _written(content: dict[str, Any], media_type: str, status: HTTPStatus) -> HttpResponse:
    words = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    # It says what pages say, which is what a search is to find.
    return HttpResponse(words, media_type, status, headers={**_FOR_EVERYONE, "X-Robots-Tag": "noindex"})
