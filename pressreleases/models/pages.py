"""The pages of the mission: which there are, and how a release that is one differs from all others.

A page is a release with a name in `page`. Its slug begins with an underscore, so whatever knows the language, year and
slug of a text knows its address too (`PageOfMission` in `public/converters.py`). The family is fixed by the name, so a
page has one family, and one release in each language.
"""

import uuid
from typing import Any

from django.db.models import CharField, CheckConstraint, Q, TextChoices
from django.utils.translation import gettext_lazy as _


class MissionPage(TextChoices):
    """In the order of the footer. The values are addresses, and stored in every edition: they never change."""

    ABOUT = "about", _("About the mission")
    HEAD_OF_MISSION = "head-of-mission", _("Head of mission")
    PRESS_KIT = "press-kit", _("Press kit")
    ACCESSIBILITY = "accessibility", _("Accessibility statement")
    PRIVACY = "privacy", _("Privacy notice")


# Readers find a text of the site's own while the mission has none (`built_in_pages.py`).
BUILT_IN = frozenset({MissionPage.ACCESSIBILITY, MissionPage.PRIVACY})

# What a page has in place of a kind of release.
KIND = "page"

_NAMESPACE = uuid.UUID("5c1e0f5e-6c0a-4f0b-9d5e-0d6a5f2f6a11")
FAMILIES = {page: uuid.uuid5(_NAMESPACE, page.value) for page in MissionPage}
SLUGS = {page: f"_{page.value}" for page in MissionPage}
_BY_FAMILY = {family: page for page, family in FAMILIES.items()}
_BY_SLUG = {slug: page for page, slug in SLUGS.items()}


def page_of_family(family: uuid.UUID | None) -> MissionPage | None:
    """The page whose languages have this family; None if it is that of a release."""
    return _BY_FAMILY.get(family) if family else None


def page_of_slug(slug: str) -> MissionPage | None:
    return _BY_SLUG.get(slug)


def become(release: Any, page: MissionPage) -> None:
    """Give a release that is begun what makes it this page."""
    release.page, release.family, release.slug, release.kind = page.value, FAMILIES[page], SLUGS[page], KIND


def column() -> "CharField[str, str]":
    """The name of the page, in a release and in its editions; of a release that is none empty. It never changes."""
    return CharField(max_length=20, blank=True, default="", db_default="", editable=False)


def constraint_of_edition() -> CheckConstraint:
    return CheckConstraint(condition=_whole(), name="edition_page_is_whole")


def constraints_of_release() -> tuple[CheckConstraint, ...]:
    given = {
        "family": FAMILIES.__getitem__,
        "reference": lambda _page: "",
        "embargo_ends_at__isnull": lambda _page: True,
    }
    of_no_page = ~Q(page="") | ~Q(family__in=list(FAMILIES.values()))
    return (
        CheckConstraint(condition=_whole(**given), name="release_page_is_whole"),
        CheckConstraint(condition=of_no_page, name="release_family_is_of_no_page"),
    )


def _whole(**more: Any) -> Q:
    """The condition of a constraint: the slug says which page a text is, and whether it is one.

    `more` are further columns, each with the function that gives its value for a page.
    """
    found = Q(page="") & ~Q(slug__in=sorted(SLUGS.values())) & ~Q(kind=KIND)
    for page in MissionPage:
        given = {name: value(page) for name, value in more.items()}
        found |= Q(page=page.value, slug=SLUGS[page], kind=KIND, anniversary__isnull=True, **given)
    return found
