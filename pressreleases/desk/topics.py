"""A topic added to a working copy that was saved before; readers see it with the next edition."""

from django.contrib.auth.models import User

from pressreleases.audit import record
from pressreleases.models import Release, Topic
from pressreleases.publishing import permission
from pressreleases.publishing.errors import NotYours
from pressreleases.publishing.review import becomes_a_draft, may_change, reopen
from pressreleases.vocabulary.audit import AuditAct


def add_topic(release: Release, topic: Topic, *, by: User) -> bool:
    """Save `release`, which must be locked, with `topic`; False if it had it. Raises `NotAllowed`.

    It is a save like any other: the version counts on, the history has one row more, the trail one entry, and a
    submitted text is a draft again if its author did it. Raises `NotYours` for one that is submitted and that `by` may
    not change.
    """
    permission.require(by, permission.WRITE)
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
