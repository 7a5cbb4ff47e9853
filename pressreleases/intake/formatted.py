"""What a reader of a formatted document returns, whatever its format: a small HTML; and that HTML as blocks of lines.

`docs/architecture/intake.md` lists the elements. Inline elements are marks in the lines (`lines.Line.rich`), which
become elements again when the text is written.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING

from lxml import html as lxml_html

from pressreleases.intake.document import Picture
from pressreleases.intake.errors import MOST_LINES, TooLarge
from pressreleases.intake.folding import INVISIBLE
from pressreleases.intake.language import recognised
from pressreleases.intake.lines import BOLD_OFF, BOLD_ON, FIRST_MARK, MARKS, MOST_MARKS, PICTURE, Block, Form, Line
from pressreleases.intake.textual import ends_a_sentence

ROMAN = tuple(zip((100, 90, 50, 40, 10, 9, 5, 4, 1), "c xc l xl x ix v iv i".split(), strict=True))
KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
"""The kinds of HTML and of OpenDocument, by their names in Word."""


def written(number: int, kind: str) -> str:
    """Return a number as a level of this kind shows it, or an empty string for other kinds and numbers."""
    if kind == "decimal":
        return str(number)
    found = ""
    if kind in {"upperRoman", "lowerRoman"} and 0 < number < 200:
        for value, letters in ROMAN:
            found += letters * (number // value)
            number %= value
    elif kind in {"upperLetter", "lowerLetter"} and 0 < number <= 26:
        found = chr(ord("a") + number - 1)
    return found.upper() if kind.startswith("upper") else found


def with_marks(items: list[str], start: int, kind: str, *, before: str = "", after: str = ".") -> str:
    """A list of `<li>` with the mark of each, as HTML; `kind` is one of `KINDS`."""
    marked = []
    for number, item in enumerate(items, start):
        mark = written(number, KINDS[kind])
        marked.append(item.replace("<li>", f"<li>{before}{mark}{after} " if mark else "<li>", 1))
    return f"<ul>{''.join(marked)}</ul>"


if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

SHORT = 100
"""A line of a letterhead or of a title has at most this many characters."""

INLINE = {"em": "em", "sup": "sup", "sub": "sub"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset({"p", "ul", "ol", "table", "blockquote", *HEADINGS})
SPACES = re.compile(r"[ \n\r\f\v]+")
NUMBERED = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class Formatted:
    """The content of a document in the elements of the small HTML, and its pictures."""

    html: str
    pictures: tuple[Picture, ...] = ()


@dataclass(slots=True)
class Sheet:
    """A document as blocks of lines. `elements` are the tags that the marks of `Line.rich` stand for."""

    blocks: list[Block] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    elements: dict[str, str] = field(default_factory=dict)


def sheet_of(document: Formatted) -> Sheet:
    """Return the blocks of a document. Raises TooLarge for one with more lines than a release can have."""
    root = lxml_html.fragment_fromstring(document.html, create_parent="div")
    writer = _Writer(plain_look="" if _has_blank_lines(root) else _look_of_text(root))
    notes: list[HtmlElement] = []
    for element in root.iterchildren():
        if element.get("data-note"):
            notes.append(element)
        elif element.tag == "footer":
            # Notes belong to the text, a footer is under it.
            writer.take_all(notes)
            notes = []
            start = len(writer.sheet.blocks)
            writer.take_all(list(element))
            writer.sheet.blocks[start:] = [replace(block, is_foot=True) for block in writer.sheet.blocks[start:]]
        else:
            writer.take(element)
    writer.take_all(notes)
    return writer.sheet


def rows_of(table: HtmlElement) -> Iterator[HtmlElement]:
    """The rows of a table itself, not those of the tables in its cells."""
    for child in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        yield from [child] if child.tag == "tr" else child.iterchildren("tr")


@dataclass(slots=True)
class _Writer:
    plain_look: str | None  # short lines that look like this are paragraphs on their own
    sheet: Sheet = field(default_factory=Sheet)
    look: str | None = None  # of the paragraph right above, if a line of one block may follow

    def take_all(self, elements: list[HtmlElement]) -> None:
        self.look = None
        for element in elements:
            self.take(element)
        self.look = None

    def take(self, element: HtmlElement) -> None:
        tag = str(element.tag)
        if tag == "header":
            self.take_all(list(element))
        elif tag in ("ul", "ol"):
            self.look = None
            self.take_list(element, 0)
        elif tag == "table":
            self.look = None
            self.take_table(element)
        elif tag == "blockquote":
            self.look = None
            for paragraph in element.iter("p"):
                self.add(self.lines(paragraph), Form("quote", language=_language(paragraph)))
        else:
            self.take_paragraph(element)

    def take_paragraph(self, element: HtmlElement) -> None:
        heading = HEADINGS.get(str(element.tag), 0)
        if element.get("data-caption"):
            self.look = None
            self.add(self.lines(element), Form("caption", language=_language(element)))
            return
        look = element.get("data-look", "plain")
        text = element.text_content().strip()
        is_short = len(text) <= SHORT and element.find(".//br") is None and not ends_a_sentence(text)
        is_line = look != self.plain_look and not heading and is_short
        before = self.sheet.blocks[-1] if self.sheet.blocks else None
        goes_on = before if is_line and look == self.look else None
        first, *more = self.parted(element, apart=goes_on is None)
        form = Form("paragraph", language=_language(element))
        if first and goes_on:
            self.sheet.blocks[-1] = Block((*goes_on.lines, *first), form=replace(form, name="paragraphs"))
        else:
            self.add(first, form, heading)
        for lines in more:
            self.add(lines, form, heading)
        self.look = look if first and is_line else None

    def take_list(self, element: HtmlElement, level: int) -> None:
        start = element.get("start", "1")
        number = int(start) if NUMBERED.fullmatch(start) else 1
        for item in element.iterchildren("li"):
            sign = "• " if element.tag == "ul" else f"{number}. "
            is_first = level == 0 and item.getprevious() is None
            lines = self.lines(item, sign, apart=is_first)
            self.add(lines, Form("item", tag=str(element.tag), level=level, number=number))
            for inner in item.iterchildren("ul", "ol"):
                self.take_list(inner, level + 1)
            number += 1

    def take_table(self, table: HtmlElement) -> None:
        """A table of figures or words; one that only places blocks of lines side by side is read cell by cell."""
        rows = [cells for row in rows_of(table) if (cells := list(row.iterchildren("td", "th")))]
        if not rows:
            return
        is_layout = all(len(row) == 1 for row in rows) or table.find(".//table") is not None
        is_layout = is_layout or (len(rows) == 1 and not _is_in_two_languages(rows))
        if is_layout or self.is_letterhead(rows):
            for row in rows:
                for cell in row:
                    self.take_cell(cell)
            return
        if _is_in_two_languages(rows):
            # One after the other, as in a sheet that has the second language below the first.
            for side in (0, 1):
                for row in rows:
                    self.take_cell(row[min(side, len(row) - 1)])
            return
        start = len(self.sheet.rows)
        self.sheet.rows.append("")
        lines = []
        written = []
        for row in rows:
            cells = [self.inline(cell) for cell in row]
            text = " | ".join(" ".join(cell.translate(MARKS).split()) for cell in cells)
            self.sheet.rows.append(text)
            lines.append(Line(len(self.sheet.rows), text or "|", rich=text or "|"))
            written.append("".join(map(_cell, row, cells)))
        if any(any(map(str.isalnum, line.text)) for line in lines):
            html = f"<table>{''.join(f'<tr>{cells}</tr>' for cells in written)}</table>"
            self.sheet.blocks.append(Block(tuple(lines), form=Form("table", html=html)))
        else:
            del self.sheet.rows[start:]

    def is_letterhead(self, rows: list[list[HtmlElement]]) -> bool:
        """Whether a table at the top has cells of several paragraphs: they place the head, and hold no figures."""
        several = sum(len(cell.findall("p")) > 1 for row in rows for cell in row)
        return len(self.sheet.blocks) <= 2 and len(rows) <= 4 and several > 0

    def take_cell(self, cell: HtmlElement) -> None:
        inner = [each for each in cell.iterchildren() if str(each.tag) in BLOCKS]
        if inner:
            self.take_all(inner)
        elif lines := self.lines(cell):
            self.add(lines, Form("paragraph"))
        self.look = None

    def add(self, lines: list[Line], form: Form, heading: int = 0) -> None:
        if lines:
            self.sheet.blocks.append(Block(tuple(lines), heading=heading, form=form))

    def parted(self, element: HtmlElement, *, apart: bool) -> list[list[Line]]:
        """The lines of a paragraph, as several where a blank line within it parts them; at least one, perhaps empty."""
        found: list[list[Line]] = [[]]
        waiting: list[str] = []
        for row in (*_balanced(self.inline(element).split("\n")), ""):
            if row.translate(MARKS).strip() or _is_picture(row, self.sheet.elements):
                waiting.append(row)
            elif waiting:
                lines = self.lines_of(waiting, apart=apart or bool(found[0]))
                found = [*found, lines] if found[0] else [lines]
                waiting = []
        return found

    def lines(self, element: HtmlElement, sign: str = "", *, apart: bool = True) -> list[Line]:
        """The lines of a paragraph, which `<br>` parts; `apart`: with a blank line above. Without lists and tables."""
        return self.lines_of(_balanced(self.inline(element).split("\n")), sign, apart=apart)

    def lines_of(self, written: list[str], sign: str = "", *, apart: bool = True) -> list[Line]:
        found: list[Line] = []
        rows = self.sheet.rows
        for row in written:
            rich = f"{sign if not found else ''}{row}".strip(" \t")
            text = INVISIBLE.sub("", rich.translate(MARKS)).strip()
            if text.removeprefix(sign.strip()).strip() or _is_picture(rich, self.sheet.elements):
                if apart and not found and rows:
                    rows.append("")
                rows.append(text or PICTURE)
                found.append(Line(len(rows), text or PICTURE, rich=rich))
        if len(rows) > MOST_LINES:
            raise TooLarge.in_lines(MOST_LINES)
        return found

    def inline(self, element: HtmlElement) -> str:
        """The text of an element with marks for what is in it; `<br>` and paragraphs are line feeds."""
        parts = [_text(element.text)]
        for child in element.iterchildren():
            tag = str(child.tag)
            if tag == "br":
                parts.append("\n")
            elif tag == "p":
                parts += ["\n", self.inline(child), "\n"]
            elif tag == "img":
                number = child.get("data-picture", "")
                alt = escape(child.get("alt", ""))
                mark = self.mark(f'<img data-picture="{number}" alt="{alt}">') if number.isdecimal() else ""
                parts.append(f"{mark}{_end_of(mark)}" if mark else "")
            elif tag not in ("ul", "ol", "table"):
                parts.append(self.marked(child, tag))
            parts.append(_text(child.tail))
        return "".join(parts)

    def marked(self, child: HtmlElement, tag: str) -> str:
        inner = self.inline(child)
        if not inner.strip():
            return inner
        if tag in ("strong", "b"):
            return f"{BOLD_ON}{inner}{BOLD_OFF}" if BOLD_ON not in inner else inner
        if tag in INLINE:
            begin, end = f"<{tag}>", f"</{tag}>"
        elif tag == "a" and child.get("href"):
            begin, end = f'<a href="{escape(child.get("href", ""))}">', "</a>"
        elif tag == "span" and (attributes := _language_attributes(child)):
            begin, end = f"<span{attributes}>", "</span>"
        else:
            return inner
        on = self.mark(begin, end)
        return f"{on}{inner}{_end_of(on)}" if on else inner

    def mark(self, begin: str, end: str = "") -> str:
        """The character that stands for a tag, the next one for its end; nothing where there are no more of them."""
        known = self.sheet.elements
        if len(known) >= MOST_MARKS:
            return ""
        mark = chr(FIRST_MARK + len(known))
        known[mark], known[_end_of(mark)] = begin, end
        return mark


def _has_blank_lines(root: HtmlElement) -> bool:
    """Whether empty paragraphs part the lines at the top, as of one who types a line end twice."""
    top = root.findall("p")[:12]
    filled = [bool(each.text_content().strip()) or each.find(".//img") is not None for each in top]
    return False in filled[filled.index(True) :] if True in filled else False


def _look_of_text(root: HtmlElement) -> str:
    """How most of the text looks."""
    looks: Counter[str] = Counter()
    for each in root.findall("p"):
        looks[each.get("data-look", "plain")] += len(each.text_content())
    return looks.most_common(1)[0][0] if looks else ""


def _text(text: str | None) -> str:
    """The characters between elements, with one space for each run of spaces; tabs and non-breaking spaces stay."""
    return SPACES.sub(" ", (text or "").translate(MARKS))


def _balanced(rows: list[str]) -> list[str]:
    """Lines of one text, in each of which every element that is open at its end is closed, and opened in the next."""
    done = []
    opened: list[str] = []
    for row in rows:
        before = "".join(opened)
        for mark in row:
            if mark == BOLD_ON or (ord(mark) >= FIRST_MARK and ord(mark) % 2 == 0):
                opened.append(mark)
            elif opened and mark == _end_of(opened[-1]):
                opened.pop()
        done.append(before + row + "".join(map(_end_of, reversed(opened))))
    return done


def _is_picture(row: str, elements: dict[str, str]) -> bool:
    return any(elements.get(mark, "").startswith("<img") for mark in row)


def _end_of(mark: str) -> str:
    return BOLD_OFF if mark == BOLD_ON else chr(ord(mark) + 1)


def _cell(cell: HtmlElement, inline: str) -> str:
    spans = "".join(
        f' {name}="{value}"' for name in ("colspan", "rowspan") if NUMBERED.fullmatch(value := cell.get(name, ""))
    )
    pieces = [escape(piece, quote=False) for row in _balanced(inline.split("\n")) if (piece := row.strip(" \t"))]
    words = "<br>".join(pieces).replace(BOLD_ON, "<strong>").replace(BOLD_OFF, "</strong>")
    return f"<{cell.tag}{spans}>{words}</{cell.tag}>"


def _is_in_two_languages(rows: list[list[HtmlElement]]) -> bool:
    """Whether a table of two columns has the same text in two languages, side by side."""
    if any(len(row) != 2 for row in rows):
        return False
    left, right = (recognised(" ".join(str(row[side].text_content()) for row in rows)) for side in (0, 1))
    return bool(left and right) and left != right


def _language(element: HtmlElement) -> str:
    return element.get("lang", "")


def _language_attributes(element: HtmlElement) -> str:
    return "".join(f' {name}="{escape(value)}"' for name in ("lang", "dir") if (value := element.get(name)))
