"""Redact: the one door in the past. A leaked secret leaves ended editions; that there were words stays known.

Beforehand, `remaining_words` says where the same words would still be, field by field.
"""

import datetime as dt
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases import attachments, richtext, search
from pressreleases import letterhead as letterheads
from pressreleases.audit import forget_deleted, forget_words, record
from pressreleases.images import delete_files
from pressreleases.models import (
    AutosavedForm,
    Clearance,
    DraftNote,
    Edition,
    FormerAddress,
    Image,
    LiveCheck,
    MissionDetails,
    PassageComment,
    PreviewLink,
    PublishedAlone,
    Release,
    ReviewComment,
    SourceDocument,
    Withdrawal,
)
from pressreleases.models.audit import AuditAct
from pressreleases.models.digests import UNKNOWN_WORDS, sheet_digest, words_digest
from pressreleases.models.edition import EditionPicture
from pressreleases.models.fields import emptied_by_redaction, label_of
from pressreleases.outbox import NoticeKind, forget_comments, tell
from pressreleases.outbox.telling import publishers
from pressreleases.publishing import errors, permissions
from pressreleases.publishing.digest import structure
from pressreleases.publishing.errors import PublishingError
from pressreleases.publishing.locking import lock
from pressreleases.publishing.making import as_it_stands, details_for
from pressreleases.retrying import retried


@retried
def redact(
    editions: Iterable[Edition],
    *,
    by: User,
    address: bool = False,
    letterhead: bool = False,
    harmless: Collection[str] = (),
) -> list[Edition]:
    """Empty every word of these ended editions and of the saves behind them; delete the files that only they have.

    What was said in reviews of these texts and in comments on their words, for their clearance, and as reasons for
    publishing alone goes too, what was noted on what was carried forward, what was typed into their forms and not
    saved, documents that they were made of, deleted drafts of the same text in other languages, and every digest by
    which the words could be guessed. With `address`, an address made of the words gives way to `redacted-` and a number
    in every edition and save, and leads nowhere any more; with `letterhead`, of the letterhead only its time zone
    stays. Number, dates and span stay, and a digest whose salt is gone. An edition that was redacted before may lose
    its address and letterhead later.

    `harmless` names the fields that may be found elsewhere (`still_there`), because the secret is in another one.
    Raises `NotAllowed` (for administrators only), `RedactedBefore`, `StillRead` for an edition that is live or planned,
    `StillWritten` for a field that is still elsewhere and not among the harmless, `NothingToRedact` where every word
    is, and `NothingGiven`.
    """
    permissions.require(by, permissions.REDACT)
    keys = {edition.pk for edition in editions}
    with transaction.atomic():
        releases = {row.pk: row for row in Release.objects.filter(editions__in=keys).distinct()}
        locked, now = lock(releases.values())
        rows = Edition.objects.filter(pk__in=keys)
        chosen = list(rows.order_by("pk"))
        by_key = {row.pk: row for row in locked}
        for edition in chosen:
            refuse_redacting(edition, by_key[edition.release_id], now, address=address, letterhead=letterhead)
        for release in locked:
            mine = [edition for edition in chosen if edition.release_id == release.pk]
            _refuse_what_is_elsewhere(release, mine, harmless, address=address, letterhead=letterhead)
        pictures = _empty_editions(chosen, locked, now, address=address, letterhead=letterhead)
        _empty_what_is_behind(locked, keys, now)
        forget_words(releases=locked, pictures=pictures)
        _forget_deleted_and_sources(locked)
        redacted = list(rows.order_by("pk"))
        details = {"address": address, "letterhead": letterhead, "harmless": sorted(harmless)}
        for edition in redacted:
            record(AuditAct.REDACTED, by_key[edition.release_id], by=by, edition=edition, details=details)
        numbers: dict[str, list[int]] = {}
        for edition in redacted:
            numbers.setdefault(str(edition.release_id), []).append(edition.number)
        also = publishers(redacted)
        tell(NoticeKind.REDACTED, locked, by=by, details={"editions": numbers}, also=also)
    return redacted


def _empty_editions(
    editions: list[Edition], releases: list[Release], now: dt.datetime, *, address: bool, letterhead: bool
) -> list[int]:
    """Empty what `redact` was asked for in the editions themselves; return the keys of the pictures they showed."""
    rows = Edition.objects.filter(pk__in={edition.pk for edition in editions})
    pictures = _pictures_of(rows, emblems=letterhead)
    had = Edition.objects.filter(release__in=releases, slug__in={edition.slug for edition in editions})
    addresses = list(had.values_list("language", "year", "slug")) if address else []
    first_time = rows.filter(redacted_at=None)
    search.forget(first_time)
    _empty(first_time, now)
    if letterhead:
        _empty_letterheads(editions)
    # A page of the mission has an address that is made of no words of its text.
    for release in (row for row in releases if address and not row.page):
        _empty_addresses(release, {edition.slug for edition in editions if edition.release_id == release.pk})
        FormerAddress.objects.filter(release=release).delete()
    _forget_sightings(addresses)
    EditionPicture.objects.filter(edition__in=rows, image__in=pictures).delete()
    keys = [image.pk for image in pictures]
    _delete_where_unused(pictures)
    return keys


def _empty_what_is_behind(releases: list[Release], editions: set[int], now: dt.datetime) -> None:
    """Empty what staff wrote on the way to these editions: saves, digests, comments, notes, and what was not saved."""
    for release in releases:
        _empty_earlier_saves(release)
        attachments.forget_earlier(release)
        _forget_digests(release, now)
    _empty_comments(releases, now)
    DraftNote.objects.filter(release__observance__carried_from__in=editions).delete()
    forget_comments(releases)
    _delete_unsaved(releases)


@retried
def redact_reasons(withdrawals: Iterable[Withdrawal], *, by: User) -> list[Withdrawal]:
    """Empty the public reasons of these withdrawals, which have ended; that they were, and when, stays.

    Raises `NotAllowed` (for administrators only), `RedactedBefore`, `ReasonStillRead` for a withdrawal that is in force
    or planned or whose reason such a one of its release repeats, and `NothingGiven`.
    """
    permissions.require(by, permissions.REDACT)
    keys = {withdrawal.pk for withdrawal in withdrawals}
    with transaction.atomic():
        locked, now = lock(Release.objects.filter(withdrawals__in=keys).distinct())
        for release in locked:
            for row in Withdrawal.objects.filter(release=release, pk__in=keys):
                refuse_redacting_reason(row, release, now)
        rows = Withdrawal.objects.filter(pk__in=keys)
        rows.update(reasons={}, redacted_at=now)
        for release in locked:
            record(AuditAct.REDACTED, release, by=by, details={"what": "reason"})
        redacted = list(rows.order_by("pk"))
        tell(NoticeKind.REDACTED, locked, by=by, details={"what": "reason"}, also=publishers(redacted))
        return redacted


def refuse_redacting(
    edition: Edition, release: Release, now: dt.datetime, *, address: bool = True, letterhead: bool = True
) -> None:
    """Raise `StillRead` or `RedactedBefore` if nothing of `edition` can be redacted: its page asks beforehand.

    Without `address` and `letterhead`, also if only these are left of it.
    """
    names = {"number": edition.number, "title": release.title}
    if edition.redacted_at is not None:
        left = (address and not edition.page and not edition.slug.startswith("redacted-")) or (
            letterhead and edition.letterhead != _emptied_letterhead(edition.letterhead)
        )
        if not left:
            raise errors.RedactedBefore(release, **names)
    if edition.ends_at is None or edition.ends_at > now:
        raise errors.StillRead(release, **names)


def refuse_redacting_reason(withdrawal: Withdrawal, release: Release, now: dt.datetime) -> None:
    """Raise `RedactedBefore` or `ReasonStillRead` if the reason cannot be redacted: its page asks beforehand."""
    if withdrawal.redacted_at is not None:
        raise errors.RedactedBefore(release, number=withdrawal.pk)
    mine = Withdrawal.objects.filter(release=release)
    shown = [row for row in mine if row.in_force_during.upper is None or row.in_force_during.upper > now]
    still = {reason for row in shown for reason in row.reasons.values()}
    if withdrawal in shown or still & set(withdrawal.reasons.values()):
        raise errors.ReasonStillRead(release)


def _refuse_what_is_elsewhere(
    release: Release, editions: list[Edition], harmless: Collection[str], *, address: bool, letterhead: bool
) -> None:
    found = remaining_words(release, editions, address=address, letterhead=letterhead)
    kept = [one for one in found.fields if one.name not in harmless or one.must_change]
    if kept:
        raise errors.StillWritten(release, fields=errors.Listed(kept))
    if not (address or letterhead) and found.is_everything:
        raise errors.NothingToRedact(release)


def _empty(editions: "QuerySet[Edition]", now: dt.datetime) -> None:
    """The words of `editions`, with the salt or, where there was none, the digest."""
    changes: dict[str, Any] = {**emptied_by_redaction(), "redacted_at": now}
    unsalted = list(editions.filter(digest_salt="").values_list("pk", flat=True))
    salted = list(editions.exclude(digest_salt="").values_list("pk", flat=True))
    Edition.objects.filter(pk__in=salted).update(**changes)
    Edition.objects.filter(pk__in=unsalted).update(**changes, digest="")


def _emptied_letterhead(letterhead: dict[str, Any]) -> dict[str, Any]:
    return {**letterheads.EMPTY, "v": letterhead["v"], "time_zone": letterhead["time_zone"]}


def _empty_letterheads(editions: list[Edition]) -> None:
    for edition in editions:
        Edition.objects.filter(pk=edition.pk).update(letterhead=_emptied_letterhead(edition.letterhead))


def _empty_addresses(release: Release, slugs: set[str]) -> None:
    """In every edition that was redacted, today or before, and in every save but the last, which has another one."""
    for edition in Edition.objects.filter(release=release, slug__in=slugs, redacted_at__isnull=False):
        Edition.objects.filter(pk=edition.pk).update(slug=f"redacted-{edition.pk}")
    Release.history.filter(id=release.pk, slug__in=slugs).exclude(slug=release.slug).update(slug="")


def _forget_sightings(addresses: Iterable[tuple[str, int, str]]) -> None:
    """What the site saw at addresses that are nobody's any more: their paths are made of the words."""
    for language, year, slug in set(addresses):
        if not Edition.objects.at_address(language, year, slug).exists():
            for end in ("/", "."):
                page = f"/releases/{year}/{slug}{end}"
                LiveCheck.objects.filter(Q(path__contains=page) | Q(detail__contains=page)).delete()


def _pictures_of(editions: "QuerySet[Edition]", *, emblems: bool) -> list[Image]:
    """The pictures that these editions show above or in their texts; with `emblems` those of their letterheads too."""
    heads = {edition.letterhead["emblem"]["sha256"] for edition in editions if edition.letterhead["emblem"]}
    shown = Image.objects.filter(pk__in=EditionPicture.objects.filter(edition__in=editions).values("image"))
    return list(shown if emblems else shown.exclude(sha256__in=heads))


def _delete_where_unused(images: list[Image]) -> None:
    for image in images:
        used = (
            EditionPicture.objects.filter(image=image).exists()
            or Edition.objects.filter(lead_image=image).exists()
            or Release.objects.filter(lead_image=image).exists()
            or Release.objects.filter(body__contains=image.sha256).exists()
            or MissionDetails.objects.filter(emblem=image).exists()
        )
        if not used:
            image.delete()
            transaction.on_commit(partial(delete_files, image.sha256))


def _empty_earlier_saves(release: Release) -> None:
    """Every save but the last one: the words may stand in any of them."""
    saves = Release.history.filter(id=release.pk)
    last = saves.order_by("-history_date", "-history_id").first()
    earlier = saves.exclude(history_id=last.history_id) if last else saves
    earlier.update(**emptied_by_redaction(of_saves=True))


def _forget_digests(release: Release, now: dt.datetime) -> None:
    """Digests without a salt, of other words than the text and its original have now: short secrets can be guessed."""
    family = Release.objects.filter(family=release.family)
    said = family.filter(is_original=True).annotate(said=words_digest()).values_list("said", flat=True).first() or ""
    saves = Release.history.filter(family=release.family)  # of a translation that was deleted too
    for rows in (family, saves):
        rows.exclude(in_step_with__in=("", said)).update(in_step_with=UNKNOWN_WORDS)
    sheet = Release.objects.filter(pk=release.pk).annotate(sheet=sheet_digest()).values_list("sheet", flat=True).get()
    links = PreviewLink.objects.filter(release=release)
    answers = Clearance.objects.filter(link__in=links).exclude(digest__in=("", sheet))
    answers.update(digest="", comment="", redacted_at=now)


def _empty_comments(releases: list[Release], now: dt.datetime) -> None:
    """What staff and those who cleared it said may repeat the words; who did what, and when, stays."""
    said = Clearance.objects.filter(link__release__in=releases).exclude(comment="")
    said.update(comment="", redacted_at=now)
    ReviewComment.objects.filter(release__in=releases).delete()
    PassageComment.objects.filter(release__in=releases).delete()
    DraftNote.objects.filter(release__in=releases).delete()
    reasons = PublishedAlone.objects.filter(edition__release__in=releases, redacted_at=None)
    reasons.update(reason="", redacted_at=now)


def _delete_unsaved(releases: list[Release]) -> None:
    """What was typed into forms of them or of their translations, and not saved: the words may stand in any of it."""
    families = [release.family for release in releases]
    AutosavedForm.objects.filter(Q(release__family__in=families) | Q(family__in=families)).delete()


def _forget_deleted_and_sources(releases: list[Release]) -> None:
    """Delete the history of deleted drafts of the same texts, empty their titles in the trail, delete all sources.

    Nobody can change their words any more, and no page of the redaction leads to them. They cannot be brought back.
    """
    families = [release.family for release in releases]
    there = Release.objects.filter(pk=OuterRef("id"))
    saves = Release.history.filter(~Exists(there), family__in=families)
    gone = set(saves.values_list("id", flat=True))
    SourceDocument.objects.of_releases(gone | {release.pk for release in releases}).delete()
    attachments.forget_of_releases(gone)
    forget_deleted(gone)
    Release.history.filter(id__in=gone).delete()


# The text is the body without its markup, and the picture has its own copy of the words of its record.
_NOT_COMPARED = frozenset({"text", "lead_image", "lead_focus", "digest_salt"})
WORKING_COPY = 0
# Of fields that only staff meet by name; the others have their label in `models/fields.py`.
_LABELS = {
    "change_note": gettext_lazy("change note"),
    "lead_picture": gettext_lazy("Lead picture, its description or credit"),
}


def label_of_emptied(name: str) -> str:
    """What staff call a field that a redaction empties."""
    return capfirst(str(_LABELS[name])) if name in _LABELS else label_of(name)


@dataclass(frozen=True)
class RemainingWords:
    """A field of the editions that is found elsewhere: in the editions with these numbers, 0 being the working copy.

    `must_change`: it was asked to go, so nobody can say that it is harmless.
    """

    name: str
    where: tuple[int, ...]
    must_change: bool = False

    @property
    def label(self) -> str:
        return label_of_emptied(self.name)

    @property
    def places(self) -> str:
        """Where it is, in words: `working copy, edition 2`."""
        return ", ".join(
            _("edition %(number)s") % {"number": number} if number else _("working copy") for number in self.where
        )

    def __str__(self) -> str:
        return f"{self.label} ({self.places})"


@dataclass(frozen=True)
class Found:
    """`is_everything`: no word of any of the editions would be gone."""

    fields: list[RemainingWords]
    is_everything: bool


def remaining_words(
    release: Release, editions: Iterable[Edition], *, address: bool = False, letterhead: bool = False
) -> Found:
    """What of `editions`, all of `release`, its working copy and its other editions have too, unless redacted."""
    chosen = [edition for edition in editions if edition.redacted_at is None]
    keys = [edition.pk for edition in editions]
    others = list(Edition.objects.filter(release=release, redacted_at=None).exclude(pk__in=keys).order_by("-number"))
    elsewhere: list[tuple[int, Any]] = [(WORKING_COPY, _working_copy(release)), *((row.number, row) for row in others)]
    names = [name for name in emptied_by_redaction() if name not in _NOT_COMPARED]
    fields, is_everything = [], True
    for name in names:
        words = [said for edition in chosen for said in _said(edition, name)]
        where = [number for number, other in elsewhere if set(words) & set(_said(other, name))]
        if where:
            fields.append(RemainingWords(name, tuple(where)))
        there = {said for _number, other in elsewhere for said in _said(other, name)}
        is_everything = is_everything and set(words) <= there
    if address:
        fields += _same_address(release, editions, others)
    if letterhead:
        fields += _same_letterhead(release, editions, others)
    return Found(fields, is_everything)


def _working_copy(release: Release) -> Edition:
    edition, _refusals = as_it_stands(release)
    return edition


def _said(edition: Edition, name: str) -> list[str]:
    """What the field says, so that the same words compare as the same however they are written down."""
    value = getattr(edition, name)
    if name == "body":
        return [repr(structure(richtext.sanitise(value)))] if value else []
    if name == "attachments":
        return [said for entry in value for said in (entry["sha256"], *_said_in_line(entry["title"]))]
    if name == "lead_picture":
        return (
            [f"{key}: {value[key]}" for key in ("sha256", "alternative_text", "credit") if value[key]] if value else []
        )
    return _said_in_line(value)


def _said_in_line(value: str) -> list[str]:
    words = " ".join(unicodedata.normalize("NFC", value).casefold().split())
    return [words] if words else []


def _same_address(release: Release, editions: Iterable[Edition], others: list[Edition]) -> list[RemainingWords]:
    slugs = {edition.slug for edition in editions}
    where = [WORKING_COPY] if release.slug in slugs else []
    where += [row.number for row in others if row.slug in slugs]
    return [RemainingWords("slug", tuple(where), must_change=True)] if where else []


def _same_letterhead(release: Release, editions: Iterable[Edition], others: list[Edition]) -> list[RemainingWords]:
    heads = [edition.letterhead for edition in editions]
    where = []
    try:
        if letterheads.compose(details_for(release)) in heads:
            where.append(WORKING_COPY)
    except PublishingError:
        pass
    where += [row.number for row in others if row.letterhead in heads]
    return [RemainingWords("letterhead", tuple(where), must_change=True)] if where else []
