"""How long others may keep public answers, conditional requests, and which answers are compressed.

Nothing is kept past the next planned change, so that a scheduled release appears, and a planned end takes effect, to
the second, through caches too.
"""

import hashlib
import math
import re
import time
from collections.abc import Callable
from typing import cast

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import get_conditional_response, patch_vary_headers

from pressreleases.public.language import ADMIN
from pressreleases.public.reading.planned_changes import read_next_change

# In seconds. An unplanned correction is seen by everyone after the first two together.
FRESH = 10
STALE_WHILE_ASKING = 20
# Long enough for a restart. No longer, since a time that is cut short at the next planned change tells of that change:
# a day would let everybody read from the headers, a day before, at which second something embargoed goes out.
STALE_WHILE_DOWN = 600
ASK_EACH_TIME = "no-cache"
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
        began = time.monotonic()
        response = self.get_response(request)
        if request.method not in ("GET", "HEAD") or request.path_info.startswith(ADMIN) or response.streaming:
            return response
        if response.status_code in (200, 404, 410) and "Cache-Control" not in response:
            keep(request, response, None, began)
        if response.status_code != 200 or "no-store" in response.get("Cache-Control", ""):
            return response
        # As the answer is compressed later, and a 304 says what the whole answer would have said (RFC 9110, 15.4.5).
        patch_vary_headers(response, ("Accept-Encoding",))
        response.headers.setdefault("ETag", f'"{hashlib.sha256(response.content).hexdigest()[:32]}"')
        answer = cast("HttpResponse", get_conditional_response(request, etag=response["ETag"], response=response))
        for name in _OF_EVERY_ANSWER & set(response.headers):
            answer[name] = response[name]
        return answer


def keep(request: HttpRequest, response: HttpResponse, good_until: float | None, began: float | None = None) -> None:
    """Say how long `response` may be kept: what it says holds until `good_until`.

    None: the view has not read it, so the database is asked for the next planned change since `began`.
    """
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        # Staff see at once what they have done.
        response["Cache-Control"] = f"private, {ASK_EACH_TIME}"
    elif response.status_code == 404 or request.GET:
        # What is unknown now may be published the next second; and there are too many searches to keep.
        response["Cache-Control"] = ASK_EACH_TIME
    else:
        known = read_next_change(began or time.monotonic()) if good_until is None else good_until
        response["Cache-Control"] = kept_until(known)


def kept_until(good_until: float) -> str:
    """The Cache-Control for everyone: so long, and a little longer while asking again, but not past `good_until`."""
    left = max(0.0, good_until - time.monotonic())
    fresh = math.floor(min(FRESH, left))
    asking, down = (math.floor(min(fresh + stale, left)) - fresh for stale in (STALE_WHILE_ASKING, STALE_WHILE_DOWN))
    return f"public, max-age={fresh}, stale-while-revalidate={asking}, stale-if-error={down}"


_WORDS = ("text/", "application/json", "application/problem+json", "application/feed+json", "image/svg+xml")
_XML = ("application/xml", "application/atom+xml", "application/rss+xml")
_RECORDS = ("application/x-bibtex", "application/x-research-info-systems")


# Brotli unless it is refused, by "br;q=0".
_TAKES_BROTLI = re.compile(r"(?:^|,)\s*br\s*(?:;\s*q=(?!0(?:\.0*)?\s*(?:,|$))[^,]*)?(?:,|$)", re.IGNORECASE)
# As fast as gzip, and smaller; a higher quality takes longer and gains little (docs/measurements.md).
_QUALITY = 5
_TOO_SHORT = 200
_OF_FEW = (ADMIN, "/preview/")


class CompressionMiddleware(GZipMiddleware):
    """Compresses words: what everybody gets by brotli where the browser takes it, everything else by gzip.

    What only staff or the holder of a link get may hold a secret next to words that somebody else chose. Django's gzip
    makes the length of such an answer random, and its form tokens differ each time, so that neither can be guessed
    from lengths (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.get("Content-Type", "text/html").startswith((*_WORDS, *_XML, *_RECORDS)):
            return response
        if _is_for_everybody(request, response) and _TAKES_BROTLI.search(request.headers.get("Accept-Encoding", "")):
            return _by_brotli(cast("HttpResponse", response))
        return super().process_response(request, response)


def _is_for_everybody(request: HttpRequest, response: HttpResponseBase) -> bool:
    kept = response.get("Cache-Control", "private")
    private = request.path_info.startswith(_OF_FEW) or settings.SESSION_COOKIE_NAME in request.COOKIES
    return not (private or response.streaming or "private" in kept or "no-store" in kept or response.cookies)


def _by_brotli(response: HttpResponse) -> HttpResponse:
    if len(response.content) < _TOO_SHORT or response.has_header("Content-Encoding"):
        return response
    patch_vary_headers(response, ("Accept-Encoding",))
    compressed = brotli.compress(response.content, mode=brotli.MODE_TEXT, quality=_QUALITY)
    if len(compressed) >= len(response.content):
        return response
    response.content = compressed
    response.headers["Content-Length"] = str(len(compressed))
    response.headers["Content-Encoding"] = "br"
    # The same words in other bytes, so that it compares weakly (RFC 9110, 8.8.1).
    if response.get("ETag", "").startswith('"'):
        response.headers["ETag"] = f"W/{response['ETag']}"
    return response
