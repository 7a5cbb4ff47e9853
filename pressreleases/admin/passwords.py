"""Setting a password by a link: the page that the link leads to, asking for one, and handing one to a colleague."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.sign_ins import LONGEST_NAME, as_kept, as_typed, from_here, one_at_a_time, waits
from pressreleases.admin.signing_in import wait_in_words
from pressreleases.audit import record
from pressreleases.models import AuditEntry, Notice
from pressreleases.models.audit import AuditAct
from pressreleases.models.notice import NoticeKind
from pressreleases.models.text_fields import LineFormField
from pressreleases.outbox import tell_account
from pressreleases.password_links import ANY, INVITATION
from pressreleases.second_factors import note_change

# So many links may be asked for from one address within this time, and one for each account; and so many in a day.
WITHIN = dt.timedelta(minutes=10)
OF_ONE_ADDRESS = 10
IN_A_DAY = 5


class SetPassword(PasswordResetConfirmView):
    """What a link for setting a password leads to. The link ends all sessions of the account when it is used."""

    template_name = "admin/set_password.html"
    token_generator = ANY
    success_url = reverse_lazy("admin:login")

    def get_user(self, uidb64: str) -> User | None:
        user = super().get_user(uidb64)
        return user if user and user.is_active and user.is_staff else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = {**admin.site.each_context(self.request), **super().get_context_data(**kwargs)}
        title = _("Set a password") if self.validlink else _("This link is not valid")
        return {**page, "title": title, "sends_mail": bool(settings.EMAIL_HOST)}

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response = super().form_valid(form)
            user: User = form.user
            # Perhaps somebody else is signed in here, such as the administrator who tries the link.
            logout(self.request)
            note_change(user, "password", by=user)
        said = _("Your password is set. Sign in as %(name)s.") % {"name": user.get_username()}
        messages.success(self.request, said)
        return response


class _ChangeForm(AdminPasswordChangeForm):
    """The old password is counted and waits as at the sign-in, so that nobody guesses it at a computer left open."""

    waiting = dt.timedelta()

    def clean_old_password(self) -> str:
        name = self.user.get_username()
        self.waiting = waits(name)
        if self.waiting:
            raise forms.ValidationError(wait_in_words(self.waiting), code="waiting")
        try:
            return str(super().clean_old_password())
        except forms.ValidationError:
            record(AuditAct.SIGN_IN_FAILED, by=None, typed_name=name, details={"step": "confirm"})
            raise


class ChangePassword(PasswordChangeView):
    """The change of one's own password, in a transaction; it ends the other sessions."""

    form_class = _ChangeForm
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("admin:password_change_done")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        note_change(form.user, "password", by=form.user, keep=self.request.session.session_key)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 429 if form.waiting else response.status_code
        return response


class ForgottenForm(forms.Form):
    who = LineFormField(label=gettext_lazy("User name or e-mail address"), max_length=LONGEST_NAME * 2)


def forgotten_page(request: HttpRequest) -> HttpResponse:
    """The form that asks for a link, and the same answer whether there is such an account or not."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    status, asked = 200, False
    if form.is_bound:
        with transaction.atomic():
            one_at_a_time("for a link")
            if form.is_valid() and _too_many_from_here():
                form.add_error(None, _("Too many links were requested here. Try again in ten minutes."))
                status = 429
            elif form.is_valid():
                _send_link_if_there_is_an_account(as_typed(form.cleaned_data["who"]))
                asked = True
            else:
                status = 422
    page = {
        **admin.site.each_context(request),
        "title": _("Forgotten password"),
        "form": form,
        "asked": asked,
        "sends_mail": bool(settings.EMAIL_HOST),
    }
    return TemplateResponse(request, "admin/forgotten_password.html", page, status=status)


def _too_many_from_here() -> bool:
    asked = AuditEntry.objects.filter(from_here(), act=AuditAct.PASSWORD_ASKED, at__gt=timezone.now() - WITHIN)
    return asked.count() >= OF_ONE_ADDRESS


def _send_link_if_there_is_an_account(who: str) -> None:
    """At most one mail for each account within ten minutes. The same queries are made for a name that nobody has."""
    named = Q(username=who) | Q(email__iexact=who)
    keys = User.objects.filter(named, is_active=True, is_staff=True).exclude(email="").order_by("pk")
    found = {user.pk: user for user in keys[:3]}
    kept = as_kept(who)
    for key in found or [0]:
        record(AuditAct.PASSWORD_ASKED, found.get(key), by=None, typed_name=kept)
        now = timezone.now()
        sent = Notice.objects.filter(
            to=key, kind=NoticeKind.PASSWORD_FORGOTTEN, made_at__gt=now - dt.timedelta(days=1)
        ).values_list("made_at", flat=True)
        lately = len(sent) >= IN_A_DAY or any(made_at > now - WITHIN for made_at in sent)
        before = transaction.savepoint()
        tell_account(NoticeKind.PASSWORD_FORGOTTEN, key, by=None)
        if key == 0 or lately:
            transaction.savepoint_rollback(before)


def link_page(request: HttpRequest, key: int, *, staff_admin: Any) -> HttpResponse:
    """For an administrator: send a colleague a link for setting the password, or see one once, to hand it over."""
    user = get_object_or_404(User, pk=key)
    if not staff_admin.has_change_permission(request, user):
        raise PermissionDenied
    link, sends_mail = "", bool(settings.EMAIL_HOST and user.email)
    usable = user.is_active and user.is_staff
    if request.method == "POST" and usable:
        by = cast("User", request.user)
        with transaction.atomic():
            if "send" in request.POST and sends_mail:
                record(AuditAct.ACCOUNT_CHANGED, user, by=by, details={"changed": ["password-link-sent"]})
                invite(request, user)
                return HttpResponseRedirect("../change/")
            record(AuditAct.ACCOUNT_CHANGED, user, by=by, details={"changed": ["password-link"]})
            link = f"{settings.SITE_URL}{INVITATION.address(user)}"
    page = {
        **admin.site.each_context(request),
        "title": _("Link for setting the password"),
        "opts": staff_admin.opts,
        "colleague": user,
        "usable": usable,
        "link": link,
        "ends": timezone.now() + INVITATION.valid_for,
        "sends_mail": sends_mail,
    }
    return TemplateResponse(request, "admin/password_link.html", page)


def invite(request: HttpRequest, user: User) -> None:
    """Send `user` a mail with a link for setting the password, and say so; in the transaction of the act."""
    tell_account(NoticeKind.INVITED, user.pk, by=cast("User", request.user))
    messages.success(
        request,
        _("%(name)s will get an e-mail at %(address)s with a link for setting a password. It works for seven days.")
        % {"name": user.get_full_name() or user.get_username(), "address": user.email},
    )
