"""The page of one's own second factors: adding passkeys and an authenticator app, recovery codes, removing.

It is open to those who are signed in, and to those who have typed their password and have to add a factor first.
"""

import json
from typing import Any, cast

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases import second_factors
from pressreleases.admin.confirming import View, confirmed
from pressreleases.admin.signing_in import (
    FACTOR,
    USED,
    CodeForm,
    answer_in,
    half_signed_in,
    known_browser,
    next_page,
    passkey_failed,
    passkeys_work,
    sign_in,
)
from pressreleases.models.text_fields import LineFormField
from pressreleases.request_values import number_in
from pressreleases.second_factors import Kind

# Seconds: so long the picture of a new app can be used.
SECRET_FOR = 60 * 60
SECRET = "pressreleases.new_app"  # noqa: S105  what it is signed for


class PasskeyForm(forms.Form):
    name = LineFormField(
        label=gettext_lazy("Name"),
        max_length=second_factors.LONGEST_NAME,
        required=False,
        help_text=gettext_lazy("To tell your passkeys apart, for example “Office computer” or “Blue key”."),
    )


class AppForm(CodeForm):
    secret = forms.CharField(widget=forms.HiddenInput, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = gettext_lazy("The six digits that the app shows now.")


def _for_a_person(view: View) -> View:
    """`view` with the person whose factors they are: signed in and confirmed lately, or about to add their first."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.user.is_staff:
            return confirmed(view)(request, person=request.user)
        half = half_signed_in(request)
        if half is None:
            return HttpResponseRedirect(reverse("admin:login"))
        # One at a time, so that of two who know the password only one adds the first factor.
        list(User.objects.select_for_update().filter(pk=half.pk))
        if second_factors.has(half):
            return HttpResponseRedirect(reverse("admin:second_step"))
        return view(request, person=half)

    return cast("View", transaction.atomic(answer))


@_for_a_person
def factors_page(request: HttpRequest, *, person: User) -> HttpResponse:
    form = PasskeyForm(request.POST if request.POST.get("act") == "passkey" else None)
    error = ""
    if request.method == "POST":
        response = _act(request, person, form)
        if isinstance(response, HttpResponse):
            return response
        error = response
    rows = list(second_factors.factors(person))
    offers_passkeys = passkeys_work(request) and _passkeys(rows) < second_factors.MOST_PASSKEYS
    page = {
        **admin.site.each_context(request),
        "title": _("Second factor"),
        "person": person,
        "rows": rows,
        "error": error,
        "form": form,
        "has_app": any(row.type == Kind.TOTP for row in rows),
        "codes_left": second_factors.recovery_codes_left(person),
        "challenge": json.dumps(second_factors.new_passkey_challenge(person)) if offers_passkeys else "",
        "passkeys_work": passkeys_work(request),
        "is_half": not request.user.is_authenticated,
        "must": second_factors.must_have(person),
    }
    return TemplateResponse(request, "admin/second_factors.html", page, status=422 if error else 200)


def _act(request: HttpRequest, person: User, form: PasskeyForm) -> HttpResponse | str:
    """The answer to what was pressed, or what is wrong with it."""
    act, keep = request.POST.get("act"), request.session.session_key
    if act == "leave":
        request.session.flush()
        return HttpResponseRedirect(reverse("admin:login"))
    if act == "passkey" and form.is_valid():
        count = _passkeys(list(second_factors.factors(person)))
        name = form.cleaned_data["name"] or _("Passkey %(number)s") % {"number": count + 1}
        if count >= second_factors.MOST_PASSKEYS or not passkeys_work(request):
            return passkey_failed()
        added = second_factors.add_passkey(person, name, answer_in(request), keep=keep)
        return _added(request, person, _("The passkey was added.")) if added else passkey_failed()
    if act == "codes" and second_factors.has(person):
        return _codes_page(request, second_factors.new_recovery_codes(person, keep=keep))
    return _remove(request, person) if act == "remove" else ""


def _remove(request: HttpRequest, person: User) -> HttpResponse | str:
    rows = second_factors.factors(person).select_for_update()
    row = next((row for row in rows if row.pk == number_in(request.POST.get("factor", ""))), None)
    if row is None:
        return HttpResponseRedirect(request.path)
    if len(rows) == 1 and second_factors.must_have(person):
        return _("Your account needs a second factor. Add another one before you remove this.")
    second_factors.remove(row, keep=request.session.session_key)
    if len(rows) == 1:
        # So it does not count for what the account may do later.
        request.session.pop(FACTOR, None)
    messages.success(request, _("It was removed. You are signed out everywhere else."))
    return HttpResponseRedirect(request.path)


@_for_a_person
def app_page(request: HttpRequest, *, person: User) -> HttpResponse:
    """Adding an authenticator app. Its secret is made here, and stored once the app has shown a right code."""
    form = AppForm(request.POST if request.method == "POST" else None)
    secret = _secret_in(request.POST.get("secret", ""), person)
    if form.is_bound and not secret:
        form.add_error("code", _("This page was open for too long. Scan the new picture."))
    elif form.is_bound and form.is_valid():
        code, keep = form.cleaned_data["code"], request.session.session_key
        if second_factors.add_app(person, secret, code, keep=keep):
            return _added(request, person, _("The authenticator app was added."))
        form.add_error("code", _("This is not the code that the app shows now. Check the time of your telephone."))
    secret = secret or generate_totp_secret()
    page = {
        **admin.site.each_context(request),
        "title": _("Authenticator app"),
        "form": form,
        "picture": second_factors.app_picture(person, secret),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "signed": signing.dumps([person.pk, secret], salt=SECRET),
        "is_half": not request.user.is_authenticated,
    }
    return TemplateResponse(request, "admin/add_app.html", page, status=422 if form.errors else 200)


def _secret_in(signed: str, person: User) -> str:
    """The secret that was made for `person` within the hour; empty if `signed` holds none."""
    try:
        key, secret = signing.loads(signed, salt=SECRET, max_age=SECRET_FOR)
    except signing.BadSignature:
        return ""
    return str(secret) if key == person.pk else ""


def _added(request: HttpRequest, person: User, said: str) -> HttpResponse:
    """After a factor was added: recovery codes if there are none, and the sign-in if it waited for the factor."""
    is_half, url = not request.user.is_authenticated, next_page(request)
    codes: list[str] = []
    if not second_factors.recovery_codes_left(person):
        codes = second_factors.new_recovery_codes(person, keep=request.session.session_key)
    if is_half:
        sign_in(request, person, factor=USED)
    else:
        url = request.path
        request.session[FACTOR] = USED
    messages.success(request, said)
    if not codes:
        return HttpResponseRedirect(reverse("admin:second_factors"))
    response = _codes_page(request, codes, url if is_half else "")
    return known_browser(request, response, person) if is_half else response


def _codes_page(request: HttpRequest, codes: list[str], url: str = "") -> HttpResponse:
    page = {
        **admin.site.each_context(request),
        "title": _("Recovery codes"),
        "codes": [f"{code[:4]} {code[4:]}" for code in codes],
        "next": url or reverse("admin:second_factors"),
    }
    return TemplateResponse(request, "admin/recovery_codes.html", page)


def _passkeys(rows: list[Any]) -> int:
    return sum(row.type == Kind.WEBAUTHN for row in rows)
