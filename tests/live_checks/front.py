"""A proxy in front of the site: it forwards and records each request, and can misbehave."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Kept:
    """An answer as a cache stores it."""

    status: int
    headers: dict[str, str]
    content: bytes

    def send(self, to: BaseHTTPRequestHandler) -> None:
        to.send_response(self.status)
        for name, value in self.headers.items():
            to.send_header(name, value)
        to.end_headers()
        to.wfile.write(self.content)


@dataclass
class Front:
    """`instead`: answers by path, in place of the site. `asked`: path and headers of every request."""

    behind: int
    instead: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        front = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                front.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                front.instead.get(self.path, front.hand_on)(self)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  as the base class names it
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self.server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _headers in self.asked]

    def keep(self, path: str) -> Kept:
        """What the site answers at `path` now."""
        return self.from_behind(path, {"Host": f"127.0.0.1:{self.port}"})

    def from_behind(self, path: str, headers: dict[str, str]) -> Kept:
        connection = HTTPConnection("127.0.0.1", self.behind, timeout=20)
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        unwanted = {"connection", "transfer-encoding", "date", "server"}
        kept = Kept(
            answer.status,
            {name: value for name, value in answer.getheaders() if name.lower() not in unwanted},
            answer.read(),
        )
        connection.close()
        return kept

    def hand_on(self, asked: BaseHTTPRequestHandler) -> None:
        self.from_behind(asked.path, dict(asked.headers.items())).send(asked)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
