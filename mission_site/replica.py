"""Reading for readers from a streaming replica, as long as it has all that the processes were told of.

The thread that listens (`page_cache.freshness`) notes after each call, and every two seconds, how far the primary has
written. A replica that has not replayed that much yet, or that cannot be asked, is passed over: the primary answers.
Everything else, such as what staff or the holder of a preview link do, always asks the primary.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse

from mission_site.page_cache import Position
from pressreleases.public.caching import OFFER
from pressreleases.public.language import ADMIN

# Under this name the environment of a request has the position of the primary, or None: ask the primary.
POSITION = "mission.position"
# Seconds after a failure in which no thread asks the replica.
_PAUSE = 10.0
# Seconds: the clock of a server decides what is published at its planned time.
_CLOCKS_APART = 0.5
_OF_THE_PRIMARY = (ADMIN, "/preview/", "/healthz", "/readyz")
_IS_RECENT = """
    SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= %s::pg_lsn
        AND abs(extract(epoch FROM clock_timestamp()) - %s) < %s
"""

log = logging.getLogger("mission.replica")


class ReplicaMiddleware:
    """Lets the whole answer to a reader be made from the replica, in place of the connection that is the default."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if settings.DATABASE_REPLICA is None:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self._of_thread = threading.local()
        self._paused_until = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        position = request.META.get(POSITION)
        if position is None or not _is_of_a_reader(request) or not self._is_recent(position):
            return self.get_response(request)
        primary, replica = connections[DEFAULT_DB_ALIAS], self._replica()
        connections[DEFAULT_DB_ALIAS] = replica
        try:
            response = self.get_response(request)
        finally:
            connections[DEFAULT_DB_ALIAS] = primary
        if response.status_code < 500 or not replica.errors_occurred:
            return response
        self._pause("It broke off an answer.")
        if (offer := request.META.get(OFFER)) is not None:
            offer.database_is_away = False
        return self.get_response(request)

    def _is_recent(self, position: Position) -> bool:
        if time.monotonic() < self._paused_until:
            return False
        try:
            replica = self._replica()
            replica.close_if_unusable_or_obsolete()
            with replica.cursor() as cursor:
                cursor.execute(_IS_RECENT, [position.written, position.clock_now(), _CLOCKS_APART])
                return bool(cursor.fetchone()[0])
        except (DatabaseError, InterfaceError) as error:
            self._pause(str(error).strip().partition("\n")[0])
            return False

    def _replica(self) -> BaseDatabaseWrapper:
        """The connection of this thread to the replica."""
        if not hasattr(self._of_thread, "replica"):
            replica: Any = connection.copy()
            replica.settings_dict = {**replica.settings_dict, **(settings.DATABASE_REPLICA or {})}
            self._of_thread.replica = replica
        return self._of_thread.replica

    def _pause(self, reason: str) -> None:
        self._replica().close()
        if time.monotonic() >= self._paused_until:
            log.warning("The replica is not asked for %.0f seconds: %s", _PAUSE, reason)
        self._paused_until = time.monotonic() + _PAUSE


def _is_of_a_reader(request: HttpRequest) -> bool:
    """Whether nobody can have done anything here whose effect they expect to see in the next answer."""
    is_plain = request.method in ("GET", "HEAD") and not request.COOKIES and "HTTP_AUTHORIZATION" not in request.META
    return is_plain and not request.path_info.startswith(_OF_THE_PRIMARY)
