"""Write the lines of a PDF's pages as a plain sheet: paragraphs, indents, headings, columns, ends of pages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from pressreleases.intake.lines import PAGE_MARK
from pressreleases.intake.pdf_lines import SIGNS, Line, Segment, is_marker
from pressreleases.intake.visual import Cell

GAP = "    "
PRINTED_BY_BROWSER = re.compile(
    r"(?:https?|file)://\S+\s+\d+/\d+|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d\d(?:\s?[AP]M)?(?:\s.*)?"
)
DIGITS = re.compile(r"\d+")
EDGE = 3
"""So many lines at the top and at the foot of a page may repeat from page to page."""

CUT_WORD = re.compile(r"[^\W\d_](?P<hyphen>[-\N{SOFT HYPHEN}\N{HYPHEN}])(?:\*\*)?$")
CONTINUED = re.compile(r"(?:\*\*)?(?P<word>(?P<letters>[^\W\d_]+)\S*)\s*")


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document: the size of its text, the width of a character, how far lines are apart."""

    size: float
    width: float
    leading: float
    is_bold: bool


Row = str | tuple[str, str]


def sheet_of(pages: list[list[Line]]) -> str:
    """Return the lines of all pages as a plain sheet."""
    pages = _without_running_lines(pages)
    measures = _measures(pages)
    rows: list[Row] = []
    for number, lines in enumerate(pages, start=1):
        if rows and lines and not _goes_on(pages[number - 2], lines, measures):
            rows += ["", f"- {number} -", ""]
        rows += _rows_of_page(lines, measures)
    plain = [row for row in rows if isinstance(row, str)]
    width = max((len(row[0]) for row in rows if not isinstance(row, str)), default=0) + len(GAP)
    words = Counter(word.lower() for row in plain for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", row))
    flat = [row if isinstance(row, str) else (row[0].ljust(width) + row[1]).rstrip() for row in rows]
    return "\n".join(_with_whole_words(flat, words)).strip("\n") + "\n"


def _measures(pages: list[list[Line]]) -> Measures:
    sizes: Counter[float] = Counter()
    bold = total = 0
    for line in (line for page in pages for line in page):
        sizes[round(line.size * 2) / 2] += len(line.text)
        total += len(line.text)
        bold += sum(cell.is_bold for segment in line.segments for cell in segment.cells)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    segments = [
        segment
        for page in pages
        for line in page
        for segment in line.segments
        if abs(line.size - size) < 1 and len(segment.text) > 20
    ]
    shares = sorted((segment.right - segment.left) / len(segment.text) for segment in segments)
    width = shares[len(shares) // 2] if shares else size / 2
    return Measures(size, max(1.0, width), _leading(pages), bold > 0.6 * total)


def _leading(pages: list[list[Line]]) -> float:
    """How far the lines of a paragraph are apart, as a share of their size: the smallest usual distance."""
    steps = sorted(step for page in pages for one, other in pairwise(page) if 1.0 <= (step := _step(one, other)) < 3.5)
    for step in steps:
        if sum(abs(step + 0.04 - each) <= 0.08 for each in steps) >= max(2, 0.12 * len(steps)):
            return step + 0.04
    return 1.3


def _goes_on(page: list[Line], lines: list[Line], measures: Measures) -> bool:
    """Whether a paragraph surely goes on to the next page: the next word had no place on the last line."""
    if not page or _gutter(page) or _gutter(lines):
        return False
    last, first = page[-1], lines[0]
    is_text = len(last.segments) == len(first.segments) == 1 and abs(last.size - first.size) < 0.5
    if not is_text or abs(first.size - measures.size) > 1 or _is_item(first) or is_marker(first.text.split()[0]):
        return False
    word = len(first.text.split()[0]) if first.text[0] < "\u2e80" else 1
    left, right = min(line.left for line in page), max(line.right for line in page)
    room = last.left - left if last.is_from_the_right else right - last.right
    return len(last.text) > 40 and room < (word + 0.5) * measures.width and abs(first.left - last.left) < last.size / 2


def _step(one: Line, other: Line) -> float:
    return (one.base - other.base) / max(1.0, min(one.size, other.size))


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
        return list(_rows(lines, measures))
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
            rows += [*_rows(full, measures), ""]
            full = []
        for side, segments in zip((left, right), sides, strict=True):
            if segments:
                side.append(replace(line, segments=tuple(segments)))
    return [*rows, *_band(left, right, measures), *_rows(full, measures)]


def _band(left: list[Line], right: list[Line], measures: Measures) -> list[Row]:
    if not left and not right:
        return []
    return [*zip_longest(_rows(left, measures), _rows(right, measures), fillvalue=""), ""]


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


# Paragraphs


def _rows(lines: list[Line], measures: Measures) -> list[str]:
    """Return lines as rows of text, with a blank row where a paragraph ends."""
    if not lines:
        return []
    edges = (min(line.left for line in lines), max(line.right for line in lines))
    rows: list[str] = []
    has_text = False
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        following = lines[at + 1] if at + 1 < len(lines) else None
        if before and _ends_paragraph(before, line, following, edges, measures):
            rows.append("")
        row = _row(line, edges, measures)
        if has_text and _is_heading(line, measures):
            goes_on = before is not None and rows and rows[-1].startswith("# ")
            if goes_on:
                rows[-1] += f" {line.text}"
                continue
            row = f"# {line.text}"
        if rows and rows[-1].endswith("**") and len(rows[-1]) > 40 and row.startswith("**"):
            rows[-1], row = rows[-1][:-2], row[2:]
        has_text = has_text or (abs(line.size - measures.size) < 1 and len(line.text) > 60)
        rows.append(row)
    return rows


def _is_heading(line: Line, measures: Measures) -> bool:
    return line.size > 1.12 * measures.size and len(line.segments) == 1 and len(line.text) < 120


def _ends_paragraph(
    before: Line, line: Line, following: Line | None, edges: tuple[float, float], measures: Measures
) -> bool:
    """Whether a paragraph ends between two lines: by the distance, another size, or the indent of a first line."""
    are_rows = len(before.segments) == len(line.segments) > 1
    step = _step(before, line)
    if are_rows and step < 2.5 * measures.leading:
        return False
    if step > measures.leading + 0.27 or abs(before.size - line.size) > 0.12 * max(before.size, line.size):
        return True
    if following is None or _is_item(line):
        return False
    side = 1 if line.is_from_the_right else 0
    indents = [abs((each.right if side else each.left) - edges[side]) for each in (before, line, following)]
    is_first = indents[1] > indents[0] + line.size and indents[1] > indents[2] + line.size
    return is_first and indents[1] < 6 * line.size and indents[0] < 1


def _is_item(line: Line) -> bool:
    return line.has_sign or line.text[0] in SIGNS


def _row(line: Line, edges: tuple[float, float], measures: Measures) -> str:
    """Return a line with its indent, and with its segments at their places."""
    is_rtl = line.is_from_the_right
    segments = tuple(reversed(line.segments)) if is_rtl else line.segments
    indent = line.left - edges[0]
    if is_rtl:
        # Some programs align Arabic to the left.
        indent = min(indent, edges[1] - line.right)
    row = " " * max(0, round(indent / measures.width))
    if line.has_sign:
        row += "- "
    for at, segment in enumerate(segments):
        if at and not is_rtl:
            row = row.rstrip() + GAP
            row = row.ljust(min(200, round((segment.left - edges[0]) / measures.width)))
        elif at:
            row = row.rstrip() + GAP
        row += _marked(segment, is_plain=measures.is_bold)
    return row.rstrip()


def _marked(segment: Segment, *, is_plain: bool) -> str:
    """Return the text of a segment with marks around bold words, and a hyphen for the sign of an item."""
    cells = list(segment.cells)
    sign = ""
    if cells[0].text in SIGNS and len(cells) > 1:
        sign = "- "
        cells = cells[1:]
        while cells and cells[0].text.isspace():
            cells = cells[1:]
    if is_plain:
        return sign + "".join(cell.text for cell in cells)
    return sign + _with_bold(cells)


def _with_bold(cells: list[Cell]) -> str:
    words: list[list[Cell]] = [[]]
    for cell in cells:
        if words[-1] and cell.is_bold != words[-1][0].is_bold and not cell.text.isspace():
            words.append([])
        words[-1].append(cell)
    text = ""
    for run in words:
        part = "".join(cell.text for cell in run)
        bare = part.strip()
        if run and run[0].is_bold and any(map(str.isalnum, bare)):
            part = part.replace(bare, f"**{bare}**", 1)
        text += part
    return text


# Words cut at the end of a line


def _with_whole_words(rows: list[str], words: Counter[str]) -> list[str]:
    """Put the rest of a word that is cut by a hyphen on the line where it begins.

    The hyphen goes if it is a soft one, or if the document has the word in one elsewhere; otherwise it stays.
    """
    whole: list[str] = []
    for row in rows:
        cut = CUT_WORD.search(whole[-1]) if whole else None
        rest = CONTINUED.match(row.lstrip()) if cut else None
        if not cut or not rest or GAP in row.strip() or GAP in whole[-1].strip():
            whole.append(row)
            continue
        head = whole[-1][: cut.start("hyphen")]
        start = re.search(r"[^\W\d_]*$", head)
        begun = start[0] if start else ""
        is_soft = cut["hyphen"] != "-"
        is_known = rest["letters"].islower() and words[(begun + rest["letters"]).lower()] > 0
        hyphen = "" if is_soft or is_known else "-"
        indent = row[: len(row) - len(row.lstrip())]
        marks = "**" if whole[-1].endswith("**") and not rest[0].startswith("**") else ""
        begins_bold = rest[0].startswith("**")
        was_bold = whole[-1].endswith("**")
        if was_bold != begins_bold:
            whole.append(row)
            continue
        whole[-1] = head + hyphen + rest["word"] + marks
        left = row.lstrip()[rest.end() :]
        if left:
            opened = "**" if begins_bold and "**" not in rest["word"] else ""
            whole[-1] += opened
            whole.append(indent + opened + left)
    return whole
