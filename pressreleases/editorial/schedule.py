"""Scheduled editions and withdrawals in their order, and one month of them as a calendar."""

import calendar
import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, Subquery

from pressreleases.language.dates import zone_info
from pressreleases.mission_clock import MissionClock
from pressreleases.models import Edition, Release, Withdrawal
from pressreleases.models.kept_query import KeptQuery
from pressreleases.models.spans import Upper

PUBLISHED, CORRECTED, REINSTATED = "published", "corrected", "reinstated"


@dataclass(frozen=True)
class Part:
    """One language of what goes out; `title` as readers will see it, or see it now where it is to be withdrawn.

    `changed` tells that the working copy was changed after it was scheduled, and goes out as it was then.
    """

    release_pk: int
    language: str
    title: str
    changed: bool = False


@dataclass(frozen=True)
class Going:
    """What happens to a text at `at`, in the languages of `parts`.

    `act` is published, corrected, reinstated, withdrawn or removed; `when` is `at` by the mission's clock, `by` who
    scheduled it.
    """

    at: dt.datetime
    when: str
    act: str
    parts: tuple[Part, ...]
    by: str

    @property
    def first(self) -> Part:
        return self.parts[0]

    @property
    def first_changed(self) -> Part | None:
        return next((part for part in self.parts if part.changed), None)


@dataclass(frozen=True)
class Day:
    day: dt.date
    in_month: bool
    is_today: bool
    goings: tuple[Going, ...]


@dataclass(frozen=True)
class Month:
    """The weeks of the month that begins on `first`; `earlier` and `later` begin the months before and after."""

    first: dt.date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def earlier(self) -> dt.date:
        return (self.first - dt.timedelta(days=1)).replace(day=1)

    @property
    def later(self) -> dt.date:
        return (self.first + dt.timedelta(days=31)).replace(day=1)

    @property
    def is_empty(self) -> bool:
        return not any(day.goings for week in self.weeks for day in week)


@dataclass(frozen=True)
class _Row:
    at: dt.datetime
    family: uuid.UUID
    act: str
    is_original: bool
    part: Part
    by: User


def scheduled(clock: MissionClock) -> list[Going]:
    """Everything that lies ahead, the next first, languages that go out at one instant together. Two queries."""
    rows = _in_order([*_editions(), *_withdrawals()])
    return [_going(list(found), clock) for _key, found in groupby(rows, key=lambda row: (row.at, row.family, row.act))]


def month_of(goings: Iterable[Going], first: dt.date, clock: MissionClock, *, week_begins: int = 0) -> Month:
    """The month that begins on `first`, by the clock; `week_begins` is 0 for Monday to 6 for Sunday."""
    zone = zone_info(clock.zone)
    of_day: dict[dt.date, list[Going]] = {}
    for going in goings:
        of_day.setdefault(going.at.astimezone(zone).date(), []).append(going)
    weeks = calendar.Calendar(week_begins).monthdatescalendar(first.year, first.month)
    return Month(
        first,
        tuple(
            tuple(
                Day(
                    day,
                    in_month=(inside := day.month == first.month),
                    is_today=inside and day == clock.today,
                    goings=tuple(of_day.get(day, ())) if inside else (),
                )
                for day in week
            )
            for week in weeks
        ),
    )


def _planned_editions() -> Any:
    lifted = Withdrawal.objects.annotate(ends=Upper("in_force_during")).filter(
        release=OuterRef("release"), ends=OuterRef("begun_at")
    )
    changed = Release.objects.with_state().filter(Q(changed_since_scheduled=True), pk=OuterRef("release"))
    rows = Edition.objects.planned().annotate(lifts=Exists(lifted), changed=Exists(changed))
    return rows.select_related("release", "published_by")


def _planned_withdrawals() -> Any:
    # What readers see; of what was withdrawn already, what they saw last.
    title = Edition.objects.begun().filter(release=OuterRef("release")).order_by("-number").values("title")[:1]
    return Withdrawal.objects.planned().annotate(title=Subquery(title)).select_related("release", "by")


_PLANNED_EDITIONS = KeptQuery(_planned_editions)
_PLANNED_WITHDRAWALS = KeptQuery(_planned_withdrawals)


def _editions() -> Iterator[_Row]:
    for row in _PLANNED_EDITIONS():
        act = PUBLISHED if row.number == 1 else REINSTATED if row.lifts else CORRECTED
        part = Part(row.release_id, row.language, row.title, row.changed)
        yield _Row(row.begins_at, row.release.family, act, row.release.is_original, part, row.published_by)


def _withdrawals() -> Iterator[_Row]:
    for row in _PLANNED_WITHDRAWALS():
        part = Part(row.release_id, row.release.language, row.title or "")
        yield _Row(row.begins_at, row.release.family, row.act, row.release.is_original, part, row.by)


def _in_order(rows: list[_Row]) -> list[_Row]:
    """By instant, one family together; of several families, the one that was begun first."""
    begun: dict[uuid.UUID, int] = {}
    for row in rows:
        begun[row.family] = min(row.part.release_pk, begun.get(row.family, row.part.release_pk))
    return sorted(rows, key=lambda row: (row.at, begun[row.family], row.act, not row.is_original, row.part.release_pk))


def _going(rows: list[_Row], clock: MissionClock) -> Going:
    people = dict.fromkeys(row.by.get_full_name() or row.by.get_username() for row in rows)
    first = rows[0]
    return Going(
        first.at, clock.words_without_city(first.at), first.act, tuple(row.part for row in rows), ", ".join(people)
    )
