"""The history of a release: every save, what it changed, its words; an earlier one comes back only through the form."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from pressreleases import richtext
from pressreleases.admin.base import BoundedLookups
from pressreleases.admin.comparison import SAVE, compare_url, editions_to_choose, may_edit
from pressreleases.admin.site import clock_for
from pressreleases.editorial.snapshots import TOPICS_THEN, topics_then
from pressreleases.language.languages import direction
from pressreleases.models import Release, ReviewComment, Withdrawal
from pressreleases.publishing import permissions
from pressreleases.request_values import number_in

_UNTOLD = frozenset({"version", "changed_by", "changed_at", "created_by", "created_at"})


class HistoryAdmin(BoundedLookups, SimpleHistoryAdmin):
    """The base of the admin of releases. To see the history needs a permission of its own."""

    object_history_template = "admin/pressreleases/release/history.html"
    object_history_list_template = "admin/pressreleases/release/history_list.html"
    history_list_per_page = 50

    @property
    def enforce_history_permissions(self) -> bool:
        return True

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002  the package's signature
        """Always: to put a row back would undo its version and its status too. See `history_form_view`."""
        return True

    def set_history_delta_changes(
        self,
        request: HttpRequest,  # noqa: ARG002  the package's signature
        historical_records: Sequence[Any],
        foreign_keys_are_objs: bool = False,  # noqa: ARG002  the package's signature
    ) -> None:
        """Note on each save the names of what it changed, in as many queries for one as for fifty."""
        later = None
        for at, row in enumerate(historical_records):
            row.state_name, row.from_this = f"{SAVE}-{row.pk}", at == 1
            if later is not None:
                later.changed_names = _changed_names(later, row)
                later.came_back = later.history_type == "+"
            later = row

    def get_history_queryset(self, request: HttpRequest, history_manager: Any, pk_name: str, object_id: Any) -> Any:
        rows = super().get_history_queryset(request, history_manager, pk_name, object_id)
        return rows.order_by("-history_date", "-history_id").prefetch_related(TOPICS_THEN)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every save, and the editions: any two of them can be chosen and compared."""
        key = number_in(unquote(object_id))
        if key is None:
            raise Http404
        editions = editions_to_choose(key, clock_for(request))
        said = ReviewComment.objects.filter(release=key).exclude(comment="").select_related("by")
        changed = Release.objects.with_state().filter(Q(changed_since_scheduled=True), pk=key).exists()
        more = {
            "editions": editions,
            "said": said,
            "changed_since_scheduled": changed,
            "may_publish": permissions.may(request.user, permissions.PUBLISH),
            "may_redact": permissions.may(request.user, permissions.REDACT),
            "withdrawals": _with_a_reason_to_redact(key, request),
        }
        response: HttpResponse = super().history_view(request, object_id, {**more, **(extra_context or {})})
        return response

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The words of one save, to be read. Nothing is posted here: the form takes them in, and saves them."""
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        keys = {"id": number_in(object_id), "history_id": number_in(version_id)}
        saved = get_object_or_404(Release.history.select_related("history_user"), **keys)
        release = Release.objects.filter(pk=saved.id).first()
        if not self.has_view_history_permission(request, release):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": saved.title,
            "saved": saved,
            "direction": direction(saved.language),
            "body": richtext.render(saved.body),
            "release": release,
            "compare": compare_url(release, f"{SAVE}-{saved.history_id}") if release else "",
            "may_take": release is not None and may_edit(request.user, release),
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/pressreleases/release/saved.html", context)


def _with_a_reason_to_redact(key: int, request: HttpRequest) -> "list[tuple[Withdrawal, str]]":
    """For administrators: the withdrawals that have ended and whose reasons can still be read, and since when."""
    if not permissions.may(request.user, permissions.REDACT):
        return []
    clock = clock_for(request)
    rows = Withdrawal.objects.filter(release=key, redacted_at=None).order_by("-pk")
    return [
        (row, clock.words(row.begins_at))
        for row in rows
        if row.in_force_during.upper is not None and row.in_force_during.upper <= clock.now
    ]


def _changed_names(later: Any, earlier: Any) -> list[str]:
    fields = [field for field in Release._meta.concrete_fields if field.name not in _UNTOLD]
    names = [
        capfirst(str(field.verbose_name))
        for field in fields
        if getattr(later, field.attname) != getattr(earlier, field.attname)
    ]
    if topics_then(later) != topics_then(earlier):
        names.append(_("Topics"))
    return names
