"""What clients may take of the server: connections, threads, and at which addresses how large a body, for how long.

Only staff send anything to this site, and people who answer a preview link. Every other address refuses a body by the
head of the request, before a byte of it is read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

# Requests that one process answers at the same time. They wait for the database together; more only take longer.
THREADS = 4
# Requests that wait for one of these threads, in each line (`mission_site.request_queue`), and how long one may wait:
# more, or longer, and the answer would come when its reader has given up.
QUEUE, QUEUE_SECONDS = 64, 5.0
# Seconds until the others are told so. A program that asks again at once would else take the time of those who wait.
REFUSED_AFTER = 1.0
# Seconds that one statement in the database may take. Only reading is cut soon: whatever staff save, import or publish
# at once has the time for which a proxy waits.
READING_SECONDS, WRITING_SECONDS = 10.0, 300.0
# Clients that one process listens to at the same time. Each costs a file descriptor, a second one for a large answer.
CONNECTIONS = 2048

_KB, _MB = 1024, 1024 * 1024


@dataclass(frozen=True)
class Limit:
    """At most so many bytes, all of which are there after so many seconds."""

    size: int
    seconds: float


NO_BODY = Limit(0, 0)

# The first that matches the beginning of the path counts.
_LIMITS = (
    # Anybody can send these: a name with a password, an answer with a comment.
    (re.compile(r"/admin/(login|language)/"), Limit(64 * _KB, 20)),
    (re.compile(r"/preview/"), Limit(64 * _KB, 20)),
    # A picture has up to 40 MB (pressreleases.images.MOST_MEGABYTES), and the form says so itself of one a bit larger.
    (re.compile(r"/admin/pressreleases/image/"), Limit(50 * _MB, 600)),
    # Documents have up to 50 MB each (pressreleases.models.source_document.MOST_MEGABYTES), and come together.
    (re.compile(r"/admin/pressreleases/release/import/$"), Limit(105 * _MB, 600)),
    # A Word file that came back has up to 50 MB too (pressreleases.intake.errors.MOST_BYTES).
    (re.compile(r"/admin/pressreleases/release/[0-9]+/word/$"), Limit(55 * _MB, 600)),
    # The form of a release with attachments, which have up to 20 MB each (pressreleases.models.attachment). A script
    # sends each of them alone; without it, several come with the text.
    (re.compile(r"/admin/pressreleases/release/(add/$|attach/$|[0-9]+/change/$)"), Limit(65 * _MB, 600)),
    # A table of anniversaries.
    (re.compile(r"/admin/pressreleases/anniversary/"), Limit(20 * _MB, 300)),
    # What a browser reports of a page.
    (re.compile(r"/admin/policy-report/$"), Limit(16 * _KB, 20)),
    # Forms: Django takes 2.5 MB of fields, and they are longer on the way.
    (re.compile(r"/admin/"), Limit(5 * _MB, 60)),
)


@dataclass(frozen=True)
class Refused(Exception):
    """A request whose body is not read, or not to its end."""

    status: HTTPStatus

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [("Allow", "GET, HEAD, OPTIONS")] if self.status == HTTPStatus.METHOD_NOT_ALLOWED else []


def limit_of(path: str) -> Limit:
    """Return how much may be sent to `path`: NO_BODY for most."""
    return next((limit for pattern, limit in _LIMITS if pattern.match(path)), NO_BODY)


def expected(method: str, path: str, headers: Mapping[str, str]) -> int:
    """Return how many bytes will follow the head of this request; raise Refused when they are not to be read.

    `headers` holds the values by their names in lower case.
    """
    if method == "TRACE":
        # Would show a script what the browser sends along, such as cookies.
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED)
    limit = limit_of(path)
    chunked, length = "transfer-encoding" in headers, headers.get("content-length", "0")
    if not chunked and length.isdecimal() and not length.strip("0"):
        return 0
    if limit == NO_BODY:
        safe = method in {"GET", "HEAD", "OPTIONS"}
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE if safe else HTTPStatus.METHOD_NOT_ALLOWED)
    if chunked:
        raise Refused(HTTPStatus.LENGTH_REQUIRED)
    if not length.isdecimal():
        raise Refused(HTTPStatus.BAD_REQUEST)
    if len(length) > len(str(limit.size)) or int(length) > limit.size:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return int(length)
