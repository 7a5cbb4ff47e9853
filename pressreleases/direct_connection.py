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
def direct() -> Iterator[None]:
    """Let the connection of this thread be one to the database itself meanwhile."""
    past = settings.DATABASE_DIRECT
    pooled = connection.settings_dict
    if past is None or past.items() <= pooled.items():
        yield
        return
    connection.close()
    connection.settings_dict = {**pooled, **past}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = pooled


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
