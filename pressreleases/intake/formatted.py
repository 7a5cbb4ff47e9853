"""What a reader of a formatted document returns, whatever its format: a small HTML, and the pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a document: its bytes as they are in the file, and its text alternative, which may be empty."""

    data: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Formatted:
    """The content of a document, in the elements that `docs/architecture/intake.md` lists, and its pictures."""

    html: str
    pictures: tuple[Picture, ...] = ()
