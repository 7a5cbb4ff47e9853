"""Signing in: by password, then by the second factor where the account has or needs one; or by a passkey alone.

After the password, nobody is signed in yet: the session holds only whose password it was. So a person who needs a
second factor and has none reaches nothing but the page that adds one.
"""

import datetime as dt
import json
import math
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import SESSION_KEY, login, logout
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pressreleases import second_factors
from pressreleases.admin.sessions import begin, browser_of
from pressreleases.admin.sign_ins import as_kept, as_typed, waits, wrong_codes_of
from pressreleases.audit import client_address, record
from pressreleases.models.audit import AuditAct
from pressreleases.models.notice import NoticeKind
from pressreleases.models.text_fields import LineFormField
from pressreleases.outbox import tell_account
from pressreleases.outbox.telling import BACKEND

# In the session: whose password was right, and that a second factor was used, or is only asked for.
HALF, FACTOR, USED, EXCUSED = "password_passed", "second_factor", "used", "excused"
# Seconds: so long after the password, the second step can be taken.
HALF_FOR = 10 * 60
# The cookie that says which accounts have signed in with a browser: what it is signed for, how long it lasts (seconds),
# of how many accounts it tells.
DEVICE, DEVICE_FOR, MOST_OF_DEVICE = "mission_browser", 365 * 24 * 60 * 60, 20
# After so many wrong codes, the owner learns by e-mail that somebody has the password.
TOLD_AFTER = 5
LONGEST_ANSWER = 20_000


class SignIn(AdminAuthenticationForm):
    """`waiting` is how long the next try has to wait; the password was looked at only if that is zero."""

    waiting = dt.timedelta()

    def clean(self) -> dict[str, Any]:
        self.waiting = waits(self.cleaned_data.get("username", ""))
        if self.waiting:
            raise ValidationError(wait_in_words(self.waiting), code="waiting")
        return super().clean()


def wait_in_words(waiting: dt.timedelta) -> str:
    minutes = math.ceil(waiting.total_seconds() / 60)
    said = ngettext(
        "Too many sign-ins have failed here. Try again in %(minutes)s minute.",
        "Too many sign-ins have failed here. Try again in %(minutes)s minutes.",
        minutes,
    )
    return said % {"minutes": minutes}


class SignInPage(LoginView):
    """The first step; what came of it is recorded, never with the password."""

    form_class = SignIn
    template_name = "admin/login.html"

    def form_valid(self, form: Any) -> HttpResponse:
        return _password_passed(self.request, form.get_user(), page_after(self.get_success_url()))

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        if form.waiting:
            # It was not tried, so nothing failed: the wait must not grow by it.
            return _too_early(response, form.waiting)
        name = as_kept(as_typed(self.request.POST.get("username", "")))
        record(AuditAct.SIGN_IN_FAILED, by=None, typed_name=name)
        return response


def _too_early(response: HttpResponse, waiting: dt.timedelta) -> HttpResponse:
    response.status_code = 429
    response.headers["Retry-After"] = str(math.ceil(waiting.total_seconds()))
    return response


def _password_passed(request: HttpRequest, user: User, url: str) -> HttpResponse:
    has = second_factors.has(user)
    must = not has and second_factors.must_have(user)
    excused = must and second_factors.is_excused(user)
    if not has and (excused or not must):
        sign_in(request, user, factor=EXCUSED if excused else "")
        return known_browser(request, HttpResponseRedirect(url), user)
    logout(request)
    request.session[HALF] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "at": time.time(),
        "next": url,
    }
    return HttpResponseRedirect(reverse("admin:second_step" if has else "admin:second_factors"))


def half_signed_in(request: HttpRequest) -> User | None:
    """Who has typed the right password in this browser within ten minutes, and is not signed in yet."""
    half = request.session.get(HALF)
    if not half or time.time() - half["at"] > HALF_FOR:
        return None
    user = User.objects.filter(pk=half["user"], is_active=True, is_staff=True).first()
    return user if user and constant_time_compare(half["hash"], user.get_session_auth_hash()) else None


def next_page(request: HttpRequest) -> str:
    """Where the person who has typed the password wanted to go."""
    return str(request.session.get(HALF, {}).get("next") or reverse("admin:index"))


def sign_in(request: HttpRequest, user: User, *, factor: str = "") -> None:
    """Sign `user` in and record it, in a transaction."""
    if SESSION_KEY not in request.session:
        # Nothing of what was before the sign-in is taken along.
        request.session.flush()
    login(request, user, backend=BACKEND)
    begin(request)
    if factor:
        request.session[FACTOR] = factor
    record(AuditAct.SIGNED_IN, user, by=user, details={"second-factor": True} if factor == USED else None)


def known_browser(request: HttpRequest, response: HttpResponse, user: User) -> HttpResponse:
    """Tell `user`, who has just signed in, if this browser is new to the account; `response` with a cookie for it."""
    known = (request.get_signed_cookie(settings.BROWSER_COOKIE_NAME, "", salt=DEVICE) or "").split(".")
    if str(user.pk) not in known:
        where = {"browser": browser_of(request), "address": client_address()}
        tell_account(NoticeKind.NEW_DEVICE, user.pk, by=user, details=where)
    others = [key for key in known if key not in ("", str(user.pk))]
    response.set_signed_cookie(
        settings.BROWSER_COOKIE_NAME,
        ".".join([str(user.pk), *others][:MOST_OF_DEVICE]),
        salt=DEVICE,
        max_age=DEVICE_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


# The second step


class CodeForm(forms.Form):
    code = LineFormField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("Six digits from your authenticator app, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


@transaction.atomic
def second_step(request: HttpRequest) -> HttpResponse:
    user = half_signed_in(request)
    if user is None:
        return HttpResponseRedirect(reverse("admin:login"))
    if not second_factors.has(user):
        return HttpResponseRedirect(reverse("admin:second_factors"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    error, status = "", 200
    if request.method == "POST":
        error, status = check_factor(request, user, form)
        if not error:
            url = next_page(request)
            sign_in(request, user, factor=USED)
            return known_browser(request, HttpResponseRedirect(url), user)
    page = {
        **admin.site.each_context(request),
        **factor_context(request, user),
        "title": _("Second step"),
        "form": form,
        "error": error,
    }
    return TemplateResponse(request, "admin/second_step.html", page, status=status)


def check_factor(request: HttpRequest, user: User, form: forms.Form) -> tuple[str, int]:
    """What is wrong with the passkey or code that was sent for `user`, and the status; an empty sentence if nothing.

    Runs in a transaction. Only codes can be guessed, so only they wait and are counted, as passwords are.
    """
    if request.POST.get("credential"):
        right = second_factors.used_passkey(answer_in(request), user) is not None
        return ("", 200) if right else (passkey_failed(), 422)
    name = user.get_username()
    if waiting := waits(name, code=True):
        return wait_in_words(waiting), 429
    if not form.is_valid():
        return _("Type a code."), 422
    if second_factors.used_code(user, form.cleaned_data["code"]):
        return "", 200
    record(AuditAct.SIGN_IN_FAILED, by=None, typed_name=name, details={"step": "code"})
    if wrong_codes_of(name) == TOLD_AFTER:
        second_factors.note_change(user, "wrong-codes", by=None, ends_sessions=False)
    return _("This code is wrong, was used already, or its time is over."), 422


def factor_context(request: HttpRequest, user: User) -> dict[str, Any]:
    """What a page needs that asks for a factor of `user`. Its challenge is new, so no earlier one can be answered."""
    kinds = {row.type for row in second_factors.factors(user)}
    asks = second_factors.Kind.WEBAUTHN in kinds and passkeys_work(request)
    return {
        "challenge": json.dumps(second_factors.passkey_challenge(user)) if asks else "",
        "has_passkey": second_factors.Kind.WEBAUTHN in kinds,
    }


def passkeys_work(request: HttpRequest) -> bool:
    """Whether browsers use passkeys at this address: with https, or on this machine by its name."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    is_number = host.startswith("[") or host.replace(".", "").isdigit()
    return not is_number and (request.is_secure() or host == "localhost" or host.endswith(".localhost"))


def answer_in(request: HttpRequest) -> Any:
    """What a passkey has answered, as the script has sent it; None if it cannot be read."""
    try:
        return json.loads(request.POST.get("credential", "")[:LONGEST_ANSWER])
    except (ValueError, RecursionError):
        return None


def passkey_failed() -> str:
    return _("The passkey was not accepted. Try again, or use another way.")


@transaction.atomic
def passkey_alone(request: HttpRequest) -> HttpResponse:
    """By POST: the challenge for any passkey of this site; with an answer to it, the sign-in."""
    if request.method != "POST" or not passkeys_work(request):
        return HttpResponseRedirect(reverse("admin:login"))
    if not request.POST.get("credential"):
        return JsonResponse(second_factors.challenge_for_anybody())
    user = second_factors.signed_in_by_passkey(answer_in(request), request.POST.get("asked", ""))
    url = page_after(request.POST.get("next", ""))
    if user is None or not (user.is_active and user.is_staff):
        messages.error(request, passkey_failed())
        return HttpResponseRedirect(f"{reverse('admin:login')}?{urlencode({'next': url})}")
    sign_in(request, user, factor=USED)
    return known_browser(request, HttpResponseRedirect(url), user)


def sign_in_context(request: HttpRequest) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "title": _("Log in"),
        "subtitle": None,
        "app_path": request.get_full_path(),
        "username": request.user.get_username(),
        "next": request.POST.get("next") or request.GET.get("next") or reverse("admin:index"),
        "passkeys_work": passkeys_work(request),
        "was_ended": "ended" in request.GET,
        # So it is with a session that `SecondFactorMiddleware` does not let in.
        "needs_factor": SESSION_KEY in request.session and not request.user.is_authenticated,
    }


def page_after(url: str) -> str:
    """Where a user is led after signing in: to the page of the admin that `url` names, else to the desk."""
    parts, desk = urlsplit(url), reverse("admin:index")
    try:
        name = resolve(unquote(parts.path)).url_name if parts.path.startswith(desk) else None
    except Resolver404:
        name = None
    if name is None or name in ("login", "logout", "forgotten", "set_password", "second_step", "passkey"):
        return desk
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


class SecondFactorMiddleware:
    """Nobody is signed in who must have a second factor and has not used one in this session.

    So it is with sessions that began before the setting was changed, or before the account could publish.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = request.user

        def user() -> Any:
            # Asked for only where a page asks who is signed in, as no page for readers does.
            if found.is_authenticated and FACTOR not in request.session and second_factors.must_have(found):
                return AnonymousUser()
            return found

        if settings.SECOND_FACTOR != "off":
            request.user = SimpleLazyObject(user)  # type: ignore[assignment]  # as Django's own middleware does
        return self.get_response(request)
