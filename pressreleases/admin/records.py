"""Editions and withdrawals in the admin: to be read. Nothing here adds, changes or deletes them, but see redacting."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pressreleases import richtext
from pressreleases.admin.endorsing import EndorsementPage
from pressreleases.admin.generic import ModelAdmin
from pressreleases.admin.list_filters import IssuedFilter
from pressreleases.admin.redacting import OF_EDITION, OF_REASON, RedactionPage
from pressreleases.admin.site import clock_of_this_page
from pressreleases.language.languages import direction
from pressreleases.letterhead import printed_numbers
from pressreleases.models import Edition, Withdrawal


class Record(ModelAdmin):
    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002  Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002  Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002  Django's signature
        return False


def _span(span: Any) -> str:
    clock = clock_of_this_page()
    return f"{clock.words(span.lower)} – {clock.words(span.upper) if span.upper else ''}".strip()


@admin.register(Edition)
class EditionAdmin(EndorsementPage, RedactionPage, Record):
    redaction = OF_EDITION
    list_display = ["title", "number", "language", "issued_on", "live", "published_by"]
    list_filter: ClassVar[Any] = ["language", "kind", "minor", IssuedFilter]
    list_select_related = ["published_by"]
    search_fields = ["title", "reference", "text", "slug", "digest"]
    fields = [
        *("release", "number", "language", "kind_label", "reference", "issued_on", "place", "title"),
        *("speaker_name", "speaker_office", "summary", "words", "notes_to_editors", "head", "change_note", "minor"),
        *("live", "published_by", "digest"),
    ]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Edition]":
        return super().get_queryset(request).select_related("release", "published_by")

    @admin.display(description=_("live"))
    def live(self, edition: Edition) -> str:
        return _span(edition.live_during)

    @admin.display(description=_("text"))
    def words(self, edition: Edition) -> SafeString:
        return format_html(
            '<div class="telling-text" lang="{}" dir="{}">{}</div>',
            edition.language,
            direction(edition.language),
            richtext.render(edition.body, rules=edition.rules),
        )

    @admin.display(description=_("letterhead"))
    def head(self, edition: Edition) -> SafeString:
        head = edition.letterhead
        names = format_html_join(
            "", '<p lang="{}" dir="auto">{}</p>', ((row["language"], row["name"]) for row in head["names"])
        )
        numbers = ", ".join(number.printed for group in printed_numbers(head) for number in group.numbers)
        return format_html("{}<p>{}</p><p>{}</p>", names, head["address"], numbers)


@admin.register(Withdrawal)
class WithdrawalAdmin(RedactionPage, Record):
    redaction = OF_REASON
    list_display = ["release", "act", "in_force", "by"]
    list_filter = ["act"]
    list_select_related = ["release", "by"]
    search_fields = ["release__title", "reasons"]
    fields = ["release", "act", "told", "in_force", "by", "redacted_at"]

    @admin.display(description=_("in force"))
    def in_force(self, withdrawal: Withdrawal) -> str:
        return _span(withdrawal.in_force_during)

    @admin.display(description=_("public reason"))
    def told(self, withdrawal: Withdrawal) -> SafeString:
        return format_html_join("", '<p lang="{}" dir="auto">{}</p>', withdrawal.reasons.items())
