"""Publishing alone: an editor publishes their own words, with a reason, until a colleague endorses it."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language

from pressreleases.audit import record
from pressreleases.language.dates import day_in_words
from pressreleases.models import Edition, PublishedAlone, Release
from pressreleases.models.audit import AuditAct
from pressreleases.outbox import NoticeKind, tell
from pressreleases.publishing import errors, four_eyes, permissions
from pressreleases.publishing.four_eyes import MadeBy, Refusal
from pressreleases.publishing.locking import lock
from pressreleases.retrying import retried


def is_forbidden() -> bool:
    """Whether this site lets nobody publish alone (`MISSION_PUBLISH_ALONE`)."""
    return bool(settings.PUBLISH_ALONE == "forbid")


def require_four_eyes(
    release: Release, *, by: User, now: dt.datetime, reason: str, note: str = "", note_by: int | None = None
) -> bool:
    """Whether `by` publishes the locked `release` alone, for the `reason` that was given; False where four eyes see it.

    `note` is the change note that goes with it, `note_by` the account that wrote it, if not `by` now. Raises what
    `why_refused` gives: without a reason, or where no reason helps.
    """
    wrote_note = {release.pk: note_by} if note_by is not None else None
    found = four_eyes.refusals([release], by=by, at=now, notes={release.pk: note}, note_by=wrote_note)
    if not found:
        return False
    if is_forbidden() or not reason.strip():
        raise why_refused(found[0])
    return True


def why_refused(refusal: Refusal) -> errors.PublishingError:
    """The error that says why somebody is no second person: `WroteIt`, `NewAccount`, `WroteTheNote`.

    Where nobody may publish alone, `AloneForbidden`, `NewAccountForbidden` or `NoteForbidden`.
    """
    forbidden, release = is_forbidden(), refusal.release
    if refusal.made_by:
        error = errors.NewAccountForbidden if forbidden else errors.NewAccount
        return error(release, who=refusal.made_by.name, until=until_in_words(refusal.made_by))
    if refusal.note:
        return errors.NoteForbidden(release) if forbidden else errors.WroteTheNote(release)
    return errors.AloneForbidden(release) if forbidden else errors.WroteIt(release)


def until_in_words(made_by: MadeBy) -> object:
    """The last day of it, in the language that is active when it is read."""
    day = timezone.localtime(made_by.until).date()
    return lazy(lambda: day_in_words(day, get_language() or "en"), str)()


def record_override(made: Iterable[tuple[Release, Edition, bool]], *, by: User, reason: str, at: dt.datetime) -> None:
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
    """Endorse `edition`, which a colleague published alone; only a person who wrote none of it may, once.

    Raises `NotAllowed`, `NotPublishedAlone`, `EndorsedBefore`, `PublishedItYourself`, `WroteTheEdition` or
    `NewAccountEndorses`.
    """
    permissions.require(by, permissions.PUBLISH)
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
    wrote = four_eyes.contributors_of(edition)
    if by.pk in wrote:
        raise errors.WroteTheEdition(release, **names)
    makers = four_eyes.made_by(by, wrote | {alone.by_id, edition.published_by_id})
    if makers:
        made_by = makers[min(makers)]
        raise errors.NewAccountEndorses(release, who=made_by.name, until=until_in_words(made_by), **names)
