"""The page of a release's preview links: making one, who opened it, what was answered, revoking it."""

from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from pressreleases.admin.comparison import SAVE, compare_url
from pressreleases.admin.site import clock_for
from pressreleases.editorial import preview_links
from pressreleases.editorial.preview_links import Since, since_answered, state_of_answer, with_sheet
from pressreleases.errors import ExplainedError
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Clearance, PreviewLink, PreviewVisit, Release
from pressreleases.models.preview_link import ClearanceState, published_since
from pressreleases.models.text_fields import LineFormField
from pressreleases.publishing import PublishingError, permissions
from pressreleases.publishing.errors import NotYours
from pressreleases.publishing.review import may_take_over
from pressreleases.request_values import number_in

# Of all links of a release together; the page also says how many there were in all.
VISITS_SHOWN = 200


def _days() -> list[tuple[int, str]]:
    return [(days, ngettext("%(count)s day", "%(count)s days", days) % {"count": days}) for days in preview_links.DAYS]


class PreviewLinkForm(forms.Form):
    for_whom = LineFormField(
        label=gettext_lazy("For whom"),
        max_length=PreviewLink._meta.get_field("for_whom").max_length,
        help_text=gettext_lazy("For example: the capital, or the translator. They will see this name."),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Open for"),
        coerce=int,
        choices=_days,
        initial=preview_links.USUAL_DAYS,
        widget=forms.RadioSelect,
    )
    asks_clearance = forms.BooleanField(
        label=gettext_lazy("Ask for clearance"),
        required=False,
        help_text=gettext_lazy("They approve or decline. Their answer applies only to the text that they saw."),
    )


@dataclass(frozen=True)
class Answered:
    """One answer, and whether it still holds for the current text; `since`: what was changed, if it is void."""

    given: Clearance
    state: ClearanceState
    when: str
    since: Since | None
    compare: str


@dataclass(frozen=True)
class Visited:
    visit: PreviewVisit
    when: str


@dataclass(frozen=True)
class Row:
    """One link. `over` says why it shows nothing any more; empty while it does."""

    link: PreviewLink
    made: str
    until: str
    over: str
    opened: int
    visits: list[Visited] = field(default_factory=list)
    answers: list[Answered] = field(default_factory=list)


def preview_links_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """For all who may see the release; writers make and revoke links."""
    key = number_in(object_id) or 0
    release = Release.objects.filter(pk=key).first()
    if not permissions.may(request.user, permissions.SEE):
        raise PermissionDenied
    if release is None:
        raise Http404
    may_revoke = permissions.may(request.user, permissions.WRITE)
    may_make = may_revoke and may_take_over(release, by=request.user)
    form, made = PreviewLinkForm(), None
    if request.method == "POST":
        if not may_revoke:
            raise PermissionDenied
        if "revoke" in request.POST:
            return _revoke(request, release)
        if not may_make:
            raise PermissionDenied
        form = PreviewLinkForm(request.POST)
        made = _make(form, release, by=cast("User", request.user))
        if made:
            form = PreviewLinkForm()
    context = {
        **site.each_context(request),
        "title": _("Preview links"),
        "subtitle": release.title,
        "original": release,
        "rows": rows_of(release, clock_for(request)),
        "form": form if may_make else None,
        "may_revoke": may_revoke,
        "not_yours": str(NotYours(release)) if may_revoke and not may_make else "",
        "made": made,
        "opts": Release._meta,
    }
    # What was made is shown in the answer itself: to be shown after a redirect it would have to be kept somewhere.
    return TemplateResponse(
        request, "admin/pressreleases/release/previews.html", context, status=422 if form.errors else 200
    )


def previews_page(release: Release) -> str:
    return reverse("admin:pressreleases_release_previews", args=(release.pk,))


def rows_of(release: Release, clock: MissionClock) -> list[Row]:
    """Every link of `release`, the newest first. As many queries for one as for a hundred."""
    more: dict[str, Any] = {"published": published_since(clock.now), "opened": Count("visits")}
    links: list[Any] = list(
        with_sheet(PreviewLink.objects.filter(release=release))
        .annotate(**more)
        .select_related("made_by", "revoked_by")
        .order_by("-pk")
    )
    answers = list(Clearance.objects.filter(link__in=links).order_by("-pk"))
    sheet = {link.pk: link.sheet for link in links}
    void = [row for row in answers if state_of_answer(row, sheet[row.link_id]) == ClearanceState.VOIDED]
    changed = since_answered(release, void)
    visits = PreviewVisit.objects.filter(link__in=links).order_by("-pk")[:VISITS_SHOWN]
    rows = {
        link.pk: Row(link, clock.words(link.made_at), clock.words(link.expires_at), _over(link, clock), link.opened)
        for link in links
    }
    for visit in visits:
        rows[visit.link_id].visits.append(Visited(visit, clock.words(visit.at)))
    for given in answers:
        since = changed.get(given.pk)
        compare = compare_url(release, f"{SAVE}-{since.save}") if since else ""
        state = state_of_answer(given, sheet[given.link_id])
        rows[given.link_id].answers.append(Answered(given, state, clock.words(given.at), since, compare))
    return list(rows.values())


def _over(link: Any, clock: MissionClock) -> str:
    """Why `link`, annotated with `published`, shows nothing any more; empty while it does."""
    if link.revoked_at:
        who = link.revoked_by.get_full_name() or link.revoked_by.get_username()
        return _("Revoked on %(when)s by %(who)s") % {"when": clock.words(link.revoked_at), "who": who}
    if link.published:
        return _("Ended: the text was published")
    return _("Expired") if link.expires_at <= clock.now else ""


def _make(form: PreviewLinkForm, release: Release, *, by: User) -> preview_links.Made | None:
    if not form.is_valid():
        return None
    given = form.cleaned_data
    try:
        return preview_links.make(
            release,
            by=by,
            for_whom=given["for_whom"],
            days=given["days"],
            asks_clearance=given["asks_clearance"],
        )
    except (PublishingError, ExplainedError) as error:
        form.add_error(None, str(error))
        return None


def _revoke(request: HttpRequest, release: Release) -> HttpResponse:
    link = PreviewLink.objects.filter(release=release, pk=number_in(request.POST["revoke"]) or 0).first()
    if link is None:
        raise Http404
    try:
        preview_links.revoke(link, by=cast("User", request.user))
        messages.success(request, _("Revoked. The link no longer works."))
    except ExplainedError as refusal:
        messages.warning(request, str(refusal))
    return HttpResponseRedirect(previews_page(release))
