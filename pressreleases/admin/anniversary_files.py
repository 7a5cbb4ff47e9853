"""Anniversaries as files in the admin: exporting what was chosen, and importing after a look at every row."""

import json
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from pressreleases.admin.site import clock_for
from pressreleases.anniversaries.csv_files import ENCODINGS, LIMIT, FileRefused, as_csv, records_of
from pressreleases.anniversaries.csv_import import Reading, RowsRefused, read_file, read_records, save_rows
from pressreleases.audit import record
from pressreleases.calendars import Calendar, Event, Recurrence, recurrence_of, write
from pressreleases.language.languages import language_codes, own_name
from pressreleases.models import Anniversary
from pressreleases.models.audit import AuditAct
from pressreleases.request_values import numbers_in


@admin.action(permissions=["view"], description=gettext_lazy("Export for a spreadsheet (CSV)"))
def export_as_csv(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Anniversary]") -> HttpResponse:
    return _file(request, "".join(as_csv(records_of(_whole(queryset)))), "csv", "text/csv")


@admin.action(permissions=["view"], description=gettext_lazy("Export as a calendar (.ics)"))
def export_as_ics(_model_admin: Any, request: HttpRequest, queryset: "QuerySet[Anniversary]") -> HttpResponse:
    language = get_language() or "en"
    events = tuple(_event(anniversary, language) for anniversary in _whole(queryset))
    return _file(request, write(Calendar(_("Anniversaries"), language, "", "", events)), "ics", "text/calendar")


def _event(row: Anniversary, language: str) -> Event:
    """An anniversary of which no day is known has the day of its event."""
    recurrence = recurrence_of(row.observing) or Recurrence(row.event_first_on)
    return Event(str(row.uid), recurrence, row.name_in(language), "", row.changed_at, row.version)


def _whole(queryset: "QuerySet[Anniversary]") -> list[Anniversary]:
    keys = queryset.order_by().values("pk")
    return list(Anniversary.objects.filter(pk__in=keys).whole().order_by("pk"))


def _file(request: HttpRequest, content: str, ending: str, media_type: str) -> HttpResponse:
    with transaction.atomic():
        record(AuditAct.EXPORTED, by=cast("User", request.user), details={"what": "anniversaries", "format": ending})
    response = HttpResponse(content, content_type=f"{media_type}; charset=utf-8")
    name = f"anniversaries-{clock_for(request).today:%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class _FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A table (CSV). You can check it before anything is imported."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the names"),
        help_text=gettext_lazy("For names without a language of their own."),
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding"),
        required=False,
        help_text=gettext_lazy(
            "Change this for an old file from Windows, if letters look wrong or the file is refused."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["language"].choices = [(code, own_name(code)) for code in language_codes()]
        fields["encoding"].choices = [("", _("UTF-8, UTF-16")), *((name, name) for name in ENCODINGS)]

    def readings(self) -> list[Reading] | None:
        """Each row as it is understood; None, with a sentence at the field, for a file that cannot be read."""
        given = self.cleaned_data
        try:
            data = given["file"].read(LIMIT + 1)
            return read_file(data, encoding=given["encoding"], language=given["language"])
        except FileRefused as error:
            self.add_error("file", str(error))
            return None


def import_page(request: HttpRequest) -> HttpResponse:
    """A file first; then its rows, as they were understood, come back with those that were chosen."""
    if not request.user.has_perm("pressreleases.add_anniversary"):
        raise PermissionDenied
    readings, form = None, _FileForm()
    if "records" in request.POST:
        readings = _take(request)
        if readings is None:
            return HttpResponseRedirect(reverse("admin:pressreleases_anniversary_changelist"))
    elif request.method == "POST":
        form = _FileForm(request.POST, request.FILES)
        readings = form.readings() if form.is_valid() else None
    context = {
        **site.each_context(request),
        "title": _("Anniversaries from a file"),
        "opts": Anniversary._meta,
        "form": form,
        "readings": readings,
        "good": sum(reading.is_good for reading in readings or ()),
        "records": json.dumps([reading.record for reading in readings or ()], ensure_ascii=False),
    }
    return TemplateResponse(request, "admin/pressreleases/anniversary/import.html", context)


def _take(request: HttpRequest) -> list[Reading] | None:
    """None once the chosen rows are taken in, told so; else all rows as they are understood now."""
    try:
        records = json.loads(request.POST["records"])
        if not (isinstance(records, list) and all(isinstance(row, dict) for row in records)):
            raise PermissionDenied
        records = [{str(name): str(value) for name, value in row.items()} for row in records]
        chosen = set(numbers_in(request.POST.getlist("row"), most=len(records)))
        if not chosen:
            messages.warning(request, _("No row was chosen, so nothing was imported."))
            return read_records(records)
        made = save_rows(records, by=cast("User", request.user), chosen=chosen)
    except RowsRefused as error:
        messages.error(
            request,
            _(
                "Nothing was imported, because one of the chosen rows cannot be imported. The reason "
                "is shown in that row."
            ),
        )
        return error.readings
    except (ValueError, RecursionError, FileRefused) as error:
        raise PermissionDenied from error
    said = ngettext("%(count)s anniversary was imported.", "%(count)s anniversaries were imported.", len(made))
    messages.success(request, said % {"count": len(made)})
    return None
