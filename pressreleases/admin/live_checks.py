"""Live checks in the admin: the part of a page that reloads itself while it may change, and “check again”."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from pressreleases.admin.sessions import in_background
from pressreleases.admin.site import clock_for
from pressreleases.live_checks.report import report_of
from pressreleases.live_checks.run import Subject, check_again
from pressreleases.models import Edition, Withdrawal
from pressreleases.publishing import permissions
from pressreleases.request_values import numbers_in

# As many as go out at one instant, with room.
MOST = 40


@require_safe
def live_check_part(request: HttpRequest) -> HttpResponse:
    """The part of a page that reloads itself: `?edition=12&edition=13` or `?withdrawal=3`."""
    if not permissions.may(request.user, permissions.SEE):
        raise PermissionDenied
    in_background(request)
    proof = report_of(_subjects(request.GET), clock_for(request))
    if proof is None:
        raise Http404
    context = {"proof": proof, "short": "short" in request.GET, "may_look": _may_look(request)}
    return TemplateResponse(request, "admin/parts/live_check.html", context)


@require_POST
def run_checks_again(request: HttpRequest) -> HttpResponse:
    """Fetch once more what was not seen, while the browser waits, and go back to the page of the button."""
    if not _may_look(request):
        raise PermissionDenied
    subjects = _subjects(request.POST)
    releases = {subject.release_id: subject.release for subject in subjects}
    check_again(releases.values())
    if "from_desk" in request.POST:
        return HttpResponseRedirect(reverse("admin:index"))
    return HttpResponseRedirect(reverse("admin:pressreleases_release_change", args=(subjects[0].release_id,)))


def _may_look(request: HttpRequest) -> bool:
    return permissions.may(request.user, permissions.WRITE)


def _subjects(given: Any) -> list[Subject]:
    """What the address or the form names, as far as it has begun; nothing: an unknown address."""
    editions, withdrawals = (numbers_in(given.getlist(name), most=MOST) for name in ("edition", "withdrawal"))
    found: list[Subject] = []
    if editions:
        found += Edition.objects.begun().filter(pk__in=editions).select_related("release").order_by("pk")
    if withdrawals:
        begun = Withdrawal.objects.exclude(pk__in=Withdrawal.objects.planned().values("pk"))
        found += begun.filter(pk__in=withdrawals).select_related("release").order_by("pk")
    if not found:
        raise Http404
    return found
