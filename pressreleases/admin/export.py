"""The chosen releases, or all that the list is filtered to, as a file; every export is recorded with its number."""

from collections.abc import Callable, Iterator
from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from pressreleases.admin.site import clock_for
from pressreleases.audit import record
from pressreleases.desk.exporting import as_csv, as_json
from pressreleases.models import Release
from pressreleases.vocabulary.audit import AuditAct

Writer = Callable[["QuerySet[Release]", str], Iterator[str]]


@admin.action(permissions=["view"], description=_("Export for a spreadsheet (CSV)"))
def export_as_csv(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> StreamingHttpResponse:
    return _file(request, queryset, as_csv, "csv", "text/csv; charset=utf-8")


@admin.action(permissions=["view"], description=_("Export as data (JSON)"))
def export_as_json(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Release]") -> StreamingHttpResponse:
    return _file(request, queryset, as_json, "json", "application/json")


def _file(
    request: HttpRequest, queryset: "QuerySet[Release]", writer: Writer, ending: str, content_type: str
) -> StreamingHttpResponse:
    # The keys are taken now, since the list is read from the database only while the file is being sent.
    keys = list(queryset.order_by().values_list("pk", flat=True))
    with transaction.atomic():
        record(AuditAct.EXPORTED, by=cast("User", request.user), details={"releases": len(keys), "format": ending})
    site = request.build_absolute_uri("/").rstrip("/")
    response = StreamingHttpResponse(writer(Release.objects.filter(pk__in=keys), site), content_type=content_type)
    name = f"releases-{clock_for(request).today:%Y-%m-%d}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
