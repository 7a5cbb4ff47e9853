"""An application with ready answers in front of a small one that counts what it is asked for."""

import asyncio
import hashlib
import math
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings

from mission_site import asgi
from mission_site.page_cache import Pages
from pressreleases.public import caching

WORDS = b"<p>" + b"Words that everybody reads. " * 100


class Behind:
    """Answers every address with its path and `WORDS`, for everyone until `good_until`; may be told to wait."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.cookies: list[str | None] = []
        self.status = "200 OK"
        self.good_until: float | None = math.inf
        self.more: list[tuple[str, str]] = []
        self.words = WORDS
        self.during: Callable[[], None] = lambda: None
        self.is_away = False
        self.asks_the_database = False
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Any) -> list[bytes]:
        with self._lock:
            self.asked.append(environ["PATH_INFO"])
            self.cookies.append(environ.get("HTTP_COOKIE"))
        content = environ["PATH_INFO"].encode() + self.words
        self.during()
        offer = environ[caching.OFFER]
        environ[caching.DATABASE_ANSWERED] = self.asks_the_database and not self.is_away
        if self.is_away:
            if offer is not None:
                offer.database_is_away = True
            start("503 Service Unavailable", [("Retry-After", "30")])
            return [b"Please try again"]
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Vary", "Accept-Encoding"), *self.more]
        if offer is not None and self.good_until is not None and offer.take(_Response(content), self.good_until):
            headers += [("ETag", f'"{hashlib.sha256(content).hexdigest()[:32]}"'), ("Cache-Control", "public")]
        start(self.status, headers)
        return [content]


class _Response:
    def __init__(self, content: bytes) -> None:
        self.content = content


def ready_pages(room: int = 1_000_000) -> Pages:
    """Trusted, as if the database had just given a sign of life; nobody listens."""
    pages = asgi.ready_pages()
    pages = Pages(
        room,
        pages.freshness,
        cache_control=caching.kept_until,
        encoded=caching.encoded,
        encoding_for=caching.encoding_for,
        marked=lambda path, content_type, content, _made_at: f"{path} {content_type} of before: ".encode() + content,
        cookies=settings.COOKIES_OF_THE_SITE,
        secure_header=b"x-forwarded-proto",
    )
    pages.freshness.trusted_until = math.inf
    return pages


def request(path: str = "/en/", method: str = "GET", query: str = "", **headers: str) -> dict[str, Any]:
    named = {"host": "press.example", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "http_version": "1.1",
        "scheme": "http",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }


async def answer(application: asgi.Threaded, scope: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await application(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, b"".join(message["body"] for message in sent[1:])


class Front:
    """Both together; `get` asks one request after another, `together` several at once."""

    def __init__(self, room: int = 1_000_000) -> None:
        self.behind, self.pages = Behind(), ready_pages(room)
        self.application = asgi.Threaded(self.behind, 4, self.pages)

    def get(self, *args: Any, **headers: Any) -> tuple[int, dict[str, str], bytes]:
        return asyncio.run(answer(self.application, request(*args, **headers)))

    def together(self, *scopes: dict[str, Any]) -> list[tuple[int, dict[str, str], bytes]]:
        async def all_of_them() -> Any:
            return await asyncio.gather(*(answer(self.application, scope) for scope in scopes))

        return asyncio.run(all_of_them())
