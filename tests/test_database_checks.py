"""Whether a database can hold the site, asked of the real one; `tests/running` asks it of others."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db import connection

from mission_site import database_checks

pytestmark = pytest.mark.django_db


@contextmanager
def acting_as_a_stranger() -> Iterator[None]:
    """A role that owns nothing, for the rest of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE stranger NOLOGIN")
        cursor.execute("SET LOCAL ROLE stranger")
        yield
        cursor.execute("RESET ROLE")


def test_the_database_of_the_site_is_one_that_it_can_use() -> None:
    database_checks.check_connection(connection)
    database_checks.check_ways()
    assert database_checks.owns_tables(connection)
    database_checks.check_rights(connection)
    database_checks.check_privileges(connection)


def test_an_older_server_and_another_encoding_are_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_checks, "_row", lambda *_args: ("140011", "UTF8"))
    with pytest.raises(CommandError, match="The database is PostgreSQL 14; the site needs 15 or newer"):
        database_checks.check_connection(connection)
    monkeypatch.setattr(database_checks, "_row", lambda *_args: ("150004", "LATIN1"))
    with pytest.raises(CommandError, match="keeps its text as LATIN1"):
        database_checks.check_connection(connection)


def test_a_pooler_in_transaction_mode_is_refused(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_checks, "sessions_are_shared", lambda: True)
    with pytest.raises(CommandError, match="DATABASE_URL leads to a pooler in transaction mode"):
        database_checks.check_connection(connection)
