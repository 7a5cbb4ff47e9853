"""Patterns of titles in the form of an anniversary: refused in words where not understood, shown for the next years."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from pressreleases.admin.anniversary_form import RULE_FIELDS, typed
from pressreleases.admin.named import NameForm
from pressreleases.admin.site import clock_for
from pressreleases.anniversaries.title_patterns import PatternNotUnderstood, coming_titles, read
from pressreleases.language.languages import language_codes
from pressreleases.models import Anniversary
from pressreleases.models.anniversary_rules import Observing
from pressreleases.request_values import number_in

# More rows than any site has languages are not looked at.
MOST_ROWS = 100


class PatternForm(NameForm):
    """A name with the pattern of its titles."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "title_pattern" in self.fields:
            self.fields["title_pattern"].help_text = _(
                "Write the ordinal in braces, as an example of how it looks: {Thirty Fourth} "
                "Anniversary, {34th} year. {name} is the name, {year} the year."
            )

    def clean(self) -> dict[str, Any]:
        super().clean()
        pattern, language = self.cleaned_data.get("title_pattern"), self.cleaned_data.get("language")
        if pattern and language:
            try:
                read(pattern, language)
            except PatternNotUnderstood as refused:
                self.add_error("title_pattern", str(refused))
        return self.cleaned_data


class ComingTitles:
    """Adds `…/anniversary/titles/` to the admin: the titles of the form that is posted there. Nothing is saved."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.titles_view)
        return [
            path("titles/", page, name="pressreleases_anniversary_titles"),
            *super().get_urls(),  # type: ignore[misc]  # a mixin of ModelAdmin
        ]

    def titles_view(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("pressreleases.change_anniversary"):
            raise PermissionDenied
        titles = self._titles_typed(request)
        return TemplateResponse(request, "admin/pressreleases/anniversary/titles.html", {"titles": titles})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        stored = kwargs.get("obj")
        if request.method == "POST":
            context["titles"] = self._titles_typed(request)
        else:
            context["titles"] = _stored(stored, clock_for(request).today) if stored else []
        context["titles_url"] = reverse("admin:pressreleases_anniversary_titles")
        response: HttpResponse = super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]  # a mixin of ModelAdmin
        return response

    def _titles_typed(self, request: HttpRequest) -> list[Any]:
        form = self.get_form(request, fields=RULE_FIELDS)(request.POST)  # type: ignore[attr-defined]  # of ModelAdmin
        found = typed(form, request.POST.dict())
        return _typed(request.POST, clock_for(request).today, found[1] if found else None)


def _stored(anniversary: Anniversary, today: dt.date) -> list[Any]:
    rows = [(row.language, row.name, row.title_pattern) for row in anniversary.names.all()]
    return coming_titles(rows, anniversary.event_last_on or anniversary.event_first_on, today, anniversary.observing)


def _typed(data: Mapping[str, str], today: dt.date, observing: Observing | None) -> list[Any]:
    """The titles of what stands in a form, whether it could be saved or not."""
    event_on = _day(data.get("event_last_on", "")) or _day(data.get("event_first_on", ""))
    if event_on is None:
        return []
    rows = []
    for number in range(min(number_in(data.get("names-TOTAL_FORMS")) or 0, MOST_ROWS)):
        given = {
            name: data.get(f"names-{number}-{name}", "") for name in ("language", "name", "title_pattern", "DELETE")
        }
        if given["language"] in language_codes() and not given["DELETE"]:
            rows.append((given["language"], given["name"], given["title_pattern"]))
    return coming_titles(rows, event_on, today, observing)


def _day(words: str) -> dt.date | None:
    try:
        return parse_date(words)
    except ValueError:
        return None
