"""How long staff stay signed in, and the page that shows somebody where they are: a session for each browser.

A session ends when nothing was done in it for `SESSION_COOKIE_AGE` seconds, and `SESSION_LONGEST` seconds after the
sign-in in any case (see `mission_site.session_store`). What a page does by itself, while nobody is at the keyboard,
does not count.
"""

import datetime as dt
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pressreleases.audit import client_address, record
from pressreleases.models import StaffSession
from pressreleases.models.audit import AuditAct

# Seconds: so often a session that is in use is saved again; more often if it would end soon.
SAVED_AGAIN = 60
# The page lists so many other sessions; all can be ended.
MOST_SHOWN = 50
BROWSERS = {
    "Edg(A|iOS)?": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "(Firefox|FxiOS)": "Firefox",
    "(Chrome|HeadlessChrome|CriOS)": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "macOS",
    "Linux": "Linux",
}


def begin(request: HttpRequest) -> None:
    """Note in the session of a user who has just signed in when that was, where, and with which browser."""
    now = time.time()
    browser = request.headers.get("User-Agent", "")[:300]
    noted = {"began_at": now, "seen_at": now, "confirmed_at": now, "address": client_address(), "browser": browser}
    request.session.update(noted)


def in_background(request: HttpRequest) -> None:
    """Say that a page sent this request by itself, so that it does not keep the session alive."""
    request.in_background = True  # type: ignore[attr-defined]  # for the middleware


class SessionLimitMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(reverse("admin:index")):
            return self.get_response(request)
        session, now = request.session, time.time()
        response = self.get_response(request)
        in_use = SESSION_KEY in session and not getattr(request, "in_background", False)
        if in_use and now - session.get("seen_at", now) > min(SAVED_AGAIN, settings.SESSION_COOKIE_AGE / 10):
            session["seen_at"] = now
        return response


class SessionsMiddleware(SessionMiddleware):
    """Django's; a person who was signed out elsewhere during a request gets the sign-in page, which says so."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            query = urlencode({"ended": "", "next": request.path})
            answer = HttpResponseRedirect(f"{reverse('admin:login')}?{query}")
            answer.delete_cookie(settings.SESSION_COOKIE_NAME)
            return answer


@dataclass(frozen=True)
class Place:
    """One session of a user: the browser and system as far as they are known, and times."""

    browser: str
    address: str
    began_at: dt.datetime | None
    seen_at: dt.datetime | None
    is_this: bool


def sessions_page(request: HttpRequest) -> HttpResponse:
    """Where the user is signed in; by POST, all other sessions are ended."""
    user = cast("User", request.user)
    if request.method == "POST":
        with transaction.atomic():
            ended = StaffSession.objects.of(user).exclude(pk=request.session.session_key).delete()[0]
            record(AuditAct.SIGNED_OUT, user, by=user, details={"sessions": ended})
        messages.success(
            request,
            ngettext("%(number)s other session was ended.", "%(number)s other sessions were ended.", ended)
            % {"number": ended},
        )
        return HttpResponseRedirect(request.path)
    here, mine = request.session.session_key, StaffSession.objects.of(user)
    places = [
        _place(row.get_decoded(), is_this=row.pk == here)
        for row in (*mine.filter(pk=here), *mine.exclude(pk=here)[:MOST_SHOWN])
    ]
    page = {
        **admin.site.each_context(request),
        "title": _("Where you are signed in"),
        "places": places,
        "more": mine.count() - len(places),
    }
    return TemplateResponse(request, "admin/sessions.html", page)


def browser_of(request: HttpRequest) -> str:
    """`Firefox, Windows`; empty if the browser says nothing that is known."""
    return _browser(request.headers.get("User-Agent", "")[:300])


def _place(data: dict[str, Any], *, is_this: bool) -> Place:
    return Place(
        browser=_browser(str(data.get("browser", ""))),
        address=str(data.get("address") or ""),
        began_at=_instant(data.get("began_at")),
        seen_at=_instant(data.get("seen_at")),
        is_this=is_this,
    )


def _browser(header: str) -> str:
    """`Firefox, Windows`, of what a browser says of itself; empty if it says nothing that is known."""
    known = (
        next((said for word, said in words.items() if re.search(rf"\b{word}\b", header)), "")
        for words in (BROWSERS, SYSTEMS)
    )
    return ", ".join(word for word in known if word)


def _instant(seconds: float | None) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(seconds, dt.UTC) if seconds else None
