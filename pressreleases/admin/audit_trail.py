"""The audit trail in the admin: for administrators, to be read. What is written into it is in `auditing`."""

from typing import Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from pressreleases.admin.auditing import told
from pressreleases.admin.list_filters import DoneFilter
from pressreleases.admin.records import Record
from pressreleases.models import AuditEntry


@admin.register(AuditEntry)
class AuditEntryAdmin(Record):
    list_display = ["at", "actor_name", "done", "kind_of_thing", "label", "language", "edition", "source"]
    list_display_links = ["at"]
    list_filter: ClassVar[Any] = ["act", ("actor", admin.RelatedOnlyFieldListFilter), "kind", DoneFilter]
    # The page of a release leads to what was done with it.
    linked_lookups = ("key__exact",)
    list_per_page = 100
    search_fields = ["actor_name", "label", "digest", "source"]
    search_help_text = _("A user name, words of a title, a digest or an address")
    fields = [
        *("at", "actor_name", "actor", "done", "kind_of_thing", "key", "label", "language", "edition", "digest"),
        *("source", "more", "redacted_at"),
    ]

    @admin.display(description=_("act"), ordering="act")
    def done(self, entry: AuditEntry) -> str:
        return entry.act_in_words

    @admin.display(description=_("kind"), ordering="kind", empty_value="–")
    def kind_of_thing(self, entry: AuditEntry) -> str:
        return entry.kind_in_words

    @admin.display(description=_("details"), empty_value="–")
    def more(self, entry: AuditEntry) -> str:
        return told(entry.details)
