"""Addresses of public pages: where readers find a release and its editions."""

import uuid
from typing import Protocol

from django.conf import settings
from django.urls import reverse

from pressreleases.language.languages import language_codes
from pressreleases.models import Edition
from pressreleases.models.pages import SLUGS, MissionPage


def release_page(edition: Edition) -> str:
    """The path of the page of the release of `edition`, at that edition's address."""
    return page_at(edition.language, edition.year, edition.slug)


def page_at(language: str, year: int, slug: str) -> str:
    """The path of the page of the release with this address, or of the page of the mission with this slug.

    Empty while it has no slug, and in a language that was taken out of the settings: readers find no page there.
    """
    if not slug or language not in language_codes():
        return ""
    return reverse("release", args=[language, year, slug])


def edition_page(edition: Edition) -> str:
    """The path of the page of an earlier edition; empty where its release has no page."""
    if not release_page(edition):
        return ""
    return reverse("edition", args=[edition.language, edition.year, edition.slug, edition.number])


class Addressed(Protocol):
    """An edition, or as much of it as a link needs."""

    @property
    def language(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def slug(self) -> str: ...


def address(edition: Addressed) -> str:
    return address_at(edition.language, edition.year, edition.slug)


def address_at(language: str, year: int, slug: str) -> str:
    """The same by its parts."""
    return reverse("release", args=[language, year, slug])


def short_address(code: str) -> str:
    """The address for paper, which never changes; `code` is that of the release."""
    return reverse("short", args=[code])


def edition_address(live: Addressed, number: int) -> str:
    """An earlier edition, below the address that its release has now."""
    return reverse("edition", args=[live.language, live.year, live.slug, number])


def edition_json_address(live: Addressed, number: int) -> str:
    """The same as JSON."""
    return reverse("edition_json", args=[live.language, live.year, live.slug, number])


def edition_pdf_address(live: Addressed, number: int) -> str:
    """The same as a PDF."""
    return reverse("edition_pdf", args=[live.language, live.year, live.slug, number])


def original_address(language: str, edition: Addressed) -> str:
    """Where readers of `language`, in which the text does not exist, read `edition`."""
    return reverse("original", args=[language, edition.year, edition.slug, edition.language])


def both_address(first: Addressed, second: str) -> str:
    """Where `first` is shown side by side with the same text in the language `second`."""
    return reverse("two_languages", args=[(first.language, second), first.year, first.slug])


def comparison_address(live: Addressed, old: int, new: int) -> str:
    """What differs between two editions, given by their numbers, the older first."""
    return reverse("comparison", args=[live.language, live.year, live.slug, old, new])


def compare_address(live: Addressed) -> str:
    """The form that asks which two editions to compare."""
    return reverse("compare", args=[live.language, live.year, live.slug])


def file_address(edition: Addressed, form: str) -> str:
    """`form` is `pdf`, `txt`, `json`, `bib` or `ris`, in the place of the last slash."""
    return reverse(f"release_{form}", args=[edition.language, edition.year, edition.slug])


def attachment_address(edition: Addressed, name: str) -> str:
    """A file that belongs to the text, by the name that it has (`<sha256>.pdf`)."""
    return reverse("attachment", args=[edition.language, edition.year, edition.slug, name])


def api_release_address(family: uuid.UUID, language: str) -> str:
    return reverse("api_release", args=[family, language])


def start_address(language: str) -> str:
    return reverse("start", args=[language])


def mission_page_address(language: str, page: MissionPage) -> str:
    """The address of a page of the mission, whether it is there or not."""
    return address_at(language, 0, SLUGS[page])


def anniversary_address(language: str, slug: str) -> str:
    return reverse("anniversary", args=[language, slug])


def topic_address(language: str, slug: str) -> str:
    return reverse("topic", args=[language, slug])


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
