"""What staff do about an observance on the desk: its drafts are made, or a release written by hand is linked."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from pressreleases.anniversaries.drafts import Outcome, make_drafts
from pressreleases.anniversaries.linking import link
from pressreleases.errors import ExplainedError
from pressreleases.language.languages import own_name
from pressreleases.models import Anniversary, Release
from pressreleases.publishing.errors import NotYours
from pressreleases.request_values import LARGEST, YEARS, number_in


class ObservanceActs:
    """Adds `…/anniversary/12/drafts/2025/` and `…/12/link/2025/` to the admin of anniversaries, by POST only."""

    admin_site: Any

    def get_urls(self) -> list[URLPattern]:
        acts = ((self.drafts_view, "drafts"), (self.link_view, "link"))
        return [
            *(
                path(
                    f"<int:key>/{name}/<int:year>/",
                    self.admin_site.admin_view(_by_post(view)),
                    name=f"pressreleases_anniversary_{name}",
                )
                for view, name in acts
            ),
            *super().get_urls(),  # type: ignore[misc]  # a mixin of ModelAdmin
        ]

    def drafts_view(self, request: HttpRequest, key: int, year: int) -> HttpResponse:
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

    def link_view(self, request: HttpRequest, key: int, year: int) -> HttpResponse:
        anniversary = Anniversary.objects.filter(pk=key).first()
        release = Release.objects.filter(pk=number_in(request.POST.get("release")) or 0).first()
        if anniversary is None or release is None:
            raise Http404
        linked = link(release, anniversary, year, by=cast("User", request.user))
        messages.success(request, _("Linked with %(name)s.") % {"name": anniversary})
        return _form_of(linked or [release])


def _by_post(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`view` for whoever may begin releases; what is refused is said on the desk."""

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
