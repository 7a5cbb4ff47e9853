"""Choosing where a link in a text leads: the dialog with the releases, pages and attachments of this site.

`static/editor/links.js` shows the dialog.
"""

from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from pressreleases.admin.base import LONGEST_SEARCH
from pressreleases.admin.picture_choice import language_in
from pressreleases.admin.site import clock_for
from pressreleases.editorial.finding import texts_with
from pressreleases.models import Edition, Release
from pressreleases.models.attachment import TYPES
from pressreleases.public_addresses import attachment_address, page_at, short_address
from pressreleases.publishing import permissions
from pressreleases.request_values import words_in

MOST = 12


@dataclass(frozen=True)
class File:
    title: str
    address: str
    type: str


@dataclass(frozen=True)
class Target:
    """A text that a link can lead to; `is_out` whether readers see it now."""

    release: Release
    address: str
    is_out: bool
    files: list[File] = field(default_factory=list)


def link_targets(request: HttpRequest) -> HttpResponse:
    """The content of the dialog: texts that have all words of `q`, or the newest that are live."""
    if not permissions.may(request.user, permissions.WRITE):
        raise PermissionDenied
    language = language_in(request.GET.get("language"))
    words = words_in(request.GET.get("q"), most=LONGEST_SEARCH).strip()
    if words:
        found = Release.objects.filter(pk__in=texts_with(words, clock_for(request).today))
    else:
        found = Release.objects.filter(pk__in=_newest(language))
    rows = _own_language_first(found, language)[:MOST]
    context = {"targets": _targets(list(rows)), "q": words}
    return TemplateResponse(request, "admin/pressreleases/release/links.html", context)


def _newest(language: str) -> list[int]:
    """The newest live texts in `language`, and in the others. One query, in which each part is read from its index."""
    live = Edition.objects.live(pages=True).newest_first()
    parts = (live.in_language(language), live.exclude(language=language))
    own, others = (part.values_list("release", flat=True)[:MOST] for part in parts)
    return list(own.union(others))


def _own_language_first(found: "QuerySet[Release]", language: str) -> "QuerySet[Release]":
    other = Case(When(language=language, then=Value(0)), default=Value(1), output_field=IntegerField())
    return found.only("title", "language", "issued_on", "code", "page").order_by(other, "-issued_on", "-pk")


def _targets(rows: list[Release]) -> list[Target]:
    """A text that readers do not see yet has its short address, which stays when its title changes."""
    live = {row.release_id: row for row in _addresses_of(rows)}
    targets = []
    for row in rows:
        edition = live.get(row.pk)
        address = page_at(edition.language, edition.year, edition.slug) if edition else ""
        files = _files(edition) if edition and address else []
        targets.append(Target(row, address or short_address(row.code), bool(address), files))
    return targets


def _addresses_of(rows: list[Release]) -> "QuerySet[Edition]":
    found = Edition.objects.live(pages=True).filter(release__in=rows)
    return found.only("release_id", "language", "year", "slug", "attachments", "title")


def _files(edition: Edition) -> list[File]:
    found = []
    for entry in edition.attachments:
        kind = TYPES[entry["type"]].name
        address = attachment_address(edition, f"{entry['sha256']}.{entry['type']}")
        found.append(File(entry["title"] or kind, address, kind))
    return found
