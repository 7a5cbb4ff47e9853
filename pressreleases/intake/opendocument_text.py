"""The blocks of an OpenDocument text as HTML: paragraphs, headings, lists, quotations, tables, boxes, notes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from lxml import etree

from pressreleases.intake.archives import Archive
from pressreleases.intake.document import Picture
from pressreleases.intake.errors import MOST_LINES, TooLarge
from pressreleases.intake.formatted import KINDS, with_marks
from pressreleases.intake.opendocument_styles import Paragraph, Styles, points, qualified, safe_link, whole

PARAGRAPHS = (qualified("text:p"), qualified("text:h"))
LIST, TABLE, NOTE = qualified("text:list"), qualified("table:table"), qualified("text:note")
FRAME, IMAGE, BOX = qualified("draw:frame"), qualified("draw:image"), qualified("draw:text-box")
DRAW = qualified("draw:a").removesuffix("a")
SKIPPED = frozenset(
    map(
        qualified,
        (
            "text:tracked-changes",
            "text:sequence-decls",
            "text:variable-decls",
            "text:user-field-decls",
            "text:dde-connection-decls",
            "office:forms",
            "text:ruby-text",
            "text:hidden-text",
            "text:hidden-paragraph",
            "text:note-citation",
            "text:list-level-style-number",
            "text:table-of-content-source",
            "svg:title",
            "svg:desc",
        ),
    )
)
PAGE_NUMBERS = frozenset(map(qualified, ("text:page-number", "text:page-count", "text:page-continuation")))
QUOTES = {"Quotations", "Quote", "Intense_20_Quote", "Block_20_Text"}
QUOTED_FROM, QUOTED_TO = 1.0 / 2.54 * 72 - 0.5, 5 / 2.54 * 72
"""Paragraphs of running text that are indented by as much are quotations: from 1 cm to 5 cm."""

LONG = 60
LONGEST_MARK = 10
MOST_INLINE = 100_000
"""As many elements within paragraphs are read; some programs write one for every word."""

RASTER = (".png", ".jpg", ".jpeg", ".gif", ".webp")


class Gathered:
    """What is gathered from all parts of a document: its notes and pictures, and how many paragraphs were read."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.notes: list[str] = []
        self.pictures: list[Picture] = []
        self._indexes: dict[tuple[str, str, bool], int] = {}
        self.count = 0
        self.count_inline = 0

    def count_one(self) -> None:
        self.count += 1
        if self.count > MOST_LINES:
            raise TooLarge.in_lines(MOST_LINES)

    def count_one_inline(self) -> None:
        self.count_inline += 1
        if self.count_inline > MOST_INLINE:
            raise TooLarge.in_lines(MOST_LINES)

    def picture(self, href: str, alt: str, *, is_cropped: bool) -> int | None:
        """Return the index of a picture, or None if the archive does not have it; a cropped one has no bytes.

        What is cut off is said in centimetres of a picture whose size only the program knows.
        """
        name = href.removeprefix("./")
        if name not in self.archive.names or name.endswith("/"):
            return None
        key = (name, alt, is_cropped)
        if key not in self._indexes:
            self.count_one()
            self._indexes[key] = len(self.pictures)
            self.pictures.append(Picture(b"" if is_cropped else self.archive.read(name), alt))
        return self._indexes[key]


class Reader:
    """Reads the blocks of one part, whose styles it knows. `is_page`: of the head or the foot of a page."""

    def __init__(self, styles: Styles, gathered: Gathered, *, is_page: bool = False) -> None:
        self.styles = styles
        self.is_page = is_page
        self.gathered = gathered
        self.counts: dict[tuple[str, int], int] = defaultdict(int)
        self.margin = 0.0

    def body(self, element: etree._Element) -> list[str]:
        """Return the blocks of the text. The indent of most of its paragraphs is that of none."""
        margins = Counter(
            self._margin(child.get(qualified("text:style-name"), "")) for child in element if child.tag in PARAGRAPHS
        )
        self.margin = margins.most_common(1)[0][0] if margins else 0.0
        return self.blocks(element)

    def blocks(self, parent: etree._Element) -> list[str]:
        """Return the blocks in an element, with quotations next to each other in one element."""
        written: list[str] = []
        quoted: list[str] = []
        for block in self._each(parent):
            if isinstance(block, Paragraph) and self._is_quotation(block):
                written += block.boxes
                quoted.append(self._element(block))
                continue
            if quoted:
                written.append(f"<blockquote>{''.join(quoted)}</blockquote>")
                quoted = []
            written += [*block.boxes, self._element(block)] if isinstance(block, Paragraph) else [block]
        if quoted:
            written.append(f"<blockquote>{''.join(quoted)}</blockquote>")
        return written

    def _each(self, parent: etree._Element) -> Iterator[Paragraph | str]:
        for child in parent:
            if child.tag in SKIPPED or child.get(qualified("text:display")) == "none":
                continue
            if child.tag in PARAGRAPHS:
                paragraph = self.paragraph(child)
                if not (self.is_page and paragraph.is_only_number):
                    yield paragraph
            elif child.tag == LIST:
                yield from self._list(child, "", 1)
            elif child.tag == TABLE:
                yield self._table(child)
            elif str(child.tag).startswith(DRAW):
                anchor = Paragraph("")
                self._drawing(child, anchor, (), "")
                yield from anchor.boxes
                if anchor.runs:
                    yield anchor
            else:
                yield from self._each(child)

    # Paragraphs

    def paragraph(self, element: etree._Element) -> Paragraph:
        """Return a paragraph or a heading with its content."""
        self.gathered.count_one()
        style = element.get(qualified("text:style-name"), "")
        level = 0
        if element.tag == PARAGRAPHS[1]:
            level = max(1, min(6, whole(element.get(qualified("text:outline-level"), ""), 1)))
        names = self.styles.names(style)
        if "Title" in names:
            level = 1
        elif not level and (named := [name for name in names if name.startswith("Heading_20_")]):
            level = max(1, min(6, whole(named[0].removeprefix("Heading_20_"), 0))) if named[0][-1].isdecimal() else 0
        paragraph = Paragraph(style, level)
        self._inline(element, paragraph, (), "")
        return paragraph

    def _element(self, paragraph: Paragraph) -> str:
        tag = f"h{paragraph.level}" if paragraph.level else "p"
        if paragraph.is_empty:
            return "<p></p>"
        names = self.styles.names(paragraph.style)
        look = paragraph.look
        align = self.styles.value(paragraph.style, "fo:text-align") or "start"
        described = f"{align.replace('left', 'start')} {look.size:g}{' bold' if look.is_bold else ''} {look.colour}"
        attributes = f' data-look="{"subtitle" if "Subtitle" in names else escape(described.strip())}"'
        attributes += ' data-caption="1"' if "Caption" in names else ""
        if paragraph.language:
            attributes += f' lang="{paragraph.language}"'
        if self.styles.value(paragraph.style, "style:writing-mode").startswith("rl"):
            attributes += ' dir="rtl"'
        return f"<{tag}{attributes}>{paragraph.inline(is_heading=paragraph.level > 0)}</{tag}>"

    def _margin(self, style: str) -> float:
        return round(points(self.styles.value(style, "fo:margin-left")) or 0.0, 1)

    def _is_quotation(self, paragraph: Paragraph) -> bool:
        if paragraph.level or paragraph.is_empty:
            return False
        style = paragraph.style
        if not QUOTES.isdisjoint(self.styles.names(style)):
            return True
        indent = points(self.styles.value(style, "fo:text-indent")) or 0.0
        margin = self._margin(style) + min(0.0, indent) - self.margin
        is_aligned = self.styles.value(style, "fo:text-align") not in ("center", "end", "right")
        return QUOTED_FROM <= margin < QUOTED_TO and is_aligned and len(paragraph.text) >= LONG

    # Inline content

    def _inline(self, element: etree._Element, paragraph: Paragraph, spans: tuple[str, ...], href: str) -> None:
        paragraph.add_text(element.text or "", spans, href, self.styles)
        for child in element:
            self._inline_child(child, paragraph, spans, href)
            paragraph.add_text(child.tail or "", spans, href, self.styles)

    def _inline_child(self, child: etree._Element, paragraph: Paragraph, spans: tuple[str, ...], href: str) -> None:
        self.gathered.count_one_inline()
        tag = child.tag
        if tag in PAGE_NUMBERS:
            paragraph.has_number = True
        elif tag == qualified("text:span"):
            self._inline(child, paragraph, (*spans, child.get(qualified("text:style-name"), "")), href)
        elif tag == qualified("text:a"):
            self._inline(child, paragraph, spans, safe_link(child.get(qualified("xlink:href"), "")))
        elif tag == qualified("text:s"):
            count = max(1, whole(child.get(qualified("text:c"), ""), 1, most=100))
            paragraph.add(" " * count, spans, href, self.styles)
        elif tag == qualified("text:tab"):
            paragraph.add("\t", spans, href, self.styles)
            paragraph.ends_with_space = True
        elif tag == qualified("text:line-break"):
            paragraph.add_element("<br>", spans, href, self.styles)
        elif tag == NOTE:
            paragraph.add_element(f"<sup>[{self._note(child)}]</sup>", (), "", self.styles)
        elif str(tag).startswith(DRAW):
            self._drawing(child, paragraph, spans, href)
        elif tag not in SKIPPED:
            self._inline(child, paragraph, spans, href)

    def _note(self, note: etree._Element) -> int:
        notes = self.gathered.notes
        notes.append("")
        number = len(notes)
        paragraphs = self._paragraphs_in(note)
        content = "<br>".join(each.inline() for each in paragraphs if not each.is_empty)
        notes[number - 1] = f'<p data-note="{number}">[{number}] {content}</p>'
        return number

    def _paragraphs_in(self, element: etree._Element) -> list[Paragraph]:
        """Return all paragraphs in an element, also those of lists and tables in it."""
        found: list[Paragraph] = []
        for child in element:
            if child.tag in PARAGRAPHS:
                found.append(self.paragraph(child))
            elif child.tag not in SKIPPED:
                found += self._paragraphs_in(child)
        return found

    # Drawings

    def _drawing(self, element: etree._Element, paragraph: Paragraph, spans: tuple[str, ...], href: str) -> None:
        """Add a picture to the paragraph, and the blocks of a text box before it."""
        if element.tag == FRAME:
            box = element.find(BOX)
            if box is None:
                self._picture(element, paragraph, spans, href)
            else:
                self._box(box, paragraph)
        elif any(child.tag in (*PARAGRAPHS, LIST) for child in element):
            self._box(element, paragraph)
        else:
            for child in element:
                if str(child.tag).startswith(DRAW):
                    self._drawing(child, paragraph, spans, href)

    def _box(self, box: etree._Element, paragraph: Paragraph) -> None:
        blocks = self.blocks(box)
        if any(block != "<p></p>" for block in blocks):
            paragraph.boxes += ["<p></p>", *blocks, "<p></p>"]

    def _picture(self, frame: etree._Element, paragraph: Paragraph, spans: tuple[str, ...], href: str) -> None:
        addresses = [image.get(qualified("xlink:href"), "") for image in frame.findall(IMAGE)]
        addresses.sort(key=lambda address: not address.lower().endswith(RASTER))
        texts = [frame.findtext(qualified(f"svg:{name}")) or "" for name in ("title", "desc")]
        alt = next((" ".join(text.split()) for text in reversed(texts) if text.strip()), "")
        clip = self.styles.value(frame.get(qualified("draw:style-name"), ""), "fo:clip", family="graphic")
        is_cropped = any(map(str.isdigit, clip.replace("0", "")))
        index = self.gathered.picture(addresses[0], alt, is_cropped=is_cropped) if addresses else None
        if index is not None:
            paragraph.add_element(f'<img data-picture="{index}" alt="{escape(alt)}">', spans, href, self.styles)

    # Lists

    def _list(self, element: etree._Element, inherited: str, level: int) -> Iterator[str]:
        """Yield a list; several if its numbers do not go on, or if headings are among its items."""
        style = element.get(qualified("text:style-name"), "") or inherited
        kind = self.styles.lists.get(style, {}).get(level)
        marks = _Marks.of(kind)
        key = (style, level)
        goes_on = element.get(qualified("text:continue-numbering")) == "true" or bool(
            element.get(qualified("text:continue-list"))
        )
        if not goes_on:
            first = whole(kind.get(qualified("text:start-value"), ""), 1) if kind is not None else 1
            self.counts[key] = first - 1
        items: list[str] = []
        start = self.counts[key] + 1
        for child in element:
            given = whole(child.get(qualified("text:start-value"), ""), -1)
            if given >= 0:
                yield from _list_element(items, start, marks)
                items, start = [], given
                self.counts[key] = given - 1
            before, item = self._item(child, style, level)
            if before:
                yield from _list_element(items, start, marks)
                items, start = [], self.counts[key] + 1
                yield from before
            if item:
                items.append(item)
                self.counts[key] += 1
        yield from _list_element(items, start, marks)

    def _item(self, element: etree._Element, style: str, level: int) -> tuple[list[str], str]:
        """Return the headings and text boxes in an item, and its content."""
        before: list[str] = []
        lines: list[str] = []
        nested: list[str] = []
        for child in element:
            if child.tag == LIST:
                nested += self._list(child, style, level + 1)
            elif child.tag in PARAGRAPHS:
                paragraph = self.paragraph(child)
                before += paragraph.boxes
                if paragraph.level and not paragraph.is_empty:
                    before.append(self._element(paragraph))
                elif not paragraph.is_empty:
                    lines.append(paragraph.inline())
        return before, f"<li>{'<br>'.join(lines)}{''.join(nested)}</li>" if lines or nested else ""

    # Tables

    def _table(self, table: etree._Element) -> str:
        rows = "".join(self._row(row, is_head=is_head) for row, is_head in _table_rows(table, is_head=False))
        return f"<table>{rows}</table>" if rows else "<p></p>"

    def _row(self, row: etree._Element, *, is_head: bool) -> str:
        tag = "th" if is_head else "td"
        cells = []
        for cell in row.findall(qualified("table:table-cell")):
            self.gathered.count_one()
            attributes = ""
            for name in ("columns", "rows"):
                span = whole(cell.get(qualified(f"table:number-{name}-spanned"), ""), 1)
                if span > 1:
                    attributes += f' {name[:3] if name == "columns" else "row"}span="{span}"'
            paragraphs = [each for each in self._paragraphs_in(cell) if not each.is_empty]
            texts = [each.inline() for each in paragraphs]
            content = texts[0] if len(texts) == 1 else "".join(f"<p>{text}</p>" for text in texts)
            boxes = "".join(box for each in paragraphs for box in each.boxes if box != "<p></p>")
            written = f"<{tag}{attributes}>{boxes}{content}</{tag}>"
            times = whole(cell.get(qualified("table:number-columns-repeated"), ""), 1, most=50)
            cells += [written] * (times if paragraphs == [] and times else 1)
        return f"<tr>{''.join(cells)}</tr>" if cells else ""


def _table_rows(parent: etree._Element, *, is_head: bool) -> Iterator[tuple[etree._Element, bool]]:
    """Yield the rows of a table, also those in groups, and whether they are its head."""
    for child in parent:
        if child.tag == qualified("table:table-row"):
            yield child, is_head
        elif child.tag in (
            qualified("table:table-header-rows"),
            qualified("table:table-rows"),
            qualified("table:table-row-group"),
        ):
            yield from _table_rows(child, is_head=is_head or child.tag == qualified("table:table-header-rows"))


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks of a list: its format as in HTML, or an empty string for bullets, and what is printed around it."""

    kind: str = ""
    before: str = ""
    after: str = "."

    @classmethod
    def of(cls, level: etree._Element | None) -> _Marks:
        if level is None:
            return cls()
        given = (level.get(qualified(f"style:num-{name}"), "") for name in ("format", "prefix", "suffix"))
        kind, before, after = (escape(each[:LONGEST_MARK], quote=False) for each in given)
        return cls(kind, before, after)


def _list_element(items: list[str], start: int, marks: _Marks) -> Iterator[str]:
    if items and marks.kind in KINDS:
        yield with_marks(items, start, marks.kind, before=marks.before, after=marks.after)
    elif items and marks.kind:
        attribute = f' start="{start}"' if start != 1 else ""
        yield f"<ol{attribute}>{''.join(items)}</ol>"
    elif items:
        yield f"<ul>{''.join(items)}</ul>"
