"""What stands beside the form of a release: where its preview is asked for, and its other languages, to be read."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse
from django.utils.safestring import SafeString

from pressreleases import richtext
from pressreleases.comparing.differences import Difference
from pressreleases.editorial.snapshots import changes_since
from pressreleases.editorial.states import State, state_of
from pressreleases.language.languages import direction, own_name
from pressreleases.language.translation_states import TranslationState
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Release
from pressreleases.models.fields import PROSE
from pressreleases.publishing import permissions
from pressreleases.translations import state_of_translation


@dataclass(frozen=True)
class Beside:
    """The saved words of another language of the text.

    `changes` are those of the original since the release in the form, its translation, was in step with it.
    """

    release: Release
    name: str
    direction: str
    body: SafeString
    state: State
    url: str
    changes: list[Difference]


def pane(
    release: Release | None,
    original: Release | None,
    family: list[Release],
    user: User | AnonymousUser,
    clock: MissionClock,
) -> dict[str, Any] | None:
    """For the template; None for whoever may not write. `original` is that of a new translation.

    `family` has the texts in all languages, with their states. No query, and nine beside a stale translation.
    """
    if not permissions.may(user, permissions.WRITE):
        return None
    rows = [row for row in family if row != release]
    stale = release is not None and state_of_translation(release) == TranslationState.STALE
    may_look_back = stale and user.has_perm("pressreleases.view_historicalrelease")
    others = [
        _beside(row, clock, changes_since(release, row) if release and may_look_back and row.is_original else [])
        for row in rows
    ]
    return {
        "preview": _preview(release, original),
        "others": others,
        "first": _first(release, others),
        "begins": original is not None,
    }


def words_of_original(original: Release | None) -> dict[str, str]:
    """For a form that begins with the words of its original, to be translated in their place."""
    return {name: getattr(original, name) for name in PROSE} if original else {}


def _beside(release: Release, clock: MissionClock, changes: list[Difference]) -> Beside:
    return Beside(
        release,
        own_name(release.language),
        direction(release.language),
        richtext.render(release.body),
        state_of(release, clock),
        reverse("admin:pressreleases_release_change", args=(release.pk,)),
        changes,
    )


def _preview(release: Release | None, original: Release | None) -> str:
    if release is not None:
        return reverse("preview_of", args=(release.pk,))
    return reverse("preview") + (f"?{urlencode({'family': str(original.family)})}" if original else "")


def _first(release: Release | None, others: list[Beside]) -> str:
    """What the pane begins with: a new or stale translation with the original, everything else with the preview."""
    behind = others and (release is None or others[0].changes)
    return others[0].release.language if behind else "preview"
