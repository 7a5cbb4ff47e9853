"""The queue in front of the threads. `tests/running/test_overload.py` asks the same of the whole server."""

import asyncio
import threading
from http import HTTPStatus
from typing import Any

import pytest

from mission_site.limits import Refused
from mission_site.request_queue import ClientGone, RequestQueue


async def there() -> dict[str, Any]:
    """A client who stays."""
    await asyncio.Event().wait()
    raise AssertionError


async def gone() -> dict[str, Any]:
    return {"type": "http.disconnect"}


def busy(queue: RequestQueue, free: threading.Event, begun: asyncio.Event) -> "asyncio.Task[Any]":
    """Work that takes the one thread until `free` is set."""
    loop = asyncio.get_running_loop()

    def work() -> str:
        loop.call_soon_threadsafe(begun.set)
        free.wait(20)
        return "first"

    return asyncio.ensure_future(queue.run("/en/", there, work))


def test_work_is_done_in_a_thread_and_its_answer_returned() -> None:
    async def ask() -> tuple[int, int]:
        queue = RequestQueue(1, 1, 5)
        return await queue.run("/en/", there, lambda number: (number, threading.get_ident()), 7)

    number, thread = asyncio.run(ask())
    assert number == 7
    assert thread != threading.get_ident()


def test_staff_wait_in_a_line_of_their_own_and_one_more_reader_is_refused() -> None:
    async def ask() -> None:
        queue, free, begun = RequestQueue(1, 1, 20), threading.Event(), asyncio.Event()
        first = busy(queue, free, begun)
        await begun.wait()
        waiting = [asyncio.ensure_future(queue.run(path, there, str, path)) for path in ("/en/", "/admin/")]
        await asyncio.sleep(0)
        with pytest.raises(Refused) as refused:
            await queue.run("/az/", there, str)
        assert refused.value.status == HTTPStatus.SERVICE_UNAVAILABLE
        free.set()
        assert [await first, *[await each for each in waiting]] == ["first", "/en/", "/admin/"]

    asyncio.run(ask())


def test_who_has_gone_and_who_has_waited_too_long_leave_their_place() -> None:
    async def ask() -> None:
        queue, free, begun = RequestQueue(1, 1, 0.05), threading.Event(), asyncio.Event()
        first = busy(queue, free, begun)
        await begun.wait()
        with pytest.raises(ClientGone):
            await queue.run("/en/", gone, str)
        with pytest.raises(Refused):
            await queue.run("/en/", there, str)
        free.set()
        await first
        assert await queue.run("/en/", there, str, "next") == "next"

    asyncio.run(ask())


def test_work_that_fails_gives_its_thread_back() -> None:
    async def ask() -> None:
        queue = RequestQueue(1, 1, 5)
        for _time in range(3):
            with pytest.raises(ZeroDivisionError):
                await queue.run("/en/", there, lambda: 1 // 0)

    asyncio.run(ask())
