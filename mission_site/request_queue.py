"""The queue in front of the threads: so short that whoever leaves it with a thread still has a client who waits.

All of it runs in the thread of the event loop, so nothing has to be locked.
"""

import asyncio
import contextvars
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

from mission_site.limits import NO_BODY, Refused, limit_of

Receive = Callable[[], Awaitable[dict[str, Any]]]

# Seconds between two lines of the log that say that the site is too busy.
_SAY_AGAIN = 60.0

log = logging.getLogger("mission.requests")


class ClientGone(Exception):
    """The client has gone, or takes nothing more."""


class RequestQueue:
    """Work for `threads`. At most `longest` requests wait in each of two lines, each of them for at most `seconds`.

    Addresses with forms, which are those of staff, have a line of their own. The lines have turns, so neither stops
    the other, however much of it there is.
    """

    def __init__(self, threads: int, longest: int, seconds: float) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self._free, self._longest, self._seconds = threads, longest, seconds
        # The line that is next is the first.
        self._lines: deque[deque[asyncio.Future[None]]] = deque((deque(), deque()))
        self._of_readers, self._of_staff = self._lines
        self._said_at = float("-inf")

    async def run(self, path: str, receive: Receive, work: Callable[..., Any], *args: Any) -> Any:
        """Do `work` for a request of `path` in a thread. Raises Refused, or ClientGone, if it did not get one."""
        if self._free:
            self._free -= 1
        else:
            await self._wait(self._of_readers if limit_of(path) == NO_BODY else self._of_staff, receive)
        try:
            # Each has a context of its own, as a thread that serves several would keep the last one's.
            run = contextvars.copy_context().run
            return await asyncio.get_running_loop().run_in_executor(self._pool, run, work, *args)
        finally:
            self._leave()

    async def _wait(self, line: deque[asyncio.Future[None]], receive: Receive) -> None:
        """Wait for a thread that somebody leaves."""
        if len(line) >= self._longest:
            raise self._refused()
        turn = asyncio.get_running_loop().create_future()
        line.append(turn)
        gone = asyncio.ensure_future(_is_gone(receive))
        has_thread = False
        try:
            await asyncio.wait({turn, gone}, timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED)
            has_thread = turn.done() and not gone.done()
        finally:
            if not turn.done():
                line.remove(turn)
            elif not has_thread:
                self._leave()
            gone.cancel()
        if not has_thread:
            raise ClientGone if gone.done() else self._refused()

    def _leave(self) -> None:
        """Give the thread to who is next."""
        for _each in range(2):
            line = self._lines[0]
            self._lines.rotate()
            if line:
                line.popleft().set_result(None)
                return
        self._free += 1

    def _refused(self) -> Refused:
        now = time.monotonic()
        if now - self._said_at >= _SAY_AGAIN:
            self._said_at = now
            log.warning("Too many requests wait to be answered: those who come now are told to come back later (503).")
        return Refused(HTTPStatus.SERVICE_UNAVAILABLE)


async def _is_gone(receive: Receive) -> None:
    """Return when the client has gone: until then there is nothing to receive but the end of the request."""
    while (await receive())["type"] != "http.disconnect":
        await asyncio.sleep(0)
