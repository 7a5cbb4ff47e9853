"""Addresses that programs ask for: is it up, is it ready, robots.txt, security.txt, the icon."""

import datetime as dt
import logging
import time
from functools import lru_cache

from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from pressreleases import file_store
from pressreleases.language.languages import language_codes
from pressreleases.models import Heartbeat
from pressreleases.public import caching
from pressreleases.public.reading import mission_today
from pressreleases.public_addresses import absolute

log = logging.getLogger(__name__)

# The process in the background notes every 20 seconds that it is at work. One of its duties may take minutes.
PATIENCE = dt.timedelta(minutes=5)

# Seconds: anybody may ask for /readyz, and a store wants money for each request.
STORE_ASKED = 10

ROBOTS = """User-agent: *
Disallow: /admin/

Sitemap: {sitemap}
Sitemap: {news}
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
    """200 when the database and the store of files answer and the process in the background is at work, else 503.

    Why the database or the store does not answer is in the log, and not for everyone.
    """
    try:
        age = Heartbeat.objects.age()
    except (DatabaseError, InterfaceError):
        log.exception("Not ready: the database does not answer.")
        return _words("The database does not answer.\n", status=503)
    if age is None or age > PATIENCE:
        return _words("The process in the background (manage.py run_worker) is not at work.\n", status=503)
    if problem := _store_problem(int(time.monotonic() // STORE_ASKED)):
        log.error("Not ready: %s.", problem)
        return _words("The storage for files does not answer.\n", status=503)
    return _words("ready\n")


@lru_cache(maxsize=1)
def _store_problem(_span: int) -> str:
    return file_store.problem()


@cache_control(public=True, max_age=3600)
@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    return _words(ROBOTS.format(sitemap=absolute(reverse("sitemap")), news=absolute(reverse("news_sitemap"))))


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole in this site (RFC 9116); unknown as long as no e-mail address is shown."""
    mission = mission_today.read()
    email = mission.email or mission.press_contact_email
    if not email:
        raise Http404
    lines = [
        f"Contact: mailto:{email}",
        f"Contact: {absolute(reverse('contact', args=[language_codes()[0]]))}",
        f"Expires: {_expires_on(mission.today)}T00:00:00Z",
        f"Preferred-Languages: {', '.join(language_codes())}",
        f"Canonical: {absolute(request.path)}",
    ]
    response = _words("\n".join(lines) + "\n")
    caching.keep(request, response, mission.good_until)
    return response


def _expires_on(today: dt.date) -> dt.date:
    """Two to three months from now, always the first of a month: it says that somebody keeps it."""
    year, month = divmod(today.year * 12 + today.month + 2, 12)
    return dt.date(year, month + 1, 1)


@cache_control(public=True, max_age=86400)
@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it anyway; pages name no icon, which would cost each reader one more request."""
    return render(request, "public/icon.svg", content_type="image/svg+xml")
