"""One thing done to many releases: group by group, so that one failure does not stop the rest."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.auth.models import User
from django.db import transaction

from pressreleases.audit import record
from pressreleases.models import Release, Topic
from pressreleases.models.audit import AuditAct
from pressreleases.publishing import PublishingError, permissions
from pressreleases.publishing.errors import NotYours
from pressreleases.publishing.review import becomes_a_draft, may_change, reopen
from pressreleases.retrying import retried

Group = Sequence[Release]

log = logging.getLogger(__name__)


class Result(StrEnum):
    """What came of one release.

    HAD: it was so before. REFUSED: by a verb or by its checklist. HELD: another language that was to go with it could
    not. CHANGED: someone saved it after it was shown. UNTICKED, UNEXPLAINED: its warnings were not looked at, no
    reason was given for what its languages say differently. FAILED: unexpectedly; the log says more.
    """

    DONE = "done"
    HAD = "had"
    REFUSED = "refused"
    HELD = "held"
    CHANGED = "changed"
    UNTICKED = "unticked"
    UNEXPLAINED = "unexplained"
    FAILED = "failed"


class ChangedMeanwhile(Exception):
    """The texts are not those that were shown any more."""


@dataclass(frozen=True)
class Outcome:
    """`error` is the name of the `PublishingError` that refused, or "". No words are kept, so none can leak."""

    key: int
    result: Result
    error: str = ""


def do_each(groups: Iterable[Group], act: Callable[[Group], Result]) -> list[Outcome]:
    """Do `act` to each group, all or nothing within it, and tell for each release what came of it, in their order."""
    return [outcome for group in groups for outcome in _tried(group, act)]


def _tried(group: Group, act: Callable[[Group], Result]) -> list[Outcome]:
    try:
        result = _whole(group, act)
    except ChangedMeanwhile:
        result = Result.CHANGED
    except PublishingError as error:
        return _refused(group, error)
    except Exception:
        log.exception("Releases %s could not be done with the others", [row.pk for row in group])
        result = Result.FAILED
    return [Outcome(row.pk, result) for row in group]


@retried
def _whole(group: Group, act: Callable[[Group], Result]) -> Result:
    with transaction.atomic():
        return act(group)


def _refused(group: Group, error: PublishingError) -> list[Outcome]:
    """The release that `error` concerns is refused and holds back the rest; if it concerns none, all are refused."""
    about = error.release.pk if error.release else None
    return [
        Outcome(row.pk, Result.REFUSED, type(error).__name__)
        if about in (None, row.pk)
        else Outcome(row.pk, Result.HELD)
        for row in group
    ]


def add_topic(release: Release, topic: Topic, *, by: User) -> bool:
    """Save `release`, which must be locked, with `topic`; False if it had it. Raises `NotAllowed`.

    It is a save like any other: the version counts on, the history has one row more, the trail one entry, and a
    submitted text is a draft again if its author did it. Raises `NotYours` for one that is submitted and that `by` may
    not change.
    """
    permissions.require(by, permissions.WRITE)
    if release.topics.filter(pk=topic.pk).exists():
        return False
    if not may_change(release, by=by):
        raise NotYours(release)
    # Past the relation's own `add`, which would write a row of the history of its own.
    Release.topics.through.objects.create(release=release, topic=topic)
    release.version += 1
    if becomes_a_draft(release, by=by):
        reopen(release, by=by)
    release.changed_by = by
    release.save_as(by=by, update_fields=["version", "status", "changed_by", "changed_at"])
    record(AuditAct.SAVED, release, by=by, details={"changed": ["topics"], "version": release.version})
    return True
