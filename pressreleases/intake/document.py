"""What a reader hands over: the fields of a document, where each was found, and what has to be asked.

Readers make it from the bytes of a file, without the database; layers above make a release of it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from django.utils.translation import get_language

from pressreleases.language.dates import day_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

UNDETERMINED = "und"
"""Language code of a name in an unknown language (BCP 47, ISO 639-2)."""


class Sure(StrEnum):
    """How a value was found."""

    CERTAIN = "certain"  # a sign says what it is: a label, a word such as “Embargo”, an end mark
    LIKELY = "likely"  # its place says what it is: the title is between the date and the text
    GIVEN = "given"  # a person answered


@dataclass(frozen=True, slots=True)
class Found:
    """Where a value was found, by the numbers of lines from 1, and how sure it is."""

    lines: tuple[int, ...] = ()
    sure: Sure = Sure.CERTAIN


@dataclass(frozen=True, slots=True)
class Name:
    """The mission's name in one language, line by line as printed."""

    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the letterhead: E.164 (`+12123712559`), and the digits of the extension or an empty string."""

    kind: Literal["telephone", "fax"]
    number: str
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Embargo:
    """The line as printed, and until when: an instant with its zone, or a day, or neither if the line names none."""

    printed: str
    at: dt.datetime | None = None
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What the document does not tell. `str()` is the question in the active language.

    `key` is the name under which it is answered: a field, or `line-12` for lines that fit nowhere. `needed`: without an
    answer nothing is made of the document. `lines` are the lines it is about, with their numbers. `choices` are the
    answers that are possible; empty: any words.
    """

    key: str
    sentence: str | _StrPromise
    params: Mapping[str, object] = field(default_factory=dict)
    lines: tuple[tuple[int, str], ...] = ()
    choices: tuple[str, ...] = ()
    needed: bool = False

    def __str__(self) -> str:
        language = get_language() or "en"
        shown = {
            name: day_in_words(value, language) if isinstance(value, dt.date) else value
            for name, value in self.params.items()
        }
        return str(self.sentence) % shown


@dataclass(frozen=True, slots=True)
class Document:
    """One document. What it does not have is an empty string, an empty tuple or None.

    `kind` is a value of `models.kinds.Kind`. `body` is HTML made of paragraphs, headings, lists, quotations and
    tables, which still has to be sanitised. `notes` are notes to editors and footnotes, a paragraph each. `contact` is
    the press contact of this document, line by line. `addressee` is to whom a letter goes. `what`, `when` and `where`
    are those of a media advisory; they are in the body too. `notices` are lines about the document itself, such as
    “Check against delivery”. `found` has an entry for each field with a value.
    """

    language: str
    kind: str
    issued_on: dt.date | None
    title: str
    body: str
    lead: str = ""
    speaker_name: str = ""
    speaker_office: str = ""
    place: str = ""
    reference: str = ""
    embargo: Embargo | None = None
    notes: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    what: str = ""
    when: str = ""
    where: str = ""
    notices: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    address: str = ""
    numbers: tuple[Number, ...] = ()
    email: str = ""
    pictures: tuple[bytes, ...] = ()
    encoding: str = "UTF-8"
    questions: tuple[Question, ...] = ()
    found: Mapping[str, Found] = field(default_factory=dict, compare=False)

    @property
    def needed(self) -> tuple[Question, ...]:
        """The questions without whose answers nothing can be made of the document."""
        return tuple(question for question in self.questions if question.needed)
