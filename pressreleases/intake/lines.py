"""Split a text into blocks of lines with their structure: indents, headings, page marks, columns.

`formatted` makes the same blocks of the paragraphs of a formatted document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from pressreleases.intake.folding import INVISIBLE, fold_for_reading, letters
from pressreleases.intake.vocabulary import MORE, OF_PAGES, PAGE

UNWRAPPED = 160
"""A line of at least this many characters is a whole paragraph, as Word saves it, not a line of a wrapped one."""

LONG = 100
"""Few wrap lines at so many characters."""

LEAST_OF_CUT = 40
MOST_OF_EDGE = 4
SENTENCE = re.compile(r"[.!?。][”\"»’)]?$")
BOLD = re.compile(r"(?<!\*)\*\*(?!\*)")
BOLD_ON, BOLD_OFF = "\ue000", "\ue001"
FIRST_MARK, MOST_MARKS = 0xF0000, 4096
"""The marks of other elements, in pairs: an even one begins an element, the next one ends it."""

MARKS = str.maketrans("", "", BOLD_ON + BOLD_OFF + "".join(map(chr, range(FIRST_MARK, FIRST_MARK + MOST_MARKS))))
HEADING = re.compile(r"(#{1,6})\s+(?=[^#\s])")
RULE = re.compile(r"_{3,}")
# “* * *”, “- - -”: a row of signs between paragraphs.
ROW_OF_SIGNS = re.compile(r"(?:[*~•·]\s*){2,}|⁂|(?:[-–—_+=]\s+){2,}[-–—_+=]")
ROW = re.compile(r"[\s*~•·_=+#§⁂❖◆◇■□●○–—-]+")
UNDERLINE = re.compile(r"={3,}|-{3,}|_{3,}|\*{3,}")
GAP = re.compile(r" {3,}|\t[ \t]*")
PAGE_MARK = re.compile(
    rf"(?:[-–—~.\s]*{PAGE}?\.?\s?\d{{1,3}}(?:\s?{OF_PAGES}\s?\d{{1,3}})?[-–—~.\s]*"
    r"|第\s?\d{1,3}\s?页(?:\s?[,，/]?\s?共\s?\d{1,3}\s?页)?|\d{1,3}-(?:ci|cı|cu|cü) səhifə|\d{1,3}\. sayfa)"
)
# “…/2”, “/2”, “2/2/2”
AFTER_STROKE = re.compile(r"(?:…|\.{2,3})?\s?/\s?\d{1,2}|(\d)/\1/\1")
# “-30-” is the end of a text, not its thirtieth page.
END_MARK = re.compile(r"[-–—]{1,2}\s?30\s?[-–—]{1,2}")
NUMBER_OF_PAGE = re.compile(
    r"(?:^\W*|[–—-]\s*|\badd |\btake |\bpage )(?<![\d.,/])\d{1,2}(?![\d,/%]|\.\d)[\])}.\s–—-]*$"
)
AROUND_MORE = " -–—*[]()（）.…./\\"
# Also a line of an address, or a heading.
WORDS_TOO = frozenset(("suite", "over"))
NAMES_PAGE = re.compile(rf"(?<!\w){PAGE}\.?\s?\d")
PICTURE = "▣"
"""The text of a line that has nothing but a picture."""

BARS = "|│║"
FAR = 20
"""An indent of this many characters is the place of a second column, not that of a paragraph."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number in the file, from 1, its text without outer white space, and its indent.

    `rich` is the text with marks where bold, a link or another element begins and ends. Only `rich` has the invisible
    characters of the line.
    """

    number: int
    text: str
    indent: int = 0
    rich: str = ""

    def without_start(self, many: int) -> Line:
        """The line without the first `many` characters of its text, with all marks."""
        text = self.text[many:].strip()
        kept, left = [], len(self.text) - len(self.text[many:].lstrip())
        for character in self.rich or self.text:
            is_mark = not character.translate(MARKS)
            if is_mark or left <= 0:
                kept.append(character)
            else:
                left -= not INVISIBLE.match(character)
        return Line(self.number, text, self.indent, "".join(kept).strip())


@dataclass(frozen=True, slots=True)
class Form:
    """What a block of a formatted document is, which its reader knows: no sign in its text has to tell.

    `name`: a paragraph, several short ones that look alike (each a line), an item of a list, a quotation, a table, a
    caption, or a figure: a picture, and under it the lines of its caption.
    An item has the `tag` of its list, its `level` from 0 and its `number`; its text begins with a sign. A table has its
    `html` with marks. `language` is that of the file (BCP 47), or an empty string.
    """

    name: Literal["paragraph", "paragraphs", "item", "quote", "table", "caption", "figure"]
    tag: str = ""
    level: int = 0
    number: int = 1
    html: str = ""
    language: str = ""


NO_FORM = Form("paragraph")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; at least one.

    `heading` is a level from 1, or 0. `is_after_page`: a page ended before it. `is_foot`: the file says that it is at
    the foot of each page. `form`: None in a plain text.
    """

    lines: tuple[Line, ...]
    heading: int = 0
    is_after_page: bool = False
    is_foot: bool = False
    form: Form | None = None

    @property
    def text(self) -> str:
        return joined(self.lines)

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def is_picture(self) -> bool:
        """Whether the block is a picture, perhaps with its caption."""
        return self.first.text == PICTURE and (len(self.lines) == 1 or (self.form or NO_FORM).name == "figure")

    @property
    def is_rule(self) -> bool:
        """Whether the block is a row of signs that parts paragraphs, such as “* * *”."""
        if not ROW.fullmatch(self.text):
            return False
        # A picture may be beside the signs.
        has_elements = any(ord(sign) >= FIRST_MARK for line in self.lines for sign in line.rich)
        return not has_elements and (self.form is None or self.form.name in ("paragraph", "paragraphs"))

    def from_line(self, at: int) -> Block:
        return replace(self, lines=self.lines[at:])


def show_picture(blocks: list[Block], elements: Mapping[str, str] | None) -> bool:
    """Whether blocks show a picture: a short line under it is its caption."""
    signs = (mark for block in blocks for line in block.lines for mark in line.rich)
    return any((elements or {}).get(mark, "").startswith("<img") for mark in signs)


def joined(lines: tuple[Line, ...]) -> str:
    """The lines as one paragraph. Chinese needs no space between them."""
    text = ""
    for line in lines:
        wide = bool(text) and text[-1] > "\u2e7f" and line.text[0] > "\u2e7f" and text[-1] < "\ue000"
        text += line.text if wide or not text else f" {line.text}"
    return text


def unquoted(text: str) -> str:
    """A sheet that is quoted as a whole in a message, without the signs at the beginning of its lines."""
    rows = text.split("\n")
    filled = [row for row in rows if row.strip()]
    if len(filled) < 3 or not all(row.startswith(">") for row in filled):
        return text
    return "\n".join(row.removeprefix(">").removeprefix(" ") for row in rows)


def read_blocks(text: str) -> list[Block]:
    """Return the blocks of `text`: lines with no blank one between them. A paragraph on one long line is a block."""
    rows = text.split("\n")
    blocks: list[Block] = []
    block: list[Line] = []
    ended_page = False
    for number, raw in enumerate([*with_bold(text).split("\n"), ""], start=1):
        line = _line(number, raw)
        if line is not None and (running := _running_head(line, rows)):
            # “- 2 -          Press release ARC/212”
            blocks += _split(block, is_after_page=ended_page) if block else []
            line, block, ended_page = running, [], True
        is_mark = line is not None and _is_page_mark(line.text, rows, number)
        if line is not None and not is_mark:
            block.append(line)
            continue
        if block:
            blocks += _split(block, is_after_page=ended_page)
            block, ended_page = [], False
        ended_page = ended_page or is_mark
    return _with_edges(_without_running_heads(blocks))


def _with_edges(blocks: list[Block]) -> list[Block]:
    """The blocks, where a few words within a paragraph that a page cuts are the edge of the page.

    They are between the page mark and the rest of the paragraph, or have a number: “2.”, “Press release – 2”.
    """
    for at in range(1, len(blocks) - 1):
        before, edge, after = blocks[at - 1 : at + 2]
        is_number = _may_be_number_of_page(blocks, at)
        is_between = edge.is_after_page != after.is_after_page or is_number
        is_cut = not SENTENCE.search(before.lines[-1].text) and len(before.lines[-1].text) >= LEAST_OF_CUT
        words = [word for word in edge.text.split() if any(map(str.isalnum, word))]
        is_small = len(edge.lines) == 1 and len(words) <= MOST_OF_EDGE and not edge.heading
        is_other = is_number or not edge.first.text[0].islower()
        if is_between and is_cut and is_small and after.first.text[0].islower() and is_other:
            blocks[at : at + 2] = replace(edge, is_foot=True, is_after_page=False), replace(after, is_after_page=True)
    return blocks


def _may_be_number_of_page(blocks: list[Block], at: int) -> bool:
    """Whether a block has a number of two figures at most, and no such block is right above: no item of a list."""
    near = (blocks[other].text for other in (at - 2, at, at + 2) if 0 <= other < len(blocks))
    return bool(NUMBER_OF_PAGE.search(blocks[at].text)) and sum(map(bool, map(NUMBER_OF_PAGE.search, near))) == 1


def _line(number: int, raw: str) -> Line | None:
    bare = INVISIBLE.sub("", raw).translate(MARKS)
    stripped = bare.strip()
    if not stripped or stripped == "**":
        return None
    if stripped[0] in BARS and stripped[-1] in BARS and sum(stripped.count(bar) for bar in BARS) == 2:
        # A line in a frame.
        bare = raw = stripped[1:-1].strip()
        if not bare:
            return None
    expanded = bare.expandtabs(8)
    indent = len(expanded) - len(expanded.lstrip())
    # An invisible mark at the start would hide a sign of a list, or the number of a page.
    return Line(number, bare.strip(), indent, raw.strip())


def _is_page_mark(text: str, rows: list[str], number: int) -> bool:
    """Whether a line is “(more)”, “- 2 -” or “Page 2 of 3”; a number alone only with blank lines around it."""
    if len(text) > 40:
        return False
    is_word = letters(text) in MORE
    is_marked = text.startswith(tuple("([-–—*")) or text.rstrip(" )").endswith(("…", "...", "..", "]"))
    # “cont’d”, “suite page 2”, “MORE”, and no “Suite 400” of an address
    is_numbered = any(map(str.isdigit, text)) and NAMES_PAGE.search(fold_for_reading(text))
    is_capital = text.isupper() and not (letters(text) in WORDS_TOO and _is_in_head(rows, number))
    if is_word and (is_marked or is_numbered or is_capital or "’" in text or "'" in text):
        return True
    if AFTER_STROKE.fullmatch(text):
        return True
    if not PAGE_MARK.fullmatch(fold_for_reading(text)) or END_MARK.fullmatch(text):
        return False
    if not text.isdecimal():
        numbers = [int(digits) for digits in re.findall(r"\d+", text)]
        # “045/25” is a reference: no page comes after the last one.
        is_of = "/" in text and numbers == sorted(numbers) and not re.search(r"(?<!\d)0", text)
        return any(map(str.isalpha, text)) or text.strip()[0] in "-–—~" or is_of
    is_apart = [not INVISIBLE.sub("", rows[at]).strip() for at in (number - 2, number) if 0 <= at < len(rows)]
    return len(text) <= 2 and all(is_apart)


def _is_in_head(rows: list[str], number: int) -> bool:
    """Whether what is above a line ends as a head does, so that nothing is cut there: “OVER”, “SUITE” of an address."""
    above = next((row.strip() for row in reversed(rows[: number - 1]) if row.strip()), "")
    below = next((row.strip() for row in rows[number:] if row.strip()), "")
    return len(above) < LEAST_OF_CUT and not below[:1].islower()


def _running_head(line: Line, rows: list[str]) -> Line | None:
    """The line without the number of the page that a wide gap parts from its other words; None for another line."""
    pieces = [piece for piece in GAP.split(line.text) if piece.strip()]
    if len(pieces) != 2:
        return None
    marks = [not piece.strip().isdecimal() and _is_page_mark(piece.strip(), rows, line.number) for piece in pieces]
    if marks[0] == marks[1]:
        return None
    other = pieces[marks.index(False)].strip()
    return replace(line, text=other, rich=other)


def _split(block: list[Line], *, is_after_page: bool) -> list[Block]:
    """Return each line as a block if the lines are whole paragraphs; headings are blocks, too."""
    is_unwrapped = any(len(line.text) >= UNWRAPPED for line in block) and not _is_ragged(block)
    if is_unwrapped or _are_paragraphs(block):
        cut = [[line] for line in block]
    else:
        cut = [[]]
        for line in block:
            if HEADING.match(line.text) and cut[-1]:
                cut.append([])
            is_row = RULE.fullmatch(line.text) or ROW_OF_SIGNS.fullmatch(line.text)
            is_under_end = (
                line is not block[-1]
                and UNDERLINE.fullmatch(line.text)
                and bool(cut[-1])
                and SENTENCE.search(cut[-1][-1].text)
            )
            if (is_row or is_under_end) and cut[-1]:
                # Notes, or another paragraph, are below it.
                cut.append([])
                continue
            cut[-1].append(line)
            if HEADING.match(line.text):
                cut.append([])
    blocks = [_heading(lines) for lines in cut if lines]
    if blocks and is_after_page:
        blocks[0] = replace(blocks[0], is_after_page=True)
    return blocks


def _are_paragraphs(block: list[Line]) -> bool:
    """Whether each long line ends a sentence, which the lines of a wrapped paragraph do not."""
    long = [line.text for line in block if len(line.text) >= LONG]
    last = block[-1].text
    is_text = len(last) >= LONG // 2 and bool(SENTENCE.search(last)) and last not in long[:1]
    return bool(long) and is_text and all(SENTENCE.search(text) for text in long)


def _is_ragged(block: list[Line]) -> bool:
    """Whether long lines are wrapped all the same: a line goes on in the next one, with a small letter."""
    return any(len(one.text) >= UNWRAPPED // 2 and other.text[0].islower() for one, other in pairwise(block))


def _heading(lines: list[Line]) -> Block:
    found = HEADING.match(lines[0].text)
    if found and len(lines) == 1:
        text = lines[0].text[found.end() :].rstrip("# ")
        bare = replace(lines[0], text=text, rich=text)
        return Block((bare,), heading=len(found[1]))
    if (
        len(lines) == 2
        and UNDERLINE.fullmatch(lines[1].text)
        and len(lines[0].text) <= 120
        and lines[1].text[0] in "=-"
    ):
        return Block((lines[0],), heading=1 if lines[1].text[0] == "=" else 2)
    kept = [line for line in lines if not UNDERLINE.fullmatch(line.text)]
    return Block(tuple(kept or lines))


def _without_running_heads(blocks: list[Block]) -> list[Block]:
    """Drop lines after a page mark that repeat a line of the first page's head."""
    known: dict[str, None] = {}
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        if at <= 8 and not block.is_after_page:
            known |= {words: None for line in block.lines if len(words := letters(line.text)) > 2}
        if not block.is_after_page or at < 2 or not _repeats(block.first, known):
            kept.append(block)
            continue
        lines = tuple(line for line in block.lines if not _repeats(line, known))
        if lines:
            kept.append(replace(block, lines=lines))
        elif at + 1 < len(blocks):
            blocks[at + 1] = replace(blocks[at + 1], is_after_page=True)
    return kept


def _repeats(line: Line, known: dict[str, None]) -> bool:
    """Whether a line is one of the lines of the head again, or several of them on one."""
    words = letters(line.text)
    return len(words) > 5 and (words in known or (len(words) > 10 and words in "".join(known)))


def with_bold(text: str) -> str:
    """Return `text` with marks in place of its pairs of `**`, on one line or over several; one alone stays."""
    opened: int | None = None
    pairs: list[tuple[int, str]] = []
    text = text.translate(MARKS)
    for found in BOLD.finditer(text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if opened is not None and before.strip():
            pairs += [(opened, BOLD_ON), (found.start(), BOLD_OFF)]
            opened = None
        elif after.strip():
            opened = found.start()
    kept, end = [], 0
    for place, mark in pairs:
        kept += [text[end:place], mark]
        end = place + len("**")
    return "".join([*kept, text[end:]])


# Columns


@dataclass(frozen=True, slots=True)
class Columns:
    """A sheet whose lines are two columns: where the right one begins, and both as texts of their own."""

    left: str
    right: str
    lines: tuple[tuple[int, str], ...]


def whole_columns(text: str) -> Columns | None:
    """Return the columns if most of the sheet is in two of them, side by side; a table is not."""
    rows = [row.expandtabs(8).rstrip() for row in text.split("\n")]
    filled = [row for row in rows if row.strip()]
    starts = Counter(start for row in filled if (start := _right_start(row)))
    if not starts:
        return None
    start, how_many = starts.most_common(1)[0]
    if how_many < 6 or how_many * 10 < len(filled) * 4:
        return None
    left, right = [], []
    for row in rows:
        in_gap = len(row) > start and row[max(0, start - 2) : start].strip() == ""
        left.append(row[:start].rstrip() if in_gap or len(row) <= start else row)
        right.append(row[start:].strip() if in_gap else "")
    both = [(one.strip(), other) for one, other in zip(left, right, strict=True) if one.strip() and other]
    widths = [sum(len(pair[side]) for pair in both) / max(1, len(both)) for side in (0, 1)]
    if len(both) < 5 or min(widths) < 16:
        return None
    shown = [(number, row.strip()) for number, row in enumerate(rows, start=1) if _right_start(row) == start]
    return Columns("\n".join(left), "\n".join(right), tuple(shown[:3]))


def _right_start(row: str) -> int:
    """Where the text after a wide gap begins, also if the gap is all that is before it; 0 if there is none."""
    indent = len(row) - len(row.lstrip())
    if indent >= FAR:
        return indent
    found = [gap for gap in GAP.finditer(row) if gap.start() > indent]
    return found[0].end() if len(found) == 1 else 0


def side_by_side(lines: tuple[Line, ...], rows: list[str]) -> tuple[list[Line], list[Line]] | None:
    """Return the lines of a letterhead's block as two columns, if they are; `rows` are the lines of the file."""
    left: list[Line] = []
    right: list[Line] = []
    gaps = 0
    if len(lines) > 1 and all(line.text.count("|") == 1 for line in lines):
        halves = [[replace(line, text=half.strip(), rich="") for half in line.text.split("|")] for line in lines]
        left, right = ([pair[side] for pair in halves if pair[side].text] for side in (0, 1))
        return (left, right) if left and right else None
    for line in lines:
        found = list(GAP.finditer(line.text))
        if len(found) > 1:
            return None
        if found:
            gaps += 1
            left.append(replace(line, text=line.text[: found[0].start()], rich=""))
            right.append(replace(line, text=line.text[found[0].end() :], rich=""))
        elif line.indent >= FAR or rows[line.number - 1].startswith("\t"):
            right.append(line)
        else:
            left.append(line)
    return (left, right) if gaps else None
