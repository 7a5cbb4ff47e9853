"""The page on which an administrator takes a leaked secret out of an edition that is over; the verb decides."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases import publishing
from pressreleases.models import Edition
from pressreleases.publishing import PublishingError, permission
from pressreleases.vocabulary.asked import number_in


class RedactionForm(forms.Form):
    address = forms.BooleanField(
        label=gettext_lazy("The address too"),
        help_text=gettext_lazy("If it was made of the words that leaked. It then leads nowhere any more."),
        required=False,
    )
    certain = forms.BooleanField(
        label=gettext_lazy("I know that this cannot be undone."),
        error_messages={"required": gettext_lazy("Tick this to say that you know it.")},
    )


class RedactionPage:
    """Adds `…/12/redact/` to the admin of editions, and a link to it for administrators."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.redaction_page)
        mine = path("<path:object_id>/redact/", page, name="pressreleases_edition_redact")
        return [mine, *super().get_urls()]  # type: ignore[misc]  # a mixin of ModelAdmin

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        link = ""
        if permission.may(request.user, permission.REDACT) and number_in(object_id):
            link = reverse("admin:pressreleases_edition_redact", args=(object_id,))
        view = super().change_view  # type: ignore[misc]  # a mixin of ModelAdmin
        answer: HttpResponse = view(request, object_id, form_url, {"redaction": link, **(extra_context or {})})
        return answer

    def redaction_page(self, request: HttpRequest, object_id: str) -> HttpResponse:
        user, key = request.user, number_in(unquote(object_id)) or 0
        if not user.is_authenticated or not permission.may(user, permission.REDACT):
            raise PermissionDenied
        edition = Edition.objects.select_related("release").filter(pk=key).first()
        if edition is None:
            raise Http404
        back = reverse("admin:pressreleases_edition_change", args=(edition.pk,))
        form = RedactionForm(request.POST if request.method == "POST" else None)
        if form.is_bound and form.is_valid():
            try:
                publishing.redact([edition], by=user, address=form.cleaned_data["address"])
            except PublishingError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Redacted. Its words are gone from this site and from its history."))
                return HttpResponseRedirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Redact an edition"),
            "edition": edition,
            "form": form,
            "opts": Edition._meta,
            "back": back,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/pressreleases/edition/redact.html", context, status=status)
