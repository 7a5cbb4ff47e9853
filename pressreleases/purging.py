"""Telling the cache of others in front of the site (a CDN) to forget what it keeps, after what readers see has changed.

The call of the database that outdates ready answers wakes the worker too. Nothing is written down for this: a worker
that begins to listen does not know what it has missed, and purges.
"""

import logging
import math
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

from django.conf import settings

# Triggers call it in each transaction that changes what readers see (migrations/rules/readers_see.sql).
CHANNEL = "mission_readers"
# One for everything, as the ready answers have one generation for everything.
KEY = "mission"
# What some services want to read; the others ignore it.
_BODY = b'{"purge_everything": true}'
_PATIENCE = 5  # seconds
_ENOUGH = 65_536  # bytes of its answer
# Seconds between two purges, and after one that failed.
_PAUSE, _PAUSE_AFTER_FAILURE = 5.0, 10.0
# Once more so many seconds after a call: as long as a process that has not heard of it may give the old answer (the
# lease of five seconds), and as a statement of an answer that began before it may take.
_SETTLED = 20.0

log = logging.getLogger("mission.purging")


class NotPurged(Exception):
    """The service did not say that it has forgotten everything."""


def purge() -> None:
    """Let it forget everything. Raises NotPurged."""
    headers = {"Content-Type": "application/json", **settings.PURGE_HEADER}
    request = urllib.request.Request(settings.PURGE_URL, _BODY, headers, method="POST")  # noqa: S310  the operator's
    try:
        with urllib.request.build_opener(_NoRedirects).open(request, timeout=_PATIENCE) as answer:
            answer.read(_ENOUGH)
    except (OSError, ValueError, HTTPException) as error:
        raise NotPurged(str(error).strip().partition("\n")[0] or type(error).__name__) from error


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """It would ask another address by GET, and send the key there."""

    def redirect_request(self, *_args: Any) -> None:
        return None


class Purging:
    """When to purge next: at once after a call, but not too often, and once more when no older answer can be given."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._called_at = self._purged_at = self._not_before = -math.inf
        self._failing = False

    def note(self) -> None:
        """Something has changed, or may have."""
        self._called_at = self._clock()

    def purge_when_due(self) -> None:
        """Purge if it is time; a failure is logged once, and tried again until it is none."""
        now = self._clock()
        if not settings.PURGE_URL or now < self._due():
            return
        try:
            purge()
        except NotPurged as error:
            if not self._failing:
                log.warning("The CDN may show outdated pages: the purge failed (%s). It is tried again.", error)
            self._failing, self._not_before = True, self._clock() + _PAUSE_AFTER_FAILURE
            return
        if self._failing:
            log.warning("The purge of the CDN works again.")
        self._failing, self._purged_at, self._not_before = False, now, now + _PAUSE

    def seconds_left(self) -> float:
        """Until it is time to purge; infinity if nobody has to be told."""
        return max(0.0, self._due() - self._clock()) if settings.PURGE_URL else math.inf

    def _due(self) -> float:
        if self._purged_at < self._called_at:
            return max(self._called_at, self._not_before)
        settled = self._called_at + _SETTLED
        return max(settled, self._not_before) if self._purged_at < settled else math.inf
