"""The audit trail in the admin: what saves and deletions write into it, and the list that administrators read."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as djangos_delete_selected
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.base import LongListAdmin, ModelAdmin
from pressreleases.admin.list_filters import DoneFilter
from pressreleases.audit import kind_of, record
from pressreleases.models import AuditEntry
from pressreleases.models.audit import AuditAct, AuditKind
from pressreleases.request_values import number_in

PER_PAGE = 100


class Audited:
    """For the admin of what `pressreleases.audit` knows. A save that changed nothing leaves no entry."""

    saved_as = AuditAct.SAVED

    def audit_details(self, obj: Any) -> dict[str, Any]:  # noqa: ARG002  for those that have more to tell
        """What an entry should say of `obj` apart from its name and what was changed; no text, and no secret."""
        return {}

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:  # noqa: ARG002  Django's signature
        """The names of the fields that were changed, never what they say; empty if nothing was."""
        said: dict[str, Any] = {"new": True} if add else {}
        if form.changed_data and not add:
            said["changed"] = list(form.changed_data)
        rows = {formset.model._meta.model_name: _changes(formset) for formset in formsets or ()}
        if any(rows.values()):
            said["rows"] = {name: changes for name, changes in rows.items() if changes}
        return said

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return self._record(request, self.saved_as, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return self._record(request, self.saved_as, obj, message) if message else None

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return [self._record(request, AuditAct.DELETED, obj, {}) for obj in queryset]

    def _record(self, request: HttpRequest, act: AuditAct, obj: Model, said: dict[str, Any]) -> AuditEntry:
        by = cast("User", request.user)
        return record(act, obj, by=by, details={**said, **self.audit_details(obj)})


@admin.action(permissions=["delete"], description=gettext_lazy("Delete selected %(verbose_name_plural)s"))
def delete_selected(model_admin: Any, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
    """Django's own action in one transaction: all are deleted and recorded, or none is."""
    with transaction.atomic():
        return djangos_delete_selected(model_admin, request, queryset)


@dataclass(frozen=True)
class HistoryRow:
    """An entry as Django's page of the history of a row asks for it."""

    action_time: dt.datetime
    user: "HistoryUser"
    get_change_message: str


@dataclass(frozen=True)
class HistoryUser:
    """Who did it, as that page asks: by its type, so that a typed name is not taken for that of an account."""

    get_username: str
    get_full_name: str = ""


class AuditedAdmin(Audited, ModelAdmin):
    """The same, with a page of history that is read from the trail, for those that have no history of their own."""

    actions = [delete_selected]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        # Nothing keeps what is typed here: it is sent only while the site will take it.
        context["most_sent"] = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        return super().render_change_form(request, context, *args, **kwargs)

    def message_user(self, request: HttpRequest, message: Any, level: Any = messages.INFO, **kwargs: Any) -> None:  # type: ignore[override]  # the rest by name
        """As after saving a release, where the form stays open: in Django's words it “was changed successfully”."""
        if level == messages.SUCCESS and "_continue" in request.POST:
            message = _("Saved.")
        super().message_user(request, message, level, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        key = number_in(object_id)
        entries = AuditEntry.objects.filter(kind=kind_of(self.model), key=key).select_related("actor")
        paginator = self.get_paginator(request, entries, PER_PAGE)
        page: Any = paginator.get_page(request.GET.get(PAGE_VAR, 1))
        page.object_list = [HistoryRow(entry.at, _who(entry), _in_words(entry)) for entry in page.object_list]
        context = {
            "action_list": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "pagination_required": paginator.count > PER_PAGE,
            **(extra_context or {}),
        }
        return super().history_view(request, object_id, context)


def details_in_words(details: dict[str, Any]) -> str:
    """The details of an entry on one line, such as `changed: title, body; version: 3`."""
    # A user typed for whom a preview link is: in quotes, no name passes for an account.
    shown = {name: f"“{value}”" if name == "for" else _value(value) for name, value in details.items()}
    return "; ".join(f"{name}: {words}" for name, words in shown.items() if details[name] not in (None, ""))


def _who(entry: AuditEntry) -> HistoryUser:
    return HistoryUser(entry.who, entry.actor.get_full_name() if entry.actor else "")


def _in_words(entry: AuditEntry) -> str:
    return f"{entry.act_in_words} ({details_in_words(entry.details)})" if entry.details else entry.act_in_words


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return f"({details_in_words(value)})"
    if isinstance(value, list):
        return ", ".join(map(_value, value)) or "–"
    return (_("yes") if value else _("no")) if isinstance(value, bool) else str(value)


def _changes(formset: Any) -> dict[str, Any]:
    """How many rows below were added and deleted, which fields of the others were changed, and in which languages."""
    changed = sorted({name for _row, names in formset.changed_objects for name in names})
    rows = [*formset.new_objects, *(row for row, _names in formset.changed_objects), *formset.deleted_objects]
    # A row whose language was changed concerns both.
    moved = "language" in changed
    languages = [] if moved else sorted({language for row in rows if (language := getattr(row, "language", ""))})
    found = {
        "added": len(formset.new_objects),
        "changed": changed,
        "deleted": len(formset.deleted_objects),
        "languages": languages,
    }
    return {name: value for name, value in found.items() if value}


@admin.register(AuditEntry)
class AuditEntryAdmin(LongListAdmin):
    list_display = ["at", "by_whom", "done", "kind_of_thing", "label", "language", "edition", "source"]
    list_display_links = ["at"]
    list_select_related = ["actor"]
    # All accounts are offered: to find those that acted, Postgres would have to read every entry.
    list_filter: ClassVar[Any] = ["act", "actor_type", "actor", "kind", DoneFilter]
    # The page of a release leads to what was done with it.
    linked_lookups = ("key__exact",)
    list_per_page = 100
    search_fields = ["actor_name", "label", "digest", "source"]
    search_help_text = gettext_lazy("A user name, current or former, words of a title, a digest or an address")
    fields = [
        # `by_whom` has the name of that time: without it, a name that a user typed would pass for an account's.
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

    @admin.display(description=gettext_lazy("who"), ordering="actor_name")
    def by_whom(self, entry: AuditEntry) -> str:
        return entry.who

    @admin.display(description=gettext_lazy("type of actor"), empty_value="–")
    def acted_as(self, entry: AuditEntry) -> str:
        return str(entry.acted_as.label) if entry.acted_as else ""

    @admin.display(description=gettext_lazy("action"), ordering="act")
    def done(self, entry: AuditEntry) -> str:
        return entry.act_in_words

    @admin.display(description=gettext_lazy("kind"), ordering="kind", empty_value="–")
    def kind_of_thing(self, entry: AuditEntry) -> str:
        return entry.kind_in_words

    @admin.display(description=gettext_lazy("details"), empty_value="–")
    def more(self, entry: AuditEntry) -> str:
        return details_in_words(entry.details)
