"""What strangers send takes no room from answers and from staff."""

import asyncio
from contextlib import ExitStack, suppress
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client

from mission_site import asgi
from tests.making import make_user

LARGE = 100_000
ROOM = 150_000


def scope(method: str, cookie: str = "", length: int = 0) -> dict[str, Any]:
    path = "/admin/pressreleases/image/add/"
    headers = [(b"content-length", str(length).encode()), (b"cookie", cookie.encode())]
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "headers": headers,
    }


async def status(application: asgi.Threaded, asked: dict[str, Any], *, whole: bool = True) -> int:
    """What is answered to a large body, of which the end never comes unless it is `whole`."""
    sent: list[dict[str, Any]] = []
    length = int(asked["headers"][0][1])
    parts = [{"type": "http.request", "body": b"a" * (length if whole else length - 1), "more_body": not whole}]

    async def receive() -> dict[str, Any]:
        return parts.pop() if parts else await asyncio.Future()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await application(asked, receive, send)
    return int(sent[0]["status"])


async def asked_while_strangers_hold_all_room() -> list[int]:
    def wsgi(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [])
        return [b"a" * LARGE]

    application = asgi.Threaded(wsgi, threads=2)
    stranger = asyncio.create_task(status(application, scope("POST", length=LARGE), whole=False))
    await asyncio.sleep(0.2)
    try:
        asked = (scope("GET"), scope("POST", "staff", LARGE), scope("POST", "stranger", LARGE))
        return [await status(application, each) for each in asked]
    finally:
        stranger.cancel()
        with suppress(asyncio.CancelledError):
            await stranger


def test_what_strangers_send_slowly_takes_no_room_from_answers_and_from_staff() -> None:
    with ExitStack() as stack:
        stack.enter_context(patch.object(asgi, "_IN_FILES", ROOM))
        stack.enter_context(
            patch.object(asgi, "is_signed_in", lambda scope: scope["headers"][1][1] == b"staff", create=True)
        )
        assert asyncio.run(asked_while_strangers_hold_all_room()) == [200, 200, 503]


@pytest.mark.django_db
def test_staff_are_those_whose_session_says_so() -> None:
    client = Client()
    client.force_login(make_user("Editor"))
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    said = [f"csrftoken=a; {settings.SESSION_COOKIE_NAME}={value}" for value in (key, "a" * 32, "")]
    with patch.object(asgi, "close_old_connections"):
        assert [asgi.is_signed_in(scope("POST", words)) for words in (*said, "")] == [True, False, False, False]
