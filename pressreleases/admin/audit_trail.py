"""The audit trail in the admin: for administrators, to be read. What is written into it is in `auditing`."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pressreleases.admin.auditing import told
from pressreleases.admin.list_filters import DoneFilter
from pressreleases.admin.records import Record
from pressreleases.models import AuditEntry
from pressreleases.models.audit import AuditAct, AuditKind


@admin.register(AuditEntry)
class AuditEntryAdmin(Record):
    list_display = ["at", "by_whom", "done", "kind_of_thing", "label", "language", "edition", "source"]
    list_display_links = ["at"]
    list_select_related = ["actor"]
    list_filter: ClassVar[Any] = ["act", "actor_type", ("actor", admin.RelatedOnlyFieldListFilter), "kind", DoneFilter]
    # The page of a release leads to what was done with it.
    linked_lookups = ("key__exact",)
    list_per_page = 100
    search_fields = ["actor_name", "label", "digest", "source"]
    search_help_text = _("A user name, current or former, words of a title, a digest or an address")
    fields = [
        # `by_whom` has the name of then: by itself, a name that somebody typed would pass for an account's.
        *("at", "by_whom", "acted_as", "actor", "done", "kind_of_thing", "key", "label", "language"),
        *("edition", "digest", "source", "more", "redacted_at"),
    ]

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002  Django's signature
        queryset: "QuerySet[AuditEntry]",
        search_term: str,
    ) -> "tuple[QuerySet[AuditEntry], bool]":
        """What has each word, be it in its own fields or in a name that the account which acted has or had before.

        So are failed sign-ins under any of these names, and what was done to the account.
        """
        acted = AuditEntry.objects.exclude(actor=None)
        done_to = AuditEntry.objects.filter(kind=AuditKind.ACCOUNT)
        for word in search_term.split():
            before = acted.filter(actor_name__icontains=word).values("actor")
            named = done_to.filter(label__icontains=word).values("key")
            accounts = User.objects.filter(Q(username__icontains=word) | Q(pk__in=before) | Q(pk__in=named))
            keys = accounts.values("pk")
            names = acted.filter(actor__in=keys).values("actor_name"), done_to.filter(key__in=keys).values("label")
            typed = Q(act=AuditAct.SIGN_IN_FAILED) & (Q(actor_name__in=names[0]) | Q(actor_name__in=names[1]))
            own = Q.create([Q((f"{name}__icontains", word)) for name in self.search_fields], connector=Q.OR)
            of_accounts = Q(actor__in=keys) | Q(kind=AuditKind.ACCOUNT, key__in=keys) | typed
            queryset = queryset.filter(own | of_accounts)
        return queryset, False

    @admin.display(description=_("who"), ordering="actor_name")
    def by_whom(self, entry: AuditEntry) -> str:
        return entry.who

    @admin.display(description=_("type of actor"), empty_value="–")
    def acted_as(self, entry: AuditEntry) -> str:
        return str(entry.acted_as.label) if entry.acted_as else ""

    @admin.display(description=_("action"), ordering="act")
    def done(self, entry: AuditEntry) -> str:
        return entry.act_in_words

    @admin.display(description=_("kind"), ordering="kind", empty_value="–")
    def kind_of_thing(self, entry: AuditEntry) -> str:
        return entry.kind_in_words

    @admin.display(description=_("details"), empty_value="–")
    def more(self, entry: AuditEntry) -> str:
        return told(entry.details)
