"""The status of a working copy: an author submits it, an editor sends it back; publishing makes it a draft again.

What only an editor, or who wrote part of a text, may do with it is decided here too.
"""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction

from pressreleases.audit import record
from pressreleases.models import Release, ReviewComment
from pressreleases.models.audit import AuditAct
from pressreleases.models.kinds import Review, Status
from pressreleases.outbox import NoticeKind, tell
from pressreleases.publishing import errors, permissions
from pressreleases.publishing.four_eyes import contributors, writers_of_texts
from pressreleases.publishing.locking import ChangeNote, database_now, lock, note_for
from pressreleases.publishing.permissions import Actor
from pressreleases.retrying import retried

_MOVES: dict[Review, tuple[Status, Status, type[errors.PublishingError], AuditAct]] = {
    Review.SUBMITTED: (Status.DRAFT, Status.SUBMITTED, errors.NotADraft, AuditAct.SUBMITTED),
    Review.SENT_BACK: (Status.SUBMITTED, Status.DRAFT, errors.NotSubmitted, AuditAct.SENT_BACK),
}


def submit(releases: Iterable[Release], *, by: User, comment: str = "", change_note: ChangeNote = "") -> None:
    """Hand each draft over for review, perhaps with a word on what to look at; raise `NotADraft` if somebody has.

    `change_note` is what readers might be told of a correction: the publisher may take it unchanged, and then has
    not written it.
    """
    permissions.require(by, permissions.WRITE)
    _move(releases, Review.SUBMITTED, comment, by=by, change_note=change_note)


def send_back(releases: Iterable[Release], *, by: User, comment: str) -> None:
    """Make each submitted release a draft again and say why.

    Sending back does not count as writing. Raises `NotAllowed`, `NoComment`, or `NotSubmitted` if one
    is not waiting.
    """
    permissions.require(by, permissions.PUBLISH)
    if not comment.strip():
        raise errors.NoComment
    _move(releases, Review.SENT_BACK, comment, by=by)


def may_change(release: Release, *, by: Actor) -> bool:
    """Whether `by` may change the words of `release`: of a submitted one only an editor and who wrote part of it."""
    return release.status != Status.SUBMITTED or may_take_over(release, by=by)


def may_take_over(release: Release, *, by: Actor) -> bool:
    """Whether `by` is an editor, or began or wrote part of `release`: they may delete it and show it to others."""
    return permissions.may(by, permissions.PUBLISH) or release.pk in own_texts([release], by=by)


def own_texts(releases: Iterable[Release], *, by: Actor) -> set[int]:
    """The keys of those of `releases` that `by` began or wrote part of; the words around a text do not count."""
    rows = list(releases)
    wrote = writers_of_texts(rows)
    return {row.pk for row in rows if by.pk is not None and by.pk in {row.created_by_id, *wrote[row.pk]}}


def becomes_a_draft(release: Release, *, by: Actor) -> bool:
    """Whether `release` is submitted and a change of its words by `by` makes it a draft again.

    It does if its author changes it: who submitted it, or who is no editor. What an editor mends on the way to
    publishing stays submitted.
    """
    if release.status != Status.SUBMITTED:
        return False
    last = ReviewComment.objects.filter(release=release, act=Review.SUBMITTED).order_by("-pk").first()
    return not permissions.may(by, permissions.PUBLISH) or (last is not None and last.by_id == by.pk)


def reopen(release: Release, *, by: User) -> None:
    """Make a submitted text a draft again, within the save that changes it: the caller has locked it and saves it."""
    release.status = Status.DRAFT
    ReviewComment.objects.create(
        release=release, act=Review.REOPENED, version=release.version, by=by, at=database_now()
    )
    record(AuditAct.REOPENED, release, by=by, details={"version": release.version})
    tell(NoticeKind.REOPENED, [release], by=by)


def mark_as_drafts(locked: Iterable[Release], *, by: User) -> None:
    """After publishing, what was submitted is a draft again; only for the verbs of this package."""
    for release in locked:
        if release.status == Status.SUBMITTED:
            _save_status(release, Status.DRAFT, by=by)


@retried
def _move(releases: Iterable[Release], review: Review, comment: str, *, by: User, change_note: ChangeNote = "") -> None:
    before, after, error, act = _MOVES[review]
    with transaction.atomic():
        locked, now = lock(releases)
        for release in locked:
            if release.status != before:
                raise error(release)
            _save_status(release, after, by=by)
            ReviewComment.objects.create(
                release=release,
                act=review,
                version=release.version,
                comment=comment.strip(),
                change_note=note_for(release, change_note, needed=False),
                by=by,
                at=now,
            )
            # Without the comment, which may hold words of the text: redaction could not take it out of the trail.
            record(act, release, by=by, details={"version": release.version})
        if review == Review.SUBMITTED:
            tell(NoticeKind.SUBMITTED, locked, by=by, comment=comment)
        else:
            wrote = set().union(*contributors(locked, now).values())
            tell(NoticeKind.SENT_BACK, locked, by=by, comment=comment, also=User.objects.filter(pk__in=wrote))


def _save_status(release: Release, status: Status, *, by: User) -> None:
    # The row is locked, so nobody else can have moved it; saving writes the history row, topics included.
    release.status = status
    release.save_as(by=by, update_fields=["status"])
