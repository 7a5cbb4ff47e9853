"""One text in its several languages: who belongs together, what a translation takes over from its original."""

import uuid
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from pressreleases.language.languages import language_codes
from pressreleases.models import Release
from pressreleases.models.composed import Composed
from pressreleases.models.release import ReleaseQuerySet
from pressreleases.translations import with_translation

# What is the same in every language, so that nobody types it twice.
SHARED = ("kind", "issued_on", "anniversary", "lead_image", "speaker_name")


def of_family(family: uuid.UUID) -> ReleaseQuerySet:
    """Its releases with their states, the original first."""
    return Release.objects.with_state().filter(family=family).order_by("-is_original", "pk")


def of_families(families: "QuerySet[Any, Any]") -> ReleaseQuerySet:
    """The releases of several families (a query that yields their `family`) with their states, in the list's order."""
    return Release.objects.with_state().filter(family__in=families).order_by("-issued_on", "-is_original", "-pk")


def missing_languages(present: list[Release]) -> list[str]:
    """The site's languages in which this family has no release yet."""
    there = {release.language for release in present}
    return [code for code in language_codes() if code not in there]


def shared_facts(original: Release) -> dict[str, Any]:
    """What a translation of `original` begins with, by the names of the form's fields."""
    facts = {name: getattr(original, name) for name in SHARED}
    return {**facts, "topics": list(original.topics.all())}


def with_languages(releases: "QuerySet[Release]") -> "QuerySet[Release]":
    """Annotate `languages`: `[{"language", "pk", "state"}]` of the whole family, in a constant number of queries.

    `state` is a `TranslationState`.
    """
    family = with_translation(Release.objects.filter(family=OuterRef("family"))).order_by("-is_original", "pk")
    row = JSONObject(language="language", pk="pk", state="translation")
    return releases.annotate(languages=ArraySubquery(family.values(row=row)))


def with_others(releases: "QuerySet[Release]") -> "QuerySet[Release]":
    """Annotate `is_translated`: whether the text is there in another language, too."""
    others = Release.objects.filter(family=OuterRef("family")).exclude(pk=OuterRef("pk"))
    return releases.annotate(is_translated=Composed(Exists(others)))


def settle_original(family: uuid.UUID) -> None:
    """If a family has lost its original, let the oldest of what is left be it."""
    rest = list(Release.objects.filter(family=family).order_by("pk"))
    if rest and not any(release.is_original for release in rest):
        rest[0].is_original = True
        rest[0].save(update_fields=["is_original"])
