"""A topic added to a working copy that was saved before; readers see it with the next edition."""

from django.contrib.auth.models import User

from pressreleases.audit import record
from pressreleases.models import Release, Topic
from pressreleases.publishing import permission
from pressreleases.vocabulary.audit import AuditAct


def add_topic(release: Release, topic: Topic, *, by: User) -> bool:
    """Save `release`, which must be locked, with `topic`; False if it had it. Raises `NotAllowed`.

    It is a save like any other: the version counts on, the history has one row more, the trail one entry.
    """
    permission.require(by, permission.WRITE)
    # Past the relation's own `add`, which would write a row of the history of its own.
    _row, added = Release.topics.through.objects.get_or_create(release=release, topic=topic)
    if not added:
        return False
    release.version += 1
    release.changed_by = by
    setattr(release, "_history_user", by)  # noqa: B010  the name by which django-simple-history asks who acts
    release.save(update_fields=["version", "changed_by", "changed_at"])
    record(AuditAct.SAVED, release, by=by, details={"changed": ["topics"], "version": release.version})
    return True
