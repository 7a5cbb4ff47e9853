"""Where an act comes from: the address of the client whose request is being answered. A command has none."""

import ipaddress
import re
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_address: ContextVar[str] = ContextVar("client_address", default="")

# How some proxies write a hop: 192.0.2.7:41234, [2001:db8::7], [2001:db8::7]:41234.
_WITH_PORT = re.compile(r"\[(?P<six>[^\]]*)\](:\d+)?|(?P<four>\d+(\.\d+){3}):\d+")


class ClientAddressMiddleware:
    """Holds the client's address for as long as its request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _address.set(address_of(request))
        try:
            return self.get_response(request)
        finally:
            _address.reset(token)


def here() -> str:
    """The address from which the present act comes; empty outside a request."""
    return _address.get()


def address_of(request: HttpRequest) -> str:
    """The IP address that sent `request`; empty if there is none, as over a socket.

    It is that of the connection, which nobody can forge. Behind a proxy (MISSION_BEHIND_PROXY) it is the last hop of
    X-Forwarded-For, which that proxy wrote itself; the hops before it are whatever the client liked to send.
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
