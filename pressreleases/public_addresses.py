"""Addresses of public pages: where readers find a release and its editions."""

from django.urls import reverse

from pressreleases.language.languages import language_codes
from pressreleases.models import Edition


def release_page(edition: Edition) -> str:
    """The path of the page of the release of `edition`, at that edition's address."""
    return page_at(edition.language, edition.year, edition.slug)


def page_at(language: str, year: int, slug: str) -> str:
    """The path of the page of the release with this address.

    Empty while it has no slug, and in a language that was taken out of the settings: readers find no page there.
    """
    if not slug or language not in language_codes():
        return ""
    return reverse("release", kwargs={"language": language, "year": year, "slug": slug})


def edition_page(edition: Edition) -> str:
    """The path of the page of an earlier edition; empty where its release has no page."""
    if not release_page(edition):
        return ""
    return reverse(
        "edition",
        kwargs={
            "language": edition.language,
            "year": edition.year,
            "slug": edition.slug,
            "number": edition.number,
        },
    )
