"""Who wrote what readers see around a text: its picture, its letterhead, the names of its anniversary and topics.

These have no saves of a release, so the audit trail is asked. A change counts until an edition that shows what was
changed has been live: from then on somebody else has published it, or somebody alone with a reason.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import BooleanField, Case, CharField, DateTimeField, Exists, OuterRef, Q, QuerySet, Value, When

from pressreleases.models import AuditEntry, Edition, MissionDetails, Release
from pressreleases.models.audit import AuditAct, AuditKind
from pressreleases.models.edition import EditionQuerySet, EditionTopic
from pressreleases.models.kept_query import Given, KeptQuery, is_any_of
from pressreleases.models.spans import Lower, instant

CARRIED = "carried forward"
"""The reason in the history of a draft that was made of an earlier year's edition."""

_ACTS = (AuditAct.SAVED, AuditAct.MISSION_DETAILS_CHANGED, AuditAct.IMPORTED)
# The fields of the form of mission details that a letterhead is made of, and those that choose for which days.
_HEAD = frozenset({"first_on", "last_on", "valid_during", "address", "email", "time_zone", "emblem"})
_ROWS_OF_HEAD = ("missionname", "contactnumber")


@dataclass(frozen=True)
class Shown:
    """What one text shows apart from its own words; `drafted_at`: when it was carried forward, None if it was not."""

    language: str
    issued_on: dt.date
    picture: int | None
    anniversary: int | None
    topics: frozenset[int]
    drafted_at: dt.datetime | None = None


def shown_by(releases: Iterable[Release], drafted: Mapping[int, dt.datetime]) -> dict[int, Shown]:
    """What each release shows, by its key; one query."""
    rows = list(releases)
    topics: dict[int, set[int]] = {row.pk: set() for row in rows}
    through = Release.topics.through.objects.filter(release_id__in=topics)
    for release, topic in through.values_list("release_id", "topic_id"):
        topics[release].add(topic)
    return {
        row.pk: Shown(
            row.language,
            row.issued_on,
            row.lead_image_id,
            row.anniversary_id,
            frozenset(topics[row.pk]),
            drafted.get(row.pk),
        )
        for row in rows
    }


def shown_in(edition: Edition, drafted_at: dt.datetime | None) -> Shown:
    """What `edition` shows; one query."""
    topics = frozenset(EditionTopic.objects.filter(edition=edition).values_list("topic_id", flat=True))
    picture, anniversary = edition.lead_image_id, edition.anniversary_id
    return Shown(edition.language, edition.issued_on, picture, anniversary, topics, drafted_at)


def writers(
    shown: Mapping[int, Shown], at: dt.datetime | None = None, *, before: dt.datetime | None = None
) -> dict[int, set[int]]:
    """Who changed something of it that no edition live at `at` (None: now) has shown yet, by the keys of `shown`.

    `before` looks back at an edition made then: what was changed later, and editions made since, are left out.
    Two queries, however many texts there are.
    """
    found: dict[int, set[int]] = {key: set() for key in shown}
    if not shown:
        return found
    details = _details({each.issued_on for each in shown.values()})
    languages = sorted({each.language for each in shown.values()})
    for entry in _entries(shown.values(), details, languages, at, before):
        for key, each in shown.items():
            if _changed(entry, each, details) and not _seen(entry, each, languages):
                assert entry.actor_id is not None, "it was filtered"  # noqa: S101  for the type checker
                found[key].add(entry.actor_id)
    return found


def _details(days: set[dt.date]) -> dict[int, Any]:
    span = DateRange(min(days), max(days), "[]")
    return dict(MissionDetails.objects.filter(valid_during__overlap=span).values_list("pk", "valid_during"))


def _entries(
    shown: Iterable[Shown],
    details: Mapping[int, Any],
    languages: list[str],
    at: dt.datetime | None,
    before: dt.datetime | None,
) -> list[Any]:
    texts = list(shown)
    keys = {
        AuditKind.PICTURE: {each.picture for each in texts if each.picture},
        AuditKind.ANNIVERSARY: {each.anniversary for each in texts if each.anniversary},
        AuditKind.TOPIC: set[int]().union(*(each.topics for each in texts)),
        AuditKind.MISSION_DETAILS: set(details),
    }
    # Each question makes the query longer, so that only those are asked that an entry can be about.
    kinds = tuple(kind for kind, found in keys.items() if found)
    if not kinds:
        return []
    kept = _kept_entries(kinds, len(languages), now=at is None, looks_back=before is not None)
    given: dict[str, Any] = {f"keys_{kind}": sorted(keys[kind]) for kind in kinds}
    given |= {f"language_{number}": language for number, language in enumerate(languages)}
    return kept(**given, at=at, before=before)


@cache
def _kept_entries(kinds: tuple[AuditKind, ...], languages: int, *, now: bool, looks_back: bool) -> KeptQuery:
    """The query for entries about things of these kinds, in which texts of so many languages are asked about."""

    def compose() -> "QuerySet[AuditEntry]":
        concerned = Q()
        for kind in kinds:
            concerned |= Q(is_any_of("key", f"keys_{kind}"), kind=kind)
        entries = AuditEntry.objects.filter(concerned, act__in=_ACTS, actor__isnull=False)
        # What was made later also begins later, which its index finds.
        begun = Edition.objects.annotate(begins=Lower("live_during"))
        begun = begun.filter(begins__lte=instant(None) if now else Given("at", DateTimeField()))
        later = begun.filter(made_at__gt=OuterRef("at"), begins__gt=OuterRef("at"))
        if looks_back:
            made_before = Given("before", DateTimeField())
            entries, later = entries.filter(at__lte=made_before), later.filter(made_at__lt=made_before)
        return entries.annotate(**_answers(later, languages, kinds))

    return KeptQuery(compose)


def _answers(later: EditionQuerySet, languages: int, kinds: Iterable[AuditKind]) -> dict[str, Any]:
    """For each language by its number: whether `later` editions showed it, and drafts were carried forward since."""
    answers: dict[str, Any] = {}
    for number in range(languages):
        here = later.filter(language=Given(f"language_{number}", CharField()))
        answers[f"seen_{number}"] = _by_kind({kind: _showing(kind, here, later) for kind in kinds})
        answers[f"drafted_{number}"] = _by_kind(
            {kind: _drafted_since(_showing(kind, here, later)) for kind in kinds if kind == AuditKind.ANNIVERSARY}
        )
    return answers


def _by_kind(found: dict[AuditKind, EditionQuerySet]) -> Case:
    """Whether there are any editions of those for the kind of an entry."""
    cases = [When(kind=kind, then=Exists(editions)) for kind, editions in found.items()]
    return Case(*cases, default=Value(False), output_field=BooleanField())


def _showing(kind: AuditKind, here: EditionQuerySet, later: EditionQuerySet) -> EditionQuerySet:
    """Those that show what an entry of this kind is about: in one language (`here`), or in any (`later`)."""
    match kind:
        case AuditKind.PICTURE:
            return here.filter(lead_image=OuterRef("key"))
        case AuditKind.ANNIVERSARY:
            return here.filter(anniversary=OuterRef("key"))
        case AuditKind.TOPIC:
            return here.filter(topics=OuterRef("key"))
        case _:
            return _under_these_details(later)


def _under_these_details(editions: EditionQuerySet) -> EditionQuerySet:
    key = OuterRef(OuterRef("key"))
    return editions.filter(Exists(MissionDetails.objects.filter(pk=key, valid_during__contains=OuterRef("issued_on"))))


def _drafted_since(editions: EditionQuerySet) -> EditionQuerySet:
    """Those whose text was carried forward after the entry, so that its title was made of the later pattern."""
    firsts = Release.history.filter(id=OuterRef("release_id"), history_type="+", history_change_reason=CARRIED)
    return editions.filter(Exists(firsts.filter(history_date__gt=OuterRef(OuterRef("at")))))


def _seen(entry: Any, shown: Shown, languages: list[str]) -> bool:
    number = languages.index(shown.language)
    seen = bool(getattr(entry, f"seen_{number}"))
    if entry.kind == AuditKind.ANNIVERSARY and shown.drafted_at is not None and entry.at < shown.drafted_at:
        # The title was made of name and pattern, which an edition that was not drafted so did not show.
        return seen and bool(getattr(entry, f"drafted_{number}"))
    return seen


def _changed(entry: AuditEntry, shown: Shown, details: Mapping[int, Any]) -> bool:
    """Whether the act of `entry` wrote something that `shown` shows."""
    said: dict[str, Any] = entry.details
    if said.get("imported"):
        # From a sheet, whose words are nobody's own.
        return False
    every = bool(said.get("new")) or entry.act == AuditAct.IMPORTED
    changed, rows = set(said.get("changed", ())), said.get("rows", {})
    match entry.kind:
        case AuditKind.PICTURE:
            described = _in_language(rows.get("imagedescription"), shown.language, {"alternative_text"})
            return entry.key == shown.picture and (every or bool(changed & {"credit", "decorative"}) or described)
        case AuditKind.TOPIC:
            named = _in_language(rows.get("topicname"), shown.language, {"name"})
            return entry.key in shown.topics and (every or named)
        case AuditKind.ANNIVERSARY:
            fields = {"name"} | ({"title_pattern"} if shown.drafted_at and entry.at < shown.drafted_at else set())
            named = _in_language(rows.get("anniversaryname"), shown.language, fields)
            return entry.key == shown.anniversary and (every or named)
        case AuditKind.MISSION_DETAILS:
            # What was shortened shows on the days that are left what it showed before.
            head = _HEAD - {"last_on"} if said.get("only_shortened") else _HEAD
            is_head = every or bool(changed & head) or any(name in rows for name in _ROWS_OF_HEAD)
            days = details.get(entry.key or 0)
            return days is not None and shown.issued_on in days and is_head
    return False


def _in_language(rows: Any, language: str, fields: set[str]) -> bool:
    """Whether rows below something were changed in `fields` for `language`; older entries name no languages."""
    if not rows or language not in rows.get("languages", [language]):
        return False
    return bool(rows.get("added") or rows.get("deleted") or fields & set(rows.get("changed", ())))
