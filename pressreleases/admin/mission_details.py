"""Mission details in the admin: names, address, numbers and hours, valid for a period."""

import datetime as dt
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.audit_trail import AuditedAdmin
from pressreleases.admin.inlines import LanguageInline, RowsInline
from pressreleases.admin.mission_forms import (
    ClosedDaysForm,
    DetailsForm,
    FromDayForm,
    NameFormSet,
    NameOfMissionForm,
    NumberForm,
    NumberFormSet,
)
from pressreleases.admin.site import clock_of_this_page
from pressreleases.editorial.errors import DetailsBeginThen, NoDetailsToCopy
from pressreleases.editorial.mission_details import details_from
from pressreleases.models import ClosedDays, ContactNumber, MissionDetails, MissionName
from pressreleases.models.audit import AuditAct


class Names(LanguageInline):
    model = MissionName
    form = NameOfMissionForm
    formset = NameFormSet
    after = 1

    def needs_words(self, obj: Any) -> bool:  # noqa: ARG002  the parent's signature
        """The form says itself which languages are missing."""
        return False


class Numbers(RowsInline):
    model = ContactNumber
    form = NumberForm
    formset = NumberFormSet
    after = 2
    add_label = gettext_lazy("Add a number")


class Closed(RowsInline):
    model = ClosedDays
    form = ClosedDaysForm
    after = 3
    add_label = gettext_lazy("Add closed days")


@admin.register(MissionDetails)
class MissionDetailsAdmin(AuditedAdmin):
    saved_as = AuditAct.MISSION_DETAILS_CHANGED
    form = DetailsForm
    inlines = [Names, Numbers, Closed]
    fieldsets = [
        (None, {"fields": [("first_on", "last_on", "time_zone"), ("shown", "announced")]}),
        (gettext_lazy("Address and e-mail"), {"fields": ["address", "email", "emblem"]}),
        (gettext_lazy("Opening hours"), {"fields": ["week"]}),
        (
            gettext_lazy("Press contact"),
            {
                "fields": [
                    "press_contact_name",
                    ("press_contact_number", "press_contact_extension"),
                    "press_contact_email",
                ]
            },
        ),
        (
            gettext_lazy("The address in its parts"),
            {
                "fields": ["street", ("city", "region"), ("postal_code", "country")],
                "classes": ["collapse"],
                "description": gettext_lazy(
                    "For address books and search engines. Sheets and pages show the address above."
                ),
            },
        ),
    ]
    list_display = ["name", "valid", "address", "time_zone", "shown"]
    search_fields = ["names__name", "address", "numbers__number"]
    list_filter = ["shown"]
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.from_view)
        return [path("from/", page, name="pressreleases_missiondetails_from"), *super().get_urls()]

    def from_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a day, copy the details valid until then, and open the form of the copy."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        form = FromDayForm(request.POST or None)
        if form.is_valid():
            try:
                made = details_from(form.cleaned_data["first_on"], by=cast("User", request.user))
            except NoDetailsToCopy as refusal:
                form.add_error("first_on", str(refusal))
            except DetailsBeginThen as refusal:
                link = format_html('{} <a href="{}">{}</a>', refusal, _change_url(refusal.details), refusal.details)
                form.add_error("first_on", link)
            else:
                messages.success(request, _("These details are a copy of the previous ones. Change what is new."))
                return HttpResponseRedirect(_change_url(made))
        context = {
            **self.admin_site.each_context(request),
            "title": _("New details from a date"),
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/pressreleases/missiondetails/new_from_day.html", context)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[MissionDetails]":
        return super().get_queryset(request).prefetch_related("names")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and (form.has_changed() or any(formset.has_changed() for formset in formsets)):
            messages.warning(
                request,
                _("Published releases keep their letterhead. New releases and the contact page use these details."),
            )

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        stored = kwargs.get("obj")
        context["is_now"] = stored is not None and clock_of_this_page().today in stored.valid_during
        context["bar_state"] = _("Valid now") if context["is_now"] else ""
        return super().render_change_form(request, context, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The emblem is a picture of the library; adding or changing pictures is done there."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        if "emblem" in form.base_fields:
            widget = form.base_fields["emblem"].widget
            widget.can_add_related = widget.can_change_related = False
            widget.can_delete_related = widget.can_view_related = False
        return form

    @admin.display(description=gettext_lazy("valid from"))
    def first_on(self, details: MissionDetails) -> Any:
        return details.valid_during.lower

    @admin.display(description=gettext_lazy("valid until"))
    def last_on(self, details: MissionDetails) -> Any:
        end = details.valid_during.upper
        return end and end - dt.timedelta(days=1)

    @admin.display(description=gettext_lazy("Opening hours"))
    def week(self, details: MissionDetails) -> str:
        return "; ".join(str(row) for row in details.hours.all())

    @admin.display(description=gettext_lazy("name"))
    def name(self, details: MissionDetails) -> str:
        return details.name

    @admin.display(description=gettext_lazy("valid"), ordering="valid_during")
    def valid(self, details: MissionDetails) -> str:
        words = details.days or _("always")
        return _("%(days)s (now)") % {"days": words} if clock_of_this_page().today in details.valid_during else words


def _change_url(details: MissionDetails) -> str:
    return reverse("admin:pressreleases_missiondetails_change", args=(details.pk,))
