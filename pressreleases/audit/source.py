"""Where an act comes from: a request with the client's address, the site itself, or a command."""

import ipaddress
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from pressreleases.models.audit import ActorType

_address: ContextVar[str] = ContextVar("client_address", default="")
# Without an account: within a request it is a visitor; outside, if it is not a task of the worker, a command.
_without_account: ContextVar[ActorType] = ContextVar("without_account", default=ActorType.COMMAND)

# Forms of a hop that some proxies write: 192.0.2.7:41234, [2001:db8::7], [2001:db8::7]:41234.
_WITH_PORT = re.compile(r"\[(?P<six>[^\]]*)\](:\d+)?|(?P<four>\d+(\.\d+){3}):\d+")


class ClientAddressMiddleware:
    """Keeps the client's address while its request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _address.set(address_of(request))
        try:
            with acting(ActorType.VISITOR):
                return self.get_response(request)
        finally:
            _address.reset(token)


@contextmanager
def acting(actor: ActorType) -> Iterator[None]:
    """Within the block, acts without an account are done by `actor`."""
    token = _without_account.set(actor)
    try:
        yield
    finally:
        _without_account.reset(token)


def actor_type(*, has_account: bool) -> ActorType:
    """The type of the present actor. An act by a command is the command's, even if it names an account."""
    without = _without_account.get()
    return ActorType.ACCOUNT if has_account and without != ActorType.COMMAND else without


def here() -> str:
    """The client's address of the present act; empty outside a request."""
    return _address.get()


def address_of(request: HttpRequest) -> str:
    """The IP address that sent `request`; empty if there is none, as over a socket.

    It is that of the connection, which nobody can forge. Behind a proxy (MISSION_BEHIND_PROXY), it is the last hop of
    X-Forwarded-For, which the proxy itself wrote; earlier hops can be forged by the client.
    """
    hops = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return _ip(hops.rpartition(",")[2] if hops else request.META.get("REMOTE_ADDR", ""))


def _ip(text: str) -> str:
    text = text.strip()
    if found := _WITH_PORT.fullmatch(text):
        text = found["six"] or found["four"]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
