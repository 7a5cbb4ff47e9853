"""The states of a release: how a list finds the rows in each, and what staff read of one release."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases.mission_clock import MissionClock
from pressreleases.models import Edition, Withdrawal
from pressreleases.models.kinds import Act, Status

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrPromise

    from pressreleases.models import Release


@dataclass(frozen=True)
class State:
    """`word` is what it is now, `notes` what else staff must know; `tone` names a colour, which never speaks alone.

    `short` is the word where there is little room, if it says as much.
    """

    tone: str
    word: str
    notes: tuple[str, ...] = ()
    short: str = ""


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
    embargoed_until: "dt.datetime | None" = None

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
            found.embargoed_until,
        )

    @property
    def next_at(self) -> "dt.datetime | None":
        """When what is scheduled begins: an edition or a withdrawal, never both; None if nothing is."""
        return self.planned_at or self.withdrawal_planned_at

    def after_a_save(self) -> "Facts":
        """As they are once its author has saved the working copy with other words."""
        since_scheduled = self.planned_at is not None
        return replace(self, changed=bool(self.live_number), changed_since_scheduled=since_scheduled, submitted=False)


@dataclass(frozen=True)
class Declared:
    """A state as lists offer it. `holds` says whether a release is in it, `rows` finds those that are.

    `rows` is for a queryset `with_state()`, and begins with what an index finds, so that no list of these has to look
    at every release.
    """

    label: "_StrPromise"
    holds: Callable[[Facts], bool]
    rows: Callable[[], Q]


_PENDING = Q(pending_change__isnull=False)
STATES = {
    "draft": Declared(
        gettext_lazy("Draft"),
        lambda facts: not (facts.live_number or facts.planned_at or facts.taken_back or facts.submitted),
        lambda: _PENDING & Q(live_number=None, planned_at=None, taken_back="", status=Status.DRAFT),
    ),
    "submitted": Declared(gettext_lazy("Submitted"), lambda facts: facts.submitted, lambda: Q(status=Status.SUBMITTED)),
    "scheduled": Declared(
        gettext_lazy("Scheduled"),
        lambda facts: facts.planned_at is not None,
        lambda: Q(pk__in=Edition.objects.planned().values("release")),
    ),
    "live": Declared(
        gettext_lazy("Live"),
        lambda facts: bool(facts.live_number),
        lambda: Q(pk__in=Edition.objects.live(pages=True).values("release")),
    ),
    "changed": Declared(
        gettext_lazy("Changed since published"),
        lambda facts: bool(facts.live_number) and facts.changed and not facts.planned_at,
        lambda: _PENDING & Q(live_number__isnull=False, changed=True, planned_at=None),
    ),
    "changed-since-scheduled": Declared(
        gettext_lazy("Changed since scheduled"),
        lambda facts: facts.changed_since_scheduled,
        lambda: _PENDING & Q(changed_since_scheduled=True),
    ),
    "withdrawn": Declared(
        gettext_lazy("Withdrawn"),
        lambda facts: facts.taken_back == Act.WITHDRAWN,
        lambda: _taken_back(Act.WITHDRAWN),
    ),
    "removed": Declared(
        gettext_lazy("Removed"), lambda facts: facts.taken_back == Act.REMOVED, lambda: _taken_back(Act.REMOVED)
    ),
}
# A release can be in several states. The first of these is what it is; the others are notes.
_MAIN = ("removed", "withdrawn", "live", "scheduled", "submitted", "draft")


def _taken_back(act: Act) -> Q:
    return Q(pk__in=Withdrawal.objects.in_force().filter(act=act).values("release"))


def main_state(facts: Facts) -> str:
    """The name in `STATES` of what a release is above all."""
    return next(name for name in _MAIN if STATES[name].holds(facts))


def state_of(release: "Release", clock: MissionClock) -> State:
    """The state of a release that was fetched with `with_state()`; instants are those of `clock`."""
    facts = Facts.of(release)
    main = main_state(facts)
    noted = ("changed", "changed-since-scheduled", "submitted")
    notes = [str(STATES[name].label) for name in noted if name != main and STATES[name].holds(facts)]
    notes += _planned(facts, main, clock)
    if facts.embargoed_until:
        notes.append(_("embargo until %(when)s") % _when(facts.embargoed_until, clock))
    match main:
        case "live":
            tone = "changed" if facts.changed or facts.planned_at else "live"
            word = _("Live, edition %(number)s") % {"number": facts.live_number}
            return State(tone, word, tuple(notes), str(STATES[main].label) if facts.live_number == 1 else "")
        case "scheduled":
            tone = "changed" if facts.changed_since_scheduled else "planned"
            return State(tone, _("Scheduled for %(when)s") % _when(facts.planned_at, clock), tuple(notes))
        case "withdrawn" | "removed":
            return State("back", str(STATES[main].label), tuple(notes))
    return State(main, str(STATES[main].label), tuple(notes))


def _planned(facts: Facts, main: str, clock: MissionClock) -> Iterator[str]:
    """What is going to happen to a release that readers see, or that was withdrawn or removed."""
    if main in ("submitted", "draft", "scheduled"):
        return
    is_live = main == "live"
    if facts.planned_at:
        words = _("correction scheduled for %(when)s") if is_live else _("reinstated %(when)s")
        yield words % _when(facts.planned_at, clock)
    if facts.withdrawal_planned_at:
        words = _("withdrawal scheduled for %(when)s") if is_live else _("its notice changes %(when)s")
        yield words % _when(facts.withdrawal_planned_at, clock)


def _when(instant: "dt.datetime | None", clock: MissionClock) -> dict[str, str]:
    return {"when": clock.words(instant) if instant else ""}
