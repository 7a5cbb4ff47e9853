"""Write lines of a PDF as rows of a plain sheet: paragraphs, indents, headings, items, bold words, whole words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from pressreleases.intake.folding import letters
from pressreleases.intake.pdf_lines import SIGNS, Cell, Line, Segment, is_marker
from pressreleases.intake.pdf_pictures import is_sign
from pressreleases.intake.vocabulary import CONTACT

GAP = "    "
USUAL_LEADING = 1.35
SET_OFF = 4
"""Lines that are indented by as many characters stay lines, by which a quotation is known."""

CUT_WORD = re.compile(r"(?P<begun>[^\W\d_]+)(?P<hyphen>[-\N{SOFT HYPHEN}\N{HYPHEN}])$")
REST = re.compile(r"[^\W\d_]+")
WORD = re.compile(r"[^\W\d_]+")
OF_CONTACT = re.compile(
    r"(?:tel|tél|téléphone|telephone|phone|fax|faks|e-?mail|e-?poçt|e-?posta|courriel|correo|mob|mobile|cell|тел|факс|"
    r"эл\. почта|هاتف|فاكس|البريد|电话|传真|邮箱|电子邮件)\s?[.:：]|"
    r"[\w.+-]{1,60}@[\w-]{1,60}\.\w|(?:https?://|www\.)\S|\+\d[\d ()-]{7}",
    re.IGNORECASE,
)
HEADS_OF_CONTACT = frozenset(map(letters, CONTACT))


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document: the size of its text, the width of a character, how far lines are apart.

    `edges` are those of its text. `is_wrapped`: there are lines that reach its right edge, so that it is one.
    """

    size: float
    width: float
    edges: tuple[float, float]
    leading: float
    is_wrapped: bool
    is_bold: bool
    words: Counter[str]


def measures_of(pages: list[list[Line]]) -> Measures:
    """Return what is usual in the lines of a document."""
    lines = [line for page in pages for line in page if not is_sign(line)]
    sizes: Counter[float] = Counter()
    bold = 0
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
        bold += sum(cell.is_bold for segment in line.segments for cell in segment.cells)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    usual = [line for line in lines if abs(line.size - size) < 1 and len(line.segments) == 1]
    shares = sorted((line.right - line.left) / len(line.text) for line in usual if len(line.text) > 20)
    width = max(1.0, shares[len(shares) // 2]) if shares else size / 2
    lefts, rights = sorted(line.left for line in usual), sorted((line.right for line in usual), reverse=True)
    # One line may stick out.
    edges = (lefts[min(1, len(lefts) - 1)], rights[min(1, len(rights) - 1)]) if usual else (0.0, 0.0)
    is_wrapped = len(rights) > 2 and rights[0] - rights[2] < 4 * size and edges[1] - edges[0] > 25 * size
    measures = Measures(size, width, edges, USUAL_LEADING, is_wrapped, bold > 0.6 * sum(sizes.values()), Counter())
    for line in lines:
        measures.words.update(found.lower() for found in WORD.findall(line.text))
    return Measures(size, width, edges, _leading(pages, measures), is_wrapped, measures.is_bold, measures.words)


def _leading(pages: list[list[Line]], measures: Measures) -> float:
    """How far the lines of a paragraph are apart, as a share of their size: the least distance after a full line."""
    if not measures.is_wrapped:
        return USUAL_LEADING
    steps = sorted(
        step
        for page in pages
        for one, other in pairwise(page)
        if 1.0 <= (step := _step(one, other)) < 3.5 and _is_full(one, other, measures)
    )
    for step in steps:
        # So far apart are rather paragraphs of one line.
        least = 1 if step < 1.8 else 3
        if sum(abs(step + 0.04 - each) <= 0.08 for each in steps) >= max(least, 0.12 * len(steps)):
            return step + 0.04
    return USUAL_LEADING


def _step(one: Line, other: Line) -> float:
    return (one.base - other.base) / max(1.0, min(one.size, other.size))


def _is_full(line: Line, following: Line, measures: Measures) -> bool:
    """Whether the first word of the next line had no place on this line."""
    if len(line.segments) > 1 or len(following.segments) > 1 or len(line.text) < 15:
        return False
    word = following.text.split()[0] if following.text.split() else ""
    many = 1 if word[:1] > "\u2e7f" else len(word) + 0.7
    before, after = line.left - measures.edges[0], measures.edges[1] - line.right
    is_centred = before > 2 * line.size and abs(before - after) < line.size
    room = before + after if is_centred or line.is_from_the_right else after
    return room < many * (line.right - line.left) / len(line.text)


def goes_on(line: Line, following: Line, measures: Measures) -> bool:
    """Whether a paragraph goes on from one line to the next, which is at any distance, perhaps on the next page."""
    if is_sign(line) or is_sign(following) or _is_of_contact(following):
        return False
    if not measures.is_wrapped or _is_item(following) or abs(line.size - following.size) > 0.5:
        return False
    return _is_full(line, following, measures)


def rows_of(lines: list[Line], measures: Measures, *, joins: bool = True) -> list[str]:
    """Return lines as rows of text, with a blank row where a paragraph ends.

    With `joins`, lines of a paragraph that were broken only because they were full are one row.
    """
    if not lines:
        return []
    edges = (min(line.left for line in lines), max(line.right for line in lines))
    rows: list[str] = []
    has_text = is_contact = False
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        following = lines[at + 1] if at + 1 < len(lines) else None
        ends = before is None or _ends_paragraph(before, line, following, edges, measures)
        row = _row(line, edges, measures)
        if has_text and _is_heading(line, measures):
            row = f"# {line.text}"
            if rows and rows[-1].startswith("# ") and not ends:
                rows[-1] += f" {line.text}"
                continue
        is_contact = letters(line.text) in HEADS_OF_CONTACT if ends else is_contact
        has_text = has_text or (abs(line.size - measures.size) < 1 and len(line.text) > 60)
        if before is not None and ends:
            rows.append("")
        is_set_off = bool(rows) and all(each.startswith(" " * SET_OFF) for each in (rows[-1], row))
        is_set_off = is_set_off and not is_marker(rows[-1].split()[0])
        if (
            joins
            and not ends
            and before
            and not is_set_off
            and not (is_contact and not row.strip()[:1].islower())
            and goes_on(before, line, measures)
        ):
            rows[-1] = joined(rows[-1], row, measures.words)
        else:
            rows.append(row)
    return rows


def _is_of_contact(line: Line) -> bool:
    """Whether a line begins with a number or an address: lines of a contact are not those of a paragraph."""
    return bool(OF_CONTACT.match(line.text.strip()))


def _is_heading(line: Line, measures: Measures) -> bool:
    return not is_sign(line) and line.size > 1.12 * measures.size and len(line.segments) == 1 and len(line.text) < 120


def _ends_paragraph(
    before: Line, line: Line, following: Line | None, edges: tuple[float, float], measures: Measures
) -> bool:
    """Whether a paragraph ends between two lines: by the distance, another size, or the indent of a first line."""
    if is_sign(before) or is_sign(line):
        return True
    are_rows = len(before.segments) == len(line.segments) > 1
    step = _step(before, line)
    if are_rows and step < 2.5 * measures.leading:
        return False
    if (
        _is_below_table(before, line)
        or step > measures.leading + 0.27
        or abs(before.size - line.size) > 0.12 * max(before.size, line.size)
    ):
        return True
    if following is None or _is_item(line):
        return False
    side = 1 if line.is_from_the_right else 0
    indents = [abs((each.right if side else each.left) - edges[side]) for each in (before, line, following)]
    is_first = indents[1] > indents[0] + line.size and indents[1] > indents[2] + line.size
    return is_first and indents[1] < 6 * line.size and indents[0] < 1


def _is_below_table(before: Line, line: Line) -> bool:
    """Whether a line below two columns is neither the next line of a cell nor as short as one."""
    if len(before.segments) < 2 or len(line.segments) > 1:
        return False
    is_aligned = any(abs(line.left - cell.left) < 3 or abs(line.right - cell.right) < 3 for cell in before.segments)
    return len(line.text) >= 25 or not is_aligned


def _is_item(line: Line) -> bool:
    return line.has_sign or line.text[0] in SIGNS or is_marker(line.text.split()[0])


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


def joined(row: str, following: str, words: Counter[str]) -> str:
    """Return two rows as one, with the lesser of their indents.

    A hyphen at the end of the first goes if it is a soft one, or if the document has the word in one elsewhere.
    """
    indents = [len(each) - len(each.lstrip()) for each in (row, following)]
    start = " " * (indents[0] if is_marker(row.split(maxsplit=1)[0]) else min(indents))
    row, following = row.strip(), following.strip()
    between = " " if row[-1] < "\u2e80" or following[0] < "\u2e80" else ""
    if row.endswith("**") and following.startswith("**"):
        row, following = row[:-2], following[2:]
    cut, rest = CUT_WORD.search(row), REST.match(following)
    if cut and rest:
        is_known = words[(cut["begun"] + rest[0]).lower()] > 0 and rest[0].islower()
        row = row[:-1] if cut["hyphen"] != "-" or is_known else row
        between = ""
    return f"{start}{row}{between}{following}"
