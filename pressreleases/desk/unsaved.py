"""A release as it stands in a form that nobody has saved: what can be read is taken, what cannot be is told."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from pressreleases.comparing.differences import label_of
from pressreleases.desk.addresses import free_slug
from pressreleases.models import Release
from pressreleases.models.fields import WORKING_COPY_FIELDS
from pressreleases.vocabulary import characters

# Whose words are taken even if they are too long to be saved.
_TEXTS = frozenset({"summary", "notes_to_editors"})
_WORDS = _TEXTS | {"title", "place", "reference", "speaker_name", "speaker_office"}


def take(typed: Mapping[str, Any], release: Release) -> list[str]:
    """Put what was typed into `release`, in memory only; the sentences say what could not be read.

    A date, choice or address that cannot be read leaves what `release` had; of words that are too long all are taken.
    Without an address it gets the one that saving would give it. At most five queries.
    """
    remarks = []
    for name in WORKING_COPY_FIELDS:
        if name not in typed:
            continue
        words = str(typed[name]).strip()
        try:
            setattr(release, name, _read(name, words))
        except ValidationError as error:
            if name in _WORDS:
                setattr(release, name, _tidy(name, words))
            # An empty title is a matter of publishing, which has its own words for it.
            if words or name == "issued_on":
                said = {"field": label_of(name), "problem": " ".join(error.messages)}
                remarks.append(_("%(field)s: %(problem)s") % said)
    if release.lead_image is not None:
        prefetch_related_objects([release.lead_image], "descriptions")
    if not release.slug:
        release.slug = free_slug(release.title, release.language, release.issued_on.year, besides=release)
    return remarks


def _read(name: str, words: str) -> Any:
    """What the field `name` makes of `words`; raises `ValidationError`."""
    field: Any = Release._meta.get_field(name)
    read = field.formfield().clean(words)
    if name == "issued_on":
        field.run_validators(read)
    return _tidy(name, read) if name in _WORDS else read


def _tidy(name: str, words: str) -> str:
    """As saving the form does it; a character that cannot be stored is left out."""
    words = (characters.text if name in _TEXTS else characters.line)(words.replace("\0", ""))
    return " ".join(words.split()) if name == "title" else words
