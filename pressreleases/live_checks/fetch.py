"""Request one of the site's own addresses as an anonymous reader does: without cookies or redirects, within limits."""

import socket
import ssl
import threading
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from pressreleases.models.live_check import Problem

SECONDS_WITHOUT_A_WORD = 5.0
SECONDS_IN_ALL = 10.0
MOST_BYTES = 4_000_000


class NotFetched(Exception):
    """There was no complete answer: `wrong` says why, `detail` gives more."""

    def __init__(self, wrong: Problem, detail: str = "") -> None:
        super().__init__(wrong, detail)
        self.wrong, self.detail = wrong, detail


@dataclass(frozen=True)
class Answer:
    status: int
    html: str
    location: str = ""


def fetch(path: str) -> Answer:
    """Return what readers get at `path` of this site, or raise `NotFetched`. Only the configured host is asked.

    No header for caches is sent, because a reader's first visit sends none: the check should see what caches give them.
    """
    public = urlsplit(settings.SITE_URL)
    base = urlsplit(settings.PROOF_URL or settings.SITE_URL)
    connection = _connect(base, public)
    out_of_time = threading.Event()
    watch = threading.Timer(SECONDS_IN_ALL, _hang_up, (connection.sock, out_of_time))
    watch.daemon = True
    watch.start()
    try:
        connection.request("GET", base.path.rstrip("/") + path, headers=_headers(base, public))
        with connection.getresponse() as response:
            content = response.read(MOST_BYTES + 1)
            missing = response.length
    except (OSError, HTTPException, ValueError) as error:
        # Reading from a connection that `_hang_up` closed raises ValueError.
        slow = out_of_time.is_set() or isinstance(error, TimeoutError)
        raise NotFetched(Problem.TOO_SLOW if slow else Problem.BROKEN_OFF) from error
    finally:
        watch.cancel()
        connection.close()
    if out_of_time.is_set():
        raise NotFetched(Problem.TOO_SLOW)
    if len(content) > MOST_BYTES:
        raise NotFetched(Problem.TOO_LARGE)
    if missing:
        raise NotFetched(Problem.BROKEN_OFF)
    return Answer(response.status, content.decode(errors="replace"), response.getheader("Location", ""))


def _headers(base: SplitResult, public: SplitResult) -> dict[str, str]:
    headers = {
        "Host": public.netloc,
        "User-Agent": f"proof-of-live (+{settings.SITE_URL})",
        "Accept": "text/html, */*;q=0.1",
        "Connection": "close",
    }
    if base.scheme != public.scheme:
        # The request does not pass the proxy, which sets this; without it, the site would redirect to https.
        headers["X-Forwarded-Proto"] = public.scheme
    return headers


def _connect(base: SplitResult, public: SplitResult) -> HTTPConnection:
    """A connection to `base`. Over TLS, the certificate must be that of the `public` host."""
    tls = base.scheme == "https"
    connection = HTTPConnection(base.hostname or "", base.port or (443 if tls else 80), timeout=SECONDS_WITHOUT_A_WORD)
    try:
        connection.connect()
        if tls:
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connection.sock, server_hostname=public.hostname)
    except socket.gaierror as error:
        raise NotFetched(Problem.NO_SUCH_HOST, base.hostname or "") from error
    except ssl.SSLCertVerificationError as error:
        connection.close()
        raise NotFetched(Problem.CERTIFICATE, error.verify_message) from error
    except ssl.SSLError as error:
        connection.close()
        raise NotFetched(Problem.CERTIFICATE, (error.reason or "").replace("_", " ").lower()) from error
    except TimeoutError as error:
        connection.close()
        raise NotFetched(Problem.TOO_SLOW) from error
    except OSError as error:
        connection.close()
        raise NotFetched(Problem.NOT_REACHED, base.netloc) from error
    return connection


def _hang_up(sock: socket.socket, out_of_time: threading.Event) -> None:
    out_of_time.set()
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is already closed
