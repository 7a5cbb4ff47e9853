"""Write the blocks of a text as HTML: paragraphs, headings, lists, quotations, tables, lines of an advisory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape
from itertools import takewhile

from pressreleases.intake.folding import plain
from pressreleases.intake.language import recognised
from pressreleases.intake.letterhead import is_address
from pressreleases.intake.lines import BOLD_OFF, BOLD_ON, GAP, MARKS, Block, Form, Line, show_picture
from pressreleases.intake.textual import (
    BULLET,
    INITIAL,
    NUMBER,
    SENTENCE_END,
    begins_text,
    ends_a_sentence,
    ends_amid,
    how_many_words,
    is_caption_or_key,
    is_keys,
    is_salutation_line,
)
from pressreleases.language.languages import direction

WIDE = 55
"""Lines of a paragraph that are shorter than this were broken on purpose, if other lines are long."""

QUOTE_SIGNS = ("“", "«", "„", '"', "‘", "「", "『")
RULE_OF_TABLE = re.compile(r"[\s|:+-]+")


@dataclass(slots=True)
class Piece:
    """A block of the result: its element, and its text or its items. `is_open`: its last sentence has not ended.

    `sign`: how the only item of a numbered list, which becomes a paragraph, is numbered; `start`: its number.
    """

    tag: str
    text: str = ""
    items: list[str] = field(default_factory=list)
    start: int = 1
    sign: str = ""
    rows: list[list[str]] = field(default_factory=list)
    language: str = ""

    def written(self) -> str:
        if self.tag == "written":
            return self.text
        if self.tag == "table":
            rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in self.rows)
            return f"<table>{rows}</table>"
        text = self.text
        attributes = f' lang="{self.language}" dir="{direction(self.language)}"' if self.language else ""
        if self.tag in ("ul", "ol"):
            attributes += f' start="{self.start}"' if self.start != 1 else ""
            text = "".join(f"<li>{item}</li>" for item in self.items)
        elif self.tag in ("h2", "h3", "h4"):
            text = re.sub("</?strong>", "", text)
        elif self.tag == "blockquote":
            text = f"<p>{text}</p>"
        return f"<{self.tag}{attributes}>{text}</{self.tag}>"

    def go_on(self, text: str) -> None:
        if self.items:
            self.items[-1] = f"{self.items[-1]} {text}"
        else:
            self.text = f"{self.text} {text}"

    @property
    def is_open(self) -> bool:
        last = self.items[-1] if self.items else self.text
        return self.tag not in ("table", "h2", "h3", "h4") and not SENTENCE_END.search(re.sub(r"<[^>]*>", "", last))


def html_of(
    blocks: list[Block], elements: Mapping[str, str] | None = None, language: str = "", *, levels: tuple[int, ...] = ()
) -> str:
    """Return the text as HTML, a block a line. Its words are escaped; it still has to be sanitised.

    The highest heading becomes `<h2>`, unless it is below another one of `levels`.

    `elements` are the tags that marks in the lines stand for. A paragraph keeps the language that its file gives it if
    its words are in it, and in another one than `language`, that of the document.
    """
    blocks = [one for block in blocks for one in _one_by_one(block)]
    ranks = sorted({*levels, *(block.heading for block in blocks if block.heading)})
    base = min((line.indent for block in blocks for line in block.lines), default=0)
    longest = max((len(line.text) for block in blocks for line in block.lines), default=0)
    pieces: list[Piece] = []
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        is_in_list = bool(pieces and pieces[-1].items and _marker(block.first))
        if block.heading:
            found = [Piece(f"h{min(4, 2 + ranks.index(block.heading))}", _html(block.lines))]
        elif block.form and block.form.name not in ("paragraph", "paragraphs"):
            found = _of_form(blocks, at, block.form)
        elif (
            _is_heading(block, following)
            and not is_in_list
            and not show_picture(blocks[max(0, at - 1) : at + 1], elements)
        ):
            found = [Piece("h2", _html(block.lines))]
        else:
            found = _pieces(block, base, longest)
        if block.is_after_page and pieces and pieces[-1].is_open and found[0].tag == "p":
            pieces[-1].go_on(found.pop(0).text)
        other = _other_language(block, language)
        for piece in found:
            _append(pieces, replace(piece, language=other) if other else piece)
    written = "\n".join(piece.written() for piece in _lists_joined(pieces))
    written = _without_own_language(written, elements or {}, language)
    return written.translate({ord(mark): tag for mark, tag in (elements or {}).items()})


def _without_own_language(written: str, elements: Mapping[str, str], language: str) -> str:
    """The text without the marks of passages in its own language: Word names one for each, and often a wrong one."""
    for mark, tag in elements.items():
        if not language or not (named := LANGUAGE_OF_SPAN.match(tag)):
            continue
        end = chr(ord(mark) + 1)
        passage = written.partition(mark)[2].partition(end)[0].translate(MARKS)
        if named[1].lower() == language or (how_many_words(passage) > 3 and recognised(passage) == language):
            written = written.replace(mark, "").replace(end, "")
    return written


def _one_by_one(block: Block) -> list[Block]:
    """Short lines of a formatted document that look alike are paragraphs in the text."""
    if block.form is None or block.form.name != "paragraphs":
        return [block]
    form = replace(block.form, name="paragraph")
    return [replace(block, lines=(line,), form=form) for line in block.lines]


def _of_form(blocks: list[Block], at: int, form: Form) -> list[Piece]:
    """A table, a figure, a quotation or a list; the first item brings those that follow."""
    if form.name == "table":
        return [Piece("written", form.html)]
    if form.name == "figure":
        picture, *caption = blocks[at].lines
        words = _in_lines(tuple(caption))
        return [Piece("written", f"<figure>{_html((picture,))}<figcaption>{words}</figcaption></figure>")]
    if form.name in ("quote", "caption"):
        return [Piece("blockquote" if form.name == "quote" else "p", _in_lines(blocks[at].lines))]
    if at and _is_item(blocks[at - 1]):
        return []
    return [Piece("written", _lists(list(takewhile(_is_item, blocks[at:]))))]


def _is_item(block: Block) -> bool:
    return block.form is not None and block.form.name == "item"


def _lists(items: list[Block]) -> str:
    """The items that follow each other as lists; deeper ones are lists in the item above them."""
    written = []
    while items:
        top = items[0].form
        assert top is not None  # noqa: S101  an item has a form
        entries, start = [], top.number
        while items and (form := items[0].form) and form.tag == top.tag:
            deeper = list(takewhile(partial(_is_deeper, than=top.level), items[1:]))
            entries.append(f"<li>{_item(items[0])}{_lists(deeper)}</li>")
            items = items[1 + len(deeper) :]
        start_at = f' start="{start}"' if top.tag == "ol" and start != 1 else ""
        written.append(f"<{top.tag}{start_at}>{''.join(entries)}</{top.tag}>")
    return "".join(written)


def _is_deeper(block: Block, than: int) -> bool:
    return block.form is not None and block.form.level > than


def _item(block: Block) -> str:
    first, *more = block.lines
    sign = BULLET.match(first.text) or NUMBER.match(first.text)
    return _in_lines((first.without_start(sign.end() if sign else 0), *more))


def _in_lines(lines: tuple[Line, ...]) -> str:
    return "<br>".join(_html((line,), tidy=True) for line in lines)


def _other_language(block: Block, language: str) -> str:
    """The language of a paragraph, if the file and its words agree on another one than that of the document."""
    own = block.form.language.partition("-")[0].lower() if block.form else ""
    return own if own and own != language and recognised(block.text) == own else ""


def _append(pieces: list[Piece], piece: Piece) -> None:
    """Add a piece; items of one list with blank lines between them are one list."""
    before = pieces[-1] if pieces else None
    goes_on = piece.tag == "ul" or (before is not None and before.start + len(before.items) == piece.start)
    if before and piece.tag in ("ul", "ol") and piece.tag == before.tag and goes_on:
        before.items += piece.items
    elif before and before.tag == "ol" and piece.tag == "p" and piece.sign and goes_on:
        # The last item, which ends the sentence of all.
        before.items.append(piece.text.removeprefix(f"{piece.sign} "))
    else:
        pieces.append(piece)


def _lists_joined(pieces: list[Piece]) -> list[Piece]:
    """A numbered list of one item is a paragraph that carries its number."""
    return [
        Piece("p", f"{piece.sign} {piece.items[0]}") if piece.tag == "ol" and len(piece.items) == 1 else piece
        for piece in pieces
    ]


def _is_heading(block: Block, following: Block | None) -> bool:
    """Whether a short line without an end stands above running text."""
    if following is None or len(block.lines) > 1 or following.is_after_page or block.is_after_page:
        return False
    text = plain(block.text)
    has_end = SENTENCE_END.search(text) or text.endswith((",", "،", "，", ";", '"', "”", "»"))
    is_bare = not has_end and not ends_amid(text)
    is_own = (
        not (is_caption_or_key(text) or BULLET.match(text) or is_address(text))
        and not is_keys(block)
        and not GAP.search(block.first.text)
        and "|" not in text
    )
    is_short = len(text) <= 90 and how_many_words(text) <= 12 and any(map(str.isalpha, text))
    is_text = (
        following.heading > 0 or begins_text(following) or ends_a_sentence(following.text) or len(following.lines) > 1
    )
    is_item = _marker(block.first) and _marker(following.first)
    return is_bare and is_own and is_short and is_text and not is_item and text[0] not in QUOTE_SIGNS


def _pieces(block: Block, base: int, longest: int) -> list[Piece]:
    lines = block.lines
    if block.form and not any(_marker(line) for line in lines):
        return [Piece("p", _in_lines(lines))]
    is_marked = all(line.text.startswith(">") for line in lines)
    if is_keys(block) and len(lines) > 1:
        return [Piece("p", "<br>".join(_html((line,), tidy=True) for line in lines))]
    if table := _table(lines):
        return [table]
    if is_marked or _is_set_off(block, base):
        return [Piece("blockquote", _html(tuple(line.without_start(1) for line in lines) if is_marked else lines))]
    if _is_heading_line(lines, longest):
        return [Piece("h2", _html(lines[:1])), *_paragraphs(lines[1:], longest)]
    return _with_lists(lines, longest) if any(_marker(line) for line in lines) else _paragraphs(lines, longest)


def _is_heading_line(lines: tuple[Line, ...], longest: int) -> bool:
    """Whether the first line is short and was broken on purpose: the next word, a capital, would have fitted there."""
    if len(lines) < 2 or not ends_a_sentence(lines[-1].text) or any(_marker(line) for line in lines[:2]):
        return False
    first, second = lines[0].text, lines[1].text
    width = min(longest, 60)
    is_bare = not SENTENCE_END.search(first) and not first.endswith((",", "،", "，", '"', "”", "»", "-", "–", "—"))
    would_fit = len(first) + len(second.split()[0]) + 1 < width - 12
    has_capitals = first[0].isupper() and second[0].isupper()
    return is_bare and would_fit and has_capitals and len(first.split()) <= 8 and len(second.split()) >= 4


def _is_set_off(block: Block, base: int) -> bool:
    lines = block.lines
    is_deep = all(line.indent >= base + 4 for line in lines)
    is_quoted = lines[0].text.startswith(QUOTE_SIGNS)
    is_whole = is_quoted or (len(lines) > 1 and ends_a_sentence(lines[-1].text))
    return is_deep and is_whole and not any(_marker(line) for line in lines)


def _paragraphs(lines: tuple[Line, ...], longest: int) -> list[Piece]:
    """Paragraphs that only an indent parts; short lines that were broken on purpose stay lines."""
    salutation = 0
    while salutation < len(lines) and is_salutation_line(plain(lines[salutation].text)):
        salutation += 1
    if salutation > 0:
        first = Piece("p", "<br>".join(_html((line,)) for line in lines[:salutation]))
        return [first, *(_paragraphs(lines[salutation:], longest) if lines[salutation:] else [])]
    flush = min(line.indent for line in lines)
    cut: list[list[Line]] = []
    is_mixed = any(line.indent == flush for line in lines) and any(line.indent >= flush + 2 for line in lines)
    for line in lines:
        starts = is_mixed and line.indent >= flush + 2
        if not cut or starts:
            cut.append([line])
        else:
            cut[-1].append(line)
    return [Piece("p", _joined(tuple(part), longest)) for part in cut]


def _joined(lines: tuple[Line, ...], longest: int) -> str:
    is_programme = len(lines) > 1 and all(TIME_FIRST.match(line.text) for line in lines)
    is_broken = (
        len(lines) > 1
        and longest > 100
        and all(len(line.text) < WIDE and not ends_a_sentence(line.text) for line in lines)
    )
    return "<br>".join(_html((line,)) for line in lines) if is_broken or is_programme else _html(lines)


LANGUAGE_OF_SPAN = re.compile(r'<span lang="([A-Za-z]+)')
TIME_FIRST = re.compile(r"\d{1,2}[:.]\d{2}(?!\d)")


def _marker(line: Line) -> tuple[str, int, str] | None:
    """The list that a line's sign belongs to ("ul", "ol" or "abc"), its number, and the length of the sign."""
    if found := BULLET.match(line.text):
        return "ul", 0, found.group()
    found = NUMBER.match(line.text)
    if not found:
        return None
    number = found["number"] or ""
    if number.isdecimal():
        return "ol", int(number), found.group()
    if INITIAL.match(line.text):
        return None
    return "abc", 0, found.group()


def _with_lists(lines: tuple[Line, ...], longest: int) -> list[Piece]:
    """Paragraphs and lists of a block in their order. A line without a sign goes on with the item above it."""
    pieces: list[Piece] = []
    before: list[Line] = []
    items: list[tuple[str, int, str, list[Line]]] = []
    sign_at = min(line.indent for line in lines if _marker(line))
    for line in lines:
        marker = _marker(line)
        if marker:
            if before:
                pieces += _paragraphs(tuple(before), longest)
                before = []
            kind, number, sign = marker
            if items and (items[-1][0] != kind or (kind == "ol" and number != items[-1][1] + 1)):
                pieces += _list(items)
                items = []
            items.append((kind, number, sign.strip(), [line.without_start(len(sign) if kind != "abc" else 0)]))
        elif items and _goes_on(items[-1][3][-1], line, sign_at):
            items[-1][3].append(line)
        else:
            pieces += _list(items)
            items = []
            before.append(line)
    pieces += _list(items)
    return pieces + (_paragraphs(tuple(before), longest) if before else [])


def _goes_on(item: Line, line: Line, sign_at: int) -> bool:
    """Whether a line without a sign belongs to the item above it; the signs of the list are at this indent."""
    return line.indent > sign_at or line.text[0].islower() or not SENTENCE_END.search(item.text)


def _list(items: list[tuple[str, int, str, list[Line]]]) -> list[Piece]:
    if not items:
        return []
    kind, start, sign, first = items[0]
    if kind == "ul" and len(items) == 1 and first[0].text and first[0].rich[:1] == "*":
        return [Piece("p", _html(tuple(first)))]
    texts = [_html(tuple(lines)) for _kind, _number, _sign, lines in items]
    if kind == "ol":
        if len(items) > 1 and not any(ends_a_sentence(text) and len(text.split()) > 25 for text in texts[:-1]):
            return [Piece("ol", items=texts, start=start)]
        if len(items) == 1 and not ends_a_sentence(texts[0]):
            return [Piece("ol", items=texts, start=start, sign=sign)]
        return [
            Piece("p", f"{each} {text}", start=number, sign=each)
            for (_kind, number, each, _lines), text in zip(items, texts, strict=True)
        ]
    # Letters are part of the item: readers refer to them, and a list has no letters here.
    return [Piece("ul", items=texts)] if kind == "ul" or len(items) > 1 else [Piece("p", texts[0])]


def _table(lines: tuple[Line, ...]) -> Piece | None:
    """A table of at least two rows with as many cells each, parted by bars, tabs or wide gaps."""
    if len(lines) < 2:
        return None
    rows = [line for line in lines if not RULE_OF_TABLE.fullmatch(line.text)]
    barred = all(line.text.count("|") > 1 or (line.text.count("|") == 1 and len(rows) > 2) for line in rows)
    cells = [
        [cell.strip() for cell in (line.text.strip("|").split("|") if barred else GAP.split(line.text))]
        for line in rows
    ]
    widths = {len(row) for row in cells}
    if len(widths) != 1 or widths == {1} or len(rows) < 2 or any(_marker(line) for line in rows):
        return None
    return Piece("table", rows=[[escape(cell, quote=False) for cell in row] for row in cells])


def _first_letter(characters: Iterator[str]) -> str:
    return next((character for character in characters if character.translate(MARKS)), "")


def _html(lines: tuple[Line, ...], *, tidy: bool = False) -> str:
    """The lines as one text, escaped, with bold where its marks are whole."""
    text = ""
    for line in lines:
        rich = line.rich or line.text
        last, first = _first_letter(reversed(text)), _first_letter(iter(rich))
        wide = bool(text) and last > "\u2e7f" and first > "\u2e7f"
        text += rich if not text or wide else f" {rich}"
    if tidy:
        text = re.sub(r"[ \t]+", " ", text).strip(" ")
    text = escape(text, quote=False)
    if text.count(BOLD_ON) == text.count(BOLD_OFF) and not re.search(f"{BOLD_OFF}[^{BOLD_ON}]*{BOLD_OFF}", text):
        return text.replace(BOLD_ON, "<strong>").replace(BOLD_OFF, "</strong>")
    return text.translate(MARKS)
