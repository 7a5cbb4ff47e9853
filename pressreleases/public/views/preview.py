"""Previews of drafts: for staff, as the release is in the form, and for people without an account, by a preview link.

Both are the page that readers would get, made by the same code. Of the form nothing is stored or cached. An expired
link and one that never existed get the same answer. The note that a link was opened is the only thing that a GET writes
here; a program that opens a link before its recipient therefore clears nothing.
"""

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pressreleases import richtext
from pressreleases.attachments import entry_in
from pressreleases.editorial import preview_edition, preview_links
from pressreleases.editorial.preview_edition import PreviewEdition, build_preview_edition
from pressreleases.language.languages import direction, language_codes, published_in
from pressreleases.models import Clearance, Edition, Image, PreviewLink, Release
from pressreleases.models.pages import become, page_of_family
from pressreleases.models.preview_link import Verdict
from pressreleases.models.text_fields import LineFormField, LinesFormField
from pressreleases.public.formats import release_html, release_text
from pressreleases.public.formats.page_place import Place
from pressreleases.public.formats.release_html import place_of_page
from pressreleases.public.formats.release_text import embargo_line
from pressreleases.public.reading import attached, mission_today, release_page
from pressreleases.public.reading.masthead import Head
from pressreleases.public.reading.mission_today import Mission
from pressreleases.public.views.attachments import downloaded
from pressreleases.public.views.pages import show
from pressreleases.public.views.pictures import file_of, named
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
    typed = {**request.POST.dict(), "attachments": request.POST.getlist("attachments")}
    remarks = preview_edition.read_form(typed, release)
    now = database_now()
    made = build_preview_edition(release, at=now)
    remarks += [str(refusal) for refusal in made.refusals]
    until = _embargoed_until(release, now)
    embargo = embargo_line(until, mission.time_zone) if until else ""
    if request.headers.get("Accept") == "application/json":
        # The pane says itself what it is; only an embargo must stand on the page, since it can be printed from there.
        mark = {"language": get_language(), "said": embargo, "remarks": []}
        template = "public/preview.html" if embargo else "public/release.html"
        response = _page(request, made, mission, template, mark=mark)
        return JsonResponse({"page": response.content.decode(), "remarks": remarks}, headers=NEVER_KEPT)
    remarks = [embargo, *remarks] if embargo else remarks
    mark = {"language": get_language(), "said": _("Preview: only you can see this."), "remarks": remarks}
    response = _page(request, made, mission, "public/preview.html", mark=mark)
    for name, value in NEVER_KEPT.items():
        response[name] = value
    return response


def _embargoed_until(release: Release, now: dt.datetime) -> dt.datetime | None:
    """As `editorial.preview_links.find` says it of a link: when it goes out, or else the end of the embargo."""
    if release._state.adding:
        found = Release.objects.embargo_of(release.family)
        return found if found and found > now else None
    return release.planned_at or release.embargoed_until


def _page(request: HttpRequest, made: PreviewEdition, mission: Mission, template: str, **more: Any) -> HttpResponse:
    """The page of `made` in its own language, not in that of the member of staff."""
    page = release_page.read_draft(made.edition, made.past, mission)
    with override(made.edition.language):
        place = place_of_page(page)
        files = attached.of_draft(made.edition, _STAFFS_FILES)
        context = {**release_html.context(page, place), "attachments": files, **more}
        response = show(request, template, place, page, context)
    response["Content-Language"] = made.edition.language
    return response


def _release(request: HttpRequest, key: int | None, mission: Mission) -> Release:
    """The stored release, or one that is begun; raises `Http404`."""
    if key is not None:
        found = Release.objects.with_state().filter(pk=key).first()
        if found is None:
            raise Http404
        return found
    begun = Release(issued_on=mission.today, language=published_in(request.LANGUAGE_CODE), code="-")
    if request.GET.get("family"):
        family = family_in(request.GET["family"])
        if family is None:
            raise Http404
        begun.family, begun.is_original = family, False
        if page := page_of_family(family):
            become(begun, page)
    return begun


def _form(key: int | None) -> str:
    """Where somebody who is not signed in is led after signing in."""
    return (
        reverse("admin:pressreleases_release_change", args=[key]) if key else reverse("admin:pressreleases_release_add")
    )


_STAFFS_FILES = "/admin/pressreleases/release/attachment/"

NOT_FOR_THE_PUBLIC = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}

LONGEST_NAME = Clearance._meta.get_field("name").max_length
LONGEST_COMMENT = Clearance._meta.get_field("comment").max_length


class ClearanceForm(forms.Form):
    """`shown` is the digest of the text on the page. Nothing is chosen beforehand: Enter alone clears nothing."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[
            (Verdict.CLEARED, gettext_lazy("Approve: the text above may be published.")),
            (Verdict.DECLINED, gettext_lazy("Decline: the text may not be published. Give the reason in the comment.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    name = LineFormField(
        label=gettext_lazy("Your name"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Enter your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    comment = LinesFormField(
        label=gettext_lazy("Comment"),
        max_length=LONGEST_COMMENT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Required if you decline."),
    )
    shown = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("verdict") == Verdict.DECLINED and not given.get("comment") and "comment" not in self.errors:
            self.add_error("comment", gettext_lazy("Say what must be changed."))
        return given

    def show(self, sheet: str, problem: str = "") -> None:
        """Bind it to the text that is on the page now, keeping what was typed; `problem` says why it was not taken."""
        if self.is_bound:
            data = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
            data["shown"] = sheet
            self.data = data
        else:
            self.initial["shown"] = sheet
        if problem:
            self.add_error(None, problem)


# There is no cookie here that another site could make use of: the secret in the address alone gives the right to
# answer, and anyone who has it can read and answer anyway. `_is_from_here` refuses other sites' forms all the same.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def link_page(request: HttpRequest, secret: str) -> HttpResponse:
    """The working copy as it was saved last; by POST, an answer to the request for clearance."""
    link = preview_links.find(secret)
    if link is None or (request.method == "POST" and not (link.asks_clearance and _is_from_here(request))):
        return _over(request)
    with override(link.release.language):
        response = _answered(request, link, secret) if request.method == "POST" else _opened(request, link, secret)
    response["Content-Language"] = link.release.language
    return _discreet(response)


@require_safe
def link_text(request: HttpRequest, secret: str) -> HttpResponse:
    """The same as plain text, for journalists who write a report before the embargo ends."""
    link = preview_links.find(secret)
    if link is None:
        return _over(request)
    preview_links.note_visit(link, agent=request.headers.get("User-Agent", ""))
    edition = _edition(link)
    with override(edition.language):
        shown = release_page.read_draft(edition, [], mission_today.read())
        words = release_text.preview(shown, _embargo(link, edition))
    response = HttpResponse(words, content_type="text/plain; charset=utf-8")
    response["Content-Language"] = edition.language
    return _discreet(response)


@require_safe
def link_picture(request: HttpRequest, secret: str, name: str) -> HttpResponse:
    """A picture of the text that the link shows, or a smaller copy of it, of no other."""
    link = preview_links.find(secret)
    if link is None:
        return _over(request)
    image = named(Image.objects.filter(sha256__in=_pictures(_edition(link))), name)
    if image is None:
        return _over(request)
    try:
        return _discreet(file_of(image, name))
    except Http404:
        return _over(request)


@require_safe
def link_attachment(request: HttpRequest, secret: str, name: str) -> HttpResponse:
    """A file of the text that the link shows, of no other."""
    link = preview_links.find(secret)
    entry = entry_in(link.release.attachments, name) if link else None
    try:
        return _discreet(downloaded(entry, name)) if entry else _over(request)
    except Http404:
        return _over(request)


def _opened(request: HttpRequest, link: PreviewLink, secret: str) -> HttpResponse:
    preview_links.note_visit(link, agent=request.headers.get("User-Agent", ""))
    form = None
    if link.asks_clearance:
        form = ClearanceForm()
        form.show(link.sheet)
    return _page_of_link(request, link, secret, form)


def _answered(request: HttpRequest, link: PreviewLink, secret: str) -> HttpResponse:
    """Back to the page once it is recorded; else the page as it is now, with what was typed, and why it was not."""
    form, problem = ClearanceForm(request.POST), ""
    if form.is_valid():
        given = form.cleaned_data
        try:
            preview_links.answer(
                link, Verdict(given["verdict"]), name=given["name"], comment=given["comment"], shown=given["shown"]
            )
            return HttpResponseRedirect(f"{reverse('preview_link', args=[secret])}#answer", status=303)
        except preview_links.NotAsked:
            return _over(request)
        except preview_links.TooManyAnswers:
            problem = _("This link has been used for too many answers. Ask the person who sent it for a new one.")
        except preview_links.TextChanged:
            problem = _(
                "The text was changed while you were reading it, so your answer was not recorded. The "
                "newer text is now shown above. Read it, and send your answer again. What you wrote is "
                "still in the form."
            )
            link = preview_links.find(secret) or link
    if not problem and form.cleaned_data.get("shown") != link.sheet:
        problem = _("The text was changed while you were reading it. The newer text is now shown above.")
    form.show(link.sheet, problem)
    return _page_of_link(request, link, secret, form, status=422)


def _page_of_link(
    request: HttpRequest, link: PreviewLink, secret: str, form: ClearanceForm | None, *, status: int = 200
) -> HttpResponse:
    shown = release_page.read_draft(_edition(link), [], mission_today.read())
    edition = shown.edition
    pictures_at = f"{reverse('preview_link', args=[secret])}{settings.MEDIA_URL.lstrip('/')}"
    attachments_at = f"{reverse('preview_link', args=[secret])}attachments/"
    context = release_html.draft_context(shown, pictures_at, attachments_at)
    context |= {
        "unpublished": True,
        "embargo": _embargo(link, edition),
        "text_address": reverse("preview_text", args=[secret]),
        "linked_data": "",
        "link": link,
        "form": form,
        "last": _last_answer(link) if form else None,
    }
    place = Place(edition.language, "", section="releases", indexed=False)
    head = _with_emblem_at(pictures_at, shown.head, edition)
    return show(request, "public/preview_link.html", place, shown, context, head=head, status=status)


def _last_answer(link: PreviewLink) -> dict[str, Any] | None:
    """The newest answer that was given with this link, and whether it is about the text on the page."""
    given = link.answers.order_by("-pk").first()
    return {"given": given, "holds": given.digest == link.sheet} if given else None


def _embargo(link: PreviewLink, edition: Edition) -> str:
    return embargo_line(link.embargoed_until, edition.letterhead["time_zone"])


def _edition(link: PreviewLink) -> Edition:
    return build_preview_edition(link.release, at=timezone.now()).edition


def _pictures(edition: Edition) -> set[str]:
    """The hashes of the pictures in the text, above it and in its letterhead."""
    around = (edition.lead_picture, edition.letterhead["emblem"])
    return {picture.sha256 for picture in richtext.pictures(edition.body)} | {one["sha256"] for one in around if one}


def _with_emblem_at(pictures_at: str, head: Head, edition: Edition) -> Head:
    emblem = edition.letterhead["emblem"]
    return replace(head, emblem=f"{pictures_at}{emblem['file']}") if emblem else head


def _is_from_here(request: HttpRequest) -> bool:
    """Whether a form of this very site was sent, as far as the browser tells (Fetch Metadata, else Origin)."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    # A page that sends no referrer sends no origin either, but `null` (Fetch, 3.2).
    origin = request.headers.get("Origin", "null")
    # Compared, not parsed: it may hold anything. The scheme is the proxy's matter.
    return origin == "null" or origin.partition("://")[2] == request.get_host()


def _over(request: HttpRequest) -> HttpResponse:
    """The same answer to every link that shows nothing, for any reason, in each language of the site."""
    sentences = []
    for code in language_codes():
        with override(code):
            said = _("This preview has expired or does not exist.")
            more = _("Ask the person who sent it to you.")
            sentences.append({"language": code, "direction": direction(code), "said": said, "more": more})
    place = Place(language_codes()[0], "", indexed=False)
    with override(place.language):
        mission = mission_today.read()
        response = show(request, "public/preview_over.html", place, mission, {"sentences": sentences}, status=404)
    response["Content-Language"] = place.language
    return _discreet(response)


def _discreet(response: HttpResponse) -> HttpResponse:
    for name, value in NOT_FOR_THE_PUBLIC.items():
        response[name] = value
    return response
