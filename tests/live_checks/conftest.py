"""The site, served by threads of this process, and a proxy at its public address."""

from collections.abc import Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test.testcases import LiveServerThread

from tests.live_checks.front import Front


@pytest.fixture(scope="session")
def served(django_db_setup, django_db_blocker) -> Iterator[int]:
    """The port of the site itself."""
    with django_db_blocker.unblock():
        thread = LiveServerThread("127.0.0.1", static_handler=lambda _handler: WSGIHandler())  # type: ignore[arg-type]  # called, not subclassed
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        yield thread.port or 0
        thread.terminate()


@pytest.fixture
def front(served, transactional_db, settings, details) -> Iterator[Front]:
    """What readers reach at the site's public address."""
    proxy = Front(served)
    settings.SITE_URL = proxy.url
    yield proxy
    proxy.close()
