"""The site as it is served for real (collected, hashed static files; the policy; no DEBUG), and a browser."""

import os
import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.testcases import LiveServerThread
from django.test.utils import override_settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.making import make_details, make_user

# Playwright keeps a loop of its own in this thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PASSWORD = "a long enough password"

# A machine that is busy with something else is slow, not wrong.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's own chromium; as root it does not run in its sandbox."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return {
        **browser_type_launch_args,
        **({"executable_path": chromium} if chromium else {}),
        "args": ["--no-sandbox"] if os.geteuid() == 0 else [],
    }


class Handler(WSGIHandler):
    """Counts the requests that are being answered, so that no table is emptied under one of them.

    What a closed page sends after that, such as that somebody has left, is refused until the next test.
    """

    busy, is_open = 0, False
    changed = threading.Condition()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with self.changed:
            if not Handler.is_open:
                args[1]("503 Service Unavailable", [("Content-Length", "0")])
                return []
            Handler.busy += 1
        try:
            return super().__call__(*args, **kwargs)
        finally:
            with self.changed:
                Handler.busy -= 1
                self.changed.notify_all()

    @classmethod
    def close_when_idle(cls) -> None:
        with cls.changed:
            assert cls.changed.wait_for(lambda: cls.busy == 0, timeout=10)
            cls.is_open = False


@pytest.fixture(scope="session")
def served(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """The address of the whole site, served by threads of this process."""
    folder = tmp_path_factory.mktemp("served")
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "mission_site.static_files.StaticFilesStorage"},
    }
    with (
        override_settings(
            STATIC_ROOT=folder / "static", MEDIA_ROOT=folder / "media", STORAGES=storages, ALLOWED_HOSTS=["localhost"]
        ),
        django_db_blocker.unblock(),
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        # Not Django's own handler for static files: whitenoise serves them here as it does for readers.
        thread = LiveServerThread("localhost", static_handler=lambda _handler: Handler())  # type: ignore[arg-type]  # called, not subclassed
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        yield f"http://localhost:{thread.port}"
        thread.terminate()
        # What a page sent as it was closed may still be answered, and would keep the database from being removed.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def site(served, transactional_db) -> Iterator[str]:
    """The address of the site with nothing in it but the mission's details and an editor."""
    make_details()
    make_user("Editor")
    Handler.is_open = True
    yield served
    # A page that is closed says so to the server.
    Handler.close_when_idle()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of while a story is played: must stay empty."""
    return []


@pytest.fixture
def staff(browser: Browser, site, complaints) -> Iterator["Staff"]:
    played = Staff(browser, site, complaints)
    yield played
    played.close()
    assert complaints == []


class Staff:
    """Opens windows of the browser in which somebody is signed in."""

    def __init__(self, browser: Browser, site: str, complaints: list[str]) -> None:
        self.browser, self.site, self.complaints = browser, site, complaints
        self.contexts: list[BrowserContext] = []

    def window(self, **context: Any) -> Page:
        opened = self.browser.new_context(
            **{"base_url": self.site, "locale": "en-GB", "viewport": {"width": 1280, "height": 900}, **context}
        )
        opened.set_default_timeout(60_000)
        self.contexts.append(opened)
        page = opened.new_page()
        # Each visit is that of a reader who comes anew: a browser may show for some seconds what it has just shown.
        page.route("**/releases/**", lambda route: route.continue_())
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: self.complaints.append(said.text) if said.type == "error" and "422" not in said.text else None,
        )
        page.on("response", lambda got: self.complaints.append(got.url) if got.status in (404, 500) else None)
        return page

    def signed_in(self, username: str = "editor", **context: Any) -> Page:
        """At the desk; by a session of the site's own making, as filling in the form is a story of its own."""
        page = self.window(**context)
        client = Client()
        client.force_login(User.objects.get(username=username))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.site}])
        page.goto("/admin/")
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()
