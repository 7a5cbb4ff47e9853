"""Pages of the mission in the admin: the list of them, and what a new one begins with."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from pressreleases import built_in_pages
from pressreleases.admin.autosave import family_of
from pressreleases.admin.site import clock_for
from pressreleases.editorial.states import Facts, State, state_of
from pressreleases.families import TranslationState, missing_languages, state_of_translation, with_translation
from pressreleases.language.languages import language_codes, own_name, published_in
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Release
from pressreleases.models.pages import BUILT_IN, FAMILIES, MissionPage, page_of_family
from pressreleases.public_addresses import mission_page_address
from pressreleases.publishing import permissions


def begun_page(request: HttpRequest) -> MissionPage | None:
    """The page that is begun by the form at this address; None if it is that of a release."""
    return page_of_family(family_of(request))


def language_of(request: HttpRequest, page: MissionPage) -> str:
    """The language in which it is begun: it cannot be changed in the form, which begins with words in it.

    Empty if the page is there in every language. One that the address names stays, though somebody may have written it
    meanwhile: what was typed in it is not that of another.
    """
    if (asked := request.GET.get("language", "")) in language_codes():
        return asked
    missing = missing_languages(list(Release.objects.filter(family=FAMILIES[page]).only("language")))
    wanted = (published_in(get_language()), *missing)
    return next((code for code in wanted if code in missing), "")


def not_to_be_begun(request: HttpRequest) -> HttpResponse | None:
    """Where to go instead, if the address names a family that is gone, or a text of one that is written already.

    What was typed before that is still shown in its own form.
    """
    family = family_of(request)
    if not request.GET.get("family") or (begun_page(request) and request.method != "GET"):
        return None
    texts = Release.objects.filter(family=family) if family else Release.objects.none()
    if not begun_page(request) and not texts.exists():
        messages.error(request, _("The text to translate no longer exists."))
        return HttpResponseRedirect(reverse("admin:pressreleases_release_changelist"))
    there = texts.filter(language=request.GET.get("language", "")).first()
    if there is None or request.method != "GET" or "unsaved" in request.GET:
        return None
    messages.info(request, _("This text is there already."))
    return HttpResponseRedirect(reverse("admin:pressreleases_release_change", args=(there.pk,)))


def first_words(page: MissionPage, language: str) -> dict[str, str]:
    """What a new page begins with: its usual title, and the text of the site's own, if there is one."""
    text = built_in_pages.text_of(page, language)
    if text is not None:
        return {"title": text.title, "body": text.body}
    with override(language):
        return {"title": str(page.label)}


@dataclass(frozen=True)
class InLanguage:
    """A page in one language: `state` is that of its text, None if there is none; `url` leads to its form."""

    language: str
    name: str
    url: str
    state: State | None = None
    stale: bool = False
    public: str = ""


def mission_pages_page(request: HttpRequest) -> HttpResponse:
    """Each page in each language: whether it is there, and where it is written. Two queries, however many there are."""
    if not permissions.may(request.user, permissions.SEE):
        raise PermissionDenied
    rows = with_translation(Release.objects.with_state().exclude(page=""))
    there = {(row.page, row.language): row for row in rows}
    may_add, clock = request.user.has_perm("pressreleases.add_release"), clock_for(request)
    context = {
        **site.each_context(request),
        "title": _("Pages of the mission"),
        "opts": Release._meta,
        "pages": [
            {
                "page": page,
                "built_in": page in BUILT_IN,
                "languages": [_in_language(page, code, there, clock, may_add=may_add) for code in language_codes()],
            }
            for page in MissionPage
        ],
    }
    return TemplateResponse(request, "admin/pressreleases/release/mission_pages.html", context)


def _in_language(
    page: MissionPage, code: str, there: dict[tuple[str, str], Release], clock: MissionClock, *, may_add: bool
) -> InLanguage:
    release = there.get((page.value, code))
    public = mission_page_address(code, page)
    if release is None:
        add = f"{reverse('admin:pressreleases_release_add')}?{urlencode({'family': FAMILIES[page], 'language': code})}"
        return InLanguage(code, own_name(code), add if may_add else "", public=public if page in BUILT_IN else "")
    facts = Facts.of(release)
    return InLanguage(
        code,
        own_name(code),
        reverse("admin:pressreleases_release_change", args=(release.pk,)),
        state_of(release, clock),
        state_of_translation(release) == TranslationState.STALE,
        public if facts.live_number or facts.taken_back or page in BUILT_IN else "",
    )
