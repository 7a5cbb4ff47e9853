"""The letterhead of mission details as it is typed, for the pane beside their form; nothing is stored or cached."""

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.http import require_POST

from pressreleases.editorial.typed_letterhead import read_typed
from pressreleases.language.languages import language_codes, own_name, published_in
from pressreleases.public.formats.page_place import everywhere
from pressreleases.public.reading.masthead import Head, head_of
from pressreleases.public.views.preview import NEVER_KEPT


@require_POST
def letterhead_preview(request: HttpRequest) -> HttpResponse:
    """`{"page", "remarks"}`: the head of a sheet in each language of the site, those that are alike once."""
    if not (request.user.is_active and request.user.is_staff):
        return redirect_to_login(reverse("admin:pressreleases_missiondetails_changelist"))
    if not request.user.has_perm("pressreleases.change_missiondetails"):
        raise PermissionDenied
    typed, remarks = read_typed(request.POST.dict())
    head = head_of(typed)
    language = published_in(get_language())
    context = {"sheets": [_sheet(head, code) for code in _differing(head)], "language": language}
    page = render_to_string("public/letterhead_preview.html", context, request)
    return JsonResponse({"page": page, "remarks": remarks}, headers=NEVER_KEPT)


def _differing(head: Head) -> list[str]:
    """The languages whose sheets have other names than those of the languages before them."""
    found: dict[tuple[str, ...], str] = {}
    for code in language_codes():
        found.setdefault(tuple(name.language for name in head.masthead(code)), code)
    return list(found.values())


def _sheet(head: Head, code: str) -> tuple[str, str]:
    """What the language calls itself, and the head of a sheet in it."""
    with override(code):
        context = {"head": head, "masthead": head.masthead(code), "place": everywhere(code, "contact")}
        return own_name(code), render_to_string("public/parts/sheet_head.html", context)
