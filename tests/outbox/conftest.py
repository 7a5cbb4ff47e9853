"""A running mail server, and people with addresses."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User

from pressreleases.models import MissionDetails, Release
from tests.making import make_release
from tests.outbox.mail_servers import MailServer
from tests.outbox.people import person


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    server.up()
    yield server
    server.down()


@pytest.fixture
def ann(db: None) -> User:
    return person("Author", "ann")


@pytest.fixture
def eve(db: None) -> User:
    return person("Editor", "eve")


@pytest.fixture
def edgar(db: None) -> User:
    return person("Editor", "edgar")


@pytest.fixture
def release(details: MissionDetails, ann: User) -> Release:
    return make_release("Visit", created_by=ann, changed_by=ann)
