"""The status of a working copy: an author submits it, an editor sends it back; publishing makes it a draft again."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from pressreleases.audit import record
from pressreleases.models import Release, ReviewComment
from pressreleases.outbox import NoticeKind, tell
from pressreleases.publishing import errors, permission
from pressreleases.publishing.four_eyes import contributors
from pressreleases.publishing.locking import lock
from pressreleases.retrying import retried
from pressreleases.vocabulary.audit import AuditAct
from pressreleases.vocabulary.kinds import Review, Status

_MOVES: dict[Review, tuple[Status, Status, type[errors.PublishingError], AuditAct]] = {
    Review.SUBMITTED: (Status.DRAFT, Status.SUBMITTED, errors.NotADraft, AuditAct.SUBMITTED),
    Review.SENT_BACK: (Status.SUBMITTED, Status.DRAFT, errors.NotSubmitted, AuditAct.SENT_BACK),
}


def submit(releases: Iterable[Release], *, by: User, comment: str = "") -> None:
    """Hand each draft over for review, perhaps with a word on what to look at; raise `NotADraft` if somebody has."""
    permission.require(by, permission.WRITE)
    _move(releases, Review.SUBMITTED, comment, by=by)


def send_back(releases: Iterable[Release], *, by: User, comment: str) -> None:
    """Make each submitted release a draft again and say why.

    Whoever sends it back contributes nothing to its words. Raises `NotAllowed`, `NoComment`, or `NotSubmitted` if one
    is not waiting.
    """
    permission.require(by, permission.PUBLISH)
    if not comment.strip():
        raise errors.NoComment
    _move(releases, Review.SENT_BACK, comment, by=by)


def settle(locked: Iterable[Release], *, by: User) -> None:
    """After publishing, what was submitted is a draft again; only for the verbs of this package."""
    for release in locked:
        if release.status == Status.SUBMITTED:
            _save_status(release, Status.DRAFT, by=by)


@retried
def _move(releases: Iterable[Release], review: Review, comment: str, *, by: User) -> None:
    before, after, error, act = _MOVES[review]
    with transaction.atomic():
        locked, now = lock(releases)
        for release in locked:
            if release.status != before:
                raise error(release)
            _save_status(release, after, by=by)
            ReviewComment.objects.create(
                release=release, act=review, version=release.version, comment=comment.strip(), by=by, at=now
            )
            # Without the comment, which may hold words of the text: redaction could not take it out of the trail.
            record(act, release, by=by, details={"version": release.version})
        if review == Review.SUBMITTED:
            tell(NoticeKind.SUBMITTED, locked, by=by, comment=comment)
        else:
            wrote = set().union(*contributors(locked, now).values())
            tell(NoticeKind.SENT_BACK, locked, by=by, comment=comment, also=User.objects.filter(pk__in=wrote))


def _save_status(release: Release, status: Status, *, by: User) -> None:
    # The row is locked, so nobody else can have moved it; save() writes the history row, topics included.
    release.status = status
    setattr(release, "_history_user", by)  # noqa: B010  the name by which django-simple-history asks who acts
    release.save(update_fields=["status"])
