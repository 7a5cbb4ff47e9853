"""Classify: topics and anniversary of releases. They are labels and not words, so that no edition is made."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from pressreleases.audit import record
from pressreleases.models import Anniversary, Edition, Observance, PendingChange, Release, Topic
from pressreleases.models.audit import AuditAct
from pressreleases.models.edition import EditionTopic
from pressreleases.publishing import permissions
from pressreleases.publishing.locking import lock
from pressreleases.retrying import retried


class _Kept:
    """Means the anniversary that each release already has."""


KEPT = _Kept()


@retried
def classify(
    releases: Iterable[Release],
    *,
    by: User,
    topics: Collection[Topic] = (),
    without: Collection[Topic] = (),
    anniversary: Anniversary | _Kept | None = KEPT,
) -> list[Release]:
    """Add `topics` to each release, take those in `without` away, and set its `anniversary` (None: it has none).

    Of a published release readers see it at once, and of one that is scheduled, when it goes out; earlier editions keep
    their labels. The working copy has the same labels from then on. Four eyes are not asked, since no word is changed.
    Returns the releases of which something was changed. Raises `NotAllowed`.
    """
    permissions.require(by, permissions.PUBLISH)
    keys = [release.pk for release in releases]
    added, removed = {topic.pk for topic in topics}, {topic.pk for topic in without}
    with transaction.atomic():
        _lock_anniversaries(keys, anniversary)
        locked, now = lock(Release.objects.filter(pk__in=keys))
        editions = _labelled_now(locked, now)
        pending = list(PendingChange.objects.filter(release__in=locked).values_list("pk", flat=True))
        changed: list[Release] = []
        touched: set[int | None] = set()
        for release in locked:
            mine = editions.get(release.pk, [])
            were = {release.anniversary_id, *(edition.anniversary_id for edition in mine)}
            wanted = _wanted(release, anniversary)
            details = _change(release, mine, now, added, removed, anniversary, by=by)
            if details:
                record(AuditAct.CLASSIFIED, release, by=by, edition=mine[-1] if mine else None, details=details)
                changed.append(release)
            if not isinstance(anniversary, _Kept) and were != {wanted}:
                touched |= were | {wanted}
                _leave_other_observances(release, wanted)
        # Working copy and editions got the same labels: what had nothing new to say still has not.
        PendingChange.objects.filter(release__in=locked).exclude(pk__in=pending).delete()
        _mark_as_changed(touched)
    return changed


def _mark_as_changed(anniversaries: Iterable[int | None]) -> None:
    """Calendars ask whether an anniversary was changed, the releases that its days lead to included."""
    rows = Anniversary.objects.filter(pk__in=[key for key in anniversaries if key is not None])
    rows.update(version=F("version") + 1, changed_at=Now())


def _lock_anniversaries(keys: list[int], wanted: Anniversary | _Kept | None) -> None:
    """Those that are left and the one that is joined, before the releases, in the order of drafting and linking."""
    if isinstance(wanted, _Kept):
        return
    of_releases = Release.objects.filter(pk__in=keys).values("anniversary")
    of_editions = Edition.objects.filter(release__in=keys).values("anniversary")
    rows = Anniversary.objects.filter(pk__in=of_releases.union(of_editions))
    if wanted is not None:
        rows = Anniversary.objects.filter(pk__in=[wanted.pk, *rows.values_list("pk", flat=True)])
    list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _labelled_now(releases: list[Release], now: dt.datetime) -> dict[int, list[Edition]]:
    """By release its newest edition that has begun, and the planned one; two queries."""
    found: dict[int, list[Edition]] = {}
    begun = (
        Edition.objects.begun(now).filter(release__in=releases).order_by("release_id", "-number").distinct("release_id")
    )
    for edition in (*begun, *Edition.objects.planned(now).filter(release__in=releases)):
        found.setdefault(edition.release_id, []).append(edition)
    return found


def _change(  # noqa: PLR0917  the parts of one change
    release: Release,
    editions: list[Edition],
    now: dt.datetime,
    added: set[int],
    removed: set[int],
    anniversary: Anniversary | _Kept | None,
    *,
    by: User,
) -> dict[str, Any]:
    """Change what differs in the working copy and in `editions`; return what was changed, for the audit trail."""
    details: dict[str, Any] = {}
    working = _topics(Release.topics.through, "release", release.pk, added, removed)
    relabelled = [_topics(EditionTopic, "edition", edition.pk, added, removed) for edition in editions]
    for name, at in (("topics_added", 0), ("topics_removed", 1)):
        if keys := set().union(*(found[at] for found in (working, *relabelled))):
            details[name] = sorted(keys)
    key = _wanted(release, anniversary)
    moved = not isinstance(anniversary, _Kept)
    if moved and {release.anniversary_id, *(edition.anniversary_id for edition in editions)} != {key}:
        details["anniversary"] = key or "–"
    for edition, topics in zip(editions, relabelled, strict=True):
        if any(topics) or (moved and edition.anniversary_id != key):
            edition.anniversary_id = key if moved else edition.anniversary_id
            edition.labelled_at = now
            edition.save(update_fields=["anniversary", "labelled_at"])
    if any(working) or (moved and release.anniversary_id != key):
        release.anniversary_id = key
        release.version += 1
        release.changed_by = by
        release.save_as(by=by, update_fields=["anniversary", "version", "changed_by", "changed_at"])
    return details


def _wanted(release: Release, anniversary: Anniversary | _Kept | None) -> int | None:
    """The key of the anniversary that `release` is to have."""
    if isinstance(anniversary, _Kept):
        return release.anniversary_id
    return anniversary.pk if anniversary else None


def _topics(through: Any, owner: str, key: int, added: set[int], removed: set[int]) -> tuple[set[int], set[int]]:
    """Add and take away what is not so already; return what was added and what was taken away.

    Past the relation's own methods, which would write a row of the history of their own.
    """
    rows = through._default_manager.filter(**{f"{owner}_id": key})
    there = set(rows.values_list("topic_id", flat=True))
    new, gone = added - there, removed & there
    through._default_manager.bulk_create(through(**{f"{owner}_id": key}, topic_id=topic) for topic in sorted(new))
    rows.filter(topic_id__in=gone).delete()
    return new, gone


def _leave_other_observances(release: Release, anniversary: int | None) -> None:
    """Give back the place in an observance of another anniversary: one that was only linked is as if it never was."""
    others = Observance.objects.filter(release=release).exclude(anniversary=anniversary or 0)
    others.filter(linked=True).delete()
    others.update(release=None)
