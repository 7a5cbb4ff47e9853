"""Bulk actions of the list of releases: the page before each, the page of results, and export as a file."""

import secrets
from collections.abc import Callable, Iterator
from typing import Any, Protocol, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.admin.bulk import results
from pressreleases.admin.bulk.labels import AddTopicToChosen, ClassifyChosen
from pressreleases.admin.bulk.selection import AT_ONCE, Chosen, keys_of
from pressreleases.admin.bulk.verbs import PublishChosen, WithdrawChosen
from pressreleases.admin.site import clock_for
from pressreleases.audit import record
from pressreleases.editorial.bulk import Outcome
from pressreleases.editorial.export import as_csv, as_json
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Release
from pressreleases.models.audit import AuditAct
from pressreleases.publishing import permissions
from pressreleases.publishing.permissions import Actor


class _Bulk(Protocol):
    name: str
    needs: str
    heading: Any
    template: str
    takes_away: bool

    def __init__(self, chosen: Chosen, clock: MissionClock, by: Actor, data: QueryDict | None = None) -> None: ...
    @property
    def form(self) -> forms.Form: ...
    @property
    def can_be_done(self) -> bool: ...
    def is_answered(self) -> bool: ...
    def run(self, by: User) -> list[Outcome]: ...


BULKS: dict[str, type[_Bulk]] = {
    each.name: each for each in (PublishChosen, WithdrawChosen, AddTopicToChosen, ClassifyChosen)
}


@admin.action(permissions=["publish"], description=gettext_lazy("Publish…"))
def publish_chosen(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> HttpResponse | None:
    return _go_to("publish", request, queryset)


@admin.action(permissions=["publish"], description=gettext_lazy("Withdraw…"))
def withdraw_chosen(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> HttpResponse | None:
    return _go_to("withdraw", request, queryset)


@admin.action(permissions=["change"], description=gettext_lazy("Add a topic…"))
def add_topic_to_chosen(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> HttpResponse | None:
    return _go_to("topic", request, queryset)


@admin.action(permissions=["publish"], description=gettext_lazy("Topics and anniversary…"))
def classify_chosen(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> HttpResponse | None:
    return _go_to("classify", request, queryset)


def _go_to(name: str, request: HttpRequest, queryset: "QuerySet[Release]") -> HttpResponse | None:
    """The page for those that were chosen; None, with a sentence, if they are more than can be done at once."""
    keys = list(queryset.values_list("pk", flat=True)[: AT_ONCE + 1])
    if len(keys) > AT_ONCE:
        messages.error(
            request,
            _("You can change at most %(count)s releases at once. Choose fewer, or filter the list.")
            % {"count": AT_ONCE},
        )
        return None
    return HttpResponseRedirect(f"{_page(name)}?rows={','.join(map(str, keys))}")


def _page(name: str) -> str:
    return reverse("admin:pressreleases_release_chosen", args=(name,))


def bulk_page(request: HttpRequest, name: str) -> HttpResponse:
    bulk = _allowed(request, name)
    keys = keys_of(request.GET.get("rows", ""))
    chosen = Chosen.of(keys)
    if not chosen.rows:
        messages.warning(request, _("None of the chosen releases exist any more."))
        return HttpResponseRedirect(reverse("admin:pressreleases_release_changelist"))
    token = secrets.token_hex(8)
    if request.method == "POST":
        token = request.POST.get("once", "")
        if not results.is_token(token):
            raise PermissionDenied
        with results.once(request, token) as before:
            page = bulk(Chosen.of(keys), clock_for(request), request.user, request.POST)
            if before:
                return _to_outcome(name, token)
            if page.is_answered():
                results.keep(request, token, page.run(cast("User", request.user)))
                return _to_outcome(name, token)
    else:
        page = bulk(chosen, clock_for(request), request.user)
    context = {
        **site.each_context(request),
        "title": page.heading,
        "opts": Release._meta,
        "page": page,
        "once": token,
        "gone": len(keys) - len(chosen.rows),
        "form": page.form,
    }
    return TemplateResponse(request, page.template, context, status=422 if page.form.errors else 200)


def outcome_page(request: HttpRequest, name: str, token: str) -> HttpResponse:
    bulk = _allowed(request, name)
    found = results.kept(request, token)
    if found is None:
        raise Http404
    lines = results.in_words(found, name, clock_for(request))
    left = [line.row.release.pk for line in lines if not line.done]
    context = {
        **site.each_context(request),
        "title": _("Results"),
        "subtitle": bulk.heading,
        "opts": Release._meta,
        "lines": lines,
        "done": len(lines) - len(left),
        "left": len(left),
        "gone": len(found) - len(lines),
        "again": f"{_page(name)}?rows={','.join(map(str, left))}" if left else "",
    }
    return TemplateResponse(request, "admin/pressreleases/release/bulk_results.html", context)


def _allowed(request: HttpRequest, name: str) -> type[_Bulk]:
    if name not in BULKS:
        raise Http404
    if not permissions.may(request.user, BULKS[name].needs):
        raise PermissionDenied
    return BULKS[name]


def _to_outcome(name: str, token: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:pressreleases_release_outcome", args=(name, token)))


Writer = Callable[["QuerySet[Release]", str], Iterator[str]]


@admin.action(permissions=["view"], description=gettext_lazy("Export for a spreadsheet (CSV)"))
def export_as_csv(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> StreamingHttpResponse:
    return _exported(request, queryset, as_csv, "csv", "text/csv; charset=utf-8")


@admin.action(permissions=["view"], description=gettext_lazy("Export as data (JSON)"))
def export_as_json(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> StreamingHttpResponse:
    return _exported(request, queryset, as_json, "json", "application/json")


def _exported(
    request: HttpRequest, queryset: "QuerySet[Release]", writer: Writer, ending: str, content_type: str
) -> StreamingHttpResponse:
    # The keys are taken now, since the list is read from the database only while the file is being sent.
    keys = list(queryset.order_by().values_list("pk", flat=True))
    with transaction.atomic():
        record(AuditAct.EXPORTED, by=cast("User", request.user), details={"releases": len(keys), "format": ending})
    base = request.build_absolute_uri("/").rstrip("/")
    response = StreamingHttpResponse(writer(Release.objects.filter(pk__in=keys), base), content_type=content_type)
    name = f"releases-{clock_for(request).today:%Y-%m-%d}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
