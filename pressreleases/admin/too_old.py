"""The page that stands in for a form of the admin which was sent without a valid token: its page was too old."""

from typing import Any

from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from pressreleases.admin.site import on_mission_time

# The pages with a form that can simply be opened again; the others lead to the desk.
_FORMS = frozenset({"pressreleases_release_add", "pressreleases_release_change", "login"})


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was typed into a release is kept, and offered where this page leads back to. Elsewhere Django's own page."""
    if not request.path.startswith(reverse("admin:index")):
        return csrf_failure(request, reason=reason)
    return on_mission_time(_page)(request)


def _page(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": _("This page was too old to be sent"),
        "back": request.get_full_path() if _is_form(request.path) else "",
    }
    return TemplateResponse(request, "admin/too_old.html", context, status=403)


def _is_form(path: str) -> bool:
    try:
        return resolve(path).url_name in _FORMS
    except Resolver404:
        return False
