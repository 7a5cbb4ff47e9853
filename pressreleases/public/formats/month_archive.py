"""A month as one ZIP of pages that need no network: the same month always gives the same bytes."""

import base64
import datetime as dt
import hashlib
import json
import mimetypes
import re
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import IO, Any

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.db.models import Max, OuterRef, Subquery
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from pressreleases import richtext
from pressreleases.language.languages import direction
from pressreleases.models import Edition, EditionQuerySet
from pressreleases.models.spans import Lower
from pressreleases.public.reading import release_page
from pressreleases.public.reading.masthead import head_of, site_name
from pressreleases.public.reading.release_page import ReleasePage
from pressreleases.public_addresses import absolute, address

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
    return hashlib.sha256(json.dumps([rows, style()]).encode()).hexdigest() if rows else ""


def make(editions: EditionQuerySet, month: dt.date, language: str, address: str) -> IO[bytes]:
    """The archive of `editions`, which has at least one, at its beginning. Takes memory for one page at a time."""
    folder = f"press-releases-{month:%Y-%m}-{language}"
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  who sends it closes it
    listed: list[tuple[str, Edition]] = []
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        more, before = True, None
        while more:
            pages, before = release_page.page_of(editions, before, AT_ONCE)
            for page in pages:
                name = _name(page.edition)
                _add(archive, f"{folder}/{name}", of_release(page), page.edition.begins_at)
                listed.append((name, _slim(page.edition)))
            more = before is not None
        newest = max(edition.begins_at for _name, edition in listed)
        _add(archive, f"{folder}/index.html", of_index(month, language, listed, address), newest)
    file.seek(0)
    return file


def _slim(edition: Any) -> Edition:
    """Without the text, of which the index needs nothing."""
    edition.body = edition.text = edition.notes_to_editors = edition.press_contact = ""
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


# Fonts are files of their own, which an offline page could not fetch.
_FACE = re.compile(r"@font-face\{[^}]*url\([^}]*\}")


def of_release(page: ReleasePage) -> str:
    """Nothing in it changes as long as no edition or redaction comes."""
    edition, url = page.edition, absolute(address(page.edition))
    body = richtext.render_elsewhere(edition.body, url, rules=edition.rules, picture=_picture)
    context = {
        **_around(edition.letterhead, edition.language),
        "edition": edition,
        "zone": page.zone,
        "correction": page.correction_in_words,
        "begun": page.dates.in_words,
        "body": mark_safe(richtext.tables_marked(body)),  # noqa: S308  it was safe, and a class has no markup
        "picture": edition.lead_picture,
        "picture_here": _picture(edition.lead_picture["file"]) if edition.lead_picture else "",
        "address": url,
        # Not in the archive, which would grow with them; their addresses lead to them.
        "attachments": [replace(one, address=absolute(one.address)) for one in page.attachments],
    }
    return render_to_string("public/offline/release.html", context)


def of_index(month: dt.date, language: str, found: Iterable[tuple[str, Edition]], address_there: str) -> str:
    """The list of `found`, pairs of a file's name and its edition, under the letterhead of the newest."""
    rows = list(found)
    context = {
        **_around(rows[0][1].letterhead, language),
        "month": month,
        "rows": rows,
        "address": address_there,
    }
    return render_to_string("public/offline/index.html", context)


def _around(letterhead: dict[str, Any], language: str) -> dict[str, Any]:
    head = head_of(letterhead)
    emblem = letterhead.get("emblem")
    return {
        "language": language,
        "direction": direction(language),
        "head": head,
        "masthead": head.masthead(language),
        "emblem": _picture(emblem["file"]) if emblem else "",
        "site_name": site_name(head, language),
        "style": style(),
    }


@cache
def style() -> SafeString:
    """The site's style sheet without its fonts; those of the system are used instead."""
    path = finders.find("site.css")
    assert isinstance(path, str), "the style sheet is among the site's own files"  # noqa: S101  for the type checker
    return mark_safe(_FACE.sub("", Path(path).read_text(encoding="utf-8")))  # noqa: S308  a file of ours


def _picture(name: str) -> str:
    """The stored file as an address that holds it whole; an empty one if it is lost, so that nothing is fetched."""
    try:
        with default_storage.open(name, "rb") as file:
            content = file.read()
    except FileNotFoundError:
        return "data:,"
    return f"data:{mimetypes.guess_type(name)[0]};base64,{base64.b64encode(content).decode()}"
