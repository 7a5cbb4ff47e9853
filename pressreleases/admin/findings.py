"""The checks beside the form of a release: each finding with the way to its field, and the address that renews them."""

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from pressreleases.admin.autosave import family_of
from pressreleases.admin.site import clock_for
from pressreleases.editorial import form_findings
from pressreleases.editorial.form_findings import FormFindings
from pressreleases.families import compared_family
from pressreleases.language.languages import own_name, published_in
from pressreleases.models import Release
from pressreleases.models.fields import FORM_FIELDS
from pressreleases.publishing import permissions
from pressreleases.publishing.errors import UnderEmbargo

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = "admin/pressreleases/release/findings_list.html"
# Where what no field of the form can mend is found on the page.
_PLACES = {"language": "languages", "notes": "draft-notes", "comments": "comments"}


@dataclass(frozen=True)
class Line:
    """One finding: what it says, whether it stops the publication, and where it is mended.

    `other` is the form of another language that it is about as well, `other_name` the name of that language.
    """

    said: str
    blocks: bool
    url: str
    other: str = ""
    other_name: str = ""


def lines_of(found: FormFindings | None, family: list[Release], *, page: str = "") -> list[Line]:
    """For the template: what stops the publication first. `page` is that of the form, if it is shown elsewhere."""
    if found is None:
        return []
    lines = [*_refused(found), *_items(found), *_differing(found, family)]
    lines = [replace(line, url=page + line.url) if line.url.startswith("#") else line for line in lines]
    return sorted(lines, key=lambda line: not line.blocks)


def _refused(found: FormFindings) -> "Iterator[Line]":
    for remark in found.unread:
        yield Line(remark, blocks=True, url="#release_form")
    if isinstance(found.refusal, UnderEmbargo):
        yield Line(str(found.refusal), blocks=False, url="#languages")
    elif found.refusal is not None:
        field = found.refusal.field
        yield Line(str(found.refusal), blocks=True, url=f"#id_{field}" if field in FORM_FIELDS else "#release_form")


def _items(found: FormFindings) -> "Iterator[Line]":
    for item in found.items:
        if item.of_letterhead and found.text.details:
            url = reverse("admin:pressreleases_missiondetails_change", args=(found.text.details.pk,))
        else:
            url = f"#{_PLACES.get(item.field) or f'id_{item.field}'}"
        yield Line(str(item), item.blocks, url)


def _differing(found: FormFindings, family: list[Release]) -> "Iterator[Line]":
    pages = {row.language: reverse("admin:pressreleases_release_change", args=(row.pk,)) for row in family}
    for each in found.differences:
        other = each.languages[1]
        yield Line(str(each), blocks=False, url="#id_body", other=pages.get(other, ""), other_name=own_name(other))


@require_POST
def findings_view(request: HttpRequest, key: int | None = None) -> JsonResponse:
    """`{"count", "list"}` of what is typed into the form of the release `key`, or of a new one; nothing is stored."""
    if not permissions.may(request.user, permissions.WRITE):
        raise PermissionDenied
    release, family = _typed_into(request, key)
    typed = {**request.POST.dict(), "attachments": request.POST.getlist("attachments")}
    found = form_findings.find_typed(typed, release, family, clock=clock_for(request))
    words = render_to_string(LIST, {"lines": lines_of(found, family)}, request)
    return JsonResponse({"count": found.count, "list": words}, headers={"Cache-Control": "private, no-store"})


def _typed_into(request: HttpRequest, key: int | None) -> tuple[Release, list[Release]]:
    """The stored release with its languages, or one that is begun; raises `Http404`."""
    if key is None:
        family = family_of(request)
        language = published_in(get_language())
        return form_findings.begin(family, language=language, clock=clock_for(request)), _languages(family)
    family = Release.objects.filter(pk=key).values_list("family", flat=True).first()
    rows = _languages(family)
    release = next((row for row in rows if row.pk == key), None)
    if release is None:
        raise Http404
    return release, rows


def _languages(family: uuid.UUID | None) -> list[Release]:
    return compared_family(family) if family else []
