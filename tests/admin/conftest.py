"""Staff who are signed in, and static files without a manifest, since nothing is collected for tests."""

import pytest
from django.test import Client

from tests.making import make_user


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def _signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_editor(details, editor):
    return _signed_in(editor)


@pytest.fixture
def as_author(details, author):
    return _signed_in(author)


@pytest.fixture
def as_administrator(details):
    return _signed_in(make_user("Administrator"))
