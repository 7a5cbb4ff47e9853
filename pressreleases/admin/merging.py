"""Putting two people's changes of a release together, field by field, after one of them saved first.

What only the other one changed is taken over into the form. Where both changed a field, both texts are shown, and
whoever fills in the form may tick that the saved one is taken. Refusing the save is the business of `lost_update`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from pressreleases.comparing.differences import Difference, Wording, differences, reads_the_same
from pressreleases.editorial import snapshots
from pressreleases.models import Release
from pressreleases.models.fields import WORKING_COPY_FIELDS, label_of


@dataclass(frozen=True)
class Merge:
    """One field that the other one changed. `theirs` is what they changed, unknown if nobody kept what was before.

    `apart` is how the text in the form differs from the saved one; None for a field that was taken over.
    """

    name: str
    label: str
    theirs: Difference | None
    apart: Difference | None

    @property
    def taken_over(self) -> bool:
        return self.apart is None


def merge(
    release: Release, begun: int | None, seen: int | None, typed: Mapping[str, Any], unfit: Collection[str]
) -> list[Merge]:
    """Compare what was `typed` (cleaned, by field) with `release` as it is stored now, and with what it began with.

    `begun` is the version that the form began with, `seen` the one that it was refused for before, if it was. A field
    that says what one of these said was not changed by whoever typed. `unfit` are fields with something in them that
    cannot be saved, and so not compared: for them the saved text is only offered.
    """
    earlier = [snapshots.of_save(row) for row in _saves(release, begun, seen)]
    saved = snapshots.of_working_copy(release)
    mine = _with(saved, typed)
    before = _of_version(release, begun)
    base = snapshots.of_save(before) if before is not None else None
    told = dict(
        zip(("saved", "mine", "base"), snapshots.in_words([saved, mine, *([base] if base else [])]), strict=False)
    )
    theirs = _by_name(told.get("base"), told["saved"])
    apart = _by_name(told["saved"], told["mine"])
    merges = []
    for name in typed:
        now, here = _value(saved, name), _value(mine, name)
        if _same(name, here, now) or (base is not None and _same(name, _value(base, name), now)):
            continue
        only_they = any(_same(name, here, _value(state, name)) for state in earlier)
        both = apart.get(name) or _nothing(name)
        merges.append(Merge(name, label_of(name), theirs.get(name), None if only_they else both))
    offered = (name for name in unfit if base is None or not _same(name, _value(base, name), _value(saved, name)))
    return [*merges, *(Merge(name, label_of(name), theirs.get(name), _nothing(name)) for name in offered)]


def _nothing(name: str) -> Difference:
    return Difference(name, label_of(name), (), in_staffs_language=True)


def _saves(release: Release, *versions: int | None) -> list[Any]:
    found = (_of_version(release, version) for version in dict.fromkeys(versions))
    return [row for row in found if row is not None]


def _of_version(release: Release, version: int | None) -> Any:
    """The last row of the history in which `release` had that version, older than what is stored; None without one."""
    if version is None or version >= release.version:
        return None
    rows = release.history.filter(version=version).prefetch_related(snapshots.TOPICS_THEN)
    return rows.order_by("-history_date", "-history_id").first()


def _with(saved: snapshots.StateOf, typed: Mapping[str, Any]) -> snapshots.StateOf:
    values = {name: typed[name] for name in WORKING_COPY_FIELDS if name in typed}
    keys = {name: value.pk if isinstance(value, Model) else value for name, value in values.items()}
    topics = typed.get("topics")
    return snapshots.StateOf({**saved.values, **keys}, saved.topics if topics is None else _keys(topics))


def _keys(rows: "QuerySet[Any] | Iterable[Model]") -> frozenset[int]:
    return frozenset(row.pk for row in rows)


def _value(state: snapshots.StateOf, name: str) -> Any:
    return state.topics if name == "topics" else state.values[name]


def _same(name: str, one: Any, other: Any) -> bool:
    return reads_the_same(one, other) if name == "body" else one == other


def _by_name(old: Wording | None, new: Wording) -> dict[str, Difference]:
    return {} if old is None else {difference.name: difference for difference in differences(old, new)}
