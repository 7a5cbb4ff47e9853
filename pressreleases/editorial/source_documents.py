"""The documents that are uploaded to make drafts of them: kept with the releases, or for a day if none was made."""

import datetime as dt
from pathlib import PurePath
from typing import BinaryIO

from django.contrib.auth.models import User
from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pressreleases.editorial.import_pictures import keep_pictures
from pressreleases.errors import ExplainedError
from pressreleases.intake.document import Document
from pressreleases.language import characters
from pressreleases.models import Release, ReleaseSource, SourceDocument
from pressreleases.models.source_document import MOST_BYTES, MOST_MEGABYTES, SourceDocumentQuerySet, hash_of
from pressreleases.retrying import retried

KEPT_FOR = dt.timedelta(days=1)
# In letters. What comes after the last dot and is longer is no ending, but words.
_LONGEST_NAME, _LONGEST_ENDING = 200, 10


class TooManyBytes(ExplainedError):
    """The file is larger than the site stores."""

    sentence = _("A file can have at most %(megabytes)s MB.")

    def __init__(self) -> None:
        super().__init__(megabytes=MOST_MEGABYTES)


def content_of(file: BinaryIO) -> bytes:
    """All bytes of an uploaded file; raises `TooManyBytes`."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise TooManyBytes
    return content


@retried
def keep(content: bytes, name: str, *, by: User) -> SourceDocument:
    """Store a document that `by` has uploaded, or return the row of the one that was there; its day begins anew."""
    name = _shortened(characters.line(name))
    name = "document" if characters.is_blank(name) else name
    sha256 = hash_of(content)
    with transaction.atomic():
        made, is_new = SourceDocument.objects.get_or_create(
            sha256=sha256, defaults={"content": content, "size": len(content), "name": name, "uploaded_by": by}
        )
        if not is_new and not made.made.exists():
            there = SourceDocument.objects.filter(pk=made.pk)
            there.update(name=name, uploaded_by=by, uploaded_at=timezone.now())
            made.refresh_from_db(fields=["name", "uploaded_by", "uploaded_at"])
    return made


def _shortened(name: str) -> str:
    """The name of a file in at most `_LONGEST_NAME` letters, with its ending, by which programs know what it is."""
    ending = PurePath(name).suffix
    if len(name) <= _LONGEST_NAME or len(ending) > _LONGEST_ENDING:
        return name[:_LONGEST_NAME].strip()
    return name[: _LONGEST_NAME - len(ending)].strip() + ending


def pictures_of(source: SourceDocument, document: Document, *, by: User) -> dict[str, str]:
    """The names of the pictures that `document` shows, which was read from `source`; new ones come into the library."""
    names: dict[str, str] = keep_pictures(document, source.pictures, by=by)
    if names != source.pictures:
        source.pictures = names
        source.save(update_fields=["pictures"])
    return names


def waiting(*, by: User) -> SourceDocumentQuerySet:
    """What `by` has uploaded and no draft was made of yet."""
    return SourceDocument.objects.unused().filter(uploaded_by=by)


def with_sources(releases: "QuerySet[Release]") -> "QuerySet[Release]":
    """Annotate `sources`: `[{"pk", "name", "sha256"}]` of the documents that each was made from."""
    made = SourceDocument.objects.filter(made__release=OuterRef("pk")).order_by("pk")
    row = JSONObject(pk="pk", name="name", sha256="sha256")
    return releases.annotate(sources=ArraySubquery(made.values(row=row)))


def discard(source: SourceDocument) -> None:
    """Delete a document, unless a draft was made of it. Its pictures stay in the library."""
    SourceDocument.objects.unused().filter(pk=source.pk).delete()


def releases_of(source: SourceDocument) -> list[Release]:
    """What was made of a document and is there; what was deleted may come back."""
    made = ReleaseSource.objects.filter(document=source, release=OuterRef("pk"))
    return list(Release.objects.filter(Exists(made)).order_by("pk"))


@retried
def forget(at: dt.datetime | None = None) -> int:
    """Delete the documents of which no draft was made within a day before `at` (None: now); return how many."""
    over = SourceDocument.objects.unused().filter(uploaded_at__lte=(at or timezone.now()) - KEPT_FOR)
    with transaction.atomic():
        # One of which a draft is being made at this moment is passed over.
        keys = list(over.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
        SourceDocument.objects.filter(pk__in=keys).delete()
    return len(keys)
