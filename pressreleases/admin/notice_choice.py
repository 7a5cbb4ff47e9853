"""The page on which each member of staff chooses the notices that come by e-mail, and their language."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.audit import record
from pressreleases.language.languages import own_name, staff_language_codes
from pressreleases.models import NoticeChoice
from pressreleases.models.audit import AuditAct
from pressreleases.models.notice import OF_AN_ACCOUNT, NoticeKind
from pressreleases.outbox.telling import FOR_EDITORS
from pressreleases.publishing import permissions


class ChoiceForm(forms.Form):
    wanted = forms.MultipleChoiceField(
        label=gettext_lazy("Send me an e-mail when"), widget=forms.CheckboxSelectMultiple, required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of these e-mails"))

    def __init__(self, *args: Any, kinds: list[NoticeKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted, language = self.fields["wanted"], self.fields["language"]
        cast("forms.MultipleChoiceField", wanted).choices = [(kind.value, kind.label) for kind in kinds]
        cast("forms.ChoiceField", language).choices = [(code, own_name(code)) for code in staff_language_codes()]


def choice_page(request: HttpRequest, *, context: dict[str, Any]) -> HttpResponse:
    """The form, and what it says saved; `context` is that of every page of the admin."""
    user = cast("User", request.user)
    choice = NoticeChoice.objects.filter(user=user).first()
    hidden = OF_AN_ACCOUNT if permissions.may(user, permissions.PUBLISH) else OF_AN_ACCOUNT | FOR_EDITORS
    kinds = [kind for kind in NoticeKind if kind not in hidden]
    if request.method == "POST":
        form = ChoiceForm(request.POST, kinds=kinds)
        if form.is_valid():
            _save(user, kinds, form.cleaned_data)
            messages.success(request, _("Saved. Your choice applies from the next e-mail."))
            return HttpResponseRedirect(reverse("admin:notices"))
    else:
        off = choice.switched_off if choice else []
        language = choice.language if choice else settings.LANGUAGE_CODE
        form = ChoiceForm(
            kinds=kinds, initial={"wanted": [kind for kind in kinds if kind not in off], "language": language}
        )
    page = {**context, "title": _("Notices by e-mail"), "form": form, "sends_mail": bool(settings.EMAIL_HOST)}
    return TemplateResponse(request, "admin/notices.html", page, status=422 if form.errors else 200)


def _save(user: User, kinds: list[NoticeKind], given: dict[str, Any]) -> None:
    with transaction.atomic():
        choice = NoticeChoice.objects.select_for_update().filter(user=user).first() or NoticeChoice(user=user)
        # What is not offered to this user stays as it was chosen, perhaps in another role.
        others = set(choice.switched_off) - set(kinds)
        choice.switched_off = sorted(others | (set(kinds) - set(given["wanted"])))
        choice.language = given["language"]
        choice.save()
        record(AuditAct.ACCOUNT_CHANGED, user, by=user, details={"changed": ["notices"]})
