"""The page that compares any two states of a release: saves, editions, the working copy.

A state is named in the address: `now` is the working copy, `save-12` a row of the history, `edition-3` an edition,
`unsaved-4` what its reader has typed and not saved, `carried` the edition of another release that it was made of.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pressreleases.admin.site import clock_for
from pressreleases.comparing.two_states import differences
from pressreleases.editorial import snapshots
from pressreleases.editorial.autosave import one_of, typed_state
from pressreleases.language.languages import direction
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Edition, Observance, Release
from pressreleases.publishing import permissions, review
from pressreleases.publishing.permissions import Actor
from pressreleases.request_values import number_in

VIEW_HISTORY = "pressreleases.view_historicalrelease"

NOW = "now"
SAVE = "save"
EDITION = "edition"
UNSAVED = "unsaved"
CARRIED = "carried"


@dataclass(frozen=True)
class ComparedState:
    """A state with what staff call it; `url` leads to where it can be read, empty if nowhere."""

    name: str
    label: str
    url: str
    state: snapshots.StateOf
    may_be_taken: bool = False
    redacted: bool = False


def comparison_page(request: HttpRequest, object_id: str) -> HttpResponse:
    """`?from=edition-1&to=now`, for those who may view the history."""
    key = number_in(object_id)
    if key is None:
        raise Http404
    release = Release.objects.filter(pk=key).first()
    if not request.user.has_perm(VIEW_HISTORY):
        raise PermissionDenied
    chosen = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(chosen):
        messages.warning(request, _("Choose two versions to compare."))
        return HttpResponseRedirect(reverse("admin:pressreleases_release_history", args=(key,)))
    clock = clock_for(request)
    old, new = (_typed(request, release, name, clock) or _found(key, release, name, clock) for name in chosen)
    before, after = snapshots.in_words([old.state, new.state])
    language = new.state.values["language"]
    context = {
        **site.each_context(request),
        "title": _("What differs"),
        "subtitle": new.state.values["title"],
        "release": release,
        "release_id": key,
        "old": old,
        "new": new,
        "differences": differences(before, after),
        "language": language,
        "direction": direction(language),
        "may_take": release is not None and may_edit(request.user, release),
        "opts": Release._meta,
    }
    return TemplateResponse(request, "admin/pressreleases/release/compare.html", context)


def may_edit(user: Actor, release: Release) -> bool:
    return permissions.may(user, permissions.WRITE) and review.may_change(release, by=user)


def compare_url(release: Release, old: str, new: str = NOW) -> str:
    """Where the states `old` and `new` of `release` are compared."""
    return f"{reverse('admin:pressreleases_release_compare', args=(release.pk,))}?from={old}&to={new}"


def editions_to_choose(key: int, clock: MissionClock) -> Sequence[Edition]:
    """Its editions for the list of states, the newest first, each with its name there and `since`."""
    editions = list(Edition.objects.filter(release=key).order_by("-number"))
    for edition in editions:
        edition.state_name = f"{EDITION}-{edition.number}"  # type: ignore[attr-defined]  # for the template
        edition.since = clock.words(edition.begins_at)  # type: ignore[attr-defined]  # for the template
        edition.is_over = edition.ends_at is not None and edition.ends_at <= clock.now  # type: ignore[attr-defined]  # for the template
    return editions


def _found(key: int, release: Release | None, name: str, clock: MissionClock) -> ComparedState:
    """The state of release `key` that `name` names; raises `Http404`."""
    what, _dash, written = name.partition("-")
    number = number_in(written)
    if name == NOW and release is not None:
        url = reverse("admin:pressreleases_release_change", args=(key,))
        return ComparedState(name, _("The working copy"), url, snapshots.of_working_copy(release))
    if name == CARRIED and release is not None:
        return _carried(release, clock)
    if what == SAVE and number is not None:
        return _save(key, number, clock)
    if what == EDITION and number is not None:
        return _edition(key, number, clock)
    raise Http404


def _typed(request: HttpRequest, release: Release | None, name: str, clock: MissionClock) -> ComparedState | None:
    what, _dash, written = name.partition("-")
    number = number_in(written)
    if what != UNSAVED or release is None or number is None:
        return None
    row = one_of(cast("User", request.user), number, release)
    if row is None:
        return None
    url = f"{reverse('admin:pressreleases_release_change', args=(release.pk,))}?unsaved={row.pk}"
    label = _("Your unsaved text of %(when)s") % {"when": clock.words(row.kept_at)}
    return ComparedState(name, label, url, typed_state(row, release))


def _save(key: int, number: int, clock: MissionClock) -> ComparedState:
    rows = Release.history.filter(id=key, history_id=number).select_related("history_user")
    saved = rows.prefetch_related(snapshots.TOPICS_THEN).first()
    if saved is None:
        raise Http404
    who = saved.history_user
    said = {"when": clock.words(saved.history_date), "who": who and (who.get_full_name() or who.get_username())}
    label = _("Saved on %(when)s by %(who)s") % said if who else _("Saved on %(when)s") % said
    url = reverse("admin:pressreleases_release_simple_history", args=(key, number))
    return ComparedState(f"{SAVE}-{number}", label, url, snapshots.of_save(saved), may_be_taken=True)


def _carried(release: Release, clock: MissionClock) -> ComparedState:
    """The edition that a draft of an anniversary was carried forward from."""
    editions = Edition.objects.filter(pk__in=Observance.objects.filter(release=release).values("carried_from"))
    edition = editions.prefetch_related("topics").first()
    if edition is None:
        raise Http404
    said = {"title": edition.title, "when": clock.words(edition.begins_at)}
    label = _("“%(title)s”, live from %(when)s, the source of this text") % said
    url = reverse("admin:pressreleases_edition_change", args=(edition.pk,))
    redacted = edition.redacted_at is not None
    return ComparedState(CARRIED, label, url, snapshots.of_edition(edition), redacted=redacted)


def _edition(key: int, number: int, clock: MissionClock) -> ComparedState:
    edition = Edition.objects.filter(release=key, number=number).prefetch_related("topics").first()
    if edition is None:
        raise Http404
    said = {"number": number, "when": clock.words(edition.begins_at)}
    label = _("Edition %(number)s, live from %(when)s") % said
    url = reverse("admin:pressreleases_edition_change", args=(edition.pk,))
    redacted = edition.redacted_at is not None
    return ComparedState(f"{EDITION}-{number}", label, url, snapshots.of_edition(edition), redacted=redacted)
