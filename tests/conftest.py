"""Fixtures that most tests use; the builders behind them are in `tests.making`."""

import gc
import os

import pytest
from django.contrib.auth.models import User
from django.db import connection
from hypothesis import settings as hypothesis_settings

from pressreleases.models import MissionDetails
from tests import making
from tests.migrated import migrated_template

# The same examples at each run, so that a run says something of the change. Another profile searches for new ones:
# HYPOTHESIS_PROFILE=default .venv/bin/python -m pytest tests/richtext
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_collection_finish() -> None:
    """Keep what is loaded by now out of the garbage collector, which took a sixth of the time of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker) -> None:
    """Let pytest-django copy the test databases from one that has been migrated, unless the settings name another."""
    with django_db_blocker.unblock():
        test_database = connection.settings_dict["TEST"]
        if "TEMPLATE" not in test_database:
            test_database["TEMPLATE"] = migrated_template()


@pytest.fixture
def details(db: None) -> MissionDetails:
    return making.make_details()


@pytest.fixture
def editor(db: None) -> User:
    return making.make_user("Editor")


@pytest.fixture
def author(db: None) -> User:
    return making.make_user("Author")


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Sign-ins are tested, the slowness of a password hash is not."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
