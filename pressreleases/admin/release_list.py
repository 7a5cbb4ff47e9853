"""The lists of releases in the admin: that of all with its columns, and the page of what is scheduled."""

import datetime as dt
import re
from typing import Any

from django.contrib.admin import site
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.admin.site import clock_for
from pressreleases.editorial.schedule import month_of, scheduled
from pressreleases.families import TranslationState, with_languages, with_translation
from pressreleases.language.dates import short_date, week_begins, weekdays
from pressreleases.language.languages import language_codes
from pressreleases.models import Release
from pressreleases.models.kept_query import KeptQuery, is_any_of
from pressreleases.publishing import permissions


def _rows() -> "QuerySet[Release]":
    rows = Release.objects.with_state().filter(is_any_of("pk", "keys")).select_related("changed_by")
    return with_languages(with_translation(rows))


_ROWS = KeptQuery(_rows)


class ReleaseList(ChangeList):
    """The list of releases: filtered, sorted and counted by its columns alone; states are fetched for one page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        keys = list(self.result_list.values_list("pk", flat=True))
        found = {row.pk: row for row in _ROWS(keys=keys)} if keys else {}
        self.result_list = [found[key] for key in keys if key in found]


def links_to_languages(release: Release) -> SafeString:
    """A link to the form of each language of the text, then the languages that are missing."""
    rows: list[dict[str, Any]] = release.languages  # type: ignore[attr-defined]  # annotated
    return format_html_join(
        " ",
        '<a class="language{}" href="{}">{}{}</a>',
        (
            (
                " language-this" if row["pk"] == release.pk else "",
                reverse("admin:pressreleases_release_change", args=(row["pk"],)),
                row["language"],
                _(" (out of date)") if row["state"] == TranslationState.STALE else "",
            )
            for row in rows
        ),
    ) + format_html_join(
        "",
        ' <span class="language language-missing">{}</span>',
        (
            (_("%(language)s missing") % {"language": code},)
            for code in language_codes()
            if code not in {row["language"] for row in rows}
        ),
    )


def last_saved(release: Release) -> str:
    """When, and by whom."""
    who = release.changed_by
    when = localtime(release.changed_at)
    return f"{short_date(when.date(), get_language() or 'en')}, {when:%H:%M}" + (
        f", {who.get_full_name() or who.get_username()}" if who else ""
    )


def scheduled_page(request: HttpRequest) -> HttpResponse:
    """`?month=2026-12` turns the calendar to that month."""
    if not permissions.may(request.user, permissions.SEE):
        raise PermissionDenied
    clock, language = clock_for(request), get_language() or "en"
    goings = scheduled(clock)
    first = _month(request.GET.get("month")) or clock.today.replace(day=1)
    context = {
        **site.each_context(request),
        "title": _("Scheduled"),
        "opts": Release._meta,
        "goings": goings,
        "month": month_of(goings, first, clock, week_begins=week_begins(language)),
        "this_month": clock.today.replace(day=1),
        "weekdays": weekdays(language),
        "may_publish": permissions.may(request.user, permissions.PUBLISH),
    }
    return TemplateResponse(request, "admin/pressreleases/release/scheduled.html", context)


def _month(given: str | None) -> dt.date | None:
    """The first day of the month `2026-12`; a month that no link of ours gives is an unknown address."""
    if given is None:
        return None
    if not re.fullmatch(r"2[0-9]{3}-(0[1-9]|1[0-2])", given, re.ASCII):
        raise Http404
    return dt.date.fromisoformat(f"{given}-01")
