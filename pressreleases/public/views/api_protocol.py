"""How the API is asked and how it answers: the parameters of its lists, JSON, and problems in clear words (RFC 9457).

Its texts are English in every language of the site: programmers read them, and programs compare them.
"""

import base64
import binascii
import datetime as dt
import functools
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from pressreleases.language.languages import language_codes
from pressreleases.models.kinds import Kind
from pressreleases.public.reading.api_lists import LARGEST_LIMIT, ChangedKey, NewestKey, Wanted
from pressreleases.public_addresses import absolute
from pressreleases.request_values import YEARS, number_in

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


_INSTANT = "%Y%m%dT%H%M%S%f"


def nothing(request: HttpRequest) -> None:
    """Raise a Problem if anything is asked of an address that has no parameters."""
    _known(request.GET, ())


def wanted(request: HttpRequest) -> Wanted:
    """What a list is asked for; raises a Problem that names the first parameter that says nothing sensible."""
    given = request.GET
    _known(given, _READERS)
    asked = Wanted(tuple(language_codes()))
    for name, read in _READERS.items():
        if name in given:
            asked = read(asked, given[name])
    return asked


def cursor(key: NewestKey | ChangedKey) -> str:
    """`key` as an opaque word for an address; it stays good for ever."""
    at, release = key
    written = f"c{at.astimezone(dt.UTC).strftime(_INSTANT)}" if isinstance(at, dt.datetime) else f"n{at:%Y%m%d}"
    return base64.urlsafe_b64encode(f"{written}.{release}".encode()).decode().rstrip("=")


def _known(given: QueryDict, names: "tuple[str, ...] | dict[str, Reader]") -> None:
    for name, values in given.lists():
        if name not in names:
            known = f"it knows {', '.join(names)}" if names else "it has none"
            raise _wrong(name[:40], f"There is no such parameter here: {known}.")
        if len(values) > 1:
            raise _wrong(name, "It is given more than once; give it once.")


def _wrong(name: str, detail: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, detail, name)


def _language(asked: Wanted, value: str) -> Wanted:
    if value not in language_codes():
        raise _wrong("language", f"It is one of {', '.join(language_codes())}.")
    return replace(asked, languages=(value,))


def _kind(asked: Wanted, value: str) -> Wanted:
    if value not in Kind.values:
        raise _wrong("kind", f"It is one of {', '.join(Kind.values)}.")
    return replace(asked, kind=value)


def _year(asked: Wanted, value: str) -> Wanted:
    return replace(asked, year=_number("year", value, YEARS[0], YEARS[-1]))


def _topic(asked: Wanted, value: str) -> Wanted:
    return replace(asked, topic=_number("topic", value, 1, 2**31))


def _anniversary(asked: Wanted, value: str) -> Wanted:
    return replace(asked, anniversary=_number("anniversary", value, 1, 2**31))


def _limit(asked: Wanted, value: str) -> Wanted:
    return replace(asked, limit=_number("limit", value, 1, LARGEST_LIMIT))


def _changed_since(asked: Wanted, value: str) -> Wanted:
    try:
        # A plus sign that nobody encoded arrives as a space.
        at = parse_datetime(value.replace(" ", "+"))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not 1000 <= at.year < 9999:
        raise _wrong("changed_since", "It is an instant with its zone (RFC 3339), such as 2024-01-20T10:15:00Z.")
    return replace(asked, changed_since=at.astimezone(dt.UTC))


def _cursor(asked: Wanted, value: str) -> Wanted:
    try:
        written = base64.urlsafe_b64decode(value.encode("ascii") + b"=" * (-len(value) % 4)).decode("ascii")
        at, _dot, release = written[1:].partition(".")
        key = number_in(release)
        if key is not None and written[0] == "n" and asked.changed_since is None:
            return replace(asked, after_newest=(dt.datetime.strptime(f"{at}+0000", "%Y%m%d%z").date(), key))
        if key is not None and written[0] == "c" and asked.changed_since is not None:
            return replace(asked, after_changed=(dt.datetime.strptime(f"{at}+0000", f"{_INSTANT}%z"), key))
    except (ValueError, IndexError, binascii.Error):
        pass
    raise _wrong("cursor", "It is none of this list: take the whole address of the next page from `next`.")


def _number(name: str, value: str, least: int, most: int) -> int:
    number = number_in(value, least=least, most=most)
    if number is None:
        raise _wrong(name, f"It is a whole number from {least} to {most}.")
    return number


Reader = Callable[[Wanted, str], Wanted]
# In this order: whether a cursor fits is known once it is known which list it is of.
_READERS: dict[str, Reader] = {
    "language": _language,
    "kind": _kind,
    "year": _year,
    "topic": _topic,
    "anniversary": _anniversary,
    "changed_since": _changed_since,
    "limit": _limit,
    "cursor": _cursor,
}
