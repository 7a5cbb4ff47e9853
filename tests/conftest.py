"""Fixtures that most tests use; the builders behind them are in `tests.making`."""

import pytest
from django.contrib.auth.models import User

from pressreleases.models import MissionDetails
from tests import making


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
