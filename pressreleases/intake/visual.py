"""Put the characters of a line, which are in the order in which they are seen, into the order of reading.

The bidirectional algorithm loses something when it lays out a line, so its inverse has to guess: words in Latin
script, numbers, and telephone numbers within Arabic are read from left to right, all else from right to left.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class Cell(NamedTuple):
    """A character with its marks, and whether it is bold."""

    text: str
    is_bold: bool = False


# A letter for each class of characters: R and L letters, N digits, E signs at numbers, S separators within numbers.
CLASSES = {
    **dict.fromkeys(("R", "AL"), "R"),
    "L": "L",
    **dict.fromkeys(("EN", "AN"), "N"),
    **dict.fromkeys(("ES", "ET"), "E"),
    "CS": "S",
}
FROM_THE_LEFT = re.compile(
    r"(?:N[NSE]*)?L(?:[^R]*[LN])?"  # words in Latin script, with all between them
    r"|E?N(?:[SE]?N)*E?"
)
TELEPHONE = re.compile(r"\+\d{1,4}(?:[ \-–.()]{1,2}\d{2,})+")
OPENING, CLOSING = "([{«‹“", ")]}»›”"
BEFORE_OPENING = " \N{NO-BREAK SPACE}([{«‹“-–—/"


def is_from_the_right(text: str) -> bool:
    """Whether more letters of the text are written from right to left than from left to right."""
    classes = [unicodedata.bidirectional(character) for character in text]
    return sum(each in ("R", "AL") for each in classes) > sum(each == "L" for each in classes)


def in_order_of_reading(cells: list[Cell], *, in_arabic: bool = False) -> list[Cell]:
    """Return the cells of a line, which are given from left to right, in the order of reading.

    `in_arabic`: most of the page is written from right to left; then this is a line with any such letter. Otherwise
    it is one with more of them than others.
    """
    text = "".join(cell.text[0] for cell in cells)
    classes = "".join(CLASSES.get(unicodedata.bidirectional(character), "O") for character in text)
    if "R" not in classes:
        return cells
    if not in_arabic and not is_from_the_right(text):
        return _with_islands(cells, classes)
    runs = _runs(text, classes)
    ordered: list[Cell] = []
    for start, end in reversed(runs):
        ordered += cells[start:end]
    return _bracketed(ordered)


def _runs(text: str, classes: str) -> list[tuple[int, int]]:
    """Return the runs to be read from left to right, and every other character as a run of its own."""
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(classes):
        found = TELEPHONE.match(text, at) or FROM_THE_LEFT.match(classes, at)
        end = found.end() if found else at + 1
        runs.append((at, end))
        at = end
    return runs


def _with_islands(cells: list[Cell], classes: str) -> list[Cell]:
    """A line in Latin script: only its words in Arabic script are turned, with what is between them."""
    ordered = list(cells)
    for found in re.finditer(r"R(?:[^L]*R)?", classes):
        island = cells[found.start() : found.end()]
        text = "".join(cell.text[0] for cell in island)
        turned: list[Cell] = []
        for start, end in reversed(_runs(text, found[0])):
            turned += island[start:end]
        ordered[found.start() : found.end()] = turned
    return ordered


def _bracketed(cells: list[Cell]) -> list[Cell]:
    """Let each bracket open or close by what is around it: programs disagree on how mirrored ones are written."""
    kept: list[Cell] = []
    for at, cell in enumerate(cells):
        place = max(OPENING.find(cell.text), CLOSING.find(cell.text))
        if place < 0:
            kept.append(cell)
            continue
        opens = (not kept or kept[-1].text[0] in BEFORE_OPENING) and at + 1 < len(cells)
        kept.append(cell._replace(text=(OPENING if opens else CLOSING)[place]))
    return kept
