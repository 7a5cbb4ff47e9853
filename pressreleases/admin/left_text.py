"""What stands above the form of a release: text that one left unsaved, who else has it open, what they saved."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse

from pressreleases.admin.comparison import NOW, SAVE, UNSAVED, compare_url
from pressreleases.admin.site import clock_for
from pressreleases.editorial.autosave import FRESH_FOR, left_in, left_in_new
from pressreleases.mission_clock import MissionClock
from pressreleases.models import AutosavedForm, Presence, Release
from pressreleases.request_values import family_in

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True)
class Offer:
    """Text that was typed and not saved. `maybe_open`: so lately that another window may still hold it."""

    row: AutosavedForm
    when: str
    back: str
    compare: str
    maybe_open: bool


@dataclass(frozen=True)
class Other:
    """Somebody else who has the release open; `since` when they are writing, empty if they only look."""

    name: str
    since: str


@dataclass(frozen=True)
class Newer:
    """What was saved after the form was opened; `by` is empty if it was its own reader, in another window."""

    by: str
    when: str
    compare: str


def offer(row: AutosavedForm, clock: MissionClock) -> Offer:
    release = row.release
    if release is not None:
        page = reverse("admin:pressreleases_release_change", args=(release.pk,))
    else:
        page = reverse("admin:pressreleases_release_add")
    query = {"unsaved": str(row.pk)}
    if release is None and row.family and getattr(row, "family_there", False):
        query["family"] = str(row.family)
    return Offer(
        row,
        clock.words(row.kept_at),
        f"{page}?{urlencode(query)}",
        compare_url(release, NOW, f"{UNSAVED}-{row.pk}") if release is not None else "",
        row.kept_at > clock.now - FRESH_FOR,
    )


def offers_in(request: HttpRequest, key: int | None, *, exclude: str) -> list[Offer]:
    """What the user left in forms of the release `key`, or of new ones, but for the form `exclude`."""
    user, clock = cast("User", request.user), clock_for(request)
    if key is not None:
        rows = left_in(key, user, exclude=exclude)
    else:
        rows = left_in_new(user, family_of(request), exclude=exclude)
    return [offer(row, clock) for row in rows]


def who_else(present: Iterable[Presence], clock: MissionClock) -> list[Other]:
    return [Other(name_of(row.user), _time(row.began_writing_at, clock)) for row in present]


def newer_than(request: HttpRequest, version: int, release: Release) -> Newer | None:
    """What was saved since `version` of `release`; None if nothing was. One query if something was."""
    if release.version <= version:
        return None
    saved = release.history.filter(version=version).order_by("-history_date", "-history_id").first()
    may_compare = saved is not None and request.user.has_perm("pressreleases.view_historicalrelease")
    who = release.changed_by
    return Newer(
        name_of(who) if who is not None and who.pk != request.user.pk else "",
        _time(release.changed_at, clock_for(request)),
        compare_url(release, f"{SAVE}-{saved.history_id}") if saved is not None and may_compare else "",
    )


def name_of(user: "AbstractBaseUser") -> str:
    return user.get_full_name() or user.get_username()  # type: ignore[attr-defined]  # the site's users have names


def family_of(request: HttpRequest) -> uuid.UUID | None:
    """The family that the address of a form for a new release names."""
    return family_in(request.GET.get("family"))


def _time(instant: dt.datetime | None, clock: MissionClock) -> str:
    """The time alone on the same day, else the day too."""
    if instant is None:
        return ""
    here = instant.astimezone(clock.here.tzinfo)
    return f"{here:%H:%M}" if here.date() == clock.today else clock.words(instant)
