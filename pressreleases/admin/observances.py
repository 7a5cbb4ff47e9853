"""What staff do about observances: make drafts, link a release written by hand, link earlier releases."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pressreleases.admin.site import clock_for
from pressreleases.anniversaries.drafts import Outcome, make_drafts
from pressreleases.anniversaries.linking import link, link_earlier
from pressreleases.anniversaries.recognising import earlier
from pressreleases.errors import ExplainedError
from pressreleases.language.languages import own_name
from pressreleases.models import Anniversary, Release
from pressreleases.publishing import permissions
from pressreleases.publishing.errors import NotYours
from pressreleases.request_values import LARGEST, YEARS, number_in

# More than one would read through before pressing a button; the rest is offered the next time.
AT_ONCE = 200

View = Callable[..., HttpResponse]


def _act_on_desk(view: View) -> View:
    """`view`, by POST, for those who may create releases; a refusal is shown on the desk."""

    @wraps(view)
    def answer(request: HttpRequest, key: int, year: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("pressreleases.add_release"):
            raise PermissionDenied
        if key > LARGEST or year not in YEARS:
            raise Http404
        try:
            return view(request, key, year)
        except (ExplainedError, NotYours) as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:index"))

    return answer


@_act_on_desk
def make_drafts_of_year(request: HttpRequest, key: int, year: int) -> HttpResponse:
    try:
        outcome = make_drafts(key, year, by=cast("User", request.user), despite=bool(request.POST.get("despite")))
    except Anniversary.DoesNotExist as error:
        raise Http404 from error
    if outcome.by_hand:
        messages.warning(
            request, _("No drafts were made, because there may already be a release for it. Check the desk.")
        )
        return HttpResponseRedirect(reverse("admin:index"))
    _tell(request, outcome)
    return _form_of([*outcome.made, *outcome.there])


@_act_on_desk
def link_release(request: HttpRequest, key: int, year: int) -> HttpResponse:
    anniversary = Anniversary.objects.filter(pk=key).first()
    release = Release.objects.filter(pk=number_in(request.POST.get("release")) or 0).first()
    if anniversary is None or release is None:
        raise Http404
    linked = link(release, anniversary, year, by=cast("User", request.user))
    messages.success(request, _("Linked with %(name)s.") % {"name": anniversary})
    return _form_of(linked or [release])


def leads_to_earlier(anniversary: Anniversary, request: HttpRequest) -> bool:
    """Whether there are releases to be linked with `anniversary`, which was just added, and the user may link them."""
    added = Anniversary.objects.whole().get(pk=anniversary.pk)
    return permissions.may(request.user, permissions.PUBLISH) and bool(earlier(added, clock_for(request).today))


def earlier_releases_page(request: HttpRequest, key: int) -> HttpResponse:
    """Earlier releases that look like observances of an anniversary, to be linked in one step."""
    if not permissions.may(request.user, permissions.PUBLISH):
        raise PermissionDenied
    anniversary = Anniversary.objects.whole().filter(pk=key).first()
    if anniversary is None:
        raise Http404
    found = earlier(anniversary, clock_for(request).today)[:AT_ONCE]
    if request.method == "POST":
        chosen = set(request.POST.getlist("release"))
        keys = [release.pk for release in found if str(release.pk) in chosen]
        linked = link_earlier(keys, anniversary, by=cast("User", request.user))
        said = ngettext("%(count)s release was linked.", "%(count)s releases were linked.", len(linked))
        messages.success(request, said % {"count": len(linked)})
        return HttpResponseRedirect(reverse("admin:pressreleases_anniversary_change", args=(key,)))
    context = {
        **site.each_context(request),
        "title": _("Earlier releases"),
        "subtitle": str(anniversary),
        "anniversary": anniversary,
        "releases": found,
        "opts": Anniversary._meta,
    }
    return TemplateResponse(request, "admin/pressreleases/anniversary/earlier.html", context)


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    if not outcome.made:
        messages.info(request, _("There were no drafts left to make."))
        return
    languages = ", ".join(own_name(release.language) for release in outcome.made)
    messages.success(
        request,
        _("Drafts were made in these languages: %(languages)s. Check the notes on each draft before you publish it.")
        % {"languages": languages},
    )


def _form_of(releases: list[Release]) -> HttpResponse:
    """The form of the original, or of the first of them; the desk if there is none."""
    first = next((release for release in releases if release.is_original), next(iter(releases), None))
    if first is None:
        return HttpResponseRedirect(reverse("admin:index"))
    return HttpResponseRedirect(reverse("admin:pressreleases_release_change", args=(first.pk,)))
