"""Whether what is kept still holds: a thread that listens to the database for as long as the process lives.

Triggers call (NOTIFY) in each transaction that changes what readers see, so the call arrives with its commit. Each call
begins a new generation, and no answer of an older one is sent again. What was read before a call and finished after it
is of the old generation too. One generation for everything is enough: a mission publishes some times a day.

Trust is a lease that each sign of life of the connection renews. So it ends whatever happens: a connection that breaks,
a network that swallows everything, a thread that is stuck. After that, answers of before are never trusted again.
"""

import logging
import math
import select
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, InterfaceError, connection

from pressreleases.direct_connection import lead_to_one_database

# Seconds: between two signs of life of the connection; for how long one is trusted; between two tries to connect.
_BEAT, _LEASE, _PAUSE = 2.0, 5.0, 0.5
# So long after a call nothing is prepared yet: a publication that calls again is heard at once.
_QUIET = 0.3
# Behind a pooler nobody can listen, until somebody changes that; and after an error that nobody thought of.
_SOME_PAUSE, _LONG_PAUSE = 5.0, 60.0
# What is shown without the database names the press contact of today: it is prepared anew so often.
_PREPARED_FOR = 900.0
# At most so often the event loop looks itself whether a call has come: the thread may have to wait for its turn, above
# all after the whole process was stopped.
_LOOK = 0.02
# For so long at most nothing is sent while the thread asks the database: a call may come with the answer.
_HEARING = 0.1
# So far the clock of the world may move from the steady one, which stands still while a machine sleeps.
_DRIFT = 1.0

log = logging.getLogger("mission.page_cache")


class CannotHear(DatabaseError):
    """This connection would not be called: a pooler gives it another session each time, or it leads elsewhere."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far the primary had written its log, and what its clock said, at an instant of the steady clock."""

    written: str
    clock: float
    at: float

    def clock_now(self) -> float:
        return self.clock + time.monotonic() - self.at


class Freshness:
    """The generation, written by the listening thread and read by the event loop: single words, so without a lock.

    `prepare` is called after each change, in that thread. It returns until when what is kept may still be shown if the
    database is lost after this. Within `reach`, the connection of that thread leads past a pooler. With `positions`,
    it also notes how far the primary has written, for those who ask a replica.
    """

    def __init__(
        self,
        channel: str,
        prepare: Callable[[], float] = lambda: 0.0,
        reach: Callable[[], AbstractContextManager[Any]] = nullcontext,
        *,
        positions: bool = False,
    ) -> None:
        self.generation = 0
        # Once it has passed, it is when the database was lost.
        self.trusted_until = 0.0
        self.shown_until = 0.0
        self._prepare = prepare
        self._channel, self._reach, self._notes_positions = channel, reach, positions
        self._position: Position | None = None
        # The way that changes take, if it is another one.
        self._pooled: Any = None
        self._warned = False
        self._prepared_at = self._looked_at = 0.0
        self._hearing_until = 0.0
        self._unheard: select.poll | None = None

    def begin(self) -> None:
        """Listen from now on. To be called in the process that serves, once."""
        threading.Thread(target=self._run, name="page cache", daemon=True).start()

    def position(self) -> Position | None:
        """What a replica must have replayed to be asked now. None: it must not be asked.

        To be read after the generation of the answer that is made from it.
        """
        position = self._position
        return position if time.monotonic() < self.trusted_until else None

    def renew(self) -> None:
        """What is kept holds no more."""
        # First: with the new generation nothing may be read that lacks what this call is about.
        self._position = None
        self.shown_until = self._prepared_at = 0.0
        self.generation += 1

    def _run(self) -> None:
        with self._reach() as self._pooled:
            self._listen_for_ever()

    def has_news(self, now: float) -> bool:
        """Whether something has come that the thread has not heard yet, perhaps a call; for the event loop alone."""
        if self._unheard is not None and now >= self._looked_at + _LOOK:
            if self._unheard.poll(0):
                return True
            self._looked_at = now
        # After the look: what is not there any more is being read.
        return now < self._hearing_until

    def watch(self, database: Any) -> None:
        """Let `has_news` look at this connection."""
        unheard = select.poll()
        unheard.register(database, select.POLLIN)
        self._unheard = unheard

    def _listen_for_ever(self) -> None:
        while True:
            pause = _PAUSE
            try:
                self._listen()
            except CannotHear as error:
                self._warn(f"Pages are not kept ready: {error}")
                pause = _SOME_PAUSE
            except (DatabaseError, InterfaceError) as error:
                self._warn("Pages are not kept ready: " + str(error).strip().partition("\n")[0])
            except Exception:
                log.exception("Pages are not kept ready.")
                pause = _LONG_PAUSE
            finally:
                self.trusted_until = min(self.trusted_until, time.monotonic())
            self._close()
            time.sleep(pause)

    def _listen(self) -> None:
        with connection.cursor() as cursor:
            self._live(cursor, connection.connection)
            # Whatever was committed until now has called nobody here.
            self.renew()
            self._hearing_until = 0.0
            self.watch(connection.connection)
            self._trust()
            self._warned = False
            with connection.wrap_database_errors:
                try:
                    self._listen_on(cursor, connection.connection)
                finally:
                    # Of a call that came just before the connection broke.
                    if connection.connection and connection.connection.notifies:
                        self.renew()

    def _listen_on(self, cursor: Any, database: Any) -> None:
        # Not `select`, which takes no number of a file above 1023: so many readers may be here.
        waiting = select.poll()
        waiting.register(database, select.POLLIN)
        drift = time.time() - time.monotonic()
        while True:
            # What comes while another query is asked is there before there is anything to wait for.
            seconds = 0.0 if database.notifies else _BEAT if self._is_prepared() else _QUIET
            came = waiting.poll(seconds * 1000)
            # What came is here already and read at once, unless the thread has to wait for its turn.
            self._hearing_until = math.inf if came else time.monotonic() + _HEARING
            if not came and not database.notifies:
                if not self._is_prepared():
                    self.shown_until = self._prepare()
                    self._prepared_at = time.monotonic()
                self._live(cursor, database)
            database.poll()
            moved = time.time() - time.monotonic() - drift
            if database.notifies or abs(moved) > _DRIFT:
                drift += moved
                self.renew()
                database.notifies.clear()
            self._hearing_until = 0.0
            self._trust()

    def _live(self, cursor: Any, database: Any) -> None:
        """A sign of life; and what an operator sees this connection do."""
        cursor.execute("SELECT pg_backend_pid()")
        if cursor.fetchone() != (database.info.backend_pid,):
            raise CannotHear("a pooler answers as the database. Set DATABASE_DIRECT_URL to the database itself.")
        if self._pooled is not None and not lead_to_one_database(connection, self._pooled):
            # One may still lead to a server that was replaced.
            raise CannotHear("DATABASE_URL and DATABASE_DIRECT_URL lead to different databases.")
        if self._notes_positions and not database.notifies:
            asked_at = time.monotonic()
            cursor.execute("SELECT pg_current_wal_insert_lsn()::text, extract(epoch FROM clock_timestamp())::float")
            written, clock = cursor.fetchone()
            self._position = Position(written, clock, asked_at)
        cursor.execute(f"LISTEN {self._channel}")

    def _is_prepared(self) -> bool:
        return time.monotonic() < min(self.shown_until, self._prepared_at + _PREPARED_FOR)

    def _trust(self) -> None:
        self.trusted_until = time.monotonic() + _LEASE

    def _warn(self, sentence: str) -> None:
        if not self._warned:
            log.warning(sentence)
        self._warned = True

    def _close(self) -> None:
        for each in filter(None, (connection, self._pooled)):
            try:
                each.close()
            except (DatabaseError, InterfaceError):
                log.debug("The connection was broken already.")
