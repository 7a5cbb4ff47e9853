"""Mission details in the admin: names, address, numbers and hours, valid for a period."""

import datetime as dt
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from pressreleases.admin.auditing import AuditedWithHistory
from pressreleases.admin.generic import ModelAdmin
from pressreleases.admin.mission_form import (
    ClosedDaysForm,
    DetailsForm,
    NameOfMissionForm,
    NumberForm,
    NumberFormSet,
)
from pressreleases.admin.opening_hours import HoursForm, HoursFormSet
from pressreleases.admin.rows import InEachLanguage, PlacedFields, Rows
from pressreleases.admin.site import clock_of_this_page
from pressreleases.models import ClosedDays, ContactNumber, MissionDetails, MissionName, OpeningHours
from pressreleases.vocabulary.audit import AuditAct
from pressreleases.vocabulary.dates import day_in_words


class Names(InEachLanguage):
    model = MissionName
    form = NameOfMissionForm
    formset = PlacedFields


class Numbers(Rows):
    model = ContactNumber
    form = NumberForm
    formset = NumberFormSet


class Hours(Rows):
    model = OpeningHours
    form = HoursForm
    formset = HoursFormSet


class Closed(Rows):
    model = ClosedDays
    form = ClosedDaysForm


@admin.register(MissionDetails)
class MissionDetailsAdmin(AuditedWithHistory, ModelAdmin):
    saved_as = AuditAct.MISSION_DETAILS_CHANGED
    form = DetailsForm
    inlines = [Names, Numbers, Hours, Closed]
    fieldsets = [
        (None, {"fields": [("first_on", "last_on"), "address", "email", "time_zone", "emblem", "shown"]}),
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
    ]
    list_display = ["name", "valid", "address", "time_zone", "shown"]
    search_fields = ["names__name", "address", "numbers__number"]
    list_filter = ["shown"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[MissionDetails]":
        return super().get_queryset(request).prefetch_related("names")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and (form.has_changed() or any(formset.has_changed() for formset in formsets)):
            messages.warning(
                request,
                _(
                    "What is published keeps the letterhead of its day. "
                    "The new one stands on what is published from now on, and on the contact page."
                ),
            )

    @admin.display(description=gettext_lazy("name"))
    def name(self, details: MissionDetails) -> str:
        names = list(details.names.all())
        mine = [row for row in names if row.language == get_language()]
        return next((row.in_one_line for row in (*mine, *names)), str(details))

    @admin.display(description=gettext_lazy("valid"), ordering="valid_during")
    def valid(self, details: MissionDetails) -> str:
        span, language = details.valid_during, get_language() or "en"
        first = day_in_words(span.lower, language) if span.lower else ""
        last = day_in_words(span.upper - dt.timedelta(days=1), language) if span.upper else ""
        words = f"{first} – {last}".strip() if first or last else _("always")
        return _("%(days)s (now)") % {"days": words} if clock_of_this_page().today in span else words
