"""The preview for staff: the public page of a release as it is in the form.

It is the same page that readers would get, made by the same code; nothing of it is stored or cached.
"""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pressreleases.editorial import preview_edition
from pressreleases.editorial.preview_edition import PreviewEdition, build_preview_edition
from pressreleases.language.languages import published_in
from pressreleases.models import Release
from pressreleases.public.formats import release_html
from pressreleases.public.formats.embargo import embargo_line
from pressreleases.public.formats.release_html import place_of_page
from pressreleases.public.reading import mission_today, release_page
from pressreleases.public.reading.mission_today import Mission
from pressreleases.public.views.pages import show
from pressreleases.publishing import permissions
from pressreleases.publishing.locking import database_now
from pressreleases.request_values import family_in

NEVER_KEPT = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}


@require_POST
def preview(request: HttpRequest, key: int | None = None) -> HttpResponse:
    """The page as JSON, `{"page", "remarks"}`, for the pane; else as a page of its own that says what it is.

    `key` is that of a saved release; `?family=` begins a translation. `remarks` say what could not be read, and why
    the text could not be published so.
    """
    if not (request.user.is_active and request.user.is_staff):
        return redirect_to_login(_form(key))
    if not permissions.may(request.user, permissions.WRITE):
        raise PermissionDenied
    mission = mission_today.read()
    release = _release(request, key, mission)
    remarks = preview_edition.read_form(request.POST.dict(), release)
    now = database_now()
    made = build_preview_edition(release, at=now)
    if release.embargo_ends_at and release.embargo_ends_at > now:
        remarks.append(embargo_line(release.embargo_ends_at, mission.time_zone))
    remarks += [str(refusal) for refusal in made.refusals]
    if request.headers.get("Accept") == "application/json":
        response = _page(request, made, mission, "public/release.html")
        return JsonResponse({"page": response.content.decode(), "remarks": remarks}, headers=NEVER_KEPT)
    mark = {"language": get_language(), "said": _("Preview: only you can see this."), "remarks": remarks}
    response = _page(request, made, mission, "public/preview.html", mark=mark)
    for name, value in NEVER_KEPT.items():
        response[name] = value
    return response


def _page(request: HttpRequest, made: PreviewEdition, mission: Mission, template: str, **more: Any) -> HttpResponse:
    """The page of `made` in its own language, not in that of the member of staff."""
    page = release_page.read_draft(made.edition, made.past, mission)
    with override(made.edition.language):
        place = place_of_page(page)
        response = show(request, template, place, page, {**release_html.context(page, place), **more})
    response["Content-Language"] = made.edition.language
    return response


def _release(request: HttpRequest, key: int | None, mission: Mission) -> Release:
    """The stored release, or one that is begun; raises `Http404`."""
    if key is not None:
        found = Release.objects.filter(pk=key).first()
        if found is None:
            raise Http404
        return found
    begun = Release(issued_on=mission.today, language=published_in(request.LANGUAGE_CODE), code="-")
    if request.GET.get("family"):
        family = family_in(request.GET["family"])
        if family is None:
            raise Http404
        begun.family, begun.is_original = family, False
    return begun


def _form(key: int | None) -> str:
    """Where somebody who is not signed in is led after signing in."""
    return (
        reverse("admin:pressreleases_release_change", args=[key]) if key else reverse("admin:pressreleases_release_add")
    )
