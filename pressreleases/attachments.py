"""The files that texts have as attachments: stored by their hash, named for staff, deleted when no text has them.

A form sends each attachment of a text as four values: hash, title, language, place. `entries_of` makes of these what a
release stores.
"""

import datetime as dt
import hashlib
import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.http import content_disposition_header

from pressreleases.images import store
from pressreleases.intake.attachment_errors import IsEmpty, IsTooLarge
from pressreleases.language import characters
from pressreleases.language.numbers import size_in_words
from pressreleases.models import Attachment, Edition, Release, ReleaseAttachment
from pressreleases.models.attachment import FOLDER, MOST_BYTES, MOST_MEGABYTES, TYPES, Entry
from pressreleases.request_values import number_in
from pressreleases.retrying import retried

# As long as a form that was not saved is kept, which may name the file.
KEPT_FOR = dt.timedelta(days=30)
REMOVED = "remove"
_VALUES = 4
# What a name of a file cannot have on one system or another, and marks that turn the direction of what follows.
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200b-\u200f\u2028-\u202e\u2066-\u2069]+')
_LONGEST_NAME = 100

log = logging.getLogger(__name__)


def keep(upload: BinaryIO) -> Attachment:
    """Store an uploaded file for a text that is still to be saved; raises `CannotBeAttached`.

    A file that is there stays as it is, and its days begin anew.
    """
    upload.seek(0)
    content = upload.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise IsTooLarge(megabytes=MOST_MEGABYTES)
    if not content:
        raise IsEmpty
    sha256 = hashlib.sha256(content).hexdigest()
    there = Attachment.objects.filter(sha256=sha256).first()
    if there is None:
        # It reads all kinds of files, which takes long to load; publishing knows this module and keeps none.
        from pressreleases.intake.attachment import inspect  # noqa: PLC0415  loads all readers of documents

        inspected = inspect(content)
        name = f"{FOLDER}/{sha256}.{inspected.type}"
        given = {"type": inspected.type, "properties": inspected.properties, "size": len(content), "file": name}
    else:
        name, given = str(there.file.name), {}
    store(storage(), name, content)
    made, is_new = Attachment.objects.get_or_create(sha256=sha256, defaults=given)
    if not is_new:
        Attachment.objects.filter(pk=made.pk).update(uploaded_at=timezone.now())
    return made


@dataclass(frozen=True)
class Row:
    """An attachment as a form has it. `place` is a number, or `REMOVED`."""

    sha256: str
    title: str
    language: str
    place: str

    @property
    def values(self) -> list[str]:
        return [self.sha256, self.title, self.language, self.place]


def rows_of(values: Sequence[str]) -> list[Row]:
    """The rows that a form sent, in its order; what is left over of one that was cut off counts for nothing."""
    whole = len(values) - len(values) % _VALUES
    return [Row(*map(str, values[at : at + _VALUES])) for at in range(0, whole, _VALUES)]


def rows_of_entries(entries: Iterable[Entry]) -> list[Row]:
    return [
        Row(entry["sha256"], entry["title"], entry["language"], str(place))
        for place, entry in enumerate(entries, start=1)
    ]


def in_order(rows: Sequence[Row]) -> list[Row]:
    """Those that stay, by their places; one that was moved goes before or after the one whose place it was given."""

    def key(numbered: tuple[int, Row]) -> tuple[int, int, int]:
        at, row = numbered
        place = number_in(row.place, least=1) or at
        return place, (place > at) - (place < at), at

    numbered = sorted(((at, row) for at, row in enumerate(rows, start=1) if row.place != REMOVED), key=key)
    return [replace(row, place=str(place)) for place, (_at, row) in enumerate(numbered, start=1)]


def entries_of(values: Sequence[str]) -> list[Entry]:
    """What a release stores of the values that a form sent; files that are not there are left out. One query."""
    rows = in_order(rows_of(values))
    files = by_hash(row.sha256 for row in rows)
    return [
        files[row.sha256].entry(title=" ".join(characters.line(row.title).split()), language=row.language)
        for row in rows
        if row.sha256 in files
    ]


def by_hash(hashes: Iterable[str]) -> dict[str, Attachment]:
    """The stored files with these hashes; one query, and none without any."""
    wanted = set(hashes)
    return {row.sha256: row for row in Attachment.objects.filter(sha256__in=wanted)} if wanted else {}


def file_name(entry: Entry) -> str:
    """How its file is called, in the storage and in addresses."""
    return f"{entry['sha256']}.{entry['type']}"


def entry_in(entries: Iterable[Entry], name: str) -> Entry | None:
    """The one of `entries` whose file has this name."""
    return next((entry for entry in entries if file_name(entry) == name), None)


def facts_of(file_type: str, size: int, language: str) -> tuple[str, str]:
    """`PDF` and `240 kB`, as readers see them beside the title."""
    return TYPES[file_type].name, size_in_words(size, language).replace(" ", "\N{NO-BREAK SPACE}")


def headers_of(entry: Entry) -> dict[str, str]:
    """With which a file is sent: it is saved under its title, never shown, and no browser guesses its type."""
    title = _UNFIT.sub(" ", entry["title"])[:_LONGEST_NAME].strip(" .")
    name = f"{' '.join(title.split()) or FOLDER[:-1]}.{entry['type']}"
    return {
        "Content-Type": TYPES[entry["type"]].media_type,
        "Content-Disposition": content_disposition_header(True, name) or "",
        "Content-Language": entry["language"],
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }


def storage() -> Storage:
    return Attachment._meta.get_field("file").storage


def content_of(name: str) -> bytes | None:
    """The bytes of the file with this name (`<sha256>.pdf`); None if it is lost."""
    try:
        with storage().open(f"{FOLDER}/{name}", "rb") as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content


def forget_of_releases(gone: Iterable[int]) -> None:
    """Deleted drafts, which nobody can restore any more, have no files: delete those that nobody else has."""
    _let_go(ReleaseAttachment.objects.filter(release__in=set(gone)))


def forget_earlier(release: Release) -> None:
    """Delete the files that earlier saves and emptied editions of `release` had, and that no text has any more."""
    texts = [release.attachments, *Edition.objects.filter(release=release).values_list("attachments", flat=True)]
    kept = {entry["sha256"] for entries in texts for entry in entries}
    _let_go(ReleaseAttachment.objects.filter(release=release.pk).exclude(attachment__sha256__in=kept))


@retried
def forget(at: dt.datetime | None = None) -> int:
    """Delete files uploaded 30 days before `at` (None: now) that no text ever had; return how many."""
    over = _unused().filter(uploaded_at__lte=(at or timezone.now()) - KEPT_FOR)
    with transaction.atomic():
        return _delete(over)


def _let_go(uses: "QuerySet[ReleaseAttachment]") -> None:
    keys = set(uses.values_list("attachment", flat=True))
    uses.delete()
    _delete(_unused().filter(pk__in=keys))


def _unused() -> "QuerySet[Attachment]":
    return Attachment.objects.filter(~Exists(ReleaseAttachment.objects.filter(attachment=OuterRef("pk"))))


def _delete(rows: "QuerySet[Attachment]") -> int:
    """Delete these rows, and their files once that is committed. One that a text gets at this moment stays."""
    found = list(rows.select_for_update(skip_locked=True, of=("self",)).order_by("pk"))
    Attachment.objects.filter(pk__in=[row.pk for row in found]).delete()
    for row in found:
        transaction.on_commit(partial(_delete_file, row.sha256, str(row.file.name)))
    return len(found)


def _delete_file(sha256: str, name: str) -> None:
    """Unless the same file is there again by now."""
    if Attachment.objects.filter(sha256=sha256).exists():
        return
    try:
        storage().delete(name)
    except OSError:
        log.exception("The file %s of a deleted attachment could not be deleted", name)
