"""One answer, complete and ready in each encoding."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Message = dict[str, Any]
Headers = list[tuple[bytes, bytes]]

# Seconds before a planned change from which on the header has to say, each time, how long the answer may be kept.
_STEADY = 700.0
# What an answer takes beside its bodies, roughly.
_OVERHEAD = 4096
# Of a 304 only what does not describe the content, which is not sent (RFC 9110, 15.4.5).
_OF_THE_CONTENT = (b"content-", b"x-frame-options")


@dataclass(slots=True)
class Answer:
    """An answer with status 200, made from what was read while `generation` was the newest.

    It is sent without question `until` an instant of the steady clock. Nothing that was planned when it was made
    changes it before `planned`, which its Cache-Control observes.
    """

    generation: int
    began: float
    until: float
    planned: float
    headers: Headers
    etag: bytes
    bodies: dict[str, bytes]
    cache_control: Callable[[float], str]
    _heads: dict[tuple[str, int], Message] = field(default_factory=dict)

    @property
    def content_type(self) -> str:
        return dict(self.headers).get(b"content-type", b"").decode("latin-1")

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values())) + _OVERHEAD

    def messages(self, encoding: str, if_none_match: bytes, now: float) -> tuple[Message, Message]:
        """The two messages of ASGI for a reader who takes `encoding` and may have the answer already."""
        if encoding not in self.bodies:
            encoding = ""
        if if_none_match and self._is_known(if_none_match):
            return self._head(encoding, 304, now), _NOTHING
        return self._head(encoding, 200, now), {"type": "http.response.body", "body": self.bodies[encoding]}

    def shown_later(self, content: bytes, age: float) -> tuple[Message, Message]:
        """`content`, made of this answer, to be kept by nobody: it may be outdated."""
        headers = [header for header in self.headers if header[0] not in _OF_FRESH_ANSWERS]
        headers += [(b"content-length", str(len(content)).encode()), (b"cache-control", b"no-store")]
        headers.append((b"age", str(int(age)).encode()))
        return (
            {"type": "http.response.start", "status": 200, "headers": headers},
            {"type": "http.response.body", "body": content},
        )

    def _is_known(self, if_none_match: bytes) -> bool:
        """Compared weakly (RFC 9110, 13.1.2). No ETag of ours has a comma within."""
        names = [name.strip().removeprefix(b"W/") for name in if_none_match.split(b",")]
        return self.etag in names or names == [b"*"]

    def _head(self, encoding: str, status: int, now: float) -> Message:
        if now > self.planned - _STEADY:
            return self._made_head(encoding, status)
        head = self._heads.get((encoding, status))
        if head is None:
            head = self._heads[encoding, status] = self._made_head(encoding, status)
        return head

    def _made_head(self, encoding: str, status: int) -> Message:
        headers = self.headers
        if status == 304:
            headers = [header for header in headers if not header[0].startswith(_OF_THE_CONTENT)]
        else:
            headers = [*headers, (b"content-length", str(len(self.bodies[encoding])).encode())]
            if encoding:
                headers.append((b"content-encoding", encoding.encode()))
        # The same words in other bytes compare weakly (RFC 9110, 8.8.1).
        etag = b"W/" + self.etag if encoding else self.etag
        cache_control = self.cache_control(self.planned).encode()
        headers = [*headers, (b"etag", etag), (b"cache-control", cache_control)]
        return {"type": "http.response.start", "status": status, "headers": headers}


_NOTHING: Message = {"type": "http.response.body", "body": b""}
# What is written anew for each encoding and instant.
_OURS = {b"cache-control", b"content-length", b"etag"}
_OF_FRESH_ANSWERS = {b"last-modified"}
# Its answer is not the same for everyone, or not whole.
_UNFIT = {b"set-cookie", b"content-encoding", b"content-range", b"transfer-encoding"}


def is_fit(status: int, headers: Mapping[bytes, bytes]) -> bool:
    """Whether everyone may get this answer: one that does not depend on who asks, but for the encoding."""
    vary = headers.get(b"vary", b"").lower().replace(b" ", b"")
    return status == 200 and not _UNFIT & set(headers) and vary in (b"", b"accept-encoding") and b"etag" in headers


def kept_headers(headers: Headers) -> Headers:
    return [header for header in headers if header[0] not in _OURS]
