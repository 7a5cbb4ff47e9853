"""How long public answers may be kept, conditional requests, and which answers are compressed.

Nothing is kept past the next planned change, so that a scheduled release appears, and a planned end takes effect, to
the second, through caches too.
"""

import hashlib
import math
import re
import time
import zlib
from collections.abc import Callable
from typing import Any, cast

import brotli
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_vary_headers

from pressreleases import purging
from pressreleases.public.language import ADMIN
from pressreleases.public.reading.planned_changes import read_next_change

# In seconds. An unplanned correction is seen by everyone after the first two together.
FRESH = 10
STALE_WHILE_ASKING = 20
# For a cache of others that is told of each change (`purging`): so long a withdrawn text may still be seen there while
# it does not take the call.
FRESH_IF_PURGED = 300
# Long enough for a restart. No longer, since a time that is cut short at the next planned change tells of that change:
# a day would let everybody read from the headers, a day before, at which second something embargoed goes out.
STALE_WHILE_DOWN = 600
ASK_EACH_TIME = "no-cache"
# Under this name the environment of a request has an offer of `mission_site.page_cache` to keep the whole answer.
OFFER = "mission.offer"
# And under this one, once it is answered, whether the database was asked for it and answered.
DATABASE_ANSWERED = "mission.database_answered"
# When the request came, on the steady clock.
_BEGAN = "mission.began"
# A browser asks of a 304 too whether another site's script may have it.
_OF_EVERY_ANSWER = {"Access-Control-Allow-Origin", "Access-Control-Expose-Headers"}


class CachingMiddleware:
    """Gives public answers an ETag and, unless their view did, a Cache-Control; answers 304 to who has the same.

    The ETag is of the very content, so that it is right whatever a page shows. That a page was not changed since a date
    is never said: Last-Modified tells when the text changed, not its links or the mission's numbers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        if "s-maxage" in response.get("Cache-Control", ""):
            response["Surrogate-Key"] = purging.KEY
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        request.META[_BEGAN] = time.monotonic()
        response = self.get_response(request)
        # Django checks each connection at its first query for a request.
        database = cast("Any", connection)
        is_asked = database.connection is not None and database.health_check_done
        request.META[DATABASE_ANSWERED] = is_asked and response.status_code < 500
        if request.method not in ("GET", "HEAD") or request.path_info.startswith(ADMIN) or response.streaming:
            return response
        if response.status_code in (200, 404, 410) and "Cache-Control" not in response:
            keep(request, response, None)
        if response.status_code != 200 or "no-store" in response.get("Cache-Control", ""):
            return response
        # As the answer is compressed later, and a 304 says what the whole answer would have said (RFC 9110, 15.4.5).
        patch_vary_headers(response, ("Accept-Encoding",))
        response.headers.setdefault("ETag", f'"{hashlib.sha256(response.content).hexdigest()[:32]}"')
        if _is_kept_here(request, response):
            return response
        answer = cast("HttpResponse", get_conditional_response(request, etag=response["ETag"], response=response))
        for name in _OF_EVERY_ANSWER & set(response.headers):
            answer[name] = response[name]
        return answer


def is_offered(request: HttpRequest) -> bool:
    """Whether the page cache would take the whole answer to this request."""
    offer = request.META.get(OFFER)
    return offer is not None and offer.largest > 0


def _is_kept_here(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the page cache takes this answer, whole: then it compresses it and answers who has the same."""
    offer, good_until = request.META.get(OFFER), getattr(response, "good_until", None)
    if offer is None or good_until is None or response.cookies or "public" not in response["Cache-Control"]:
        return False
    return bool(offer.take(response, good_until))


def keep(request: HttpRequest, response: HttpResponse, good_until: float | None) -> None:
    """Say how long `response` may be kept: what it says holds until `good_until`.

    None: the view has not read it, so the database is asked for the next planned change since the request came.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        # Staff see at once what they have done.
        response["Cache-Control"] = f"private, {ASK_EACH_TIME}"
    elif response.status_code == 404 or request.GET:
        # What is unknown now may be published the next second; and there are too many searches to keep.
        response["Cache-Control"] = ASK_EACH_TIME
    else:
        began = request.META.get(_BEGAN) or time.monotonic()
        known = read_next_change(began) if good_until is None else good_until
        for_everyone(response, known)


def for_everyone(response: HttpResponse, good_until: float) -> None:
    """Say that `response` is the same for everyone, and holds until `good_until`."""
    response["Cache-Control"] = kept_until(good_until)
    response.good_until = good_until  # type: ignore[attr-defined]  # for the page cache


def kept_until(good_until: float) -> str:
    """The Cache-Control for everyone: so long, and a little longer while asking again, but not past `good_until`."""
    left = max(0.0, good_until - time.monotonic())
    fresh = longest = math.floor(min(FRESH, left))
    shared = ""
    if settings.PURGE_URL:
        longest = math.floor(min(FRESH_IF_PURGED, left))
        shared = f" s-maxage={longest},"
    # Both are counted from when an answer is not fresh any more, in a shared cache from the longer time.
    asking = math.floor(min(longest + STALE_WHILE_ASKING, left)) - longest
    down = math.floor(min(max(FRESH + STALE_WHILE_DOWN, longest), left)) - longest
    return f"public, max-age={fresh},{shared} stale-while-revalidate={asking}, stale-if-error={down}"


_COMPRESSED = (
    *("text/", "application/json", "application/problem+json", "application/feed+json", "image/svg+xml"),
    *("application/xml", "application/atom+xml", "application/rss+xml"),
    *("application/x-bibtex", "application/x-research-info-systems"),
)


def _takes(encoding: str) -> re.Pattern[str]:
    """Unless it is refused, as by "br;q=0"."""
    return re.compile(rf"(?:^|,)\s*{encoding}\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[^,]*)?(?:,|$)", re.IGNORECASE)


_TAKES = {encoding: _takes(encoding) for encoding in ("br", "gzip")}
# As fast as gzip, and smaller; a higher quality takes longer and gains little (docs/measurements.md).
_QUALITY = 5
_TOO_SHORT = 200
_OF_FEW = (ADMIN, "/preview/")


def encoding_for(accept_encoding: str) -> str:
    """The encoding in which this reader gets what everybody gets: `br`, `gzip` or none."""
    return next((encoding for encoding, taken in _TAKES.items() if taken.search(accept_encoding)), "")


def encoded(content_type: str, content: bytes) -> dict[str, bytes]:
    """`content` in each encoding that makes it smaller."""
    if len(content) < _TOO_SHORT or not content_type.startswith(_COMPRESSED):
        return {}
    by_gzip = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    found = {"br": _by_brotli(content), "gzip": by_gzip.compress(content) + by_gzip.flush()}
    return {encoding: smaller for encoding, smaller in found.items() if len(smaller) < len(content)}


class CompressionMiddleware(GZipMiddleware):
    """Compresses words: what everybody gets by brotli where the browser takes it, everything else by gzip.

    What only staff or the holder of a link get may hold a secret next to words that somebody else chose. Django's gzip
    makes the length of such an answer random, and its form tokens differ each time, so that neither can be guessed
    from lengths (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        offer: Any = request.META.get(OFFER)
        if offer is not None and offer.is_taken:
            return response
        if not response.get("Content-Type", "text/html").startswith(_COMPRESSED):
            return response
        accepted = request.headers.get("Accept-Encoding", "")
        if _is_for_everybody(request, response) and _TAKES["br"].search(accepted):
            return _compressed(cast("HttpResponse", response))
        if "gzip" in accepted and not _TAKES["gzip"].search(accepted):
            # Refused, as by "gzip;q=0", which Django takes for a wish.
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        return super().process_response(request, response)


def _is_for_everybody(request: HttpRequest, response: HttpResponseBase) -> bool:
    kept = response.get("Cache-Control", "private")
    private = request.path_info.startswith(_OF_FEW) or settings.SESSION_COOKIE_NAME in request.COOKIES
    return not (private or response.streaming or "private" in kept or "no-store" in kept or response.cookies)


def _by_brotli(content: bytes) -> bytes:
    return brotli.compress(content, mode=brotli.MODE_TEXT, quality=_QUALITY)


def _compressed(response: HttpResponse) -> HttpResponse:
    if len(response.content) < _TOO_SHORT or response.has_header("Content-Encoding"):
        return response
    patch_vary_headers(response, ("Accept-Encoding",))
    compressed = _by_brotli(response.content)
    if len(compressed) >= len(response.content):
        return response
    response.content = compressed
    response.headers["Content-Length"] = str(len(compressed))
    response.headers["Content-Encoding"] = "br"
    # The same words in other bytes, so that it compares weakly (RFC 9110, 8.8.1).
    if response.get("ETag", "").startswith('"'):
        response.headers["ETag"] = f"W/{response['ETag']}"
    return response
