"""The edition that a working copy, or a form not yet saved, would become; nothing is stored."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import override

from pressreleases import attachments, richtext
from pressreleases.language import characters
from pressreleases.models import AnniversaryName, Edition, Release
from pressreleases.models.fields import PLAIN_WORDS, TEXTS, WORKING_COPY_FIELDS, label_of
from pressreleases.models.release import free_slug
from pressreleases.publishing.digest import seal, would_be_the_same
from pressreleases.publishing.errors import NoTitle, PublishingError
from pressreleases.publishing.making import as_it_stands, pictures_of


def read_form(typed: Mapping[str, Any], release: Release) -> list[str]:
    """Put what was typed into `release`, in memory only; the sentences say what could not be read.

    `attachments` is the list of what the form sent of them; of every other field it is a text.

    A date, choice or address that cannot be read leaves what `release` had; of words that are too long all are taken.
    Without an address it gets the one that saving would give it. At most six queries.
    """
    remarks = []
    for name in WORKING_COPY_FIELDS:
        if name not in typed:
            continue
        if name == "attachments":
            release.attachments = attachments.entries_of(typed[name])
            continue
        words = str(typed[name]).strip()
        try:
            setattr(release, name, _read(name, words))
        except ValidationError as error:
            # Words are taken even if they are too long to be saved.
            if name in PLAIN_WORDS:
                setattr(release, name, _tidy(name, words))
            # An empty title is a matter of publishing, which has its own words for it.
            if words or name == "issued_on":
                said = {"field": label_of(name), "problem": " ".join(error.messages)}
                remarks.append(_("%(field)s: %(problem)s") % said)
    if release.lead_image is not None:
        prefetch_related_objects([release.lead_image], "descriptions")
    if not release.slug:
        release.slug = free_slug(release.title, release.language, release.issued_on.year, exclude=release)
    return remarks


def _read(name: str, words: str) -> Any:
    """What the field `name` makes of `words`; raises `ValidationError`."""
    field: Any = Release._meta.get_field(name)
    read = field.formfield().clean(words)
    if name == "issued_on":
        field.run_validators(read)
    return _tidy(name, read) if name in PLAIN_WORDS else read


def _tidy(name: str, words: str) -> str:
    """As saving the form does it; a character that cannot be stored is left out."""
    words = (characters.text if name in TEXTS else characters.line)(words.replace("\0", ""))
    return " ".join(words.split()) if name == "title" else words


# Stands in for the key of a release that has none yet: it would be newer than all others.
NEWEST = 2**63 - 1


@dataclass(frozen=True)
class PreviewEdition:
    """`past` are the editions that readers saw before, the newest first; `refusals` why it could not go out so."""

    edition: Edition
    past: list[Edition]
    refusals: list[PublishingError]


def build_preview_edition(release: Release, *, at: dt.datetime) -> PreviewEdition:
    """`release`, saved or not, as if it were published, corrected or reinstated at `at`.

    If that would change nothing for readers, it is the live edition as it is. The release is given a title, an address
    and a key where it has none, for the page needs them.
    """
    past = list(Edition.objects.begun(at).filter(release=release).order_by("-number")) if release.pk else []
    refusals: list[PublishingError] = []
    if not release.title.strip():
        refusals.append(NoTitle(release))
        with override(release.language):
            release.title = _("[The title]")
    release.slug = release.slug or "-"
    release.pk = release.pk or NEWEST
    edition, more = as_it_stands(release)
    refusals += more
    try:
        pictures_of(edition)
    except PublishingError as refusal:
        refusals.append(refusal)
    last = past[0] if past else None
    if last and (last.ends_at is None or last.ends_at > at):
        if not refusals and _says_the_same(edition, last):
            _stand_for(edition, last)
            past = past[1:]
        else:
            last.live_during = DateTimeTZRange(last.begins_at, at)
    if not edition.number:
        edition.number = last.number + 1 if last else 1
        edition.live_during = DateTimeTZRange(at, None)
        if last:
            with override(edition.language):
                edition.change_note = _("[What was changed]")
    if not edition.digest:
        seal(edition)
    _name_anniversary(edition)
    return PreviewEdition(edition, past, refusals)


def _says_the_same(edition: Edition, live: Edition) -> bool:
    """As `publishing.says_the_same`, but for the topics, which the page of a release does not show."""
    return (
        would_be_the_same(edition, live)
        and edition.body == richtext.cleaned_by(live.body, live.rules)
        and (edition.slug, edition.anniversary_id) == (live.slug, live.anniversary_id)
    )


def _stand_for(edition: Edition, live: Edition) -> None:
    edition.number, edition.change_note, edition.minor = live.number, live.change_note, live.minor
    edition.live_during = live.live_during
    edition.digest, edition.digest_version, edition.digest_salt = live.digest, live.digest_version, live.digest_salt


def _name_anniversary(edition: Edition) -> None:
    """The name and address of the page of its anniversary, as the page of a release is given them."""
    name = AnniversaryName.objects.filter(
        anniversary=edition.anniversary_id, anniversary__shown=True, language=edition.language
    )
    found = name.values_list("name", "slug").first() if edition.anniversary_id else None
    edition.anniversary_name, edition.anniversary_slug = found or (None, None)  # type: ignore[attr-defined]  # as annotated
