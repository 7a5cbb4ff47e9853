"""What preflight finds about a text while it is written: as if it were published today with its other languages."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from pressreleases.editorial.checklist import PUNCTUATION, Item
from pressreleases.editorial.parity import Difference
from pressreleases.editorial.preflight import ReleaseFindings, preflight
from pressreleases.editorial.preview_edition import NEWEST, read_form
from pressreleases.editorial.states import Facts
from pressreleases.families import TranslationState, state_of_translation
from pressreleases.language.languages import own_name
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Release
from pressreleases.models.pages import become, page_of_family
from pressreleases.publishing import PublishingError
from pressreleases.publishing.errors import UnderEmbargo


@dataclass(frozen=True)
class FormFindings:
    """`unread` says which fields cannot be read; `items` are errors first, then warnings.

    `refusal` is why publishing would refuse. Punctuation is not among the items: it is offered after a save, if there
    are marks of another language (`has_marks`).
    """

    text: ReleaseFindings
    items: tuple[Item, ...]
    differences: tuple[Difference, ...]
    unread: tuple[str, ...] = ()
    has_marks: bool = False

    @property
    def refusal(self) -> PublishingError | None:
        return self.text.refusal

    @property
    def count(self) -> int:
        return len(self.items) + len(self.differences) + len(self.unread) + bool(self.refusal)


def find(
    release: Release, family: Sequence[Release], *, clock: MissionClock, unread: Sequence[str] = ()
) -> FormFindings:
    """Check `release` as it is in memory. `family` has its languages from `compared_family`; its own row is left out.

    A language that could go along is compared. One that was not submitted is named as one that stays behind.
    """
    verb = "correct" if Facts.of(release).was_public else "publish"
    others = [row for row in family if row.pk != release.pk]
    going = [row for row in others if _could_go(row, verb)]
    staying = [row for row in others if row not in going]
    found = preflight([release, *going], verb, clock=clock, others=staying)
    ready = [text.release for text in found.texts[1:] if text.is_ready or isinstance(text.refusal, UnderEmbargo)]
    compared = found.among([release, *ready])
    alone = found.among([release, *(row for row in ready if Facts.of(row).submitted)])
    text = alone.of(release)
    warned = [item for each in alone.texts for item in each.warnings if each.release is release or item.of_languages]
    items = dict.fromkeys([*text.errors, *warned, *_behind([release, *others])])
    return FormFindings(
        text,
        tuple(item for item in items if item.code != PUNCTUATION),
        tuple(compared.all_differences),
        tuple(unread),
        any(item.code == PUNCTUATION for item in text.warnings),
    )


def find_typed(
    typed: Mapping[str, Any], release: Release, family: Sequence[Release], *, clock: MissionClock
) -> FormFindings:
    """The same of what was typed into the form of `release`, as `read_form` takes it; nothing is stored."""
    return find(release, family, clock=clock, unread=read_form(typed, release))


def begin(family: uuid.UUID | None, *, language: str, clock: MissionClock) -> Release:
    """A release that nobody has saved yet, with the annotations that preflight reads."""
    release = Release(issued_on=clock.today, language=language, pk=NEWEST, code="-")
    if family is not None:
        release.family, release.is_original = family, False
        if page := page_of_family(family):
            become(release, page)
    found = cast("Any", release)
    found.live_number = found.planned_at = found.withdrawal_planned_at = None
    found.was_public = found.changed = found.changed_since_scheduled = False
    found.taken_back = ""
    found.embargoed_until = release.embargo_ends_at = Release.objects.embargo_of(family) if family else None
    return release


def _could_go(row: Release, verb: str) -> bool:
    facts = Facts.of(row)
    if verb == "correct":
        return bool(facts.live_number) and facts.changed and facts.next_at is None
    return not (facts.live_number or facts.planned_at or facts.taken_back)


def _behind(rows: Sequence[Release]) -> list[Item]:
    """The translations that are out of date, also where the verb does not ask about them."""
    compared = [row for row in rows if row.in_step_with and hasattr(row, "translation")]
    stale = [row for row in compared if state_of_translation(row) is TranslationState.STALE]
    return [Item("language", "language-behind", own_name(row.language)) for row in stale]
