"""Making the archive: the same month gives the same bytes, whenever and by whichever process it is made."""

import datetime as dt
import hashlib
import json
import re
import tempfile
import zipfile
from typing import IO, Any

from django.db.models import Max, OuterRef, Subquery

from pressreleases.models import Edition, EditionQuerySet
from pressreleases.models.spans import Lower
from pressreleases.public.feeds.items import with_history
from pressreleases.public.listing import cut
from pressreleases.public.offline import pages

IN_MEMORY = 4 * 1024 * 1024  # what is larger is made in a nameless file
AT_ONCE = 20  # releases asked for in one query
_LONGEST_NAME = 60
_EARLIEST = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)  # of which a ZIP can say the time


def signature(editions: EditionQuerySet) -> str:
    """A hash of all that decides the bytes of the archive of `editions`; empty without any; one query.

    Words are covered by the digest, a history by its newest instant and its last redaction, the look by the style.
    """
    same = Edition.objects.begun().filter(release=OuterRef("release")).order_by().values("release")
    rows = [
        [release, number, digest, str(begun), str(redacted)]
        for release, number, digest, begun, redacted in editions.newest_first().values_list(
            "release_id",
            "number",
            "digest",
            Lower("live_during"),
            Subquery(same.annotate(last=Max("redacted_at")).values("last")),
        )
    ]
    return hashlib.sha256(json.dumps([rows, pages.style()]).encode()).hexdigest() if rows else ""


def make(editions: EditionQuerySet, month: dt.date, language: str, address: str) -> IO[bytes]:
    """The archive of `editions`, which has at least one, at its beginning. Takes memory for one page at a time."""
    folder = f"press-releases-{month:%Y-%m}-{language}"
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  who sends it closes it
    listed: list[tuple[str, Edition]] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        more, before = True, None
        while more:
            page = cut(with_history(editions), before, AT_ONCE)
            for edition in page.editions:
                name = _name(edition)
                _add(archive, f"{folder}/{name}", pages.of_release(edition), edition.begins_at)
                listed.append((name, _slim(edition)))
            before = page.older
            more = before is not None
        newest = max(edition.begins_at for _name, edition in listed)
        _add(archive, f"{folder}/index.html", pages.of_index(month, language, listed, address), newest)
    file.seek(0)
    return file


def _slim(edition: Any) -> Edition:
    """Without the text, of which the index needs nothing."""
    edition.body = edition.text = edition.notes_to_editors = ""
    found: Edition = edition
    return found


def _name(edition: Edition) -> str:
    """Such as `20-black-january-s4b9x2.html`: in the order of days, safe on every system, and never taken twice."""
    slug = re.sub(r"[^\w-]+", "-", edition.slug)[:_LONGEST_NAME]
    return f"{edition.issued_on.day:02}-{slug}-{edition.release.code}.html"


def _add(archive: zipfile.ZipFile, name: str, words: str, at: dt.datetime) -> None:
    entry = zipfile.ZipInfo(name, date_time=max(at, _EARLIEST).astimezone(dt.UTC).timetuple()[:6])
    # As on every system, whichever this one is.
    entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, zipfile.ZIP_DEFLATED
    archive.writestr(entry, words.encode())
