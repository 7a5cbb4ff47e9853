"""Deleted drafts: kept in the history for 30 days, can be brought back from there, then removed for ever.

What was ever published is never deleted, so that nothing here concerns what readers have seen.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, Model, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pressreleases import attachments
from pressreleases.anniversaries.drafts import note_again
from pressreleases.anniversaries.linking import come_back, lock_former
from pressreleases.audit import record
from pressreleases.editorial.snapshots import TOPICS_THEN, topics_then
from pressreleases.errors import ExplainedError
from pressreleases.language import characters
from pressreleases.language.dates import nearest_day
from pressreleases.language.languages import own_name
from pressreleases.models import Anniversary, Image, Release, ReleaseSource, SourceDocument, Topic
from pressreleases.models.audit import AuditAct
from pressreleases.models.fields import label_of
from pressreleases.models.kinds import Status
from pressreleases.models.release import free_slug, is_free, make_code
from pressreleases.models.text_fields import LineField, TextField
from pressreleases.retrying import retried

KEPT_FOR = dt.timedelta(days=30)


class NotKept(ExplainedError):
    """It was brought back already, or its days are over."""

    sentence = _("This draft is no longer among the deleted drafts.")


class LanguageTaken(ExplainedError):
    """Its text has another release in that language now."""

    sentence = _(
        "“%(title)s” cannot be restored: its text now has another release in %(language)s, "
        "“%(other)s”. Delete that one first, or copy what you need from the history of this "
        "one."
    )


class ReferenceTaken(ExplainedError):
    """Another release has been given its reference."""

    sentence = _(
        "“%(title)s” cannot be restored: “%(other)s” now has its reference %(reference)s. "
        "Change the reference of that one first."
    )


@dataclass(frozen=True)
class BroughtBack:
    """The release, and how staff call the fields of which something is not there any more and was left out."""

    release: Release
    left_out: tuple[str, ...]


def deleted_drafts(at: dt.datetime | None = None) -> Any:
    """The rows of the history that hold deleted drafts as they were, the last deleted first, while they are kept."""
    since = (at or timezone.now()) - KEPT_FOR
    rows = _deletions().filter(history_date__gt=since)
    return rows.select_related("history_user").order_by("-history_date", "-history_id")


@retried
def bring_back(history_id: int, *, by: User, at: dt.datetime | None = None) -> BroughtBack:
    """Make the deleted draft of that row of the history a draft again: same number, code, topics and history.

    In an observance it has its place again. Raises `NotKept`, `LanguageTaken`, `ReferenceTaken`, or `PlaceTaken`.
    """
    with transaction.atomic():
        # Two who bring it back at once: the second waits here, and then finds that it is there.
        list(Release.history.select_for_update(of=("self",)).filter(history_id=history_id))
        row = deleted_drafts(at).filter(history_id=history_id).first()
        if row is None:
            raise NotKept
        release = Release(**{field.attname: getattr(row, field.attname) for field in Release._meta.concrete_fields})
        lock_former(release)
        mended = _within_limits(release)
        _find_its_place(release)
        left_out = mended + _leave_out_what_is_gone(release)
        release.version += 1
        release.status = Status.DRAFT
        release.changed_by = by
        topics = _topics_of(row)
        there = set(Topic.objects.filter(pk__in=topics).values_list("pk", flat=True))
        _insert(release, there, by=by)
        if place := come_back(release):
            note_again(place)
        if topics - there:
            left_out.append(label_of("topics"))
        record(AuditAct.BROUGHT_BACK, release, by=by)
    return BroughtBack(release, tuple(left_out))


@retried
def forget(at: dt.datetime | None = None) -> int:
    """Delete what the history holds of drafts that were deleted 30 days before `at` (None: now); return how many."""
    over = _deletions().filter(history_date__lte=(at or timezone.now()) - KEPT_FOR)
    with transaction.atomic():
        gone = set(over.values_list("id", flat=True))
        _forget_sources(gone)
        attachments.forget_of_releases(gone)
        Release.history.filter(id__in=gone).delete()
    return len(gone)


def _forget_sources(gone: set[int]) -> None:
    """Delete the documents of which only these releases were made."""
    keys = list(SourceDocument.objects.of_releases(gone).values_list("pk", flat=True))
    ReleaseSource.objects.filter(release__in=gone).delete()
    SourceDocument.objects.unused().filter(pk__in=keys).delete()


def _deletions() -> Any:
    """The last deletion of each release that is not there."""
    later = Release.history.filter(id=OuterRef("id"), history_type="-", history_id__gt=OuterRef("history_id"))
    there = Release.objects.filter(pk=OuterRef("id"))
    return Release.history.filter(~Exists(there), ~Exists(later), history_type="-")


def _within_limits(release: Release) -> list[str]:
    """Bring what an older version saved within today's limits; return how staff call the fields that changed."""
    changed = []
    for field in Release._meta.concrete_fields:
        value = getattr(release, field.attname)
        clean: Any = value
        if isinstance(field, LineField):
            clean = characters.line(value)
        elif isinstance(field, TextField):
            clean = characters.text(value)
        elif field.name == "issued_on":
            clean = nearest_day(value)
        if clean != value:
            setattr(release, field.attname, clean)
            changed.append(label_of(field.name))
    return changed


def _find_its_place(release: Release) -> None:
    """Settle what is unique: its language and rank in the family, reference, code and address; and the embargo."""
    family = list(Release.objects.select_for_update(of=("self",)).filter(family=release.family).order_by("pk"))
    for other in family:
        if other.language == release.language:
            raise LanguageTaken(title=release.title, language=own_name(release.language), other=other.title)
    release.is_original = not any(other.is_original for other in family)
    embargoes = [row.embargo_ends_at for row in [*family, release] if row.embargo_ends_at]
    release.embargo_ends_at = max(embargoes, default=None)
    if release.reference:
        same = Release.objects.filter(language=release.language, reference=release.reference).first()
        if same is not None:
            raise ReferenceTaken(title=release.title, other=same.title, reference=release.reference)
    if Release.objects.filter(code=release.code).exists():
        release.code = make_code()
    year = release.issued_on.year
    if release.slug and not is_free(release.slug, release.language, year):
        release.slug = free_slug(release.title, release.language, year)


def _leave_out_what_is_gone(release: Release) -> list[str]:
    references: tuple[tuple[str, type[Model]], ...] = (("anniversary", Anniversary), ("lead_image", Image))
    left_out = []
    for name, model in references:
        key = getattr(release, f"{name}_id")
        if key is not None and not model._default_manager.filter(pk=key).exists():
            setattr(release, name, None)
            left_out.append(label_of(name))
    if release.lead_image_id is None:
        release.lead_caption = release.lead_focus = ""
    if release.created_by_id is not None and not User.objects.filter(pk=release.created_by_id).exists():
        release.created_by = None
    return left_out


def _topics_of(row: Any) -> set[int]:
    """The topics that it had before it was deleted: the row of the deletion itself knows none."""
    saves = Release.history.filter(id=row.id).exclude(history_type="-").prefetch_related(TOPICS_THEN)
    last = saves.order_by("-history_date", "-history_id").first()
    return topics_then(last) if last is not None else set()


def _insert(release: Release, topics: set[int], *, by: User) -> None:
    # The topics first, which Postgres looks up only at the end, so that the one row of the history has them too.
    through = Release.topics.through
    through._default_manager.bulk_create(through(release_id=release.pk, topic_id=topic) for topic in sorted(topics))
    begun_at = release.created_at
    release.save_as(by=by, force_insert=True)
    Release.objects.filter(pk=release.pk).update(created_at=begun_at)
    release.created_at = begun_at
