"""Words, paragraphs, lists, quotations and tables of a Word file as HTML."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import escape
from itertools import groupby, zip_longest
from typing import Literal

from pressreleases.intake.word.styles import Facts

LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s\x00-\x1f]+", re.IGNORECASE)
LONGEST_LINK = 2_000
LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-[A-Za-z0-9]{1,8})*")
SCRIPTS = {
    "CYRILLIC": {"ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg", "tt", "az", "uz", "tk"},
    "ARABIC": {"ar", "fa", "ur", "ps", "ku", "ug", "sd", "az"},
    "CJK": {"zh", "ja", "ko"},
    "HEBREW": {"he", "yi"},
    "GREEK": {"el"},
    "ARMENIAN": {"hy"},
    "GEORGIAN": {"ka"},
}
NOT_LATIN = {"ru", "uk", "be", "bg", "mk", "ky", "mn", "tg", "ar", "fa", "ur", "ps", "zh", "ja", "ko", "he", "el", "hy"}
BREAK = "\n"
"""A line break among the text of pieces, which have no other."""


@dataclass(frozen=True, slots=True)
class Form:
    """What distinguishes words from those around them."""

    href: str = ""
    lang: str = ""
    dir: str = ""
    bold: bool = False
    italic: bool = False
    raised: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one form. `markup` is HTML in place of text: a picture or a mark of a note."""

    text: str
    form: Form
    look: tuple[int, str] = (0, "")
    markup: str = ""

    @property
    def is_blank(self) -> bool:
        return not self.markup and not self.text.strip()


@dataclass(slots=True)
class Words:
    """The pieces of a paragraph. `lang` is the language of most of them, `dir` is "rtl" or ""."""

    pieces: list[Piece] = field(default_factory=list)
    lang: str = ""
    dir: str = ""
    had_page_number: bool = False

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces).strip()

    @property
    def is_blank(self) -> bool:
        return all(piece.is_blank for piece in self.pieces)

    def finish(self, *, is_rtl: bool) -> None:
        """Find the language and direction, trim the ends, and give blanks the form of the words around them."""
        self.pieces = _trimmed(self.pieces)
        weights: Counter[str] = Counter()
        for piece in self.pieces:
            weights[piece.form.lang] += len(piece.text) if piece.form.lang else 0
        self.lang = max(weights, key=lambda lang: weights[lang], default="")
        with_letters = [piece for piece in self.pieces if piece.form.lang or script(piece.text)]
        all_rtl = bool(with_letters) and all(piece.form.dir for piece in with_letters)
        self.dir = "rtl" if is_rtl or all_rtl else ""
        self.pieces = _joined([self._relative(piece) for piece in self.pieces])

    def _relative(self, piece: Piece) -> Piece:
        form = piece.form
        lang, direction = "" if form.lang == self.lang else form.lang, "" if self.dir else form.dir
        if (lang, direction) == (form.lang, form.dir):
            return piece
        return replace(piece, form=replace(form, lang=lang, dir=direction))

    def html(self, *, plain: Iterable[str] = ()) -> str:
        """Return the words as HTML without the tags named in `plain`."""
        return _html(self.pieces, [step for step in STEPS if step not in set(plain)])

    def attributes(self, look: str = "") -> str:
        """Return the attributes for the element around the words."""
        given = (("data-look", look), ("lang", self.lang), ("dir", self.dir))
        return "".join(f' {name}="{escape(value)}"' for name, value in given if value)

    def look(self, alignment: str) -> str:
        """Return what paragraphs that look alike have in common."""
        shown = [piece for piece in self.pieces if not piece.is_blank]
        if not shown:
            return ""
        sizes: Counter[int] = Counter()
        for piece in shown:
            sizes[piece.look[0]] += len(piece.text)
        colours = {piece.look[1] for piece in shown}
        words = [alignment, f"{max(sizes, key=lambda size: sizes[size]) / 2:g}"]
        words += ["bold"] if all(piece.form.bold for piece in shown) else []
        words += [f"#{colour}" for colour in colours if len(colours) == 1 and colour]
        return " ".join(words)


def form_of(facts: Facts, text: str, href: str) -> Form:
    """Return the form of a run of which these facts hold."""
    is_complex = bool(facts.get("rtl") or facts.get("cs"))
    found = script(text)
    key = "lang_bidi" if facts.get("rtl") else "lang_east" if found == "CJK" else "lang"
    raised = {"superscript": "sup", "subscript": "sub"}.get(str(facts.get("vertAlign", "")), "")
    return Form(
        href=href,
        lang=language(str(facts.get(key, "")), found),
        dir="rtl" if facts.get("rtl") and found in {"ARABIC", "HEBREW"} else "",
        bold=bool(facts.get("bCs" if is_complex else "b")),
        italic=bool(facts.get("iCs" if is_complex else "i")),
        raised=raised,
    )


def look_of(facts: Facts) -> tuple[int, str]:
    """Return the size in half points and the colour of a run."""
    size = facts.get("szCs" if facts.get("rtl") or facts.get("cs") else "sz", 20)
    colour = str(facts.get("color", "")).lower()
    return int(size), colour if re.fullmatch(r"[0-9a-f]{6}", colour) and colour != "000000" else ""


def language(tag: str, found: str) -> str:
    """Return the language of a tag such as `az-Latn-AZ` without its country, if text in the script `found` can be it.

    Word's languages are those of its spell checker, which people leave as they are: Russian under `en-US`.
    """
    parts = LANGUAGE.fullmatch(tag)
    if not parts or not found:
        return ""
    name = parts[1].lower()
    if found == "LATIN":
        return "" if name in NOT_LATIN else name
    return name if name in SCRIPTS.get(found, ()) else ""


def script(text: str) -> str:
    """Return the script of most letters, as the first word of their names in Unicode."""
    text = text[:2_000]
    if text.isascii():
        return "LATIN" if any(map(str.isalpha, text)) else ""
    counts = Counter(_script_of(letter) for letter in text if letter.isalpha())
    return max(counts, key=lambda one: counts[one], default="")


@lru_cache(4_096)
def _script_of(letter: str) -> str:
    name = unicodedata.name(letter, "").partition(" ")[0]
    return "CJK" if name in {"HIRAGANA", "KATAKANA", "HANGUL"} else name


def link(address: str) -> str:
    """Return an address that may be linked, or an empty string."""
    address = address.strip()
    return address if len(address) <= LONGEST_LINK and LINK.fullmatch(address) else ""


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces without white space and line breaks at the ends; a no-break space is kept."""
    shown = [at for at, piece in enumerate(pieces) if piece.markup or piece.text.strip(" \t\n")]
    kept = pieces[shown[0] : shown[-1] + 1] if shown else []
    if kept and not kept[0].markup:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip(" \t\n"))
    if kept and not kept[-1].markup:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" \t\n"))
    return kept


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Give digits and blanks the language of the words before them, and blanks between equal words their form."""
    found: list[Piece] = []
    for piece, following in zip_longest(pieces, pieces[1:]):
        before = found[-1].form if found else None
        if before is None or following is None or before != following.form or piece.markup or script(piece.text):
            found.append(piece)
        elif piece.is_blank:
            found.append(replace(piece, form=before))
        else:
            found.append(replace(piece, form=replace(piece.form, lang=before.lang, dir=before.dir)))
    return found


def _opening(form: Form, name: str) -> str:
    if name == "a":
        return f'<a href="{escape(form.href)}">' if form.href else ""
    if name == "span":
        given = "".join(f' {key}="{value}"' for key, value in (("lang", form.lang), ("dir", form.dir)) if value)
        return f"<span{given}>" if given else ""
    return f"<{name}>" if name == form.raised or (name, True) in (("strong", form.bold), ("em", form.italic)) else ""


STEPS = "a span strong em sup sub".split()


def _html(pieces: Iterable[Piece], steps: list[str]) -> str:
    """Return HTML where neighbours that share a tag are within one, the outer tags first."""
    if not steps:
        return "".join(piece.markup or escape(piece.text, quote=False).replace(BREAK, "<br>") for piece in pieces)
    name, rest = steps[0], steps[1:]
    out = []
    for opening, same in groupby(pieces, key=lambda piece: _opening(piece.form, name)):
        inside = _html(list(same), rest)
        out.append(f"{opening}{inside}</{name}>" if opening and inside else inside)
    return "".join(out)


MOST_COLUMNS = 100

Kind = Literal["p", "h", "item", "quote", "table"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or a table whose `content` is ready.

    `level`: of a heading or an item. `number`: of an item, None for a bullet. `continues`: belongs to the item before.
    `is_labelled`: the words begin with the mark that Word shows, such as “(a)”.
    """

    kind: Kind
    content: str
    attributes: str = ""
    level: int = 0
    number: int | None = None
    continues: bool = False
    is_labelled: bool = False


EMPTY = Block("p", "")


def html(blocks: Iterable[Block]) -> str:
    """Return the blocks as HTML: items as lists, neighbouring quotations as one, of several blank lines one."""
    out = []
    for kind, group in groupby(_with_continuations(blocks), key=lambda block: block.kind):
        same = list(group)
        if kind == "item":
            out.append(_lists(same))
        elif kind == "quote":
            out.append(f"<blockquote>{''.join(map(_element, same))}</blockquote>")
        else:
            out.extend(map(_element, same))
    return "".join(out)


def _element(block: Block) -> str:
    if block.kind == "table":
        return block.content
    name = f"h{block.level}" if block.kind == "h" else "p"
    return f"<{name}{block.attributes}>{block.content}</{name}>"


def _with_continuations(blocks: Iterable[Block]) -> list[Block]:
    found: list[list[Block]] = []
    for block in _without_empty_ends(blocks):
        if block.continues and found and found[-1][0].kind == "item":
            found[-1].append(block)
        else:
            found.append([block])
    return [replace(first, content="<br>".join(one.content for one in (first, *more))) for first, *more in found]


def _without_empty_ends(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks with one blank line for several, and none at the ends."""
    found: list[Block] = []
    for block in blocks:
        if block != EMPTY or (found and found[-1] != EMPTY):
            found.append(block)
    if found and found[-1] == EMPTY:
        found.pop()
    return found


@dataclass(slots=True)
class _Open:
    """A list whose end is not written yet."""

    level: int
    number: int | None

    @property
    def end(self) -> str:
        return "</li></ul>" if self.number is None else "</li></ol>"


def _lists(items: list[Block]) -> str:
    out: list[str] = []
    stack: list[_Open] = []
    for item in items:
        while stack and stack[-1].level > item.level:
            out.append(stack.pop().end)
        if stack and stack[-1].level == item.level:
            if _follows(stack[-1].number, item.number):
                stack[-1].number = item.number
                out.append(f"</li><li>{item.content}")
                continue
            out.append(stack.pop().end)
        start = "" if item.number in {None, 1} else f' start="{item.number}"'
        out.append(f"<{'ul' if item.number is None else 'ol'}{start}><li>{item.content}")
        stack.append(_Open(item.level, item.number))
    out.extend(one.end for one in reversed(stack))
    return "".join(out)


def _follows(before: int | None, number: int | None) -> bool:
    if before is None or number is None:
        return before is number
    return number == before + 1


@dataclass(slots=True)
class Cell:
    """A cell of a table. `merges`: "" alone, "start" the first of several rows, "more" hidden below such a one."""

    blocks: list[Block]
    columns: int = 1
    merges: str = ""
    rows: int = 1


@dataclass(slots=True)
class Row:
    """A row of a table; `skipped` columns before its first cell are empty."""

    cells: list[Cell] = field(default_factory=list)
    is_header: bool = False
    skipped: int = 0


def table(rows: list[Row]) -> list[Block]:
    """Return a table, unless all of it is empty."""
    _merge(rows)
    shown = [(row, [cell for cell in row.cells if cell.merges != "more"]) for row in rows]
    cells = [cell for _row, own in shown for cell in own]
    if not any(cell.blocks for cell in cells):
        return []
    content = "".join(f"<tr>{''.join(_cell(cell, row) for cell in own)}</tr>" for row, own in shown)
    return [Block("table", f"<table>{content}</table>")]


def _merge(rows: list[Row]) -> None:
    """Count the rows of merged cells; a cell that is merged with none above it is one of its own."""
    above: dict[int, Cell] = {}
    for row in rows:
        column, current = row.skipped, {}
        for cell in row.cells:
            if cell.merges == "more" and column in above:
                above[column].rows += 1
                current[column] = above[column]
            elif cell.merges:
                cell.merges = "start"
                current[column] = cell
            column += cell.columns
        above = current


def _cell(cell: Cell, row: Row) -> str:
    name = "th" if row.is_header else "td"
    spans = (("colspan", cell.columns), ("rowspan", cell.rows))
    attributes = "".join(f' {key}="{value}"' for key, value in spans if value > 1)
    return f"<{name}{attributes}>{_inside(cell.blocks)}</{name}>"


def _inside(blocks: list[Block]) -> str:
    """Return what is in a cell: the words alone if it is one paragraph that runs from the left, else paragraphs."""
    if len(blocks) == 1 and 'dir="' not in blocks[0].attributes:
        return blocks[0].content
    return "".join(f"<p{block.attributes}>{block.content}</p>" for block in blocks)


def as_paragraphs(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks for a cell, where lists become lines with their marks and empty ends are left out."""
    found: list[Block] = []
    for block in _without_empty_ends(blocks):
        has_mark = block.kind == "item" and not block.is_labelled
        mark = "" if not has_mark else "• " if block.number is None else f"{block.number}. "
        found.append(Block("p", mark + block.content, block.attributes))
    return found
