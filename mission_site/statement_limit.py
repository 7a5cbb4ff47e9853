"""How long one statement of a request may take in the database. Commands, backups and the worker have no such limit.

Behind a pooler no statement has one from here: what one request says of its session would hold for all that share it.
"""

import threading
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from mission_site.limits import READING_SECONDS, WRITING_SECONDS


class _OfThread(threading.local):
    """What the statements of this thread may take, and what its connection was told; None: it answers no requests."""

    wanted: float | None = None
    told: float | None = None


_of_thread = _OfThread()


def begin(method: str) -> None:
    """Let each statement of the request that begins now in this thread take as long as those of its method may."""
    if settings.DATABASE_DIRECT is not None:
        return
    wanted = _of_thread.wanted = READING_SECONDS if method in {"GET", "HEAD", "OPTIONS"} else WRITING_SECONDS
    if connection.connection is None or _of_thread.told == wanted:
        return
    try:
        _tell(connection.connection, wanted)
    except psycopg2.Error:
        # Lost meanwhile. The request gets a new one, if it needs any.
        connection.close()


@receiver(connection_created, dispatch_uid="statement_limit")
def _tell_new(connection: BaseDatabaseWrapper, **_more: Any) -> None:
    if _of_thread.wanted is not None:
        _tell(connection.connection, _of_thread.wanted)


def _tell(session: Any, seconds: float) -> None:
    with session.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", [round(seconds * 1000)])
    _of_thread.told = seconds
