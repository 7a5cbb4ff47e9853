"""How long others may keep what readers are answered, and the answer to whoever asks whether it has changed.

Nothing is kept past the next planned change, so that what is scheduled comes out, and what is to be withdrawn goes, to
the second through caches too.
"""

import hashlib
import math
from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from pressreleases.public.language import ADMIN

# In seconds. An unplanned correction is seen by everyone after the first two together.
FRESH = 10
STALE_WHILE_ASKING = 20
STALE_WHILE_DOWN = 86400
ASK_EACH_TIME = "no-cache"
# A browser asks of a 304 too whether another site's script may have it.
_OF_EVERY_ANSWER = {"Access-Control-Allow-Origin", "Access-Control-Expose-Headers"}
_NEXT_CHANGE = """
    SELECT extract(epoch FROM min(at) - statement_timestamp()) FROM (
        (SELECT lower(live_during) AS at FROM pressreleases_edition
         WHERE lower(live_during) > statement_timestamp() ORDER BY 1 LIMIT 1)
        UNION ALL
        (SELECT upper(live_during) FROM pressreleases_edition
         WHERE upper(live_during) > statement_timestamp() ORDER BY 1 LIMIT 1)
    ) AS planned
"""


class CachingMiddleware:
    """Gives public answers an ETag and, unless their view did, a Cache-Control; answers 304 to who has the same.

    The ETag is of the very content, so that it is right whatever a page shows. That a page was not changed since a date
    is never said: Last-Modified tells when the text changed, not its links or the mission's numbers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method not in ("GET", "HEAD") or request.path_info.startswith(ADMIN) or response.streaming:
            return response
        if response.status_code in (200, 404, 410) and "Cache-Control" not in response:
            response["Cache-Control"] = _kept(request, response)
        if response.status_code != 200 or "no-store" in response.get("Cache-Control", ""):
            return response
        # As the answer is compressed later, and a 304 says what the whole answer would have said (RFC 9110, 15.4.5).
        patch_vary_headers(response, ("Accept-Encoding",))
        response.headers.setdefault("ETag", f'"{hashlib.sha256(response.content).hexdigest()[:32]}"')
        answer = cast("HttpResponse", get_conditional_response(request, etag=response["ETag"], response=response))
        for name in _OF_EVERY_ANSWER & set(response.headers):
            answer[name] = response[name]
        return answer


def _kept(request: HttpRequest, response: HttpResponse) -> str:
    """What is unknown now may be published the next second; staff see what they have just done; searches are many."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return f"private, {ASK_EACH_TIME}"
    if response.status_code == 404 or request.GET:
        return ASK_EACH_TIME
    left = seconds_to_next_change()
    whole = FRESH + STALE_WHILE_ASKING if left is None else min(FRESH + STALE_WHILE_ASKING, math.floor(left))
    fresh = min(FRESH, whole)
    return f"public, max-age={fresh}, stale-while-revalidate={whole - fresh}, stale-if-error={STALE_WHILE_DOWN}"


def seconds_to_next_change() -> float | None:
    """Until an edition begins or ends that is planned to; None if nothing is. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_CHANGE)
        (seconds,) = cursor.fetchone()
    return None if seconds is None else float(seconds)
