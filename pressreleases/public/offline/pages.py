"""The pages of the archive: each is one file, with its style and pictures in it, and asks for nothing else."""

import base64
import datetime as dt
import mimetypes
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from pressreleases import richtext
from pressreleases.language.languages import direction
from pressreleases.models import Edition
from pressreleases.public.addresses import address
from pressreleases.public.corrected import correction_in_words
from pressreleases.public.dating import dates_of
from pressreleases.public.feeds.items import history_of
from pressreleases.public.heads import head_of
from pressreleases.public.pages import absolute, site_name

# Faces stand in files of their own, which an offline page could not fetch.
_FACE = re.compile(r"@font-face\{[^}]*url\([^}]*\}")


def of_release(edition: Edition) -> str:
    """The page of `edition`, which has its `steps`; nothing in it changes as long as no edition or redaction comes."""
    history = history_of(edition)
    page = absolute(address(edition))
    body = richtext.render_elsewhere(edition.body, page, rules=edition.rules, picture=_picture)
    context = {
        **_around(edition.letterhead, edition.language),
        "edition": edition,
        "zone": edition.letterhead["time_zone"],
        "correction": correction_in_words(history, edition.letterhead["time_zone"]),
        "begun": dates_of(edition, history).in_words,
        "body": mark_safe(richtext.figures_marked(body)),  # noqa: S308  it was safe, and a class has no markup
        "picture": edition.lead_picture,
        "picture_here": _picture(edition.lead_picture["file"]) if edition.lead_picture else "",
        "address": page,
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
    """The site's style sheet without its faces; system ones stand in, as it says."""
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
