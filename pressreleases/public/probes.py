"""Addresses that machines ask for by themselves: is it up, is it ready, what may be indexed, the icon."""

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)

ROBOTS = """User-agent: *
Disallow: /admin/
"""


def _words(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers at all; the database is not asked."""
    return _words("ok\n")


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """200 when the database answers, else 503; why not is in the log and not for everyone."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        log.exception("Not ready: the database does not answer.")
        return _words("The database does not answer.\n", status=503)
    return _words("ready\n")


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    return _words(ROBOTS)


@cache_control(public=True, max_age=86400)
@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it without being told; pages name no icon, which would be one more request of each."""
    return render(request, "public/icon.svg", content_type="image/svg+xml")
