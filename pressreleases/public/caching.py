"""How long others may keep what readers are answered, and the answer to whoever asks whether it has changed.

Nothing is kept past the next planned change, so that what is scheduled comes out, and what is to be withdrawn goes, to
the second through caches too. The next change of an edition is asked along with what a page asks anyway.
"""

import hashlib
import math
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import cast

from django.conf import settings
from django.db import connection
from django.db.models import FloatField
from django.db.models.expressions import RawSQL
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from pressreleases.public.language import ADMIN

# In seconds. An unplanned correction is seen by everyone after the first two together.
FRESH = 10
STALE_WHILE_ASKING = 20
# Long enough for a restart. No longer, since a time that is cut short at the next planned change tells of that change:
# a day would let everybody read from the headers, a day before, at which second something embargoed goes out.
STALE_WHILE_DOWN = 600
ASK_EACH_TIME = "no-cache"
# A browser asks of a 304 too whether another site's script may have it.
_OF_EVERY_ANSWER = {"Access-Control-Allow-Origin", "Access-Control-Expose-Headers"}
# From the beginning of the answer, not from now: what has changed since may not be in it any more.
_NEXT_CHANGE = """
    SELECT extract(epoch FROM min(at) - statement_timestamp())::float FROM (
        (SELECT lower(live_during) AS at FROM pressreleases_edition
         WHERE lower(live_during) > statement_timestamp() - make_interval(secs => %s) ORDER BY 1 LIMIT 1)
        UNION ALL
        (SELECT upper(live_during) FROM pressreleases_edition
         WHERE upper(live_during) > statement_timestamp() - make_interval(secs => %s) ORDER BY 1 LIMIT 1)
        UNION ALL
        (SELECT lower(in_force_during) FROM pressreleases_withdrawal
         WHERE lower(in_force_during) > statement_timestamp() - make_interval(secs => %s) ORDER BY 1 LIMIT 1)
    ) AS planned
"""


@dataclass
class Answering:
    """What is known about how long the answer that is being made will hold, by a steady clock."""

    began: float = field(default_factory=time.monotonic)
    until: float = math.inf
    editions_asked: bool = False

    @property
    def seconds_since(self) -> float:
        return time.monotonic() - self.began

    @property
    def seconds_left(self) -> float:
        return max(0.0, self.until - time.monotonic())


_answering: ContextVar[Answering | None] = ContextVar("answering", default=None)


def next_change() -> RawSQL:
    """To annotate one row of any query with, for `note_next_change`."""
    answering = _answering.get()
    since = answering.seconds_since if answering else 0.0
    return RawSQL(_NEXT_CHANGE, (since,) * 3, output_field=FloatField(null=True))  # noqa: S611  a constant


def note_next_change(seconds: float | None) -> None:
    """An edition begins or ends that is planned to in so many seconds (None: none is); no other query is needed."""
    if answering := _answering.get():
        answering.editions_asked = True
    if seconds is not None:
        holds_for(seconds)


def holds_for(seconds: float) -> None:
    """What is being answered changes after so many seconds, if not sooner."""
    if answering := _answering.get():
        answering.until = min(answering.until, time.monotonic() + seconds)


class CachingMiddleware:
    """Gives public answers an ETag and, unless their view did, a Cache-Control; answers 304 to who has the same.

    The ETag is of the very content, so that it is right whatever a page shows. That a page was not changed since a date
    is never said: Last-Modified tells when the text changed, not its links or the mission's numbers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _answering.set(Answering())
        try:
            return self._answer(request)
        finally:
            _answering.reset(token)

    def _answer(self, request: HttpRequest) -> HttpResponse:
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
    return kept(FRESH)


def kept(seconds: int) -> str:
    """For everyone, for so long and while somebody asks anew, but not past the next planned change."""
    left = _seconds_to_next_change()
    fresh = math.floor(min(seconds, left))
    asking, down = (math.floor(min(fresh + stale, left)) - fresh for stale in (STALE_WHILE_ASKING, STALE_WHILE_DOWN))
    return f"public, max-age={fresh}, stale-while-revalidate={asking}, stale-if-error={down}"


def _seconds_to_next_change() -> float:
    """Until something changes that is planned to; asks the database itself where no query of the view has."""
    answering = _answering.get() or Answering()
    if not answering.editions_asked:
        with connection.cursor() as cursor:
            cursor.execute(_NEXT_CHANGE, [answering.seconds_since] * 3)
            note_next_change(cursor.fetchone()[0])
    return answering.seconds_left
