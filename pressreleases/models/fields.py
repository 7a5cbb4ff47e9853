"""Every field of a release and of its editions, named once, with what happens to it.

Copying into an edition, the digest, redaction, comparisons, autosave, carry-forward, exports, the JSON of a release and
the triggers of the database read this table. docs/architecture.md has the recipe "Add a field to a release".
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, gettext_noop

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class On(Enum):
    """Where a field is stored. What both have is copied from the release into the edition when it is published."""

    BOTH = "both"
    GIVEN = "given"  # to a release when it is begun, and to each of its editions; no form has it
    EDITION = "edition"
    RELEASE = "release"


class Words(Enum):
    """What a field for words holds. Each has its own rule for characters."""

    LINE = "line"
    TEXT = "text"
    HTML = "html"


class Stored(Enum):
    COLUMN = "column"
    KEY = "key"  # of a row of another table
    LIST = "list"  # a column with a list in JSON; without anything in it, an empty one
    ROWS = "rows"  # a many-to-many relation


class Emptied(Enum):
    """When a redaction empties a field of an edition."""

    ALWAYS = "always"
    IF_ASKED = "if asked"
    WITHOUT_SALT = "without salt"  # a digest that has no salt lets its words be guessed
    NEVER = "never"


class Compared(Enum):
    """How two states of a field are compared, and in which language it is shown."""

    WORDS = "words"  # word by word, in the language of the release
    FACTS = "facts"  # word by word, in the language of the person who compares
    WHOLE = "whole"  # as a whole, in the language of the person who compares
    NEVER = "never"


# What a redaction leaves of words, of a key or value that may be missing, and of a list.
Empty = str | list[Any] | None


@dataclass(frozen=True)
class Field:
    """One field and its traits. `label` is its name for readers and staff, to be translated.

    `digest` is its name in the canonical form and in JSON, with a dot before a name within another; empty: it is in
    neither. `since` is the first version of the digest that has it. `empty` is what a redaction leaves of it. `public`:
    readers compare it. `prose`: sentences, which come first in comparisons and are rewritten when a text is carried
    forward. `carried`: a draft for another year begins with it. `translated`: if it changes, a translation is out of
    date.
    """

    name: str
    label: str = ""
    on: On = On.BOTH
    stored: Stored = Stored.COLUMN
    words: Words | None = None
    digest: str = ""
    since: int = 1
    emptied: Emptied = Emptied.NEVER
    empty: "Empty" = ""
    compared: Compared = Compared.NEVER
    public: bool = False
    prose: bool = False
    carried: bool = False
    translated: bool = False

    @property
    def column(self) -> str:
        """Its attribute in Python and its column in the database; a key has the key of the other row."""
        return f"{self.name}_id" if self.stored is Stored.KEY else self.name


def public_words(
    name: str,
    label: str,
    words: Words,
    *,
    digest: str,
    since: int = 1,
    prose: bool = False,
    carried: bool = True,
    translated: bool = True,
) -> Field:
    """A field for words that readers see: in the digest, compared word by word, and emptied by each redaction."""
    return Field(
        name,
        label,
        words=words,
        digest=digest,
        since=since,
        emptied=Emptied.ALWAYS,
        compared=Compared.WORDS,
        public=True,
        prose=prose,
        carried=carried,
        translated=translated,
    )


# In the order of a sheet, which is that of exports. Two digests without a salt (`models/digests.py`) depend on it.
FIELDS = (
    Field("language", gettext_noop("language"), digest="language", compared=Compared.WHOLE),
    Field("kind", gettext_noop("kind"), digest="kind", compared=Compared.WHOLE, public=True, carried=True),
    public_words(
        "reference",
        gettext_noop("reference"),
        Words.LINE,
        digest="reference",
        carried=False,
        translated=False,
    ),
    Field("issued_on", gettext_noop("date of issue"), digest="issued_on", compared=Compared.FACTS, public=True),
    public_words("place", gettext_noop("place"), Words.LINE, digest="place"),
    public_words("speaker_name", gettext_noop("speaker"), Words.LINE, digest="speaker.name"),
    public_words("speaker_office", gettext_noop("speaker’s office"), Words.LINE, digest="speaker.office"),
    public_words("title", gettext_noop("title"), Words.LINE, digest="title", prose=True),
    public_words("summary", gettext_noop("lead"), Words.TEXT, digest="summary", prose=True),
    public_words("body", gettext_noop("text"), Words.HTML, digest="content", since=2, prose=True),
    public_words("notes_to_editors", gettext_noop("notes to editors"), Words.TEXT, digest="notes", prose=True),
    # In another year others answer, who are in the mission details.
    public_words(
        "press_contact",
        gettext_noop("press contact"),
        Words.TEXT,
        digest="press_contact",
        since=3,
        carried=False,
    ),
    Field(
        "attachments",
        gettext_noop("attachments"),
        stored=Stored.LIST,
        digest="attachments",
        since=3,
        emptied=Emptied.ALWAYS,
        empty=[],
        compared=Compared.WORDS,
        public=True,
    ),
    Field(
        "lead_image",
        gettext_noop("lead picture"),
        stored=Stored.KEY,
        emptied=Emptied.ALWAYS,
        empty=None,
        compared=Compared.FACTS,
        public=True,
        carried=True,
    ),
    public_words(
        "lead_caption",
        gettext_noop("caption of the lead picture"),
        Words.LINE,
        digest="lead_caption",
        since=3,
    ),
    # Words are in none of it, but it goes with the picture.
    Field(
        "lead_focus",
        gettext_noop("most important point of the lead picture"),
        digest="lead_focus",
        since=3,
        emptied=Emptied.ALWAYS,
        compared=Compared.FACTS,
        carried=True,
    ),
    Field("topics", gettext_noop("topics"), stored=Stored.ROWS, compared=Compared.WHOLE, carried=True),
    Field("anniversary", gettext_noop("anniversary"), stored=Stored.KEY, compared=Compared.WHOLE),
    Field("slug", gettext_noop("address"), emptied=Emptied.IF_ASKED, compared=Compared.WHOLE),
    # What publishing makes for an edition.
    Field(
        "letterhead",
        gettext_noop("Letterhead"),
        On.EDITION,
        digest="letterhead",
        emptied=Emptied.IF_ASKED,
        compared=Compared.WORDS,
        public=True,
    ),
    Field("text", on=On.EDITION, words=Words.TEXT, digest="text", emptied=Emptied.ALWAYS),
    Field("lead_picture", on=On.EDITION, digest="lead_picture", emptied=Emptied.ALWAYS, empty=None),
    Field("change_note", on=On.EDITION, words=Words.TEXT, digest="change_note", emptied=Emptied.ALWAYS),
    Field("kind_label", on=On.EDITION, words=Words.LINE),
    Field("number", on=On.EDITION, digest="number"),
    Field("digest_salt", on=On.EDITION, digest="salt", since=2, emptied=Emptied.ALWAYS),
    Field("digest", on=On.EDITION, emptied=Emptied.WITHOUT_SALT),
    Field("release", on=On.EDITION, stored=Stored.KEY),
    Field("published_by", on=On.EDITION, stored=Stored.KEY),
    Field("page", on=On.GIVEN),
    *(
        Field(name, on=On.EDITION)
        for name in "id year minor live_during made_at digest_version rules labelled_at redacted_at".split()
    ),
    # What only staff see.
    *(
        Field(name, on=On.RELEASE)
        for name in "id family is_original code status in_step_with version created_at changed_at".split()
    ),
    Field("embargo_ends_at", gettext_noop("embargo"), On.RELEASE),
    Field("created_by", on=On.RELEASE, stored=Stored.KEY),
    Field("changed_by", on=On.RELEASE, stored=Stored.KEY),
)


def names(fields: Iterable[Field], wanted: Callable[[Field], object]) -> tuple[str, ...]:
    """The names of those `fields` that are `wanted`."""
    return tuple(field.name for field in fields if wanted(field))


_BOTH = tuple(field for field in FIELDS if field.on is On.BOTH)
_ALL_PROSE_FIRST = sorted(FIELDS, key=lambda field: not field.prose)
_PROSE_FIRST = [field for field in _ALL_PROSE_FIRST if field.on is On.BOTH]

# What staff fill in, which autosave keeps and a newer version is compared in.
FORM_FIELDS = tuple(field.name for field in _BOTH)
# What an edition copies from the working copy under the same name; what else it holds is made when it is published.
WORKING_COPY_FIELDS = names(_BOTH, lambda field: field.stored is not Stored.ROWS)
KEYS = names(_BOTH, lambda field: field.stored is Stored.KEY)
# Fields for words, the sentences first.
LINES = names(_PROSE_FIRST, lambda field: field.words is Words.LINE)
TEXTS = names(_PROSE_FIRST, lambda field: field.words in (Words.TEXT, Words.HTML))
PLAIN_WORDS = names(_PROSE_FIRST, lambda field: field.words in (Words.LINE, Words.TEXT))
PROSE = names(_BOTH, lambda field: field.prose)
TRANSLATED = names(_PROSE_FIRST, lambda field: field.translated)
# In the order in which differences are shown: what changed in the text comes before what changed around it.
COMPARED = tuple(field for field in _ALL_PROSE_FIRST if field.compared is not Compared.NEVER)
NEWEST_DIGEST = max(field.since for field in FIELDS)

_BY_NAME = {field.name: field for field in FIELDS}


def label(name: str) -> "_StrPromise":
    """The name of a field for staff and readers, translated when it is shown."""
    return gettext_lazy(_BY_NAME[name].label)


def label_of(name: str) -> str:
    """The name of a field in the active language, with a capital."""
    return capfirst(str(label(name)))


def emptied_by_redaction(*, of_saves: bool = False) -> dict[str, Empty]:
    """What every redaction leaves of an edition, or of an earlier save of its release, by the name of the field.

    In the order of comparisons.
    """
    wanted = (On.BOTH,) if of_saves else (On.BOTH, On.EDITION)
    return {row.name: row.empty for row in _ALL_PROSE_FIRST if row.emptied is Emptied.ALWAYS and row.on in wanted}


def in_digest(version: int) -> tuple[tuple[str, str], ...]:
    """The fields that this version of the digest covers, each with its name in the canonical form."""
    return tuple((row.name, row.digest) for row in FIELDS if row.digest and row.since <= version)


def columns_for_triggers() -> dict[str, tuple[str, ...]]:
    """The lists of columns that triggers ask for by their names (`mission_columns` in the database)."""
    of_edition = [row for row in FIELDS if row.on is not On.RELEASE]
    emptied = [row for row in of_edition if row.emptied is Emptied.ALWAYS]
    return {
        "emptied": tuple(row.column for row in emptied if row.empty == ""),
        "cleared": tuple(row.column for row in emptied if row.empty is None),
        "emptied lists": tuple(row.column for row in emptied if row.stored is Stored.LIST),
        "lines": names(of_edition, lambda row: row.words is Words.LINE),
        "texts": names(of_edition, lambda row: row.words in (Words.TEXT, Words.HTML)),
        "release texts": TEXTS,
        "staff only": tuple(row.column for row in FIELDS if row.on is On.RELEASE),
    }
