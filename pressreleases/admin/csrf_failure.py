"""The page that answers a form of the admin which was sent without a valid token, and says why it was refused."""

from typing import Any

from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as djangos_csrf_failure

from pressreleases.admin.site import on_mission_time

# The pages with a form that can simply be opened again; the others lead to the desk.
_FORMS = frozenset({"pressreleases_release_add", "pressreleases_release_change", "login"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What was typed into a release is kept, and offered where this page leads back to. Elsewhere Django's own page."""
    if not request.path.startswith(reverse("admin:index")):
        return djangos_csrf_failure(request, reason=reason)
    return on_mission_time(_page)(request, reason=reason)


def _page(request: HttpRequest, *, reason: str) -> HttpResponse:
    title, sentence = _said(request, reason)
    context: dict[str, Any] = {
        **site.each_context(request),
        "title": title,
        "sentence": sentence,
        "back": request.get_full_path() if _is_form(request.path) else "",
    }
    return TemplateResponse(request, "admin/csrf_failure.html", context, status=403)


def _said(request: HttpRequest, reason: str) -> tuple[str, str]:
    """A title and a sentence, for the `reason` that Django gives."""
    if reason == REASON_NO_CSRF_COOKIE:
        return _("No cookie was sent"), _("Your browser sent no cookie. Allow cookies for this site.")
    # So Django says of a token that is well formed, but not that of the browser's cookie.
    if not reason.endswith(" incorrect."):
        return _("This form could not be sent"), _("The form did not come from a page of this site.")
    title = _("This page is out of date")
    # Who is signed in got another token by that.
    if request.user.is_authenticated:
        return title, _("You have signed in again since you opened this page, perhaps in another window.")
    return title, _("Your browser’s cookie has changed since you opened this page.")


def _is_form(path: str) -> bool:
    try:
        return resolve(path).url_name in _FORMS
    except Resolver404:
        return False
