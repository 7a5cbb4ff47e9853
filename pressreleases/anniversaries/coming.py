"""The next observances: those whose lead time has begun, and which release each has."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from pressreleases.anniversaries.recognising import observed_near, written_by_hand
from pressreleases.language.dates import day_and_month
from pressreleases.models import Anniversary, Observance, Release


class Next(StrEnum):
    """What staff do next about an observance: the one button shown with it."""

    OPEN = "open"
    LINK = "link"
    DRAFT = "draft"


@dataclass(frozen=True)
class Coming:
    """An observance whose lead time has begun. `release` is the one to open or to link; None if there is none."""

    anniversary: Anniversary
    name: str
    on: dt.date
    day: str
    days_left: int
    years: int
    is_round: bool
    release: Release | None
    next: Next


@dataclass(frozen=True)
class Later:
    """The first observance whose lead time has not begun, and when it does."""

    anniversary: Anniversary
    on: dt.date
    begins_on: dt.date


def in_lead(today: dt.date) -> tuple[list[tuple[Anniversary, dt.date]], Later | None]:
    """The observances whose lead time has begun, sorted by day, and the first of the others. Three queries."""
    days = [
        (anniversary, day)
        for anniversary in Anniversary.objects.filter(goes_on=True).whole()
        if (day := anniversary.next_on(today)) is not None
    ]
    days.sort(key=lambda pair: (pair[1], pair[0].pk))
    begun = [pair for pair in days if begins_on(*pair) <= today]
    later = [Later(*pair, begins_on(*pair)) for pair in days if begins_on(*pair) > today]
    return begun, min(later, key=lambda one: (one.begins_on, one.on, one.anniversary.pk), default=None)


def begins_on(anniversary: Anniversary, day: dt.date) -> dt.date:
    """When the lead time of the observance on `day` begins."""
    return day - dt.timedelta(days=min(anniversary.lead_days, day.toordinal() - 1))


def coming(begun: list[tuple[Anniversary, dt.date]], today: dt.date, language: str) -> list[Coming]:
    """The state of each of these observances. Always three queries."""
    there, offered = releases_of(begun)
    found = []
    for anniversary, day in begun:
        release = there.get(anniversary.pk)
        act = Next.OPEN if release else Next.LINK if anniversary.pk in offered else Next.DRAFT
        years = anniversary.years_on(day)
        found.append(
            Coming(
                anniversary,
                anniversary.name_in(language),
                day,
                day_and_month(day, language),
                (day - today).days,
                years,
                anniversary.is_round(years),
                release or offered.get(anniversary.pk),
                act,
            )
        )
    return found


def releases_of(begun: list[tuple[Anniversary, dt.date]]) -> tuple[dict[int, Release], dict[int, Release]]:
    """The release of each observance, and for those without one a release that may be theirs, by anniversary key."""
    there = _there(begun)
    by_hand = written_by_hand(pair for pair in begun if pair[0].pk not in there)
    return there, {key: rows[0] for key, rows in by_hand.items()}


def _there(begun: list[tuple[Anniversary, dt.date]]) -> dict[int, Release]:
    """The release of each observance by the key of its anniversary, the original before its other languages."""
    days = {anniversary.pk: (anniversary, day) for anniversary, day in begun}
    found: dict[int, Release] = {}
    years = {day.year for _anniversary, day in days.values()}
    placed = Observance.objects.filter(anniversary__in=days, year__in=years, release__isnull=False)
    placed = placed.select_related("release")
    for row in placed.order_by("-release__is_original", "release"):
        if row.release is not None and row.year == days[row.anniversary_id][1].year:
            found.setdefault(row.anniversary_id, row.release)
    if not days:
        return {}
    # A release that was linked in its form has no `Observance` row until somebody asks for drafts.
    first = min(day for _anniversary, day in days.values()) - dt.timedelta(days=60)
    linked = Release.objects.filter(anniversary__in=days, observance=None, issued_on__gte=first)
    for release in linked.order_by("-is_original", "pk"):
        anniversary, day = days[release.anniversary_id or 0]
        if observed_near(anniversary, release.issued_on) == day:
            found.setdefault(anniversary.pk, release)
    return found
