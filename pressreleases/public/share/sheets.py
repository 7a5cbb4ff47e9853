"""What the picture of an edition, and that of the mission, says, and where each stands."""

from typing import Any

from django.core.files.storage import default_storage
from django.urls import reverse

from pressreleases.language import characters
from pressreleases.language.dates import day_in_words
from pressreleases.language.punctuation import comma
from pressreleases.models import Edition
from pressreleases.public.heads import head_of
from pressreleases.public.pages import Shared, absolute, site_name
from pressreleases.public.share.drawing import Sheet, Words, picture


def shared(edition: Edition) -> Shared:
    """The picture of `edition`: its address is bound to its words, so that another edition has another."""
    name = site_name(head_of(edition.letterhead), edition.language)
    address = reverse("release_picture", args=[edition.language, edition.year, edition.slug, edition.digest])
    return Shared(absolute(address), " · ".join([name, edition.kind_label, edition.title, _date(edition)]))


def of_edition(edition: Edition) -> bytes:
    names = _names(edition.letterhead, edition.language)
    label, title, date = map(characters.line, (edition.kind_label, edition.title, _date(edition)))
    sheet = Sheet(edition.language, names, label, title, date)
    return picture(sheet, _emblem(edition.letterhead))


def of_mission(letterhead: dict[str, Any], language: str) -> bytes:
    """Names and emblem alone; without details what the site is called."""
    names = _names(letterhead, language)
    return picture(Sheet(language, names or (Words(site_name(head_of({}), language), language),)), _emblem(letterhead))


def _names(letterhead: dict[str, Any], language: str) -> tuple[Words, ...]:
    """The two that stand in the head of a sheet in `language`."""
    return tuple(Words(characters.lines(name.name), name.language) for name in head_of(letterhead).masthead(language))


def _date(edition: Edition) -> str:
    """As on the sheet: place and day."""
    return comma(edition.language).join(
        filter(None, [edition.place, day_in_words(edition.issued_on, edition.language)])
    )


def _emblem(letterhead: dict[str, Any]) -> bytes | None:
    """The file of the emblem; None if there is none, or it is lost: the rest of the picture is still right."""
    emblem = letterhead.get("emblem")
    if not emblem:
        return None
    try:
        with default_storage.open(emblem["file"], "rb") as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content
