"""Show what somebody typed and sent after their session had ended, so that it can be copied. Needs no script."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import site
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pressreleases.admin.site import on_mission_time
from pressreleases.models import Release

View = Callable[..., HttpResponse]

# What a page of an import sends that nobody typed.
_NOT_TYPED = frozenset(
    "csrfmiddlewaretoken answered formatted make again discard topics language kind original once_more with_head "
    "time_zone".split()
)


def shown_again(view: View) -> View:
    """`view`; but by POST from somebody who is signed out, a page with the text that they sent."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not site.has_permission(request) and (typed := _typed(request)):
            return never_cache(on_mission_time(_page))(request, typed)
        return view(request, *args, **kwargs)

    return answer


def _page(request: HttpRequest, typed: list[tuple[str, str]]) -> HttpResponse:
    context = {**site.each_context(request), "title": _("You are signed out"), "typed": typed}
    return TemplateResponse(request, "admin/signed_out.html", context, status=403)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The texts of the form with their labels, in the order of the page."""
    sent = [(name, value) for name in request.POST for value in request.POST.getlist(name) if value.strip()]
    named = [(name.rpartition("second-")[2], value) for name, value in sent]
    return [(_label_of(name), value) for name, value in named if name not in _NOT_TYPED]


def _label_of(name: str) -> str:
    if name == "text":
        return _("Text")
    try:
        return str(getattr(Release._meta.get_field(name), "verbose_name", name)).capitalize()
    except FieldDoesNotExist:
        return _("Answer")
