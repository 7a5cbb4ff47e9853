"""The page that offers a release the quotation marks, dashes, dots and spaces of its language, word by word."""

from dataclasses import replace
from typing import Any, cast

from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from pressreleases.admin.comparison import may_edit
from pressreleases.admin.preflight_form import change_page
from pressreleases.comparing.two_states import differences
from pressreleases.editorial import snapshots, typography
from pressreleases.editorial.checklist import marks
from pressreleases.editorial.form_findings import FormFindings
from pressreleases.errors import ExplainedError
from pressreleases.language.languages import direction
from pressreleases.models import Release
from pressreleases.request_values import number_in

# In the session: which proposals its user does not want to see any more; the oldest go first.
_LEFT = "punctuation_left"
_MOST_LEFT = 200
# What a comparison would not show, since it takes any space for one.
_SHOWN_AS = {"\u00a0": "⍽", "\u202f": "⍽"}


def punctuation_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """Show what would change; take all of it, or leave it and do not offer it again to this person."""
    key = number_in(object_id)
    release = Release.objects.filter(pk=key).first() if key else None
    if release is None:
        raise Http404
    if not may_edit(request.user, release):
        raise PermissionDenied
    if request.method == "POST":
        return _answered(request, release)
    found = typography.proposals(release)
    now = snapshots.of_working_copy(release)
    new = replace(now, values={**now.values, **{each.name: each.words for each in found}})
    before, after = ({name: _shown(value) for name, value in each.items()} for each in snapshots.in_words([now, new]))
    context = {
        **site.each_context(request),
        "title": _("Punctuation"),
        "release": release,
        "differences": differences(before, after),
        "spaces": any("⍽" in str(value) for value in after.values()),
        "seen": typography.mark_of(release),
        "language": release.language,
        "direction": direction(release.language),
        "opts": Release._meta,
    }
    return TemplateResponse(request, "admin/pressreleases/release/punctuation.html", context)


def punctuation_offer(request: HttpRequest, release: Release, found: FormFindings | None) -> dict[str, Any]:
    """For the form of `release`: all marks that are offered, if preflight `found` any.

    They are not offered to who may not change them, or has said that they are to stay as they are.
    """
    if found is None or not found.has_marks or not may_edit(request.user, release):
        return {}
    left = typography.mark_of(release) in request.session.get(_LEFT, [])
    return {"marks": [] if left else list(marks(release))}


def _answered(request: HttpRequest, release: Release) -> HttpResponse:
    seen = request.POST.get("seen", "")
    if "leave" in request.POST:
        request.session[_LEFT] = [*request.session.get(_LEFT, []), seen[:16]][-_MOST_LEFT:]
        return HttpResponseRedirect(change_page(release))
    try:
        typography.take(release, seen, by=cast("User", request.user))
    except typography.ChangedMeanwhile:
        messages.error(
            request, _("The text has changed in the meantime. Nothing was saved. Look at the proposal again.")
        )
        return HttpResponseRedirect(request.path)
    except ExplainedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved with the new punctuation."))
    return HttpResponseRedirect(change_page(release))


def _shown(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    for space, sign in _SHOWN_AS.items():
        value = value.replace(space, sign)
    return value
