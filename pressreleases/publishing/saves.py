"""The saves of releases: which of them hold words of somebody's own, since the edition that readers saw last."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, Lag

from pressreleases.models import MadeFrom, Release
from pressreleases.models.fields import WORKING_COPY_FIELDS
from pressreleases.models.kept_query import Given, KeptQuery, is_any_of
from pressreleases.models.spans import Lower, instant
from pressreleases.publishing.surroundings import CARRIED

IMPORTED = "imported"
"""The reason in the history of a release that was made of a sheet: its words count as nobody's own."""

# All that an edition takes over from the working copy and tells, its address too, but not what it is filed under.
WORDS = tuple(name for name in WORKING_COPY_FIELDS if name != "anniversary")

_TOLD = ("version", "status", "in_step_with", "title", "said")
_BEFORE = tuple(f"before_{name}" for name in _TOLD)
_COLUMNS = ("id", "history_id", "since", "history_user_id", "history_type", "history_change_reason", "history_date")


@dataclass(frozen=True)
class Save:
    """A row of the history; `before` is the row that came before it, None for the first one."""

    release: int
    number: int
    since: int
    user: int | None
    nobodys: bool
    carried_at: dt.datetime | None
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


def last_save(release: Release) -> int:
    """The number of the newest row in the history of `release`; 0 if it has none."""
    newest: int | None = Release.history.filter(id=release.pk).aggregate(newest=Max("history_id"))["newest"]
    return newest or 0


def saves(kept: KeptQuery, keys: list[int], **given: Any) -> list[Save]:
    """The saves that `kept` finds of these releases, each with the one before it; no query without releases."""
    found = kept(keys=keys, **given) if keys else []
    return [_save(dict(zip((*_COLUMNS, *_TOLD, *_BEFORE), values, strict=True))) for values in found]


def _save(row: dict[str, Any]) -> Save:
    reason = row["history_change_reason"]
    return Save(
        release=row["id"],
        number=row["history_id"],
        since=row["since"],
        user=row["history_user_id"],
        nobodys=row["history_type"] == "+" and reason in (IMPORTED, CARRIED),
        carried_at=row["history_date"] if reason == CARRIED else None,
        now={name: row[name] for name in _TOLD},
        before=None if row["before_said"] is None else {name: row[f"before_{name}"] for name in _TOLD},
    )


def _saves_since(since: Any, until: Any = None) -> Any:
    """The saves of the releases `keys` from number `since` (a subquery) to `until`, for a `KeptQuery`."""
    rows = Release.history.filter(is_any_of("id", "keys"))
    if until is not None:
        rows = rows.filter(history_id__lte=Subquery(until))
    rows = rows.annotate(since=Coalesce(Subquery(since), Value(0)), said=_said()).filter(history_id__gte=F("since"))
    in_turn = (F("history_id").asc(),)
    lags = {f"before_{name}": Window(Lag(name), partition_by=[F("id")], order_by=in_turn) for name in _TOLD}
    return rows.annotate(**lags).values_list(*_COLUMNS, *_TOLD, *_BEFORE)


def _since_live(begun: Any) -> Any:
    """Those since the save of which the last edition was made that is live at `begun`."""
    made_from = MadeFrom.objects.filter(edition__release=OuterRef("id")).annotate(
        begun_at=Lower("edition__live_during")
    )
    return _saves_since(made_from.filter(begun_at__lte=begun).order_by("-edition__number").values("save_number")[:1])


def _of_edition() -> Any:
    """Those between the edition before `number` and the one whose key is `edition`."""
    made_from = MadeFrom.objects.filter(edition__release=OuterRef("id"))
    earlier = made_from.filter(edition__number__lt=Given("number", IntegerField())).order_by("-edition__number")
    last = made_from.filter(edition=Given("edition", BigIntegerField()))
    return _saves_since(earlier.values("save_number")[:1], last.values("save_number"))


SINCE_LIVE_NOW = KeptQuery(lambda: _since_live(instant(None)))
SINCE_LIVE_THEN = KeptQuery(lambda: _since_live(Given("at", DateTimeField())))
OF_EDITION = KeptQuery(_of_edition)


def _said() -> Func:
    """A hash of the words of a save, so that no text has to be fetched."""
    return Func(
        *(F(name) for name in WORDS),
        function="jsonb_build_array",
        template="encode(sha256(convert_to(%(function)s(%(expressions)s)::text, 'UTF8')), 'hex')",
        output_field=CharField(),
    )
