"""Read a Word file: its header, its text with lists, quotations and tables, its notes, its footer."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape

from lxml import etree

from pressreleases.intake.document import Picture
from pressreleases.intake.errors import DamagedFile, HasHiddenText, IntakeError
from pressreleases.intake.formatted import Formatted
from pressreleases.intake.word import blocks as made
from pressreleases.intake.word.accepting import accept_changes
from pressreleases.intake.word.blocks import EMPTY, Block, Cell, Row, Words
from pressreleases.intake.word.package import Package, R, W, refuse_unfinished, refuse_unreadable
from pressreleases.intake.word.styles import Facts, Numbering, Styles, is_on, whole_number
from pressreleases.intake.word.walking import SHOWN_OF_HIDDEN, VML, Note, Shared, Walker

logger = logging.getLogger(__name__)

QUOTES = {"quote", "intense quote", "quotations", "block text"}
QUOTE_INDENT = 576
"""0.4 inch, in twentieths of a point."""

FAR_INDENT = 2880
"""Two inches: what begins further in is a date or a signature at the right, not a quotation."""

LONGEST_WATERMARK = 60
HEADING = re.compile(r"heading ([1-9])")
ALIGNMENTS = {"center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify"}
THROUGH = {W + name for name in "sdt sdtContent customXml smartTag ins moveTo".split()}
MOST_LETTERS_BESIDE_PAGE = 12
"""“Page … of …” and the like: a line of a header or footer with a page number and no more letters is left out."""

MARK_OF_DRAFT = re.compile(r"\bSHA-256 [0-9a-f]{16}\b")
"""As in the mark of a draft that `editorial.word_files` writes, in every language."""

# What broken XML makes the code below raise. Each of these is reported, in case it is a fault of ours.
BROKEN = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError, etree.LxmlError)


def read_word(data: bytes, *, accepted: bool = False) -> Formatted:
    """Return the content of a Word file; nothing is fetched, and nothing is read of a file that is refused.

    `accepted`: as it reads once all tracked changes are accepted, without its comments; else such a file is refused.

    Hidden text is refused, not left out: it is likely a secret or a note for colleagues, and who sends the file on
    should know of it. Raises only subclasses of IntakeError.
    """
    try:
        package = Package(data)
        if accepted:
            refuse_unreadable(package)
            accept_changes(package)
        else:
            refuse_unfinished(package)
        return Reader(package).read()
    except IntakeError:
        raise
    except BROKEN as error:
        logger.warning("A Word file could not be read.", exc_info=True)
        raise DamagedFile from error


class Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(self._root("styles"))
        self._numbering = Numbering(self._root("numbering"), self._styles)
        self._parts_of_notes: dict[str, str] = {}
        self._notes: dict[Note, etree._Element] = {}
        for kind in ("footnote", "endnote"):
            for part in package.parts(kind + "s"):
                self._parts_of_notes[kind] = part
                for note in package.root(part).iterfind(W + kind):
                    if note.get(W + "type", "normal") == "normal":
                        self._notes.setdefault((kind, note.get(W + "id", "")), note)
        self._shared = Shared(package, self._styles, self._notes)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Those of what was read so far."""
        return tuple(self._shared.pictures)

    def _root(self, kind: str) -> etree._Element | None:
        names = self._package.parts(kind)
        return self._package.root(names[0]) if names else None

    def read(self) -> Formatted:
        body = self._package.root(self._package.main).find(W + "body")
        if body is None:
            raise DamagedFile.in_part(self._package.main)
        head = self._page_part(body, "header")
        text = self.text(body, usual=self.usual(body))
        notes = self.notes()
        html = head + text + notes + self._page_part(body, "footer")
        if not re.sub(r"<[^>]*>|\s", "", html):
            return Formatted("")
        return Formatted(html, self.pictures)

    def name_of_style(self, paragraph: etree._Element) -> str:
        """Return the name of the style of a paragraph, in small letters."""
        names = self._styles.names(str(self._styles.paragraph(paragraph.find(W + "pPr"))["pStyle"]))
        return names[0] if names else ""

    def text(self, elements: Iterable[etree._Element], *, usual: int | None) -> str:
        """Return paragraphs and tables as HTML; `usual` is an indent that makes no quotation."""
        return made.html(Part(self._shared, self._numbering, self._package.main, usual=usual).of(elements))

    def notes(self) -> str:
        """Return the footnotes and endnotes that what was read so far refers to, a paragraph each."""
        return "".join(self._as_paragraphs())

    def _page_part(self, body: etree._Element, kind: str) -> str:
        """Return the header or footer of the first page."""
        section = next(body.iter(W + "sectPr"), None)
        if section is None:
            return ""
        title_page = section.find(W + "titlePg")
        wanted = "first" if title_page is not None and is_on(title_page) else "default"
        for reference in section.iterfind(f"{W}{kind}Reference"):
            relation = self._package.relations(self._package.main).get(reference.get(R + "id", ""))
            if reference.get(W + "type", "default") == wanted and relation and relation.target in self._package:
                part = Part(self._shared, self._numbering, relation.target, is_page_part=True)
                root = self._package.root(relation.target)
                html = _watermark(root) + made.html(part.of(each for each in root if not _is_mark_of_draft(each)))
                return f"<{kind}>{html}</{kind}>" if html else ""
        return ""

    def _as_paragraphs(self) -> Iterator[str]:
        """Yield the notes that the text refers to; a note may refer to a further one."""
        for number, (kind, key) in enumerate(self._shared.referred, 1):
            part = Part(self._shared, self._numbering, self._parts_of_notes[kind], is_page_part=True)
            lines = made.as_paragraphs(part.of(self._notes[kind, key]))
            content = "<br>".join(block.content for block in lines if block.content)
            yield f'<p data-note="{number}">[{number}] {content}</p>'

    def usual(self, body: etree._Element) -> int:
        """Return the indent of more than half of the text: where all is indented, that alone is no quotation."""
        letters: Counter[int] = Counter()
        for paragraph in body.iterfind(W + "p"):
            indent = self._styles.paragraph(paragraph.find(W + "pPr")).get("indent", 0)
            letters[int(indent)] += sum(len(text.text or "") for text in paragraph.iter(W + "t"))
        indent, most = max(letters.items(), key=lambda pair: pair[1], default=(0, 0))
        return max(0, indent) if most * 2 > letters.total() else 0


class Part:
    """Makes blocks of one part. `usual`: an indent that makes no quotation; None if no indent does.

    A page part is a header, a footer or a note, where nothing is a heading or a quotation.
    """

    def __init__(
        self, shared: Shared, numbering: Numbering, part: str, *, usual: int | None = None, is_page_part: bool = False
    ) -> None:
        self._walker = Walker(shared, part)
        self._shared = shared
        self._numbering = numbering
        self._part = part
        self._usual = usual
        self._is_page_part = is_page_part
        self._of_cells: Part | None = None

    def of(self, elements: Iterable[etree._Element]) -> list[Block]:
        """Return the blocks of the paragraphs and tables of a note, of the body or of a part of it."""
        found = self._blocks(elements)
        self.end()
        return found

    def end(self) -> None:
        """Check, after the last block, that no field is without an end."""
        self._walker.end()

    def _blocks(self, elements: Iterable[etree._Element]) -> list[Block]:
        found: list[Block] = []
        for child in elements:
            if child.tag == W + "p":
                found += self._paragraph(child)
            elif child.tag == W + "tbl":
                frame = _only_cell(child)
                found += made.table(self._rows(child)) if frame is None else [EMPTY, *self._blocks(frame), EMPTY]
            elif child.tag in THROUGH:
                found += self._blocks(child)
        return found

    def _paragraph(self, paragraph: etree._Element) -> list[Block]:
        facts = self._shared.styles.paragraph(paragraph.find(W + "pPr"))
        words, boxes = self._walker.words(paragraph, facts)
        found = []
        for box in boxes:
            inner = Part(self._shared, self._numbering, self._part, is_page_part=self._is_page_part)
            found += [EMPTY, *inner.of(box), EMPTY]
        if not (self._is_page_part and words.had_page_number and _letters(words) <= MOST_LETTERS_BESIDE_PAGE):
            found.append(self._block(facts, words))
        return found

    def _block(self, facts: Facts, words: Words) -> Block:
        if words.is_blank:
            return EMPTY
        names = self._shared.styles.names(str(facts["pStyle"]))
        look = words.look(_alignment(facts))
        item = self._numbering.item(facts)
        level = 0 if self._is_page_part else _heading(facts, names)
        if level:
            label = f"{escape(item.label, quote=False)} " if item and item.label else ""
            content = label + words.html(plain=self._usual_of(facts, {"strong"}))
            return Block("h", content, words.attributes(look), level)
        if item is not None and not item.is_counted and item.label:
            content = f"{escape(item.label, quote=False)} {words.html()}"
            return Block("item", content, words.attributes(look), item.level, is_labelled=True)
        if item is not None:
            return Block("item", words.html(), words.attributes(look), item.level, item.number)
        is_caption = "caption" in names and not self._is_page_part
        if not is_caption and self._is_quote(facts, names):
            return Block("quote", words.html(plain=self._usual_of(facts, set())), words.attributes())
        continues = bool(names) and names[0].startswith(("list continue", "list paragraph"))
        look = "subtitle" if "subtitle" in names and not self._is_page_part else look
        attributes = words.attributes(look) + (' data-caption="1"' if is_caption else "")
        plain = self._usual_of(facts, set()) if is_caption else set()
        return Block("p", words.html(plain=plain), attributes, continues=continues)

    def _usual_of(self, facts: Facts, tags: set[str]) -> set[str]:
        """Return the tags that say nothing, because the style of the paragraph has them for all its words."""
        of_style = self._shared.styles.of_characters(str(facts["pStyle"]))
        return tags | {tag for tag, name in (("strong", "b"), ("em", "i")) if of_style.get(name)}

    def _is_quote(self, facts: Facts, names: list[str]) -> bool:
        if self._is_page_part or self._usual is None:
            return False
        if QUOTES & set(names):
            return True
        indent, first = int(facts.get("indent", 0)), int(facts.get("first", 0))
        is_list = any(name.startswith("list") for name in names)
        begins = indent - self._usual + min(0, first)
        is_aside = _alignment(facts) == "center" or (_alignment(facts) == "right" and not facts.get("bidi"))
        return not is_aside and not is_list and QUOTE_INDENT <= begins <= FAR_INDENT

    def _rows(self, table: etree._Element) -> list[Row]:
        rows = []
        for element in _children(table, W + "tr"):
            properties = element.find(W + "trPr")
            hidden = None if properties is None else properties.find(W + "hidden")
            if hidden is not None and is_on(hidden):
                _refuse_words(element)
            header = None if properties is None else properties.find(W + "tblHeader")
            before = None if properties is None else properties.find(W + "gridBefore")
            row = Row(is_header=header is not None and is_on(header))
            row.skipped = 0 if before is None else _span(before)
            row.cells = [self._cell(cell) for cell in _children(element, W + "tc")]
            rows.append(row)
        return rows

    def _cell(self, element: etree._Element) -> Cell:
        properties = element.find(W + "tcPr")
        span = None if properties is None else properties.find(W + "gridSpan")
        merge = None if properties is None else properties.find(W + "vMerge")
        if self._of_cells is None:
            self._of_cells = Part(self._shared, self._numbering, self._part, is_page_part=True)
        blocks = self._of_cells.of_cell(element)
        self._of_cells.end()
        cell = Cell(made.as_paragraphs(blocks), 1 if span is None else _span(span))
        if merge is not None:
            cell.merges = "start" if merge.get(W + "val") == "restart" else "more"
        return cell

    def of_cell(self, element: etree._Element) -> list[Block]:
        """Return the blocks of a cell; the cells of a table within it become paragraphs."""
        found: list[Block] = []
        for child in element:
            if child.tag == W + "tbl":
                found += [block for row in self._rows(child) for cell in row.cells for block in cell.blocks]
            elif child.tag == W + "p":
                found += self._paragraph(child)
            elif child.tag in THROUGH:
                found += self.of_cell(child)
        return found


def _watermark(root: etree._Element) -> str:
    """The words across the pages, such as “DRAFT”, as a notice in brackets, which is asked about."""
    words = next((text for path in root.iter(VML + "textpath") if (text := path.get("string", "").strip())), "")
    return f"<p>[{escape(words[:LONGEST_WATERMARK])}]</p><p></p>" if words else ""


def _is_mark_of_draft(element: etree._Element) -> bool:
    """Whether it is what the site writes above the letterhead of a draft: no words of the release."""
    return bool(MARK_OF_DRAFT.search("".join(text.text or "" for text in element.iter(W + "t"))))


def _refuse_words(row: etree._Element) -> None:
    """Raise HasHiddenText if a row that Word does not print has words."""
    if words := "".join(text.text or "" for text in row.iter(W + "t")).strip():
        raise HasHiddenText(text=words[:SHOWN_OF_HIDDEN])


def _children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row, also those within content controls."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in THROUGH:
            yield from _children(child, tag)


def _only_cell(table: etree._Element) -> etree._Element | None:
    """Return the cell of a table that has just one, which is a frame around a text."""
    cells = [cell for row in _children(table, W + "tr") for cell in _children(row, W + "tc")]
    return cells[0] if len(cells) == 1 else None


def _span(element: etree._Element) -> int:
    return max(1, min(made.MOST_COLUMNS, whole_number(element.get(W + "val")) or 1))


def _letters(words: Words) -> int:
    return sum(letter.isalpha() for letter in words.text)


def _alignment(facts: Facts) -> str:
    return ALIGNMENTS.get(str(facts.get("jc", "")), "left")


def _heading(facts: Facts, names: list[str]) -> int:
    """Return the level of a heading, or 0."""
    if "title" in names:
        return 1
    outline = facts.get("outlineLvl")
    found = next((match for name in names if (match := HEADING.fullmatch(name))), None)
    level = int(outline) + 1 if outline is not None else int(found[1]) if found else 0
    return min(level, 6) if 1 <= level <= 9 else 0
