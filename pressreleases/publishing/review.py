"""The status of a working copy: an author submits it, an editor sends it back; publishing makes it a draft again."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from pressreleases.audit import record
from pressreleases.models import Release
from pressreleases.outbox import NoticeKind, tell
from pressreleases.publishing import errors, permission
from pressreleases.publishing.locking import lock
from pressreleases.vocabulary.audit import AuditAct
from pressreleases.vocabulary.kinds import Status


def submit(releases: Iterable[Release], *, by: User) -> None:
    """Hand each draft over for review; raise `NotADraft` if somebody has done so."""
    permission.require(by, permission.WRITE)
    _move(releases, Status.DRAFT, Status.SUBMITTED, errors.NotADraft, act=AuditAct.SUBMITTED, by=by)


def send_back(releases: Iterable[Release], *, by: User) -> None:
    """Make each submitted release a draft again; raise `NotSubmitted` if one is not waiting."""
    permission.require(by, permission.PUBLISH)
    _move(releases, Status.SUBMITTED, Status.DRAFT, errors.NotSubmitted, act=AuditAct.SENT_BACK, by=by)


def settle(locked: Iterable[Release], *, by: User) -> None:
    """After publishing, what was submitted is a draft again; only for the verbs of this package."""
    for release in locked:
        if release.status == Status.SUBMITTED:
            _save_status(release, Status.DRAFT, by=by)


def _move(
    releases: Iterable[Release],
    before: Status,
    after: Status,
    error: type[errors.PublishingError],
    *,
    act: AuditAct,
    by: User,
) -> None:
    with transaction.atomic():
        locked, _now = lock(releases)
        for release in locked:
            if release.status != before:
                raise error(release)
            _save_status(release, after, by=by)
            record(act, release, by=by, details={"version": release.version})
        if after == Status.SUBMITTED:
            tell(NoticeKind.SUBMITTED, locked, by=by)


def _save_status(release: Release, status: Status, *, by: User) -> None:
    # The row is locked, so nobody else can have moved it; save() writes the history row, topics included.
    release.status = status
    setattr(release, "_history_user", by)  # noqa: B010  the name by which django-simple-history asks who acts
    release.save(update_fields=["status"])
