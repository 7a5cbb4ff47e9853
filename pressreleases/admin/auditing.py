"""What the admin writes into the audit trail in place of Django's own log: every save and deletion of a row."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.admin.actions import delete_selected as djangos_delete_selected
from django.contrib.admin.views.main import PAGE_VAR
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.audit import record
from pressreleases.audit.recording import kind_of
from pressreleases.models import AuditEntry
from pressreleases.models.audit import AuditAct
from pressreleases.request_values import number_in

if TYPE_CHECKING:
    from pressreleases.admin.generic import ModelAdmin as Base
else:
    Base = object

PER_PAGE = 100


class Audited:
    """For the admin of what `pressreleases.audit` knows. A save that changed nothing leaves no entry."""

    saved_as = AuditAct.SAVED

    def audit_details(self, obj: Any) -> dict[str, Any]:  # noqa: ARG002  for those that have more to tell
        """What an entry should say of `obj` exclude its name and what was changed; no text, and no secret."""
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
class Done:
    """An entry as Django's page of the history of a row asks for it."""

    action_time: dt.datetime
    user: "Who"
    get_change_message: str


@dataclass(frozen=True)
class Who:
    """Who did it, as that page asks: by its type, so that a typed name is not taken for that of an account."""

    get_username: str
    get_full_name: str = ""


class AuditedWithHistory(Audited, Base):
    """The same, with a page of history that is read from the trail, for those that have no history of their own."""

    actions = [delete_selected]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        key = number_in(object_id)
        entries = AuditEntry.objects.filter(kind=kind_of(self.model), key=key).select_related("actor")
        paginator = self.get_paginator(request, entries, PER_PAGE)
        page: Any = paginator.get_page(request.GET.get(PAGE_VAR, 1))
        page.object_list = [Done(entry.at, _who(entry), _in_words(entry)) for entry in page.object_list]
        context = {
            "action_list": page,
            "page_range": paginator.get_elided_page_range(page.number),
            "pagination_required": paginator.count > PER_PAGE,
            **(extra_context or {}),
        }
        return super().history_view(request, object_id, context)


def told(details: dict[str, Any]) -> str:
    """The details of an entry on one line, such as `changed: title, body; version: 3`."""
    # For whom a preview link is, somebody typed: quoted, no name passes for an account.
    shown = {name: f"“{value}”" if name == "for" else _value(value) for name, value in details.items()}
    return "; ".join(f"{name}: {words}" for name, words in shown.items() if details[name] not in (None, ""))


def _who(entry: AuditEntry) -> Who:
    return Who(entry.who, entry.actor.get_full_name() if entry.actor else "")


def _in_words(entry: AuditEntry) -> str:
    return f"{entry.act_in_words} ({told(entry.details)})" if entry.details else entry.act_in_words


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return f"({told(value)})"
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
