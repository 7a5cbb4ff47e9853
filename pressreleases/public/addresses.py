"""Every public address of a release, and whole addresses with the site's host."""

from typing import Protocol

from django.conf import settings
from django.urls import reverse


class Addressed(Protocol):
    """An edition, or as much of it as a link needs."""

    @property
    def language(self) -> str: ...
    @property
    def year(self) -> int: ...
    @property
    def slug(self) -> str: ...


def address(edition: Addressed) -> str:
    return reverse("release", args=[edition.language, edition.year, edition.slug])


def edition_address(live: Addressed, number: int) -> str:
    """An earlier edition stands below the address that its release has now."""
    return reverse("edition", args=[live.language, live.year, live.slug, number])


def edition_json_address(live: Addressed, number: int) -> str:
    """The same as JSON."""
    return reverse("edition_json", args=[live.language, live.year, live.slug, number])


def original_address(language: str, edition: Addressed) -> str:
    """Where readers of `language`, in which the text does not exist, read `edition`."""
    return reverse("original", args=[language, edition.year, edition.slug, edition.language])


def both_address(first: Addressed, second: str) -> str:
    """Where `first` is shown side by side with the same text in the language `second`."""
    return reverse("two_languages", args=[(first.language, second), first.year, first.slug])


def comparison_address(live: Addressed, old: int, new: int) -> str:
    """What differs between two editions, given by their numbers, the older first."""
    return reverse("comparison", args=[live.language, live.year, live.slug, old, new])


def file_address(edition: Addressed, form: str) -> str:
    """`form` is `txt`, `json`, `bib` or `ris`, in the place of the last slash."""
    return reverse(f"release_{form}", args=[edition.language, edition.year, edition.slug])


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
