"""The page of all that is scheduled: a list in its order, and a month of it as a calendar."""

import datetime as dt
import re

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.admin.site import clock_for
from pressreleases.editorial.schedule import month_of, scheduled
from pressreleases.language.dates import week_begins, weekdays
from pressreleases.models import Release
from pressreleases.publishing import permissions


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
