"""Staff who are signed in, and the release they handle."""

import pytest
from django.test import Client

from pressreleases.publishing import publish
from tests.making import make_release, make_user


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


@pytest.fixture
def release(details):
    return make_release()


@pytest.fixture
def live(release, editor):
    publish([release], by=editor)
    return release


@pytest.fixture
def in_azerbaijani(release):
    return make_release("Cenevrəyə səfər", language="az", family=release.family, is_original=False, slug="sefer")
