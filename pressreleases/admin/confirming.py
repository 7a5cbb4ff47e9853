"""Asking again who is at the keyboard, before what a stolen session must not do: redact, change accounts or factors."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases import second_factors
from pressreleases.admin.sign_ins import waits
from pressreleases.admin.signing_in import FACTOR, USED, CodeForm, check_factor, factor_context, wait_in_words
from pressreleases.audit import record
from pressreleases.models.audit import AuditAct

# Seconds: so long after the sign-in, or after it was last asked, nobody is asked again.
CONFIRMED_FOR = 15 * 60

View = Callable[..., HttpResponse]


class ConfirmForm(CodeForm):
    """The password or a code; each field has a name that no other form has, since theirs are sent along."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        required=False,
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )
    field_order = ("password", "code")

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data, prefix="confirm")
        self.fields["code"].required = False
        self.fields["code"].widget.attrs.pop("autofocus")
        if not second_factors.has(user):
            del self.fields["code"]
        if not user.has_usable_password():
            del self.fields["password"]


def confirmed(view: View, *, posts_only: bool = False) -> View:
    """`view` for a person who has signed in or confirmed it within 15 minutes; others are asked first.

    What was sent is kept in the page that asks, and taken when it is answered. With `posts_only`, the page can be read
    without.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        lately = time.time() - request.session.get("confirmed_at", 0) <= CONFIRMED_FOR
        if lately or (posts_only and request.method != "POST"):
            return view(request, *args, **kwargs)
        asked = _ask(request, cast("User", request.user))
        if asked is not None:
            return asked
        if request.POST["confirm-to"] == "read":
            return HttpResponseRedirect(request.get_full_path())
        return view(request, *args, **kwargs)

    return answer


@transaction.atomic
def _ask(request: HttpRequest, user: User) -> HttpResponse | None:
    """The page that asks; None once it was answered rightly."""
    is_answer = "confirm-to" in request.POST
    form = ConfirmForm(request.POST if is_answer else None, user=user)
    error, status = "", 200
    if is_answer:
        error, status = _wrong(request, user, form)
        if not error:
            request.session["confirmed_at"] = time.time()
            return None
    own = {"csrfmiddlewaretoken", "credential", "confirm-to", *(form.add_prefix(name) for name in form.fields)}
    page = {
        **admin.site.each_context(request),
        **factor_context(request, user),
        "title": _("Confirm that it is you"),
        "form": form,
        "error": error,
        "to": request.POST.get("confirm-to") or ("send" if request.method == "POST" else "read"),
        "kept": [(name, value) for name in request.POST if name not in own for value in request.POST.getlist(name)],
    }
    return TemplateResponse(request, "admin/confirm.html", page, status=status)


def _wrong(request: HttpRequest, user: User, form: ConfirmForm) -> tuple[str, int]:
    valid = form.is_valid()
    if request.POST.get("credential") or form.cleaned_data.get("code"):
        error, status = check_factor(request, user, form)
        if not error:
            request.session[FACTOR] = USED
        return error, status
    if waiting := waits(user.get_username()):
        return wait_in_words(waiting), 429
    if valid and user.check_password(form.cleaned_data.get("password", "")):
        return "", 200
    record(AuditAct.SIGN_IN_FAILED, by=None, typed_name=user.get_username(), details={"step": "confirm"})
    return _("This is not your password."), 422
