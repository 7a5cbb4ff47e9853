"""Where the words of an edition would still be after its redaction: field by field."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pressreleases import letterhead as letterheads
from pressreleases import richtext
from pressreleases.models import Edition, Release
from pressreleases.models.fields import emptied_by_redaction, label_of
from pressreleases.publishing.digest import structure
from pressreleases.publishing.errors import PublishingError
from pressreleases.publishing.making import as_it_stands, details_for

# The text is the body without its markup, and the picture has its own copy of the words of its record.
_NOT_COMPARED = frozenset({"text", "lead_image", "digest_salt"})
WORKING_COPY = 0


# Of fields that only staff meet by name; the others have their label in `models/fields.py`.
_LABELS = {
    "change_note": gettext_lazy("change note"),
    "lead_picture": gettext_lazy("Lead picture, its description or credit"),
}


def label_of_emptied(name: str) -> str:
    """What staff call a field that a redaction empties."""
    return capfirst(str(_LABELS[name])) if name in _LABELS else label_of(name)


@dataclass(frozen=True)
class RemainingWords:
    """A field of the editions that is found elsewhere: in the editions with these numbers, 0 being the working copy.

    `must_change`: it was asked to go, so nobody can say that it is harmless.
    """

    name: str
    where: tuple[int, ...]
    must_change: bool = False

    @property
    def label(self) -> str:
        return label_of_emptied(self.name)

    @property
    def places(self) -> str:
        """Where it is, in words: `working copy, edition 2`."""
        return ", ".join(
            _("edition %(number)s") % {"number": number} if number else _("working copy") for number in self.where
        )

    def __str__(self) -> str:
        return f"{self.label} ({self.places})"


@dataclass(frozen=True)
class Found:
    """`is_everything`: no word of any of the editions would be gone."""

    fields: list[RemainingWords]
    is_everything: bool


def remaining_words(
    release: Release, editions: Iterable[Edition], *, address: bool = False, letterhead: bool = False
) -> Found:
    """What of `editions`, all of `release`, its working copy and its other editions have too, unless redacted."""
    chosen = [edition for edition in editions if edition.redacted_at is None]
    keys = [edition.pk for edition in editions]
    others = list(Edition.objects.filter(release=release, redacted_at=None).exclude(pk__in=keys).order_by("-number"))
    elsewhere: list[tuple[int, Any]] = [(WORKING_COPY, _working_copy(release)), *((row.number, row) for row in others)]
    names = [name for name in emptied_by_redaction() if name not in _NOT_COMPARED]
    fields, is_everything = [], True
    for name in names:
        words = [said for edition in chosen for said in _said(edition, name)]
        where = [number for number, other in elsewhere if set(words) & set(_said(other, name))]
        if where:
            fields.append(RemainingWords(name, tuple(where)))
        there = {said for _number, other in elsewhere for said in _said(other, name)}
        is_everything = is_everything and set(words) <= there
    if address:
        fields += _same_address(release, editions, others)
    if letterhead:
        fields += _same_letterhead(release, editions, others)
    return Found(fields, is_everything)


def _working_copy(release: Release) -> Edition:
    edition, _refusals = as_it_stands(release)
    return edition


def _said(edition: Edition, name: str) -> list[str]:
    """What the field says, so that the same words compare as the same however they are written down."""
    value = getattr(edition, name)
    if name == "body":
        return [repr(structure(richtext.sanitise(value)))] if value else []
    if name == "lead_picture":
        return (
            [f"{key}: {value[key]}" for key in ("sha256", "alternative_text", "credit") if value[key]] if value else []
        )
    words = " ".join(unicodedata.normalize("NFC", value).casefold().split())
    return [words] if words else []


def _same_address(release: Release, editions: Iterable[Edition], others: list[Edition]) -> list[RemainingWords]:
    slugs = {edition.slug for edition in editions}
    where = [WORKING_COPY] if release.slug in slugs else []
    where += [row.number for row in others if row.slug in slugs]
    return [RemainingWords("slug", tuple(where), must_change=True)] if where else []


def _same_letterhead(release: Release, editions: Iterable[Edition], others: list[Edition]) -> list[RemainingWords]:
    heads = [edition.letterhead for edition in editions]
    where = []
    try:
        if letterheads.compose(details_for(release)) in heads:
            where.append(WORKING_COPY)
    except PublishingError:
        pass
    where += [row.number for row in others if row.letterhead in heads]
    return [RemainingWords("letterhead", tuple(where), must_change=True)] if where else []
