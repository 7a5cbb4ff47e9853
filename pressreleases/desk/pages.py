"""Where readers find what was published: the addresses of its public pages."""

from django.urls import reverse

from pressreleases.models import Edition


def release_page(edition: Edition) -> str:
    """The path of the page on which the release of `edition` stands, at that edition's address."""
    return page_at(edition.language, edition.year, edition.slug)


def page_at(language: str, year: int, slug: str) -> str:
    """The path of the page of the release with this address; empty while it has no slug."""
    return reverse("release", kwargs={"language": language, "year": year, "slug": slug}) if slug else ""


def edition_page(edition: Edition) -> str:
    """The path of the page of an earlier edition."""
    return reverse(
        "edition",
        kwargs={
            "language": edition.language,
            "year": edition.year,
            "slug": edition.slug,
            "number": edition.number,
        },
    )
