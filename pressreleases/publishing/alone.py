"""Publishing alone: words of one's own without a colleague, with a reason, flagged until a colleague endorses it."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from pressreleases.audit import record
from pressreleases.models import Edition, PublishedAlone, Release
from pressreleases.outbox import NoticeKind, tell
from pressreleases.publishing import errors, four_eyes, permission
from pressreleases.publishing.locking import lock
from pressreleases.retrying import retried
from pressreleases.vocabulary.audit import AuditAct


def is_forbidden() -> bool:
    """Whether this site lets nobody publish alone (`MISSION_PUBLISH_ALONE`)."""
    return bool(settings.PUBLISH_ALONE == "forbid")


def require_four_eyes(release: Release, *, by: User, now: dt.datetime, reason: str) -> bool:
    """Whether `by` publishes the locked `release` alone, for the `reason` that was given; False where four eyes see it.

    Raises `WroteIt` without a reason, and `AloneForbidden` where no reason helps.
    """
    if not four_eyes.refused([release], by=by, at=now):
        return False
    if is_forbidden():
        raise errors.AloneForbidden(release)
    if not reason.strip():
        raise errors.WroteIt(release)
    return True


def flag(made: Iterable[tuple[Release, Edition, bool]], *, by: User, reason: str, at: dt.datetime) -> None:
    """Note which editions were just made alone; only for the verbs of this package, in their transaction."""
    releases, editions = [], []
    for release, edition, is_alone in made:
        if is_alone:
            PublishedAlone.objects.create(edition=edition, reason=reason.strip(), by=by, at=at)
            # The reason may hold words of the text, which redaction could not take out of the trail.
            record(AuditAct.PUBLISHED_ALONE, release, by=by, edition=edition)
            releases.append(release)
            editions.append(edition)
    if releases:
        tell(NoticeKind.FLAGGED, releases, by=by, edition=editions, comment=reason)


@retried
def endorse(edition: Edition, *, by: User) -> PublishedAlone:
    """Stand for `edition`, which somebody else published alone; who wrote none of it may, once.

    Raises `NotAllowed`, `NotPublishedAlone`, `EndorsedBefore`, `PublishedItYourself` or `WroteTheEdition`.
    """
    permission.require(by, permission.PUBLISH)
    with transaction.atomic():
        (release,), now = lock([edition.release])
        alone = PublishedAlone.objects.select_for_update().filter(edition=edition).first()
        refuse_endorsing(edition, release, alone, by=by)
        assert alone is not None, "it was refused"  # noqa: S101  for the type checker
        alone.endorsed_by, alone.endorsed_at = by, now
        alone.save(update_fields=["endorsed_by", "endorsed_at"])
        record(AuditAct.ENDORSED, release, by=by, edition=edition)
    return alone


def refuse_endorsing(edition: Edition, release: Release, alone: PublishedAlone | None, *, by: User) -> None:
    """Raise what `endorse` raises for this account, but for `NotAllowed`: its page asks beforehand."""
    names = {"number": edition.number}
    if alone is None:
        raise errors.NotPublishedAlone(release, **names)
    if alone.endorsed_at is not None:
        raise errors.EndorsedBefore(release, **names)
    if by.pk in (alone.by_id, edition.published_by_id):
        raise errors.PublishedItYourself(release, **names)
    if by.pk in four_eyes.contributors_of(edition):
        raise errors.WroteTheEdition(release, **names)
