"""The ASGI application that the web server loads: slow clients wait here, and hold none of Django's threads.

A request is read to its end, within the limits of `mission_site.limits`, before a thread is taken for it. The thread
hands over the whole answer and is free again while the client takes it. So a client that sends or reads slowly holds a
connection, some memory and perhaps a file, each of them limited, and nothing that others wait for.

What is the same for everyone and ready (`mission_site.page_cache`) is sent at once, and takes no thread. Everything
else waits for a thread in a short queue (`mission_site.request_queue`), or is told to come back later.
"""

import asyncio
import logging
import re
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus
from io import BytesIO
from typing import IO, Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import FileWrapper

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.handlers.wsgi import WSGIRequest
from django.db import Error, close_old_connections
from django.http import parse_cookie

import mission_site.wsgi  # first of ours, as it sets Django up
from mission_site import replica, statement_limit
from mission_site.limits import NO_BODY, QUEUE, QUEUE_SECONDS, REFUSED_AFTER, THREADS, Refused, expected, limit_of
from mission_site.page_cache import Asked, Freshness, Offer, Pages
from mission_site.refusals import refusal
from mission_site.request_queue import ClientGone, Receive, RequestQueue
from pressreleases.direct_connection import direct
from pressreleases.public import caching
from pressreleases.public.views import outage
from pressreleases.worker import READERS

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Ready = tuple[Message, Message]

# Up to this many bytes of a request or an answer are kept in memory, more of it in a file.
_IN_MEMORY = 64 * 1024
# What one process may keep in files of each: answers, requests of those who are signed in, those of all others. Beyond
# that it answers "try again". They are apart, so that nobody from outside takes the room that staff and readers need.
_IN_FILES = 256 * 1024 * 1024
# Pieces in which a large answer is handed to the server, which keeps up to 32 of them for each client ...
_PIECE = 8 * 1024
# ... and the seconds after which a client that has not taken one more is given up.
_STALLED_AFTER = 30.0

_PROBES = {"/healthz", "/readyz"}
_BOUNDARY = re.compile(r'\bboundary=(?:"[^"]{1,200}"|[^\s;"]{1,200})', re.IGNORECASE)

log = logging.getLogger("mission.requests")


class Threaded:
    """A WSGI application as an ASGI one: `threads` of it answer at the same time, each a whole request.

    In each line at most `queue` requests wait for one of them.
    """

    def __init__(self, wsgi: Wsgi, threads: int, pages: Pages, queue: int = QUEUE) -> None:
        self._wsgi, self.pages = wsgi, pages
        # Probes have a thread of their own: whether the site works is asked most when it is busy.
        self._requests, self._probes = (RequestQueue(number, queue, QUEUE_SECONDS) for number in (threads, 1))
        self._answers, self._of_staff, self._of_others = (_Space(_IN_FILES) for _each in range(3))

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        asked = self.pages.asked(scope)
        ready = self.pages.find(asked) if asked else None
        try:
            if ready is None:
                await self._answer(asked, scope, receive, send)
            else:
                await _send_ready(ready, send)
        except ClientGone:
            pass

    async def _answer(self, asked: Asked | None, scope: Message, receive: Receive, send: Send) -> None:
        body, answer, pause = _Kept(self._of_others), _Answer(self._answers), 0.0
        try:
            async with self.pages.turn(asked) as turn:
                try:
                    if turn.ready is None:
                        await self._fill(answer, body, turn.offer, scope, receive)
                except Refused as refused:
                    answer.close()
                    answer = _refusal(scope, refused, self._answers)
                    pause = REFUSED_AFTER if refused.status == HTTPStatus.SERVICE_UNAVAILABLE else 0.0
            if pause:
                await asyncio.sleep(pause)
            if turn.ready is None:
                await _hand_over(answer, send, with_content=scope["method"] != "HEAD")
            else:
                await _send_ready(turn.ready, send)
        finally:
            body.close()
            answer.close()

    async def _fill(
        self, answer: "_Answer", body: "_Kept", offer: Offer | None, scope: Message, receive: Receive
    ) -> None:
        """Read the request and let Django answer it; raise Refused where it is not to be."""
        missing = await _expected(scope, receive)
        if missing > _IN_MEMORY and await self._in_thread(scope, _nothing_comes, is_signed_in, scope):
            body.space = self._of_staff
        await _read(scope, receive, body, missing)
        await self._in_thread(scope, receive, self._make, answer, environ_of(scope, body), offer)

    def _make(self, answer: "_Answer", environ: dict[str, Any], offer: Offer | None) -> None:
        environ[caching.OFFER] = offer
        if offer is not None:
            # Of others: what may be kept for everyone depends on none.
            environ.pop("HTTP_COOKIE", None)
        statement_limit.begin(environ["REQUEST_METHOD"])
        # After the generation of the offer was read.
        environ[replica.POSITION] = self.pages.freshness.position()
        began = time.monotonic()
        answer.make(self._wsgi, environ)
        if offer and offer.is_taken:
            self.pages.make(offer, answer.status, answer.headers, answer.file.read())
            answer.file.seek(0)
        if environ.get(caching.DATABASE_ANSWERED):
            # What was done may have been done at its end.
            reads = environ["REQUEST_METHOD"] in ("GET", "HEAD")
            self.pages.database_answered(began if reads else time.monotonic())

    async def _in_thread(self, scope: Message, receive: Receive, work: Callable[..., Any], *args: Any) -> Any:
        path = scope["path"]
        return await (self._probes if path in _PROBES else self._requests).run(path, receive, work, *args)


class _Space:
    """How many bytes of the files of a process are free, counted by what is written."""

    def __init__(self, size: int) -> None:
        self._free = size

    def take(self, size: int) -> None:
        # Two threads may both take the last bytes. The limit is far from exact, so no lock is needed.
        if size > self._free:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE)
        self._free -= size

    def give_back(self, size: int) -> None:
        self._free += size


class _Kept:
    """Bytes that are written once and then read: in memory while they are few, else in a file without a name."""

    def __init__(self, space: _Space) -> None:
        self.size = 0
        self.file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  closed by `close`
        self.space = space
        self._taken = 0

    def write(self, part: bytes) -> None:
        """Add `part`; raise Refused when there is no room for it."""
        self.size += len(part)
        if self.size > _IN_MEMORY:
            missing = self.size - self._taken
            self.space.take(missing)
            self._taken += missing
        try:
            self.file.write(part)
        except OSError as error:
            log.error("A request or an answer could not be kept: %s", error)  # noqa: TRY400  the line says it all
            raise Refused(HTTPStatus.INSUFFICIENT_STORAGE) from error

    def close(self) -> None:
        """Forget it all. Harmless when done twice."""
        self.file.close()
        self.space.give_back(self._taken)
        self._taken = 0


class _Answer(_Kept):
    """An answer: its head, and its content as what is kept."""

    def __init__(self, space: _Space) -> None:
        super().__init__(space)
        self.status = 0
        self.headers: list[tuple[str, str]] = []

    def start(self, status: str, headers: list[tuple[str, str]], _exc_info: Any = None) -> Callable[[bytes], None]:
        self.status, self.headers = int(status.split(" ", 1)[0]), headers
        return self.write

    def make(self, wsgi: Wsgi, environ: dict[str, Any]) -> None:
        """Let `wsgi` answer, in this thread and to the end. What it raises is logged and answered with 500."""
        try:
            parts = wsgi(environ, self.start)
            if isinstance(parts, FileWrapper):
                # A file that is there already: its bytes are read as the client takes them.
                self.file.close()
                self.file = parts.filelike
                return
            try:
                for part in parts:
                    self.write(part)
            finally:
                if hasattr(parts, "close"):
                    parts.close()
            self.file.seek(0)
        except Refused:
            raise
        except Exception as error:
            log.exception("%s %s could not be answered.", environ["REQUEST_METHOD"], environ["PATH_INFO"])
            raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR) from error


def environ_of(scope: Message, body: _Kept) -> dict[str, Any]:
    """Return what WSGI (PEP 3333) tells an application of a request. Headers are let through or dropped here."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": str(client[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.errors": sys.stderr,
        "wsgi.input": body.file,
        "wsgi.input_terminated": True,
        "wsgi.file_wrapper": FileWrapper,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in _headers(scope).items():
        environ[f"HTTP_{name.upper().replace('-', '_')}"] = value
    environ["CONTENT_TYPE"] = _content_type(environ.pop("HTTP_CONTENT_TYPE", ""))
    environ.pop("HTTP_CONTENT_LENGTH", None)
    environ["CONTENT_LENGTH"] = str(body.size)
    return environ


def _headers(scope: Message) -> dict[str, str]:
    """The headers by their names; those sent more than once are one, as RFC 9110 (5.3) reads them."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if "_" in name:
            continue  # WSGI could not tell X_Forwarded_For from X-Forwarded-For, which only the proxy may set
        if name in headers:
            value = f"{headers[name]}{'; ' if name == 'cookie' else ','}{value}"
        headers[name] = value
    return headers


def _content_type(words: str) -> str:
    """The type of a form, without the encoding that it claims: everything here is read as UTF-8.

    By another one Django reads the address too, and Python has some that are of no text at all, such as `rot13`.
    """
    kind = words.partition(";")[0].strip().lower()
    if kind == "multipart/form-data" and (boundary := _BOUNDARY.search(words)):
        return f"{kind}; {boundary[0]}"
    return kind if kind == "application/x-www-form-urlencoded" else ""


def is_signed_in(scope: Message) -> bool:
    """Whether the request names a session in which somebody is signed in; asks the database."""
    words = _headers(scope).get("cookie", "")
    key = parse_cookie(words).get(settings.SESSION_COOKIE_NAME)
    if not key:
        return False
    # Not above: a model, which needs Django to be set up, as it is once `mission_site.wsgi` was read.
    from mission_site.session_store import SessionStore  # noqa: PLC0415  Django has to be set up first

    close_old_connections()
    try:
        return SESSION_KEY in SessionStore(key)
    except Error:
        return False
    finally:
        close_old_connections()


async def _expected(scope: Message, receive: Receive) -> int:
    """Return how many bytes of a body will follow; raise Refused when they are not to be read."""
    path = scope["path"]
    try:
        return expected(scope["method"], path, _headers(scope))
    except Refused as refused:
        if refused.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and limit_of(path) != NO_BODY:
            # A browser shows the answer only when it could send what it wanted to.
            limit = limit_of(path)
            await _throw_away(receive, 2 * limit.size, limit.seconds)
        raise


async def _read(scope: Message, receive: Receive, body: _Kept, missing: int) -> None:
    """Put the whole body of the request into `body`; raise Refused when it comes too slowly or there is no room."""
    try:
        async with asyncio.timeout(limit_of(scope["path"]).seconds if missing else None):
            while missing:
                part = await _next_part(receive)
                missing -= len(part)
                body.write(part)
    except TimeoutError:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT) from None
    body.file.seek(0)


async def _nothing_comes() -> Message:
    """For a request that waits for a thread before it is read: nobody may take a part of its body meanwhile."""
    message: Message = await asyncio.get_running_loop().create_future()
    return message


async def _throw_away(receive: Receive, at_most: int, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            while at_most > 0:
                message = await receive()
                if not message.get("more_body", False):
                    return
                at_most -= len(message.get("body", b""))
    except TimeoutError:
        pass


async def _next_part(receive: Receive) -> bytes:
    message = await receive()
    if message["type"] != "http.request":
        raise ClientGone
    part: bytes = message.get("body", b"")
    if not part and not message.get("more_body", False):
        raise ClientGone
    return part


def _refusal(scope: Message, refused: Refused, space: _Space) -> _Answer:
    answer = _Answer(space)
    response = refusal(WSGIRequest(environ_of(scope, answer)), refused)
    answer.status, answer.headers = response.status_code, list(response.items())
    answer.write(response.content)
    answer.file.seek(0)
    return answer


async def _send_ready(ready: Ready, send: Send) -> None:
    head, body = ready
    content = body["body"]
    try:
        await send(head)
        if len(content) < _IN_MEMORY:
            await send(body)
        else:
            await _send_in_pieces(BytesIO(content), send)
    except (TimeoutError, OSError) as error:
        raise ClientGone from error


async def _hand_over(answer: _Answer, send: Send, *, with_content: bool) -> None:
    """Send `answer`; raise ClientGone when the client does not take it."""
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in answer.headers]
    content = answer.file.read(_IN_MEMORY) if with_content else b""
    try:
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        if len(content) < _IN_MEMORY:
            await send({"type": "http.response.body", "body": content})
        else:
            await _send_in_pieces(answer.file, send, content)
    except (TimeoutError, OSError) as error:
        raise ClientGone from error


async def _send_in_pieces(file: IO[bytes], send: Send, content: bytes = b"") -> None:
    """Send `content`, if it was read already, and the rest of `file`, no faster than the client takes it."""
    content = content or file.read(_IN_MEMORY)
    while content:
        async with asyncio.timeout(_STALLED_AFTER):
            await send({"type": "http.response.body", "body": content, "more_body": True})
        content = file.read(_PIECE)
    await send({"type": "http.response.body", "body": b""})


def ready_pages() -> Pages:
    """The ready answers of this process, none yet. They are trusted once their `freshness` has begun."""
    return Pages(
        settings.PAGE_CACHE_BYTES,
        Freshness(READERS, outage.prepare, direct, positions=settings.DATABASE_REPLICA is not None),
        cache_control=caching.kept_until,
        encoded=caching.encoded,
        encoding_for=caching.encoding_for,
        marked=outage.marked,
        cookies=settings.COOKIES_OF_THE_SITE,
        secure_header=b"x-forwarded-proto" if settings.BEHIND_PROXY else None,
    )


application = Threaded(mission_site.wsgi.application, THREADS, ready_pages())
