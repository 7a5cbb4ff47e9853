"""Working as the owner of the tables: only meanwhile, and refused in a sentence where that is not set right."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management.base import CommandError
from django.db import connection

from mission_site import database_owner, settings_file
from mission_site.configuration import OWNER
from mission_site.embedded_postgres.bootstrap import ROLE


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The settings of another database, to be changed; Django's own stay as they are."""
    monkeypatch.delenv(OWNER, raising=False)
    monkeypatch.setattr(settings_file, "value_of", lambda _name: "")
    database = {"NAME": "mission", "USER": "mission_site", "PASSWORD": "", "HOST": "db", "PORT": "", "OPTIONS": {}}
    settings = SimpleNamespace(DATABASES={"default": database}, DATABASE_DIRECT=None)
    monkeypatch.setattr(database_owner, "settings", settings)
    return database


def test_in_the_sites_own_postgres_the_owner_is_known(database: dict[str, Any]) -> None:
    database["EMBEDDED_DIR"] = "/x"
    assert database_owner._owner() == {"USER": ROLE}
    assert database_owner.role_of_site() == "mission_site"


def test_with_one_role_the_site_is_its_own_owner(database: dict[str, Any]) -> None:
    assert database_owner._owner() is None
    assert database_owner.role_of_site() is None
    before = connection.settings_dict
    with database_owner.as_owner():
        assert connection.settings_dict is before


def test_the_address_of_the_owner_names_another_role_of_the_same_database(
    database: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OWNER, "postgres://owner:secret@db/mission")
    owner = database_owner._owner()
    assert owner is not None
    assert (owner["USER"], owner["PASSWORD"]) == ("owner", "secret")
    assert not database_owner._is_already(owner)


@pytest.mark.parametrize("address", ["postgres://owner:secret@db/other", "mysql://owner:secret@db/mission"])
def test_an_address_that_leads_elsewhere_is_refused_without_its_password(
    database: dict[str, Any], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv(OWNER, address)
    with pytest.raises(CommandError) as refused, database_owner.as_owner():
        pass
    assert OWNER in str(refused.value)
    assert "secret" not in str(refused.value)


def test_an_owner_beside_the_sites_own_postgres_is_refused(
    database: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    database["EMBEDDED_DIR"] = "/x"
    monkeypatch.setenv(OWNER, "postgres://owner:secret@db/mission")
    with pytest.raises(CommandError, match="the site's own PostgreSQL needs neither"):
        database_owner._owner()
