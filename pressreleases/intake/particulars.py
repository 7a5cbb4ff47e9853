"""Read the lines between letterhead and title: date, reference number, embargo. For forms of dates, see `dates`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressreleases.intake.dates import SEPARATORS, DateLine, read_date_line
from pressreleases.intake.folding import letters, plain
from pressreleases.intake.labels import is_for_immediate_release

if TYPE_CHECKING:
    from datetime import date

    from pressreleases.intake.blocks import Line

# Such as No. 221/24; No:221/24; № 221/24; Ref.: PM/221/24.
REFERENCE = re.compile(
    r"(?:(?:ref(?:erence)?|no|nr|n|nömrə|say)(?:\s*[.:°º]+\s*|\s+|(?=\d))|№\s*[.:]?\s*){1,2}(?:[A-ZƏÇĞÖŞÜİ]{1,6}[/-]){0,3}\d[\w/.-]{0,30}(?<![.-])(?![\w/-])",
    re.IGNORECASE,
)
EMBARGO = re.compile(r"(?:under\s+)?embar[gq]o", re.IGNORECASE)
# These lines are about the document, not part of its text or letterhead.
NOTICES = frozenset(
    letters(words)
    for words in (
        "Check against delivery",
        "As delivered",
        "Unofficial translation",
        "Qeyri-rəsmi tərcümə",
        "Original: English",
    )
)
NUMBERED_TITLE = re.compile(r"\s*[,;:–—|]\s+")


@dataclass(slots=True)
class Particulars:
    """The content of these lines so far."""

    day: date | None = None
    place: str = ""
    reference: str = ""
    embargo: str = ""

    def take(self, text: str, *, line: int) -> bool:
        """Store what the line says and return True; return False if it is another kind of line, or a second date.

        Raises what `read_date_line` raises.
        """
        words = plain(text)
        if len(words) > 200:
            return False
        if not words or is_for_immediate_release(words) or letters(words) in NOTICES:
            return True
        if EMBARGO.match(words):
            self.embargo = self.embargo or words
            return True
        reference, rest = _reference_and_rest(words)
        if reference and not rest:
            self._refer(reference)
            return True
        found = read_date_line(rest, line=line)
        if not found or not self._date(found):
            return False
        self._refer(reference)
        return True

    def take_last_lines(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Store such lines at the end, but not the first line, and return the other lines."""
        while len(lines) > 1 and self.take(lines[-1].text, line=lines[-1].number):
            lines = lines[:-1]
        return lines

    def take_reference_of_title(self, title: str) -> str:
        """Store a reference number at the beginning of a title (`No:221/24, Statement on …`); return the rest."""
        found = REFERENCE.match(title)
        comma = NUMBERED_TITLE.match(title, found.end()) if found else None
        if not found or not comma or "/" not in found.group() or self.reference:
            return title
        self.reference = found.group()
        return title[comma.end() :]

    def _refer(self, reference: str) -> None:
        self.reference = self.reference or reference

    def _date(self, found: DateLine) -> bool:
        """Store the date. Return False for a second one, which is a title, such as `20 January 1990`."""
        if self.day is None:
            self.day, self.place = found.day, found.place
            return True
        return found.day == self.day and not found.place


def _reference_and_rest(words: str) -> tuple[str, str]:
    """Return the reference number at either end of the line, if any, and the rest of the line."""
    for found in REFERENCE.finditer(words):
        before, after = words[: found.start()].strip(SEPARATORS), words[found.end() :].strip(SEPARATORS)
        at_a_word = found.start() == 0 or not words[found.start() - 1].isalnum()
        if at_a_word and not (before and after):
            return found.group(), before or after
    return "", words
