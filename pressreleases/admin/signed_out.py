"""Show what somebody typed into an import and sent after their session had ended, so that it can be copied."""

import re
from collections.abc import Callable
from functools import wraps
from html import unescape
from typing import Any

from django.contrib.admin import site
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pressreleases.admin.site import on_mission_time
from pressreleases.language.languages import capitalised
from pressreleases.models.fields import label_of

View = Callable[..., HttpResponse]

# How the names of fields begin: those of the second text of a document, and answers to questions.
SECOND, ANSWER = "second-", "answer_"
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
    has_files = request.path_info == reverse("admin:pressreleases_release_import")
    context = {**site.each_context(request), "title": _("You are signed out"), "typed": typed, "has_files": has_files}
    return TemplateResponse(request, "admin/signed_out.html", context, status=403)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The texts of the form with their labels, in the order of the page."""
    sent = [(name, value) for name in request.POST for value in request.POST.getlist(name) if value.strip()]
    return [_said(name, value) for name, value in sent if name.removeprefix(SECOND) not in _NOT_TYPED]


def _said(name: str, value: str) -> tuple[str, str]:
    # Here, as the reading of documents takes long to load.
    from pressreleases.admin.import_reading import FIELDS, choices_of, label_of_key  # noqa: PLC0415

    plain = name.removeprefix(SECOND)
    if plain.startswith(ANSWER):
        key = plain.removeprefix(ANSWER)
        label = label_of_key(key)
        ((_code, value),) = choices_of(key, (value,))
    elif plain in FIELDS.values():
        label, value = label_of(plain), _words_of(value) if plain == "body" else value
    else:
        label = _("Text")
    label = capitalised(label, get_language() or "en")
    return (f"{label} (2)" if name.startswith(SECOND) else label), value


def _words_of(html: str) -> str:
    """The words of the editor's text, with an empty line between paragraphs."""
    return unescape(strip_tags(re.sub(r"</(?:p|h[1-6]|li|blockquote|tr)>", "\n\n", html))).strip()
