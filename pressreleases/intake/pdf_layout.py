"""Write the lines of a PDF's pages as a plain sheet: heads and feet that repeat, ends of pages, columns."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from itertools import zip_longest

from pressreleases.intake.lines import PAGE_MARK
from pressreleases.intake.pdf_lines import RAISED, Line
from pressreleases.intake.pdf_paragraphs import GAP, Measures, goes_on, joined, measures_of, rows_of
from pressreleases.intake.visual import Cell

PRINTED_BY_BROWSER = re.compile(
    r"(?:https?|file)://\S+\s+\d+/\d+|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d\d(?:\s?[AP]M)?(?:\s.*)?"
)
DIGITS = re.compile(r"\d+")
NOTE = re.compile(r"([⁰¹²³⁴-⁹]{1,3}|\d{1,3})\s*(?=[^\W\d])")
EDGE = 3
"""So many lines at the top and at the foot of a page may repeat from page to page."""

Row = str | tuple[str, str]


def sheet_of(pages: list[list[Line]]) -> str:
    """Return the lines of all pages as a plain sheet."""
    pages = _without_running_lines(pages)
    measures = measures_of(pages)
    notes: list[list[Line]] = []
    pages = [_without_notes(page, notes, measures) for page in pages]
    rows: list[Row] = []
    before: list[Line] = []
    for number, lines in enumerate(pages, start=1):
        found = _rows_of_page(lines, measures)
        if not found:
            continue
        last, first = rows[-1] if rows else "", found[0]
        if _goes_on(before, lines, measures) and isinstance(last, str) and isinstance(first, str):
            rows[-1] = joined(last, first, measures.words)
            found = found[1:]
        elif rows:
            rows += ["", f"- {number} -", ""]
        rows += found
        before = lines
    for note in notes:
        rows += ["", *rows_of(note, measures)]
    width = max((len(row[0]) for row in rows if not isinstance(row, str)), default=0) + len(GAP)
    flat = [row if isinstance(row, str) else (row[0].ljust(width) + row[1]).rstrip() for row in rows]
    return "\n".join(flat).strip("\n") + "\n"


def _goes_on(page: list[Line], lines: list[Line], measures: Measures) -> bool:
    """Whether a paragraph surely goes on to the next page."""
    return bool(page) and not _gutter(page) and not _gutter(lines) and goes_on(page[-1], lines[0], measures)


def _without_notes(page: list[Line], notes: list[list[Line]], measures: Measures) -> list[Line]:
    """Take the footnotes off the end of a page: small lines that begin with a number in the text."""
    at = len(page)
    while at and page[at - 1].size < 0.93 * measures.size:
        at -= 1
    begun = len(page)
    called = "".join(line.text for line in page[:at])
    for place, line in enumerate(page[at:], start=at):
        number = str(len(notes) + 1)
        note = _note(line, number) if number.translate(RAISED) in called else None
        if note:
            notes.append([note])
            begun = min(begun, place)
        elif place > begun:
            notes[-1].append(line)
    return page[:begun]


def _note(line: Line, number: str) -> Line | None:
    """Return the first line of a footnote with its number raised; None for another line."""
    first = line.segments[0]
    found = NOTE.match(first.text)
    if not found or unicodedata.normalize("NFKC", found[1]) != number:
        return None
    cells = (Cell(number.translate(RAISED) + " "), *first.cells[found.end() :])
    return replace(line, segments=(replace(first, cells=cells), *line.segments[1:]))


# Lines that repeat from page to page


def _without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """Drop page numbers, what browsers print around a page, and heads and feet that repeat, but for the first one."""
    pages = [[line for line in page if not PRINTED_BY_BROWSER.fullmatch(line.text)] for page in pages]
    repeated: Counter[tuple[str, int]] = Counter()
    for page in pages:
        repeated.update({_key(line) for line in (*page[:EDGE], *page[-EDGE:])})
    often = {key for key, times in repeated.items() if times > 1 and times * 2 >= len(pages) - 1}
    kept: list[list[Line]] = []
    feet: dict[tuple[str, int], Line] = {}
    for page in pages:
        head = _how_many_run(page, often)
        foot = _how_many_run(page[::-1][: len(page) - head], often)
        below = page[len(page) - foot :]
        above = page[:head] if not any(kept) else []
        for line in below:
            feet.setdefault(_key(line), line)
        kept.append([line for line in above if _without_number(line)] + page[head : len(page) - foot])
    shown = [bare for foot in feet.values() if (bare := _without_number(foot))]
    if kept and shown:
        # Below all other lines, so that it is a paragraph of its own.
        lowest = min((line.base for line in kept[-1]), default=0.0) - 60
        kept[-1] += [replace(line, base=lowest + line.base - shown[0].base) for line in shown]
    return kept


def _without_number(line: Line) -> Line | None:
    """Return a line without the segments that number the page."""
    kept = tuple(segment for segment in line.segments if not _is_number(replace(line, segments=(segment,))))
    return replace(line, segments=kept) if kept else None


def _how_many_run(lines: list[Line], often: set[tuple[str, int]]) -> int:
    """Return how many of the first lines are page numbers, or repeat on other pages."""
    many = 0
    while many < min(EDGE, len(lines)) and (_is_number(lines[many]) or _key(lines[many]) in often):
        many += 1
    return many


def _key(line: Line) -> tuple[str, int]:
    """The words of a line but for its numbers, and its height: a sentence may repeat, but not at the same place."""
    return DIGITS.sub("#", line.text), round(line.base / 3)


def _is_number(line: Line) -> bool:
    text = line.text.strip().lower()
    return len(text) <= 40 and bool(PAGE_MARK.fullmatch(text))


# Columns


def _rows_of_page(lines: list[Line], measures: Measures) -> list[Row]:
    """Return the rows of a page; where it has two columns, pairs of rows that each read on."""
    gutter = _gutter(lines)
    if gutter is None:
        return list(rows_of(lines, measures))
    rows: list[Row] = []
    left: list[Line] = []
    right: list[Line] = []
    full: list[Line] = []
    for line in lines:
        sides = [
            [segment for segment in line.segments if segment.right <= gutter],
            [segment for segment in line.segments if segment.left >= gutter],
        ]
        if sum(map(len, sides)) < len(line.segments):
            rows += _band(left, right, measures)
            left, right = [], []
            full.append(line)
            continue
        if full:
            rows += [*rows_of(full, measures), ""]
            full = []
        for side, segments in zip((left, right), sides, strict=True):
            if segments:
                side.append(replace(line, segments=tuple(segments)))
    return [*rows, *_band(left, right, measures), *rows_of(full, measures)]


def _band(left: list[Line], right: list[Line], measures: Measures) -> list[Row]:
    if not left and not right:
        return []
    sides = [rows_of(side, measures, joins=False) for side in (left, right)]
    return [*zip_longest(sides[0], sides[1], fillvalue=""), ""]


def _gutter(lines: list[Line]) -> float | None:
    """Return where the white band between two columns of text is, if there is one; that of a table is none."""
    gaps = [(line.segments[0].right, line.segments[1].left) for line in lines if len(line.segments) == 2]
    if len(gaps) < 6 or len(gaps) * 10 < len(lines) * 4:
        return None
    best = max(
        ((one + other) / 2 for one, other in gaps), key=lambda place: sum(one < place < other for one, other in gaps)
    )
    both = [
        line.segments
        for line in lines
        if len(line.segments) == 2 and line.segments[0].right < best < line.segments[1].left
    ]
    if len(both) < 6 or any(sum(len(row[side].text) for row in both) < 16 * len(both) for side in (0, 1)):
        return None
    return best
