"""How long a statement may take: by the kind of the request, on the connection of that request alone."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import close_old_connections, connection

from mission_site import statement_limit


def _limits_told() -> list[str]:
    """What the database says of a thread's requests: of several kinds, and after its connection was lost."""
    told = []
    try:
        for method in ("GET", "POST", "HEAD", "lose it", "GET", "lose it", "POST"):
            if method == "lose it":
                connection.connection.close()
            else:
                statement_limit.begin(method)
                close_old_connections()  # as each request does when it begins
                with connection.cursor() as cursor:
                    cursor.execute("SHOW statement_timeout")
                    told.append(cursor.fetchone()[0])
    finally:
        connection.close()
    return told


@pytest.mark.django_db(transaction=True)
def test_each_request_has_the_limit_of_its_kind_also_on_the_connection_of_another() -> None:
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(_limits_told).result() == ["10s", "5min", "10s", "10s", "5min"]


@pytest.mark.django_db(transaction=True)
def test_a_request_that_needs_no_database_gets_no_connection() -> None:
    def has_connection() -> bool:
        statement_limit.begin("GET")
        return connection.connection is not None

    with ThreadPoolExecutor(1) as pool:
        assert not pool.submit(has_connection).result()


@pytest.mark.django_db(transaction=True)
def test_a_session_that_a_pooler_lends_to_others_gets_no_limit(settings: Any) -> None:
    settings.DATABASE_DIRECT = {"PORT": "5432"}
    with ThreadPoolExecutor(1) as pool:
        assert set(pool.submit(_limits_told).result()) == {"0"}
