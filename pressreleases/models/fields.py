"""Every field of a release and of its editions, named once, with what publishing, the digest and redaction do with it.

Redaction, the digest and what an edition copies read this table; the trigger that guards editions has the same list in
SQL, and a test compares the two. Another test fails for a field that is not declared here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class On(Enum):
    """Where a field is stored. What both have is copied from the release into the edition when it is published."""

    BOTH = "both"
    EDITION = "edition"
    RELEASE = "release"


class Emptied(Enum):
    """When a redaction empties a field of an edition."""

    ALWAYS = "always"
    IF_ASKED = "if asked"
    WITHOUT_SALT = "without salt"  # a digest that has no salt lets its words be guessed
    NEVER = "never"


@dataclass(frozen=True)
class Field:
    """`digest` is its name in the canonical form, with a dot before a name within another; empty: it is not in it.

    `empty` is what a redaction leaves of it.
    """

    name: str
    on: On = On.BOTH
    digest: str = ""
    emptied: Emptied = Emptied.NEVER
    empty: str | None = ""


FIELDS = (
    Field("language", digest="language"),
    Field("kind", digest="kind"),
    Field("reference", digest="reference", emptied=Emptied.ALWAYS),
    Field("title", digest="title", emptied=Emptied.ALWAYS),
    Field("slug", emptied=Emptied.IF_ASKED),
    Field("issued_on", digest="issued_on"),
    Field("place", digest="place", emptied=Emptied.ALWAYS),
    Field("speaker_name", digest="speaker.name", emptied=Emptied.ALWAYS),
    Field("speaker_office", digest="speaker.office", emptied=Emptied.ALWAYS),
    Field("summary", digest="summary", emptied=Emptied.ALWAYS),
    Field("body", digest="content", emptied=Emptied.ALWAYS),
    Field("notes_to_editors", digest="notes", emptied=Emptied.ALWAYS),
    Field("anniversary"),
    Field("lead_image", emptied=Emptied.ALWAYS, empty=None),
    *(
        Field(name, On.EDITION, digest, emptied, empty)
        for name, digest, emptied, empty in (
            ("id", "", Emptied.NEVER, ""),
            ("release", "", Emptied.NEVER, ""),
            ("number", "number", Emptied.NEVER, ""),
            ("kind_label", "", Emptied.NEVER, ""),
            ("year", "", Emptied.NEVER, ""),
            ("text", "text", Emptied.ALWAYS, ""),
            ("letterhead", "letterhead", Emptied.IF_ASKED, ""),
            ("lead_picture", "lead_picture", Emptied.ALWAYS, None),
            ("change_note", "change_note", Emptied.ALWAYS, ""),
            ("minor", "", Emptied.NEVER, ""),
            ("live_during", "", Emptied.NEVER, ""),
            ("published_by", "", Emptied.NEVER, ""),
            ("made_at", "", Emptied.NEVER, ""),
            ("digest", "", Emptied.WITHOUT_SALT, ""),
            ("digest_version", "", Emptied.NEVER, ""),
            ("digest_salt", "salt", Emptied.ALWAYS, ""),
            ("rules", "", Emptied.NEVER, ""),
            ("labelled_at", "", Emptied.NEVER, ""),
            ("redacted_at", "", Emptied.NEVER, ""),
        )
    ),
    *(
        Field(name, On.RELEASE)
        for name in (
            *("id", "family", "is_original", "code", "status", "in_step_with", "version"),
            *("created_at", "created_by", "changed_at", "changed_by"),
        )
    ),
)

# What an edition copies from the working copy under the same name; what else it holds is made when it is published.
WORKING_COPY_FIELDS = tuple(field.name for field in FIELDS if field.on is On.BOTH)


def emptied_by_redaction(*, of_saves: bool = False) -> dict[str, str | None]:
    """What every redaction leaves of an edition, or of an earlier save of its release, by the name of the field."""
    wanted = (On.BOTH,) if of_saves else (On.BOTH, On.EDITION)
    return {row.name: row.empty for row in FIELDS if row.emptied is Emptied.ALWAYS and row.on in wanted}


def in_digest() -> Iterator[tuple[str, str]]:
    """The fields that the digest covers: each with its name in the canonical form."""
    return ((row.name, row.digest) for row in FIELDS if row.digest)
