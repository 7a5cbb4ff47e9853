"""What stands beside the form of a release: where its preview is asked for, and its other languages, to be read."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse
from django.utils.safestring import SafeString

from pressreleases import richtext
from pressreleases.desk.families import of_family
from pressreleases.desk.mission_clock import MissionClock
from pressreleases.desk.states import State, state_of
from pressreleases.models import Release
from pressreleases.publishing import permission
from pressreleases.vocabulary.languages import direction, own_name


@dataclass(frozen=True)
class Beside:
    """The saved words of another language of the text."""

    release: Release
    name: str
    direction: str
    body: SafeString
    state: State
    url: str


def pane(
    release: Release | None, original: Release | None, user: User | AnonymousUser, clock: MissionClock
) -> dict[str, Any] | None:
    """For the template; None for whoever may not write. `original` is that of a new translation. One query at most."""
    if not permission.may(user, permission.WRITE):
        return None
    begun = release or original
    others = [_beside(row, clock) for row in of_family(begun.family) if row != release] if begun else []
    return {"preview": _preview(release, original), "others": others, "first": _first(release, others)}


def _beside(release: Release, clock: MissionClock) -> Beside:
    return Beside(
        release,
        own_name(release.language),
        direction(release.language),
        richtext.render(release.body),
        state_of(release, clock),
        reverse("admin:pressreleases_release_change", args=(release.pk,)),
    )


def _preview(release: Release | None, original: Release | None) -> str:
    if release is not None:
        return reverse("preview_of", args=(release.pk,))
    return reverse("preview") + (f"?{urlencode({'family': str(original.family)})}" if original else "")


def _first(release: Release | None, others: list[Beside]) -> str:
    """What the pane begins with: a new translation with the original, everything else with the preview."""
    return others[0].release.language if others and release is None else "preview"
