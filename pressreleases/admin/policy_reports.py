"""What a browser reports when a page of the admin tries to load or run what its policy (CSP) forbids.

Only pages of the admin ask for reports, and only those of signed-in colleagues count. Readers' browsers are asked for
nothing.
"""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from pressreleases.admin.sessions import in_background
from pressreleases.models import PolicyReport

_DIRECTIVE = re.compile(r"[a-z][a-z-]{1,39}")
# What stands in a report in place of an address.
_WORDS = frozenset({"inline", "eval", "wasm-eval", "data", "blob", "self"})
_ORIGIN = re.compile(r"(https?|wss?)://[a-z0-9.:\[\]-]{1,180}")


# A browser sends no token; it sends the cookie of the session from pages of this site alone (SameSite).
@csrf_exempt
@require_POST
def policy_report(request: HttpRequest) -> HttpResponse:
    """Note the report if it is one of a page of the admin; the answer is the same if it is not."""
    in_background(request)
    if report := _read(request.body, request.get_host()):
        PolicyReport.objects.note(**report)
    return HttpResponse(status=204)


def _read(body: bytes, host: str) -> dict[str, str] | None:
    """The directive, what was blocked, and the kind of page; None if that is not what `body` says."""
    try:
        said = json.loads(body)["csp-report"]
        # Older browsers name the directive with all that it allows.
        directive = _text(said, "effective-directive") or _text(said, "violated-directive").partition(" ")[0]
        blocked, page = _blocked(_text(said, "blocked-uri")), _kind(_text(said, "document-uri"), host)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not _DIRECTIVE.fullmatch(directive) or not blocked or not page:
        return None
    return {"directive": directive, "blocked": blocked, "page": page}


def _text(said: Any, name: str) -> str:
    value = said.get(name, "") if isinstance(said, dict) else ""
    return value if isinstance(value, str) else ""


def _blocked(address: str) -> str:
    """The origin of an address alone: what follows may be about somebody. Extensions of browsers are left out."""
    if address in _WORDS:
        return address
    found = _ORIGIN.match(address.lower())
    return found[0] if found else ""


def _kind(address: str, host: str) -> str:
    """The name of the page in the admin, without its number; empty for what is no page of this site's admin."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return ""
    return match.url_name or "" if parts.netloc == host and match.app_name == "admin" else ""
