"""The lines that the characters of a PDF's page make, Arabic and mixed ones in the order of reading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from pressreleases.intake.pdf_glyphs import Glyph, Mark, Page

HEIGHT = 0.7
"""The height of capitals as a share of the size."""

WIDE_GAP, WIDER_GAP = 1.5, 3.0
"""A gap of so many times the size parts a line into columns if it is wider than its other gaps; a wider one always."""

NARROW_GAP = 0.6
"""A gap of so many times the size parts the cells of a table, if those of the next row are aligned."""

FEW_GAPS = 4
SIGNS = "•●▪■◦○‣·➢✓\uf0b7\uf0a7\uf0d8\uf0fc\uf076"
LIGATURES = frozenset(("لا", "لأ", "لإ", "لآ", "الله", "لله"))
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a line with no wide gap between them, in the order of reading."""

    cells: tuple[Cell, ...]
    left: float
    right: float

    @property
    def text(self) -> str:
        return "".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its segments from left to right, the height of its base line, and its size."""

    segments: tuple[Segment, ...]
    base: float
    size: float
    has_sign: bool = False

    @property
    def left(self) -> float:
        return self.segments[0].left

    @property
    def right(self) -> float:
        return self.segments[-1].right

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)

    @property
    def is_from_the_right(self) -> bool:
        return is_from_the_right(self.text)


@dataclass(slots=True)
class Piece:
    """Words from left to right. `is_far`: the gap before them is that of columns, whatever is in other lines."""

    cells: list[Cell]
    left: float
    right: float
    is_far: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The pieces at one height, from left to right."""

    pieces: list[Piece]
    base: float
    size: float


def lines_of(page: Page) -> list[Line]:
    """Return the lines of a page from top to bottom."""
    rows = sorted((row for glyphs in _rows(page.glyphs) if (row := _row(glyphs))), key=lambda row: -row.base)
    in_arabic = is_from_the_right("".join(glyph.text for glyph in page.glyphs))
    lines = []
    for at, row in enumerate(rows):
        is_of_table = any(_are_of_table(row, rows[near]) for near in (at - 1, at + 1) if 0 <= near < len(rows))
        lines.append(_with_sign(_line(row, is_of_table=is_of_table, in_arabic=in_arabic), page.marks))
    return lines


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Put glyphs at about the same height together; those of a superscript are with their line."""
    rows: list[list[Glyph]] = []
    anchors: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda each: -each.base):
        for at in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            if _are_level(anchors[at], glyph):
                rows[at].append(glyph)
                if glyph.size > anchors[at].size and not glyph.text.isspace():
                    anchors[at] = glyph
                break
        else:
            rows.append([glyph])
            anchors.append(glyph)
    return rows


def _are_level(one: Glyph, other: Glyph) -> bool:
    tops = (one.base + HEIGHT * one.size, other.base + HEIGHT * other.size)
    shared = min(tops) - max(one.base, other.base)
    return shared >= 0.35 * HEIGHT * min(one.size, other.size)


def _row(glyphs: list[Glyph]) -> Row | None:
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not inked:
        return None
    size = _usual_size(inked)
    full = [glyph for glyph in inked if glyph.size >= 0.9 * size]
    base = median(glyph.base for glyph in full)
    ordered = [
        _raised(glyph, base, size)
        for glyph in _with_accents(_without_fillers(_with_ligatures(sorted(glyphs, key=_place))))
    ]
    return Row(list(_pieces(ordered, size)), base, size) if any(not each.text.isspace() for each in ordered) else None


def _are_of_table(row: Row, other: Row) -> bool:
    """Whether two rows next to each other have as many pieces, all of them aligned."""
    if len(row.pieces) != len(other.pieces) or len(row.pieces) < 2 or row.base - other.base > 4 * row.size:
        return False
    return all(
        abs(one.left - two.left) < 1.5
        or abs(one.right - two.right) < 1.5
        or abs(one.left + one.right - two.left - two.right) < 3
        for one, two in zip(row.pieces, other.pieces, strict=True)
    )


def _line(row: Row, *, is_of_table: bool, in_arabic: bool) -> Line:
    """Join the pieces of a row where the gap between them is neither wide nor that of a table."""
    parts: list[Piece] = []
    for piece in row.pieces:
        if parts and not is_of_table and not piece.is_far:
            cells = [*parts[-1].cells, Cell(" "), *piece.cells]
            parts[-1] = Piece(cells, parts[-1].left, piece.right, parts[-1].is_far)
        else:
            parts.append(piece)
    segments = [
        Segment(tuple(in_order_of_reading(part.cells, in_arabic=in_arabic)), part.left, part.right) for part in parts
    ]
    return Line(tuple(_without_gap_after_marker(segments)), row.base, row.size)


def _usual_size(glyphs: list[Glyph]) -> float:
    sizes = sorted(glyph.size for glyph in glyphs)
    return sizes[len(sizes) * 3 // 4]


def _place(glyph: Glyph) -> tuple[float, bool, int]:
    return (round(glyph.left, 2), not glyph.text.isspace(), glyph.index)


def _with_ligatures(glyphs: list[Glyph]) -> list[Glyph]:
    """Join the letters of Arabic ligatures, which have one place, in the order of reading.

    pdfium gives them in this order or in the other one, depending on the program that made the PDF.
    """
    joined: list[Glyph] = []
    for _place, group in groupby(glyphs, key=lambda glyph: (round(glyph.left, 1), round(glyph.right, 1))):
        letters = list(group)
        if len(letters) == 1 or not all(unicodedata.bidirectional(each.text[0]) == "AL" for each in letters):
            joined += letters
            continue
        text = "".join(each.text for each in letters)
        is_right = text in LIGATURES
        joined.append(replace(letters[0], text=text if is_right else text[::-1]))
    return joined


def _without_fillers(glyphs: list[Glyph]) -> list[Glyph]:
    """Drop signs that lie over an Arabic letter: LibreOffice writes such for letters that are set apart."""
    letters = [unicodedata.bidirectional(glyph.text[0]) == "AL" for glyph in glyphs]
    kept = []
    for at, glyph in enumerate(glyphs):
        near = [glyphs[each] for each in (at - 1, at + 1) if 0 <= each < len(glyphs) and letters[each]]
        shared = max((min(glyph.right, each.right) - max(glyph.left, each.left) for each in near), default=0.0)
        is_sign = unicodedata.category(glyph.text[0])[0] in "PS"
        if not is_sign or shared < 0.5 * (glyph.right - glyph.left) or shared < 0.1 * glyph.size:
            kept.append(glyph)
    return kept


def _with_accents(glyphs: list[Glyph]) -> list[Glyph]:
    """Put combining marks on the letter that they stand over."""
    letters = [glyph for glyph in glyphs if not unicodedata.combining(glyph.text[0])]
    for mark in (glyph for glyph in glyphs if unicodedata.combining(glyph.text[0])):
        near = [at for at, glyph in enumerate(letters) if not glyph.text.isspace()]
        if near:
            middle = (mark.left + mark.right) / 2
            at = min(near, key=lambda each: abs((letters[each].left + letters[each].right) / 2 - middle))
            letters[at] = replace(letters[at], text=letters[at].text + mark.text)
    return letters


def _raised(glyph: Glyph, base: float, size: float) -> Glyph:
    if glyph.text in "0123456789" and glyph.size < 0.9 * size and glyph.base > base + 0.2 * size:
        return replace(glyph, text=glyph.text.translate(RAISED))
    return glyph


def _pieces(glyphs: list[Glyph], size: float) -> Iterator[Piece]:
    """Yield the cells between gaps that may be those of a table, with single spaces where words end."""
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    gaps = [other.left - one.right for one, other in pairwise(inked)]
    tracking = median(gaps) if len(gaps) > FEW_GAPS else 0.0
    if tracking > 0.1 * size:
        # Letters that are set apart, as in a label, are not words.
        gaps = [gap - tracking for gap in gaps]
    between = [gap for gap in gaps if gap > 0.15 * size]
    usual = median(between) if len(between) > 1 else 0.0
    far = min(WIDER_GAP * size, max(WIDE_GAP * size, 2.5 * usual))
    spaces = _spaces(glyphs)
    is_arabic = any(unicodedata.bidirectional(glyph.text[0]) in ("R", "AL") for glyph in inked)
    piece = Piece([Cell(inked[0].text, inked[0].is_bold)], inked[0].left, inked[0].right)
    for at, (one, other) in enumerate(pairwise(inked)):
        cell = Cell(other.text, other.is_bold)
        if gaps[at] > NARROW_GAP * size:
            yield piece
            piece = Piece([cell], other.left, other.right, is_far=gaps[at] > far)
            continue
        if space := _space(one, other, gaps[at] / size, spaces[at], is_arabic=is_arabic):
            piece.cells.append(Cell(space, one.is_bold and other.is_bold))
        piece.cells.append(cell)
        piece.right = max(piece.right, other.right)
    yield piece


def _spaces(glyphs: list[Glyph]) -> list[Glyph | None]:
    """Return for each glyph but the last the space after it, if there is one."""
    found: list[Glyph | None] = []
    for glyph in glyphs:
        if not glyph.text.isspace():
            found.append(None)
        elif found and (found[-1] is None or found[-1].is_made):
            found[-1] = glyph
    return found


def _space(one: Glyph, other: Glyph, gap: float, space: Glyph | None, *, is_arabic: bool) -> str:
    """Return the space between two glyphs; `gap` is a share of their size. Chinese has none.

    The boxes of Arabic letters are as narrow as their ink, so that the gaps within words are wider.
    """
    is_wide = one.text[0] > "\u2e7f" or other.text[0] > "\u2e7f"
    if space is None:
        return " " if gap > (0.8 if is_wide else 0.35 if is_arabic else 0.15) else ""
    if space.is_made and gap < (0.5 if is_wide else 0.18 if is_arabic else 0.12):
        return ""
    return space.text


def _without_gap_after_marker(segments: list[Segment]) -> list[Segment]:
    """Join the number or the sign of an item with its text."""
    if len(segments) < 2:
        return segments
    ends = (0, 1) if not is_from_the_right(" ".join(segment.text for segment in segments)) else (-1, -2)
    marker, following = segments[ends[0]], segments[ends[1]]
    if not is_marker(marker.text):
        return segments
    cells = (*marker.cells, Cell(" "), *following.cells)
    joined = Segment(cells, min(marker.left, following.left), max(marker.right, following.right))
    return [joined, *segments[2:]] if ends[0] == 0 else [*segments[:-2], joined]


def is_marker(text: str) -> bool:
    """Whether words are only the number or the sign of an item."""
    bare = text.strip("() .").strip()
    is_number = (
        text.endswith((".", ")")) and len(bare) <= 4 and (bare.isdecimal() or (bare.isalpha() and len(bare) < 4))
    )
    return is_number or text in SIGNS or text in ("-", "–", "—", "*", "o")


def _with_sign(line: Line, marks: list[Mark]) -> Line:
    """Note a small drawing before a line as the sign of an item."""
    middle = line.base + 0.3 * line.size
    for mark in marks:
        gap = mark.left - line.right if line.is_from_the_right else line.left - mark.right
        if 0 < gap < 2 * line.size and abs((mark.bottom + mark.top) / 2 - middle) < 0.3 * line.size:
            return replace(line, has_sign=True)
    return line


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
