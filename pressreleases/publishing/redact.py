"""Redact: the one door in the past. A leaked secret leaves ended editions; that there were words stays known."""

import datetime as dt
from collections.abc import Iterable
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from pressreleases import search
from pressreleases.audit import forget_titles, record
from pressreleases.models import (
    Clearance,
    DraftNote,
    Edition,
    Image,
    MissionDetails,
    PublishedAlone,
    Release,
    ReviewComment,
    Sighting,
    Unsaved,
)
from pressreleases.models.edition import EditionPicture
from pressreleases.outbox import forget_comments
from pressreleases.publishing import errors, permission
from pressreleases.publishing.locking import lock
from pressreleases.retrying import retried
from pressreleases.vocabulary.audit import AuditAct

# The trigger of 0002_the_past_is_fixed asks for these very columns to be emptied together.
WORDS = (
    *("title", "summary", "body", "text", "notes_to_editors", "reference", "place"),
    *("speaker_name", "speaker_office", "change_note"),
)
_WORDS_OF_SAVES = tuple(word for word in WORDS if word not in ("text", "change_note"))


@retried
def redact(editions: Iterable[Edition], *, by: User, address: bool = False) -> list[Edition]:
    """Empty every word of these ended editions and of the saves behind them; delete the pictures that only they show.

    What was said in reviews of these texts, for their clearance, and as reasons for publishing alone goes too, what was
    noted on what was carried forward, and what was typed into their forms and not saved. With `address`, an address
    made of the words gives way to `redacted-` and a number and leads nowhere any more; what the site saw there is
    forgotten. Number, dates, span, letterhead and digest stay. Raises `NotAllowed` (for administrators only),
    `RedactedBefore`, `StillRead` for an edition that is live or planned, `StillWritten` while the working copy has the
    same text, and `NothingGiven`.
    """
    permission.require(by, permission.REDACT)
    keys = {edition.pk for edition in editions}
    with transaction.atomic():
        releases = {row.pk: row for row in Release.objects.filter(editions__in=keys).distinct()}
        locked, now = lock(releases.values())
        rows = Edition.objects.filter(pk__in=keys)
        for edition in rows.order_by("pk"):
            _refuse_unless_over(edition, next(row for row in locked if row.pk == edition.release_id), now)
        pictures = _pictures_of(rows)
        changes: dict[str, object] = dict.fromkeys(WORDS, "")
        changes |= {"redacted_at": now, "lead_picture": None, "lead_image": None}
        addresses = list(rows.values_list("language", "year", "slug"))
        if address:
            changes["slug"] = Concat(Value("redacted-"), Cast(F("pk"), CharField()))
        search.forget(rows)
        rows.update(**changes)
        _forget_sightings(addresses)
        EditionPicture.objects.filter(edition__in=keys, image__in=pictures).delete()
        picture_keys = [image.pk for image in pictures]
        _delete_where_unused(pictures)
        for release in locked:
            _empty_earlier_saves(release)
        _empty_comments(locked, now)
        forget_comments(locked)
        _delete_unsaved(locked)
        forget_titles(releases=locked, pictures=picture_keys)
        redacted = list(Edition.objects.filter(pk__in=keys).order_by("pk"))
        for edition in redacted:
            release = next(row for row in locked if row.pk == edition.release_id)
            record(AuditAct.REDACTED, release, by=by, edition=edition, details={"address": address})
    return redacted


def _refuse_unless_over(edition: Edition, release: Release, now: dt.datetime) -> None:
    names = {"number": edition.number, "title": release.title}
    if edition.redacted_at is not None:
        raise errors.RedactedBefore(release, **names)
    if edition.ends_at is None or edition.ends_at > now:
        raise errors.StillRead(release, **names)
    if release.body == edition.body:
        raise errors.StillWritten(release, field=str(Release._meta.get_field("body").verbose_name))


def _forget_sightings(addresses: Iterable[tuple[str, int, str]]) -> None:
    """What the site saw at addresses that are nobody's any more: their paths are made of the words."""
    for language, year, slug in set(addresses):
        if not Edition.objects.at_address(language, year, slug).exists():
            page = reverse("release", args=[language, year, slug])
            Sighting.objects.filter(Q(path__startswith=page) | Q(detail__contains=page)).delete()


def _pictures_of(editions: "QuerySet[Edition]") -> list[Image]:
    """The pictures that these editions show above or in their texts; emblems belong to the letterhead and stay."""
    emblems = {edition.letterhead["emblem"]["sha256"] for edition in editions if edition.letterhead["emblem"]}
    shown = Image.objects.filter(pk__in=EditionPicture.objects.filter(edition__in=editions).values("image"))
    return list(shown.exclude(sha256__in=emblems))


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
            storage, name = image.file.storage, str(image.file.name)
            image.delete()
            transaction.on_commit(partial(storage.delete, name))


def _empty_earlier_saves(release: Release) -> None:
    """Every save but the last one: the words may stand in any of them."""
    saves = Release.history.filter(id=release.pk)
    last = saves.order_by("-history_date", "-history_id").first()
    earlier = saves.exclude(history_id=last.history_id) if last else saves
    earlier.update(**dict.fromkeys(_WORDS_OF_SAVES, ""), lead_image=None)


def _empty_comments(releases: list[Release], now: dt.datetime) -> None:
    """What staff and those who cleared it said may repeat the words; who did what, and when, stays."""
    said = Clearance.objects.filter(link__release__in=releases).exclude(comment="")
    said.update(comment="", redacted_at=now)
    ReviewComment.objects.filter(release__in=releases).delete()
    DraftNote.objects.filter(release__in=releases).delete()
    reasons = PublishedAlone.objects.filter(edition__release__in=releases, redacted_at=None)
    reasons.update(reason="", redacted_at=now)


def _delete_unsaved(releases: list[Release]) -> None:
    """What was typed into forms of them or of their translations, and not saved: the words may stand in any of it."""
    families = [release.family for release in releases]
    Unsaved.objects.filter(Q(release__family__in=families) | Q(family__in=families)).delete()
