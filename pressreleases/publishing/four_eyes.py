"""Four eyes: nobody publishes alone what they wrote part of since the last edition that has been live.

What readers see counts: the words of the text, its address and change note here, what is around it in `surroundings`.
This is the one place that decides. The verbs ask it under their locks; buttons, pages, bulk actions and commands may
ask it too, to tell beforehand what a verb will say. With a reason, an editor publishes alone, until a colleague
endorses it.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language

from pressreleases.audit import record
from pressreleases.language import characters
from pressreleases.language.dates import day_in_words
from pressreleases.models import AuditEntry, Edition, PublishedAlone, Release, ReviewComment
from pressreleases.models.audit import AuditAct, AuditKind
from pressreleases.models.kinds import Review
from pressreleases.outbox import NoticeKind, tell
from pressreleases.publishing import errors, permissions
from pressreleases.publishing.locking import lock
from pressreleases.publishing.permissions import Actor
from pressreleases.publishing.saves import IMPORTED as IMPORTED  # noqa: PLC0414  for those who import releases
from pressreleases.publishing.saves import OF_EDITION, SINCE_LIVE_NOW, SINCE_LIVE_THEN, saves
from pressreleases.publishing.surroundings import shown_by, shown_in, writers
from pressreleases.retrying import retried

FOR = dt.timedelta(days=14)

# What gives an account its rights, or lets somebody else use it.
_POWERS = frozenset(
    {
        *("groups", "user_permissions", "is_superuser", "is_staff", "is_active", "password", "password1"),
        "usable_password",
    }
)
# After these, the person who did them could sign in with the account: they saw a link for setting its password, or
# chose the address to which such a link is sent.
_KEYS = frozenset({"password-link", "email"})


@dataclass(frozen=True)
class MadeBy:
    """Who made an account or gave it its rights, when, and until when it is therefore no second person.

    `theirs`: the other way around, the publisher could have used the account of `who`.
    """

    who: User
    at: dt.datetime
    theirs: bool = False

    @property
    def until(self) -> dt.datetime:
        return self.at + FOR

    @property
    def name(self) -> str:
        return self.who.get_full_name() or self.who.get_username()


def made_by(by: Actor, writers: Collection[int], at: dt.datetime | None = None) -> dict[int, MadeBy]:
    """Those of `writers` who within 14 days before `at` (None: now) made the account `by`, or gave it what it may do.

    Making it active again and setting its password count too, and so does doing it through another account that one
    has made. So do, the other way around, those into whose accounts `by` could get with a link for setting the
    password. One query, and none without writers; one more if there is anybody.
    """
    others = set(writers) - {by.pk}
    if not others:
        return {}
    now = at or timezone.now()
    acts = AuditEntry.objects.filter(
        kind=AuditKind.ACCOUNT, act=AuditAct.ACCOUNT_CHANGED, actor__isnull=False, at__gt=now - FOR, at__lte=now
    )
    every = list(acts.order_by("at", "pk").values_list("actor", "key", "at", "details"))
    rows = [row for row in every if _gives(row[3])]
    opened = {key: at for actor, key, at, details in every if actor == by.pk and _opens(details)}
    found = {writer: (last, False) for writer in others if (last := _reached(by.pk, writer, rows))}
    found |= {writer: (opened[writer], True) for writer in others - set(found) if writer in opened}
    people = User.objects.in_bulk(found) if found else {}
    return {writer: MadeBy(people[writer], *told) for writer, told in found.items()}


def _reached(account: int | None, writer: int, rows: list[Any]) -> dt.datetime | None:
    """When `account` came last under `writer`, by its own hand or through accounts it had made before."""
    reached, last = {writer}, None
    for actor, key, at, _details in rows:
        if actor in reached and key != actor:
            reached.add(key)
            last = at if key == account else last
    return last


def _gives(details: dict[str, Any]) -> bool:
    return bool(details.get("new") or (_POWERS | _KEYS) & set(details.get("changed", ())))


def _opens(details: dict[str, Any]) -> bool:
    return bool(_KEYS & set(details.get("changed", ())))


@dataclass(frozen=True)
class Refusal:
    """That somebody is no second pair of eyes for `release`, and why.

    `note`: they wrote the change note. `made_by`: their account is a new one, made by a contributor. `around`: they
    changed only what readers see around it. Else they wrote part of it themselves.
    """

    release: Release
    note: bool = False
    around: bool = False
    made_by: MadeBy | None = None


def contributors(releases: Iterable[Release], at: dt.datetime | None = None) -> dict[int, set[int]]:
    """Who contributed to what readers would see of each release, since its last edition that has been live at `at`
    (None: now).

    Keys of accounts by the keys of `releases`, every one of which is there. Four queries, however many there are.

    Every save counts that changed what an edition would tell: a restored or merged text is that of its saver,
    and what was changed stays a contribution when somebody changes it again. So does a change of its picture's words,
    its letterhead, or the name of its anniversary or topics that no edition has shown yet. A change of the status or a
    choice of topics is none, and neither are the words that an import brought or that were carried forward from an
    earlier edition.
    """
    releases = list(releases)
    wrote, around = _contributed(releases, at)
    return {key: wrote[key] | around.get(key, set()) for key in wrote}


def _contributed(releases: list[Release], at: dt.datetime | None) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Who wrote part of each text, and who changed what is around it."""
    wrote, drafted = _wrote(releases, at)
    return wrote, writers(shown_by(releases, drafted), at) if releases else {}


def writers_of_texts(releases: Iterable[Release]) -> dict[int, set[int]]:
    """Who wrote part of each release itself, as `contributors` has it, but for what is around the text; one query.

    To change the credit of a picture, or the letterhead, makes nobody a writer of the texts that show it.
    """
    return _wrote(list(releases), None)[0]


def _wrote(releases: list[Release], at: dt.datetime | None) -> tuple[dict[int, set[int]], dict[int, dt.datetime]]:
    """Who wrote part of each text since its last edition that was live at `at`, and when it was carried forward."""
    keys = [release.pk for release in releases]
    found: dict[int, set[int]] = {key: set() for key in keys}
    drafted: dict[int, dt.datetime] = {}
    for save in saves(SINCE_LIVE_NOW if at is None else SINCE_LIVE_THEN, keys, at=at):
        if save.number > save.since and save.user is not None and save.is_somebodys:
            found[save.release].add(save.user)
        if save.number > save.since and save.carried_at is not None:
            drafted[save.release] = save.carried_at
    return found, drafted


def contributors_of(edition: Edition) -> set[int]:
    """Who contributed to `edition` since the one before it, as `contributors` has it, and who proposed its note."""
    of_edition = saves(OF_EDITION, [edition.release_id], edition=edition.pk, number=edition.number)
    since = [save for save in of_edition if save.number > save.since]
    found = {save.user for save in since if save.user is not None and save.is_somebodys}
    drafted_at = next((save.carried_at for save in since if save.carried_at), None)
    found |= writers({0: shown_in(edition, drafted_at)}, before=edition.made_at)[0]
    if edition.change_note:
        proposals = ReviewComment.objects.filter(release=edition.release_id, change_note=edition.change_note)
        found |= set(proposals.values_list("by", flat=True))
    return found


def refusals(
    releases: Iterable[Release],
    *,
    by: Actor,
    at: dt.datetime | None = None,
    notes: Mapping[int, str] | None = None,
    note_by: Mapping[int, int] | None = None,
) -> list[Refusal]:
    """Those of `releases` that `by` may not publish, each with the reason.

    `notes` are the change notes with which they would be published, by the keys of the releases; `note_by` says who
    wrote those that nobody proposed, else it is `by`. Five queries and one for the notes, however many releases there
    are.
    """
    releases = list(releases)
    own, around = _contributed(releases, at)
    wrote = {key: own[key] | around.get(key, set()) for key in own}
    given = {key: note.strip() for key, note in (notes or {}).items() if note.strip()}
    proposed = proposed_notes(releases) if given else {}
    own_notes: set[int] = set()
    for key, note in given.items():
        proposal = proposed.get(key)
        is_proposed = proposal is not None and is_as_proposed(proposal.change_note, note)
        writer = proposal.by_id if proposal and is_proposed else (note_by or {}).get(key, by.pk)
        if writer == by.pk:
            own_notes.add(key)
        elif writer is not None:
            wrote[key].add(writer)
    makers = made_by(by, {writer for found in wrote.values() for writer in found})
    found = []
    for release in releases:
        if by.pk in wrote[release.pk]:
            found.append(Refusal(release, around=by.pk not in own[release.pk]))
        elif maker := next((makers[key] for key in sorted(wrote[release.pk]) if key in makers), None):
            found.append(Refusal(release, made_by=maker))
        elif release.pk in own_notes:
            found.append(Refusal(release, note=True))
    return found


def refused(releases: Iterable[Release], *, by: Actor, at: dt.datetime | None = None) -> list[Release]:
    """Those of `releases` that `by` may not publish as a second person; see `refusals` for why."""
    return [each.release for each in refusals(releases, by=by, at=at)]


def is_as_proposed(proposed: str, note: str) -> bool:
    """Whether a note is the one that somebody proposed, which may still have marks of direction."""
    return characters.lines(proposed).strip() == note


def proposed_notes(releases: Iterable[Release]) -> dict[int, ReviewComment]:
    """The last submission of each release, if it proposed a change note and nothing was said since; one query."""
    rows = ReviewComment.objects.filter(release__in=[release.pk for release in releases])
    last = rows.order_by("release_id", "-pk").distinct("release_id")
    return {row.release_id: row for row in last if row.act == Review.SUBMITTED and row.change_note}


def alone_is_forbidden() -> bool:
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
    found = refusals([release], by=by, at=now, notes={release.pk: note}, note_by=wrote_note)
    if not found:
        return False
    if alone_is_forbidden() or not reason.strip():
        raise why_refused(found[0])
    return True


def why_refused(refusal: Refusal) -> errors.PublishingError:
    """The error that says why somebody is no second person: `WroteIt`, `NewAccount`, `OpenedAccount`, `WroteTheNote`.

    Where nobody may publish alone, `AloneForbidden`, `NewAccountForbidden`, `OpenedAccountForbidden` or
    `NoteForbidden`.
    """
    forbidden, release = alone_is_forbidden(), refusal.release
    if refusal.made_by:
        new = errors.NewAccountForbidden if forbidden else errors.NewAccount
        opened = errors.OpenedAccountForbidden if forbidden else errors.OpenedAccount
        error: type[errors.PublishingError] = opened if refusal.made_by.theirs else new
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
    wrote = contributors_of(edition)
    if by.pk in wrote:
        raise errors.WroteTheEdition(release, **names)
    makers = made_by(by, wrote | {alone.by_id, edition.published_by_id})
    if makers:
        maker = makers[min(makers)]
        error = errors.OpenedAccountForbidden if maker.theirs else errors.NewAccountEndorses
        raise error(release, who=maker.name, until=until_in_words(maker), **names)
