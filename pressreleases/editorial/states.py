"""The state of a release in words for staff, from what `Release.objects.with_state()` found."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext as _

from pressreleases.mission_clock import MissionClock
from pressreleases.models.kinds import Act, Status

if TYPE_CHECKING:
    import datetime as dt

    from pressreleases.models import Release


@dataclass(frozen=True)
class State:
    """`word` is what it is now, `notes` what else staff must know; `tone` names a colour, which never speaks alone."""

    tone: str
    word: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What `with_state()` annotates, typed."""

    live_number: int | None
    planned_at: "dt.datetime | None"
    was_public: bool
    taken_back: str
    changed: bool
    submitted: bool
    withdrawal_planned_at: "dt.datetime | None" = None
    changed_since_scheduled: bool = False

    @classmethod
    def of(cls, release: "Release") -> "Facts":
        found = cast("Facts", release)
        return cls(
            found.live_number,
            found.planned_at,
            found.was_public,
            found.taken_back,
            found.changed,
            release.status == Status.SUBMITTED,
            found.withdrawal_planned_at,
            found.changed_since_scheduled,
        )

    @property
    def next_at(self) -> "dt.datetime | None":
        """When what is scheduled begins: an edition or a withdrawal, never both; None if nothing is."""
        return self.planned_at or self.withdrawal_planned_at

    def after_a_save(self) -> "Facts":
        """As they are once its author has saved the working copy with other words."""
        since_scheduled = self.planned_at is not None
        return replace(self, changed=bool(self.live_number), changed_since_scheduled=since_scheduled, submitted=False)


def state_of(release: "Release", clock: MissionClock) -> State:
    """The state of a release that was fetched with `with_state()`; instants are those of `clock`."""
    facts = Facts.of(release)
    notes = [_("Submitted")] if facts.submitted else []
    when = clock.words(facts.planned_at) if facts.planned_at else ""
    if facts.changed_since_scheduled:
        notes.insert(0, _("Changed since scheduled"))
    if facts.taken_back:
        return _state_of_notice(facts, notes, when, clock)
    if facts.live_number:
        if when:
            notes.append(_("correction scheduled for %(when)s") % {"when": when})
        elif facts.changed:
            notes.insert(0, _("Changed since published"))
        if facts.withdrawal_planned_at:
            notes.append(_("withdrawal scheduled for %(when)s") % {"when": clock.words(facts.withdrawal_planned_at)})
        tone = "changed" if facts.changed or when else "live"
        return State(tone, _("Live, edition %(number)s") % {"number": facts.live_number}, tuple(notes))
    if when:
        tone = "changed" if facts.changed_since_scheduled else "planned"
        return State(tone, _("Scheduled for %(when)s") % {"when": when}, tuple(notes))
    if facts.submitted:
        return State("submitted", _("Submitted"))
    return State("draft", _("Draft"))


def _state_of_notice(facts: Facts, notes: list[str], comes_back: str, clock: MissionClock) -> State:
    """The state of a release that was withdrawn or removed."""
    if comes_back:
        notes.append(_("reinstated %(when)s") % {"when": comes_back})
    if facts.withdrawal_planned_at:
        notes.append(_("its notice changes %(when)s") % {"when": clock.words(facts.withdrawal_planned_at)})
    return State("back", _("Removed") if facts.taken_back == Act.REMOVED else _("Withdrawn"), tuple(notes))
