"""Announcements in the admin: words in each language, and the days on which readers see them."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pressreleases.admin.audit_trail import AuditedAdmin
from pressreleases.admin.inlines import LanguageInline
from pressreleases.models import Announcement, AnnouncementText


class AnnouncementTexts(LanguageInline):
    model = AnnouncementText


@admin.register(Announcement)
class AnnouncementAdmin(AuditedAdmin):
    inlines = [AnnouncementTexts]
    fieldsets = [
        (
            None,
            {
                "fields": [("first_on", "last_on")],
                "description": _(
                    "Readers see it above the newest release and on the contact page, from the first day to the "
                    "last one in the mission's time zone. Nobody else checks it. A language without words shows those "
                    "of the first language that has some."
                ),
            },
        )
    ]
    list_display = ["__str__", "first_on", "last_on"]
    search_fields = ["texts__words"]
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Announcement]":
        return super().get_queryset(request).prefetch_related("texts")
