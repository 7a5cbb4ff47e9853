"""Without a pooler there is one way to the database, and what says so can tell two databases apart.

`tests/running/test_many_machines.py` asks the same behind a real pooler.
"""

from typing import Any

import pytest
from django.db import connection

from pressreleases.direct_connection import (
    direct,
    is_pooled,
    lasting_session,
    lead_to_one_database,
    sessions_are_shared,
)

pytestmark = pytest.mark.django_db


def test_without_a_pooler_nothing_is_opened_beside(settings: Any) -> None:
    settings.DATABASE_DIRECT = None
    with direct() as through, lasting_session() as lasting:
        assert (through, lasting) == (None, connection)


def test_without_a_pooler_the_database_itself_answers() -> None:
    assert not is_pooled()
    assert not sessions_are_shared()


def test_a_session_past_a_pooler_is_another_one_and_ends(settings: Any) -> None:
    settings.DATABASE_DIRECT = {"HOST": connection.settings_dict["HOST"]}
    with lasting_session() as beside:
        assert beside is not connection
        assert lead_to_one_database(connection, beside)
    assert beside.connection is None


def test_another_database_of_the_same_server_is_another_one() -> None:
    other = connection.copy()
    other.settings_dict = {**other.settings_dict, "NAME": "postgres"}
    try:
        assert not lead_to_one_database(connection, other)
    finally:
        other.close()
