"""Which releases use a picture: as lead picture, in the text, or in an edition that showed it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, QuerySet, Subquery, TextField, Value

from pressreleases.models import Image, Release
from pressreleases.models.edition import EditionPicture

_NAMES = ArrayField(TextField())


def releases_using(key: int) -> "QuerySet[Any]":
    """The keys of the releases that use the picture `key`.

    What was published notes its pictures, so only texts that differ from their editions have to be read.
    """
    sha256 = Subquery(Image.objects.filter(pk=key).values("sha256")[:1])
    texts = Release.objects.order_by()
    in_text = texts.filter(pending_change__isnull=False, body__contains=sha256).values("pk")
    published = EditionPicture.objects.filter(image=key).values("edition__release")
    # Not joined by "or", for which Postgres would compare every release.
    return texts.filter(lead_image=key).values("pk").union(in_text, published)


def uses_of(pictures: Collection[Image]) -> dict[int, int]:
    """How many families use each of `pictures`. Three queries."""
    by_sha256 = {picture.sha256: picture.pk for picture in pictures}
    keys = list(by_sha256.values())
    families: dict[int, set[UUID]] = {key: set() for key in keys}
    rows = [
        *EditionPicture.objects.filter(image__in=keys).values_list("image", "edition__release__family"),
        *Release.objects.filter(lead_image__in=keys).order_by().values_list("lead_image", "family"),
        *((by_sha256[name], family) for (name,), family in _in_texts() if name in by_sha256),
    ]
    for key, family in rows:
        families[key].add(family)
    return {key: len(found) for key, found in families.items()}


def _in_texts() -> "QuerySet[Any, Any]":
    """The name of each picture in a text that differs from its editions, with the family of the text."""
    names = Func(F("body"), Value("[0-9a-f]{64}"), Value("g"), function="regexp_matches", output_field=_NAMES)
    texts = Release.objects.filter(pending_change__isnull=False, body__contains="<img").order_by()
    return texts.annotate(names=names).values_list("names", "family")
