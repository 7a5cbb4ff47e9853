"""Read the text layer of a PDF as a plain sheet: its pages, the heads and feet that repeat, its columns.

pdfium is written in C, and a PDF made for it can crash it or keep it busy for ever. So it runs in a process of its
own, which has limits on time and memory: `python -m pressreleases.intake.pdf` reads a PDF from its standard input.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import resource
import subprocess
import sys
import threading
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from pressreleases.intake import errors
from pressreleases.intake.document import Picture
from pressreleases.intake.errors import (
    MOST_BYTES,
    MOST_LINES,
    DamagedFile,
    EmptyFile,
    HasPassword,
    IntakeError,
    IsForm,
    NoTextLayer,
    PartlyScanned,
    TakesTooLong,
    TooLarge,
    TooManyPages,
    UnreadableLetters,
)
from pressreleases.intake.lines import PAGE_MARK
from pressreleases.intake.pdf_glyphs import MOST_CHARACTERS, Page, read_page
from pressreleases.intake.pdf_lines import RAISED, Cell, Line, lines_of
from pressreleases.intake.pdf_paragraphs import GAP, Measures, goes_on, joined, measures_of, rows_of
from pressreleases.intake.pdf_pictures import Pictures, with_signs

MOST_PAGES = 300
MOST_IN_ALL = 300_000
"""Characters on all pages; they are about 100 pages of text, and are read in 10 seconds."""

SECONDS = 20
MEMORY = 1_000_000_000
ROOT = Path(__file__).resolve().parents[2]

MOST_KEPT, LARGEST_KEPT = 8, 4_000_000
"""So many layers this process keeps for the next reading of the same file, with so many bytes of pictures each."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The text layer of a PDF, and its pictures; a row with the sign of a picture (`pdf_pictures`) is its place."""

    text: str
    pictures: tuple[Picture, ...] = ()


_kept: dict[bytes, Layer] = {}
_keeping = threading.Lock()


def read_pdf(data: bytes) -> Layer:
    """Return the text layer of a PDF as a plain sheet.

    Blank lines part paragraphs, spaces indent lines, `**` is around bold words, `# ` before lines within the text that
    are larger than it, and `- ` before items of lists. Two columns are side by side. Heads and feet that repeat are
    there once, and a page begins with its number (`- 2 -`) unless a paragraph goes on. Arabic is in the order of
    reading. Text that is not to be seen is read, too, because that of a scan with recognised text (OCR) is such.
    Pictures are as a reader sees them, without a text alternative; one without bytes is left out.

    The pages of an import read one file several times, which takes far longer than for any other format. So the last
    few layers are kept by their file's hash, in this process alone: nothing that was read is stored.

    Raises DamagedFile, EmptyFile, HasPassword, IsForm, NoTextLayer, PartlyScanned, TakesTooLong, TooLarge,
    TooManyPages, UnreadableLetters.
    """
    if len(data) > MOST_BYTES:
        raise TooLarge.in_bytes(MOST_BYTES)
    if b"%PDF-" not in data[:1024]:
        raise DamagedFile
    key = hashlib.sha256(data).digest()
    with _keeping:
        layer = _kept.pop(key, None)
    layer = layer or _layer_of(data)
    if sum(len(picture.data) for picture in layer.pictures) <= LARGEST_KEPT:
        with _keeping:
            _kept[key] = layer
            for oldest in list(_kept)[:-MOST_KEPT]:
                del _kept[oldest]
    return layer


def _layer_of(data: bytes) -> Layer:
    """Read it in a process of its own."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            cwd=ROOT,
            env={"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise TakesTooLong(seconds=SECONDS) from error
    except (subprocess.CalledProcessError, ValueError) as error:
        raise DamagedFile from error
    if "text" in answer:
        return Layer(answer["text"], tuple(map(_picture, answer["pictures"])))
    if answer["error"] == TooLarge.__name__:
        raise TooLarge.in_lines(MOST_LINES)
    error_class: type[IntakeError] = getattr(errors, answer["error"])
    raise error_class(**answer["params"])


def _picture(found: str | None) -> Picture:
    if found is None:
        return Picture(b"", lost="drawing", is_bare=True)
    return Picture(base64.b64decode(found), lost="" if found else "form", is_bare=True)


def layer_of_pdf(data: bytes) -> tuple[str, Pictures]:
    """Return what `read_pdf` does, in this process, in which pdfium may crash."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise HasPassword from error
        raise DamagedFile from error
    pictures = Pictures()
    with document:
        pages = _pages(document)
        _refuse_scans(pages)
        shown = [pictures.take(document[at], page) for at, page in enumerate(pages)]
    lines = [with_signs(lines_of(page), own) for page, own in zip(pages, shown, strict=True)]
    if sum(map(len, lines)) > MOST_LINES:
        raise TooLarge.in_lines(MOST_LINES)
    return sheet_of(lines), pictures


def _pages(document: pdfium.PdfDocument) -> list[Page]:
    if len(document) > MOST_PAGES:
        raise TooManyPages(pages=len(document), limit=MOST_PAGES)
    if document.get_formtype() in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
        raise IsForm
    pages: list[Page] = []
    characters = 0
    for at in range(len(document)):
        try:
            page = read_page(document[at])
        except pdfium.PdfiumError as error:
            raise DamagedFile from error
        characters += len(page.glyphs)
        if len(page.glyphs) > MOST_CHARACTERS or characters > MOST_IN_ALL:
            raise TooLarge.in_lines(MOST_LINES)
        pages.append(page)
    return pages


def _refuse_scans(pages: list[Page]) -> None:
    """Refuse pages that show something, but have next to no text; and text whose characters are not known."""
    inked = [sum(not glyph.text.isspace() for glyph in page.glyphs) for page in pages]
    scans = [
        number
        for number, (page, many) in enumerate(zip(pages, inked, strict=True), start=1)
        if (many < 40 and page.pictured > 0.6) or (many == 0 and (page.pictured > 0.1 or page.drawings > 20))
    ]
    if scans and len(scans) == sum(many > 0 or number in scans for number, many in enumerate(inked, start=1)):
        raise NoTextLayer
    if scans:
        raise PartlyScanned(pages=", ".join(map(str, scans)))
    if not sum(inked):
        raise EmptyFile
    if sum(page.lost for page in pages) * 20 > sum(inked):
        raise UnreadableLetters


def limit_this_process() -> None:
    """Let this process end before it takes too much of the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(data: bytes) -> dict[str, object]:
    try:
        text, pictures = layer_of_pdf(data)
        return {"text": text, "pictures": pictures.as_text()}
    except IntakeError as error:
        return {"error": type(error).__name__, "params": error.params}


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


if __name__ == "__main__":
    limit_this_process()
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read())))
