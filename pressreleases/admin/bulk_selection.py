"""Which releases were chosen in the list, and what a page says about each of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pressreleases.admin.preflight_form import with_link
from pressreleases.admin.verbs import VERBS
from pressreleases.editorial.checklist import Item
from pressreleases.editorial.states import Facts, State, state_of
from pressreleases.families import of_families
from pressreleases.language.languages import direction, own_name
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Release
from pressreleases.publishing import PublishingError, errors
from pressreleases.request_values import numbers_in

# What helps where an error tells of no field to be mended.
_INSTEAD: dict[type[PublishingError], str] = {
    errors.UnderEmbargo: "schedule",
    errors.WroteIt: "publish",
    errors.AlreadyPublished: "correct",
    errors.AlreadyPlanned: "unschedule",
    errors.TakenBack: "reinstate",
}
# More than one would read through before pressing a button.
AT_ONCE = 200


@dataclass(frozen=True)
class Row:
    """One release: `problem` says why it cannot be done, `items` what to look at first.

    `error` is the name of the error of publishing that the problem tells, or "".
    """

    release: Release
    state: State
    problem: SafeString | str = ""
    error: str = ""
    items: tuple[Item, ...] = ()

    @classmethod
    def of(cls, release: Release, clock: MissionClock, error: PublishingError | None = None, **more: Any) -> "Row":
        name = type(error).__name__ if error else ""
        given = {"problem": why(error, release) if error else "", **more}
        return cls(release, state_of(release, clock), error=name, **given)

    @property
    def form(self) -> str:
        """Where it can be mended."""
        return reverse("admin:pressreleases_release_change", args=(self.release.pk,))

    @property
    def language(self) -> str:
        return own_name(self.release.language)

    @property
    def direction(self) -> str:
        return direction(self.release.language)

    @property
    def is_live(self) -> bool:
        return bool(Facts.of(self.release).live_number)


@dataclass(frozen=True)
class Chosen:
    """The releases that were chosen, in the order of the list, and the other languages of each text."""

    rows: list[Release]
    others: list[Release]

    @classmethod
    def of(cls, keys: Iterable[int]) -> "Chosen":
        """With their states; keys that are not there any more, or of pages, are left out."""
        wanted = set(keys)
        families = Release.objects.no_pages().filter(pk__in=wanted).values("family")
        found = list(of_families(families))
        return cls([row for row in found if row.pk in wanted], [row for row in found if row.pk not in wanted])

    def by_family(self, rows: list[Release]) -> list[list[Release]]:
        """These rows, the languages of one text together, its original first."""
        families: dict[object, list[Release]] = {}
        for row in rows:
            families.setdefault(row.family, []).append(row)
        return [sorted(group, key=lambda row: not row.is_original) for group in families.values()]

    def left(self, group: list[Release]) -> list[Release]:
        """The other languages of the text of `group`, which were not chosen."""
        return [row for row in self.others if row.family == group[0].family]


def why(error: PublishingError, release: Release) -> SafeString:
    """The sentence of `error`, with a link to where it can be mended, or to the verb that can be used instead."""
    verb = _INSTEAD.get(type(error))
    if verb is None:
        return with_link(error, release)
    page = reverse(f"admin:pressreleases_release_{verb}", args=(release.pk,))
    return format_html('{} <a href="{}">{}</a>', str(error), page, VERBS[verb].heading)


def keys_of(text: str) -> list[int]:
    """The keys in `12,13`; empty for what no link of ours says, or for more than can be done at once."""
    parts = text.split(",")
    keys = numbers_in(parts, most=AT_ONCE)
    return list(dict.fromkeys(keys)) if len(keys) == len(parts) else []
