"""Four eyes: nobody publishes a text to whose words they contributed since the last edition that has been live.

This is the one place that decides. The verbs ask it under their locks; buttons, pages, bulk actions and commands may
ask it too, to tell beforehand what a verb will say. How one goes on without a colleague is told in `alone`.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Func, Max, OuterRef, Subquery, Value, Window
from django.db.models.functions import Coalesce, Lag

from pressreleases.models import Edition, MadeFrom, Release
from pressreleases.models.fields import WORKING_COPY_FIELDS
from pressreleases.models.spans import Lower, instant
from pressreleases.publishing.permission import Actor

IMPORTED = "imported"
"""The reason in the history of a release that was made of a sheet: its words are nobody's own, whoever took it in."""

CARRIED = "carried forward"
"""The same of a draft that was made of an earlier year's edition, whoever asked for it."""

# All that an edition takes over from the working copy and tells; neither its address nor what it is filed under.
WORDS = tuple(name for name in WORKING_COPY_FIELDS if name not in ("slug", "anniversary"))

_TOLD = ("version", "status", "in_step_with", "title", "said")


@dataclass(frozen=True)
class _Save:
    """A row of the history; `before` is the row that came before it, None for the first one."""

    release: int
    number: int
    since: int
    user: int | None
    nobodys: bool
    now: dict[str, Any]
    before: dict[str, Any] | None

    @property
    def is_somebodys(self) -> bool:
        """Whether it holds other words than the save before, of somebody's own."""
        if self.before is None:
            return not self.nobodys
        if "" in (self.now["title"], self.before["title"]):
            return not self._moved_only
        return bool(self.now["said"] != self.before["said"])

    @property
    def _moved_only(self) -> bool:
        # Redaction emptied the words of one or both, so that nobody can compare them. Saving words counts the
        # version; moving the status or settling a translation does not. Everything else is taken for a contribution.
        same_version = self.now["version"] == self.before["version"] if self.before else False
        moved = any(self.before and self.now[name] != self.before[name] for name in ("status", "in_step_with"))
        return same_version and moved


def contributors(releases: Iterable[Release], at: dt.datetime | None = None) -> dict[int, set[int]]:
    """Who contributed to the words of each release since its last edition that has been live at `at` (None: now).

    Keys of accounts by the keys of `releases`, every one of which is there. One query, however many there are.

    Every save counts that changed what an edition would tell: a restored or merged text is that of whoever saved it,
    and what was changed stays a contribution when somebody changes it again. A change of the status, of an address or
    of topics is none, and neither are the words that an import brought or
    that were carried forward from an earlier edition.
    """
    since = (
        MadeFrom.objects.filter(edition__release=OuterRef("id"))
        .annotate(begun_at=Lower("edition__live_during"))
        .filter(begun_at__lte=instant(at))
        .order_by("-edition__number")
        .values("save_number")[:1]
    )
    keys = [release.pk for release in releases]
    found: dict[int, set[int]] = {key: set() for key in keys}
    for save in _saves(keys, since):
        if save.number > save.since and save.user is not None and save.is_somebodys:
            found[save.release].add(save.user)
    return found


def contributors_of(edition: Edition) -> set[int]:
    """Who contributed to the words of `edition` since the one before it, as `contributors` has it; one query."""
    made_from = MadeFrom.objects.filter(edition__release=edition.release_id)
    before = made_from.filter(edition__number__lt=edition.number).order_by("-edition__number").values("save_number")[:1]
    last = made_from.filter(edition=edition).values("save_number")
    found = _saves([edition.release_id], before, last)
    return {save.user for save in found if save.number > save.since and save.user is not None and save.is_somebodys}


def refused(releases: Iterable[Release], *, by: Actor, at: dt.datetime | None = None) -> list[Release]:
    """Those of `releases` that `by` may not publish, for having contributed to their words. One query."""
    releases = list(releases)
    wrote = contributors(releases, at)
    return [release for release in releases if by.pk in wrote[release.pk]]


def last_save(release: Release) -> int:
    """The number of the newest row in the history of `release`; 0 if it has none."""
    newest: int | None = Release.history.filter(id=release.pk).aggregate(newest=Max("history_id"))["newest"]
    return newest or 0


def _saves(keys: list[int], since: Any, until: Any = None) -> list[_Save]:
    """The saves of these releases from number `since` (a subquery) to `until`, each with the one before it."""
    rows = Release.history.filter(id__in=keys)
    if until is not None:
        rows = rows.filter(history_id__lte=Subquery(until))
    rows = rows.annotate(since=Coalesce(Subquery(since), Value(0)), said=_said()).filter(history_id__gte=F("since"))
    in_turn = (F("history_id").asc(),)
    rows = rows.annotate(
        **{f"before_{name}": Window(Lag(name), partition_by=[F("id")], order_by=in_turn) for name in _TOLD}
    )
    columns = ("id", "history_id", "since", "history_user_id", "history_type", "history_change_reason")
    return [
        _Save(
            release=row["id"],
            number=row["history_id"],
            since=row["since"],
            user=row["history_user_id"],
            nobodys=row["history_type"] == "+" and row["history_change_reason"] in (IMPORTED, CARRIED),
            now={name: row[name] for name in _TOLD},
            before=None if row["before_said"] is None else {name: row[f"before_{name}"] for name in _TOLD},
        )
        for row in rows.values(*columns, *_TOLD, *(f"before_{name}" for name in _TOLD))
    ]


def _said() -> Func:
    """A hash of the words of a save, so that no text has to be fetched."""
    return Func(
        *(F(name) for name in WORDS),
        function="jsonb_build_array",
        template="encode(sha256(convert_to(%(function)s(%(expressions)s)::text, 'UTF8')), 'hex')",
        output_field=CharField(),
    )
