"""One PostgreSQL cluster of the site's own: started when somebody needs it, stopped when the last one leaves."""

import atexit
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from mission_site.embedded_postgres import locks, server
from mission_site.embedded_postgres.bootstrap import SUPERUSER, make_missing_role
from mission_site.embedded_postgres.failure import EmbeddedFailure
from mission_site.embedded_postgres.places import Places, find_places
from mission_site.embedded_postgres.postmaster import find_postmaster

Result = TypeVar("Result")


class Cluster:
    """The cluster kept in the folder `base`. Every process that connects to it enters first.

    While a process lives it is counted among the users by a lock that the kernel frees however it ends; a process
    that exits and finds no other user, and nobody connected, stops the server.
    """

    def __init__(self, base: Path) -> None:
        # Resolved once: a link that is changed later does not lead a process from one cluster to another.
        self.base = Path(base).resolve()
        self._start_lock = self.base / "start.lock"
        self._users_lock = self.base / "users.lock"
        self._thread_lock = threading.RLock()
        self._entered: tuple[int, int] | None = None  # process id, descriptor of the users' lock
        self._sockets: Path | None = None

    def enter(self) -> None:
        """Become a user of the cluster until this process ends, starting the server if need be.

        Costs nothing the second time. Raises EmbeddedFailure with a sentence when there can be no server.
        """
        with self._thread_lock:
            if not self._is_inside():
                self.revive()

    def revive(self) -> None:
        """Enter, and start the server again if it is gone, as after `make stop` or a crash; wait until it is ready."""
        with self._thread_lock, locks.held(self._start_lock):
            if self._entered is None or not self._is_inside():
                atexit.register(_leave_at_exit, self, os.getpid())
            else:
                os.close(self._entered[1])
                self._entered = None
            unused = locks.is_free(self._users_lock)
            self._entered = (os.getpid(), locks.join_from_here(self._users_lock))
            self._sockets = self._in_its_places(lambda places: server.start(places, unused=unused))
            with self._superuser() as cursor:
                make_missing_role(cursor)

    def leave(self) -> bool:
        """Stop being a user, and stop the server if that leaves it unused; tell whether this stopped it."""
        with self._thread_lock:
            if self._entered is not None and self._is_inside():
                os.close(self._entered[1])
            self._entered = None
            if not self.base.is_dir():
                return False
            with locks.held(self._start_lock):
                if not locks.is_free(self._users_lock) or not self.is_running() or self.clients():
                    return False
                return self._in_its_places(server.stop)

    def stop(self) -> bool:
        """Stop the server even if others are connected; tell whether one was running. What was committed stays."""
        if not self.base.is_dir():
            return False
        with locks.held(self._start_lock):
            return self._in_its_places(server.stop)

    def is_running(self) -> bool:
        """Tell whether the server is ready, and note where, without starting anything."""
        if not self.base.is_dir():
            return False
        found = find_postmaster(find_places(self.base).data)
        if found is None or not found.ready:
            return False
        self._sockets = found.sockets
        return True

    def connection(self, *, superuser: bool = False) -> dict[str, Any]:
        """Return what libpq needs to reach the server. Call `enter` before.

        An empty hostaddr and a fixed port keep PGHOSTADDR and PGPORT of the caller's environment out.
        """
        if self._sockets is None:
            raise EmbeddedFailure("The database was not started.")
        where = {
            "host": os.fspath(self._sockets),
            "hostaddr": "",
            "port": server.PORT,
            "application_name": _our_name(),
        }
        return {**where, "user": SUPERUSER} if superuser else where

    def clients(self) -> int:
        """Return how many connections the server has from other processes."""
        with self._superuser() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE backend_type = 'client backend' AND application_name <> %s",
                [_our_name()],
            )
            return int(cursor.fetchone()[0])

    @contextmanager
    def _superuser(self) -> Iterator[Any]:
        import psycopg2  # noqa: PLC0415 - slow to load, and not every process that asks for a cluster connects

        connection = psycopg2.connect(dbname="postgres", **self.connection(superuser=True))
        try:
            with connection, connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def _is_inside(self) -> bool:
        # The number is compared because a fork inherits the entry, but has to be counted separately.
        return self._entered is not None and self._entered[0] == os.getpid()

    def _in_its_places(self, act: Callable[[Places], Result]) -> Result:
        places = find_places(self.base)
        try:
            return act(places)
        except OSError as error:
            raise EmbeddedFailure(
                f"The database cannot be kept in {places.data.parent}: {error.strerror}. Set MISSION_VAR to a folder "
                "that this user can write, or name another database in DATABASE_URL."
            ) from error


_clusters: dict[Path, Cluster] = {}


def cluster_at(base: Path) -> Cluster:
    """Return this process's one `Cluster` for the folder `base`."""
    base = Path(base).resolve()
    return _clusters.setdefault(base, Cluster(base))


def _our_name() -> str:
    """The name under which this process's connections appear in `pg_stat_activity`."""
    return f"mission-{os.getpid()}"


def _leave_at_exit(cluster: Cluster, pid: int) -> None:
    if pid != os.getpid():
        return  # a fork that left through sys.exit; it never entered
    try:
        cluster.leave()
    except Exception as error:  # noqa: BLE001 - at exit there is nobody to catch it, and a traceback helps nobody
        print(f"The database was left running: {error}", file=sys.stderr)
