"""The content of a document as plain data. `text` reads it; layers above make a release of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

UNDETERMINED = "und"
"""Language code of a name in an unknown language (BCP 47, ISO 639-2)."""


@dataclass(frozen=True, slots=True)
class SheetName:
    """The mission's name in one language, line by line as printed."""

    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetNumber:
    """A number of the letterhead: E.164 (`+12123712559`), and the digits of the extension or an empty string."""

    kind: Literal["telephone", "fax"]
    number: str
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document. What it does not have is an empty string or an empty tuple, never None.

    `kind` is a value of `models.kinds.Kind`. `paragraphs` are its words, unchanged except for outer white
    space, joined line ends and bold markers. `notes` follow an end mark such as END or ###. `embargo` is the embargo
    line as printed; a document that has one must not be published unseen.
    """

    language: str
    kind: str
    issued_on: date
    title: str
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...] = ()
    names: tuple[SheetName, ...] = ()
    address: str = ""
    numbers: tuple[SheetNumber, ...] = ()
    email: str = ""
    reference: str = ""
    place: str = ""
    embargo: str = ""
