"""Reading for readers from a streaming replica, as long as it has all that the processes were told of.

The thread that listens (`page_cache.freshness`) notes after each call, and every two seconds, how far the primary has
written. A replica that has not replayed that much yet, or that cannot be asked, is passed over: the primary answers.
Everything else, such as what staff or the holder of a preview link do, always asks the primary.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
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
# Seconds after a failure in which no thread asks the replica; and for how long a thread waits for it.
_PAUSE, _PATIENCE = 10.0, 5.0
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
        self._lock = threading.Lock()
        self._is_failing, self._paused_until = False, 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        position = request.META.get(POSITION)
        if position is None or not _is_of_a_reader(request) or not self._may_be_asked():
            return self.get_response(request)
        response = self._answer(request, position)
        if response is None:
            if (offer := request.META.get(OFFER)) is not None:
                offer.database_is_away = False
            response = self.get_response(request)
        return response

    def _answer(self, request: HttpRequest, position: Position) -> HttpResponse | None:
        """The answer made from the replica; None if it is not recent, or breaks off."""
        replica, response = self._replica(), None
        try:
            with _cut_after(_PATIENCE, replica):
                replica.close_if_unusable_or_obsolete()
                replica.ensure_connection()
                is_recent = _is_recent(replica, position)
                self._go_on()
                if is_recent:
                    response = self._answered_by(replica, request)
        except (DatabaseError, InterfaceError) as error:
            self._pause(str(error).strip().partition("\n")[0])
            return None
        if response is not None and response.status_code >= 500 and replica.errors_occurred:
            self._pause("It broke off an answer.")
            return None
        return response

    def _answered_by(self, replica: BaseDatabaseWrapper, request: HttpRequest) -> HttpResponse:
        primary = connections[DEFAULT_DB_ALIAS]
        connections[DEFAULT_DB_ALIAS] = replica
        try:
            return self.get_response(request)
        finally:
            connections[DEFAULT_DB_ALIAS] = primary

    def _may_be_asked(self) -> bool:
        """After a failure by nobody for a while, and then by one who tries; the others do not wait for that."""
        with self._lock:
            if self._is_failing:
                if time.monotonic() < self._paused_until:
                    return False
                self._paused_until = time.monotonic() + _PAUSE
            return True

    def _pause(self, reason: str) -> None:
        with suppress(DatabaseError, InterfaceError):
            self._replica().close()
        with self._lock:
            if not self._is_failing:
                log.warning("The replica fails, and the primary answers: %s", reason)
            self._is_failing, self._paused_until = True, time.monotonic() + _PAUSE

    def _go_on(self) -> None:
        if self._is_failing:
            self._is_failing = False
            log.warning("The replica answers again.")

    def _replica(self) -> BaseDatabaseWrapper:
        """The connection of this thread to the replica."""
        if not hasattr(self._of_thread, "replica"):
            replica: Any = connection.copy()
            replica.settings_dict = {**replica.settings_dict, **(settings.DATABASE_REPLICA or {})}
            self._of_thread.replica = replica
        return self._of_thread.replica


def _is_recent(replica: BaseDatabaseWrapper, position: Position) -> bool:
    with replica.cursor() as cursor:
        cursor.execute(_IS_RECENT, [position.written, position.clock_now(), _CLOCKS_APART])
        return bool(cursor.fetchone()[0])


@contextmanager
def _cut_after(seconds: float, replica: BaseDatabaseWrapper) -> Iterator[None]:
    """Cut its connection if what is done meanwhile takes longer: a server that hangs would hold the thread."""
    lock, is_over = threading.Lock(), False

    def cut() -> None:
        with lock, suppress(OSError):
            database: Any = replica.connection
            if not is_over and database is not None and not database.closed:
                with closing(socket.socket(fileno=os.dup(database.fileno()))) as wire:
                    wire.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        with lock:
            is_over = True


def _is_of_a_reader(request: HttpRequest) -> bool:
    """Whether nobody can have done anything here whose effect they expect to see in the next answer."""
    is_plain = request.method in ("GET", "HEAD") and not request.COOKIES and "HTTP_AUTHORIZATION" not in request.META
    return is_plain and not request.path_info.startswith(_OF_THE_PRIMARY)
