"""The page that searches everything: one line of words, and what it finds by kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.admin.picture_choice import smallest_copy
from pressreleases.admin.release_list import Family, families_of
from pressreleases.admin.site import clock_for
from pressreleases.editorial import finding
from pressreleases.publishing import permissions
from pressreleases.request_values import words_in


@dataclass(frozen=True)
class Row:
    title: str
    url: str
    language: str = ""
    note: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Kind:
    name: str
    rows: list[Row]


@dataclass(frozen=True)
class Shown:
    """What the page shows: nothing at all is false."""

    words: str
    families: list[Family]
    more: bool
    others: list[Kind]

    def __bool__(self) -> bool:
        return bool(self.families or self.others)


def search_page(request: HttpRequest) -> HttpResponse:
    if not permissions.may(request.user, permissions.SEE):
        raise PermissionDenied
    clock, words = clock_for(request), words_in(request.GET.get("q"), most=finding.LONGEST).strip()
    found = finding.find(words, by=request.user, today=clock.today)
    shown = Shown(words, families_of(found.families, clock), found.more, list(_kinds(found)))
    context = {**site.each_context(request), "title": _("Search"), "q": words, "found": shown}
    return TemplateResponse(request, "admin/search.html", context)


def _kinds(found: finding.Found) -> Iterator[Kind]:
    language = get_language()
    pages = [Row(row.title, _form(row), row.language) for row in found.pages]
    named = [[Row(row.name_in(language), _form(row)) for row in rows] for rows in (found.anniversaries, found.topics)]
    pictures = [Row(row.title, _form(row), note=row.credit, picture=smallest_copy(row)) for row in found.pictures]
    people = [Row(row.get_full_name() or row.username, _form(row), note=row.email) for row in found.colleagues]
    kinds = (
        (_("pages"), pages),
        (_("anniversaries"), named[0]),
        (_("pictures"), pictures),
        (_("topics"), named[1]),
        (_("colleagues"), people),
    )
    return (Kind(name, rows) for name, rows in kinds if rows)


def _form(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=(row.pk,))
