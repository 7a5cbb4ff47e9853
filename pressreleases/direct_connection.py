"""Reaching the database itself where everything else goes through a pooler, such as PgBouncer in transaction mode.

Such a pooler lends a session of Postgres for one transaction. `LISTEN` and the locks of a session need one that stays.
The setting DATABASE_DIRECT says what differs in the settings of a connection past the pooler; None without a pooler.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection


@contextmanager
def direct() -> Iterator[Any]:
    """Let the connection of this thread be one to the database itself meanwhile.

    Gives another connection that leads through the pooler, or None if there is no pooler.
    """
    past = settings.DATABASE_DIRECT
    pooled = connection.settings_dict
    if past is None or past.items() <= pooled.items():
        yield None
        return
    through = connection.copy()
    connection.close()
    connection.settings_dict = {**pooled, **past}
    try:
        yield through
    finally:
        through.close()
        connection.close()
        connection.settings_dict = pooled


def lead_to_one_database(one: Any, other: Any) -> bool:
    """Tell whether two connections are to the same database of the same server, which has not been replaced."""
    with one.cursor() as cursor, other.cursor() as cursor_of_other:
        return _database_of(cursor) == _database_of(cursor_of_other)


def _database_of(cursor: Any) -> Any:
    cursor.execute("SELECT pg_postmaster_start_time(), oid FROM pg_database WHERE datname = current_database()")
    return cursor.fetchone()


@contextmanager
def lasting_session() -> Iterator[Any]:
    """A connection whose session stays the same meanwhile: the present one, or another beside it past the pooler."""
    if settings.DATABASE_DIRECT is None:
        yield connection
        return
    beside = connection.copy()
    beside.settings_dict = {**beside.settings_dict, **settings.DATABASE_DIRECT}
    try:
        yield beside
    finally:
        beside.close()


def is_pooled() -> bool:
    """Tell whether a pooler answers as the database, in any mode: it does not know the number of the session."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (number,) = cursor.fetchone()
    return bool(number != connection.connection.info.backend_pid)


def sessions_are_shared() -> bool:
    """Tell whether what answers as the database gives one session of Postgres to several connections.

    A pooler does in transaction mode. Locks and `LISTEN` are lost there, so no worker could rely on them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (mine,) = cursor.fetchone()
    second = connection.copy()
    try:
        # While its transaction lasts nobody else can have its session: if that is the one that was ours, it is shared.
        with second.cursor() as cursor:
            second.set_autocommit(False)
            cursor.execute("SELECT pg_backend_pid()")
            (other,) = cursor.fetchone()
            return bool(other == mine)
    finally:
        second.close()
