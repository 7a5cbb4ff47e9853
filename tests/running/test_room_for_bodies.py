"""What strangers send takes no room from answers and from staff, and nobody is waited for without end."""

import asyncio
from contextlib import ExitStack, suppress
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client

from mission_site import asgi, limits
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


def answering(environ: Any, start: Any) -> list[bytes]:
    start("200 OK", [])
    return [b"a" * LARGE]


async def asked_while_strangers_hold_all_room() -> list[int]:
    application = asgi.Threaded(answering, threads=2, pages=asgi.ready_pages())
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


SHORT = limits.Limit(LARGE, 0.2)


@pytest.mark.parametrize(("whole", "expected"), [(False, 408), (True, 200)])
def test_a_body_that_does_not_come_in_time_is_refused_and_leaves_nothing(whole: bool, expected: int) -> None:
    application = asgi.Threaded(answering, threads=1, pages=asgi.ready_pages())
    with patch.object(asgi, "limit_of", lambda path: SHORT):
        asked = status(application, scope("POST", length=LARGE), whole=whole)
        assert asyncio.run(asyncio.wait_for(asked, 20)) == expected
    assert application._of_others._free == application._answers._free == asgi._IN_FILES


async def answered_to(takes: bool) -> tuple[int, bool]:
    """How many bytes a client got that takes all or only the first piece; whether the application has let go of it."""
    application, got = asgi.Threaded(answering, threads=1, pages=asgi.ready_pages()), [0]

    async def send(message: dict[str, Any]) -> None:
        if got[0] and not takes:
            await asyncio.Future()
        got[0] += len(message.get("body", b""))

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    await asyncio.wait_for(application(scope("GET"), receive, send), 20)
    return got[0], application._answers._free == asgi._IN_FILES


def test_a_client_that_stops_reading_is_given_up_and_its_answer_forgotten() -> None:
    with patch.object(asgi, "_STALLED_AFTER", 0.2):
        got, let_go = asyncio.run(answered_to(takes=False))
    assert 0 < got < LARGE
    assert let_go


def test_a_client_that_reads_gets_all_of_it() -> None:
    assert asyncio.run(answered_to(takes=True)) == (LARGE, True)


@pytest.mark.django_db
def test_staff_are_those_whose_session_says_so() -> None:
    client = Client()
    client.force_login(make_user("Editor"))
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    said = [f"csrftoken=a; {settings.SESSION_COOKIE_NAME}={value}" for value in (key, "a" * 32, "")]
    with patch.object(asgi, "close_old_connections"):
        assert [asgi.is_signed_in(scope("POST", words)) for words in (*said, "")] == [True, False, False, False]
