"""The nodes of a text (`letterhead_pdf.nodes`) as the paragraphs and tables of a Word file, in WordprocessingML."""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.utils.encoding import iri_to_uri
from PIL import Image as Pillow

from pressreleases.language.languages import direction
from pressreleases.letterhead_pdf.nodes import Nodes

_BLOCKS = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table", "figure", "figcaption"})
_STYLES = {"h2": "Heading2", "h3": "Heading3", "h4": "Heading4", "figcaption": "Caption"}
_EMU_A_POINT = 12_700
# Word has nine levels of lists.
_DEEPEST = 8
_INDENT = 357  # in twentieths of a point, of each level of a list
_TABLE_WIDTH = 9_600
BULLETS, NUMBERS = 1, 2
# By the direction of the words that they enclose (LRM, RLM); nobody sees them.
MARKS = {"ltr": "\u200e", "rtl": "\u200f"}
# XML 1.0 has no way to write these.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_QUOTES = {"fr": ("« ", " »"), "ru": ("«", "»"), "es": ("«", "»"), "ar": ("«", "»"), "az": ("“", "”")}
_BORDER = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'


@dataclass(frozen=True)
class Look:
    """How a run of characters looks, and in which language and direction it is."""

    bold: bool = False
    italic: bool = False
    small: bool = False
    raised: str = ""
    href: str = ""
    lang: str = ""
    dir: str = ""


@dataclass(frozen=True)
class Place:
    """Where a paragraph is: its style, its list, and its direction."""

    style: str = ""
    dir: str = "ltr"
    number: int = 0
    level: int = 0
    indent: int = 0
    align: str = ""
    is_page_part: bool = False


@dataclass
class Files:
    """What a part of the file refers to: links and pictures, by the keys of its relations."""

    pictures: dict[str, bytes]
    links: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    def link(self, address: str) -> str:
        return self.links.setdefault(address, f"link{len(self.links) + 1}")

    def picture(self, name: str) -> str:
        return self.shown.setdefault(name, f"picture{len(self.shown) + 1}")


class Writer:
    """Writes nodes of a text in `language`. `starts` has the first number of each list that counts, by its key."""

    def __init__(self, language: str, files: Files, names: dict[str, str] | None = None) -> None:
        self.language, self.dir, self.files = language, direction(language), files
        # What pictures are called, by their files.
        self.names = names or {}
        self.starts: dict[int, tuple[int, int]] = {}
        self.drawings = 0

    def blocks(self, nodes: Nodes, place: Place, look: Look = Look()) -> str:
        """Paragraphs and tables of `nodes`; words between blocks are paragraphs of their own."""
        written: list[str] = []
        for is_block, same in groupby(nodes, key=_is_block):
            if not is_block:
                written.append(self.paragraph(list(same), place, look))
                place = self._below(place)
                continue
            for node in same:
                written.append(self._block(node, place, look))
                place = self._below(place)
        return "".join(written)

    def paragraph(self, nodes: Nodes, place: Place, look: Look = Look()) -> str:
        runs = "".join(self._runs(nodes, look, is_rtl=place.dir == "rtl"))
        return f"<w:p>{_properties(place)}{runs}</w:p>"

    def _below(self, place: Place) -> Place:
        """The place of what follows the first paragraph of an item: in the item, without a number of its own."""
        if not place.number:
            return place
        return replace(place, style="ListParagraph", number=0, indent=_INDENT * (place.level + 1))

    def _block(self, node: dict[str, Any], place: Place, look: Look) -> str:
        name = node["name"]
        place, look = self._own(node, place, look)
        if name in ("ul", "ol"):
            return self._list(node, place, look)
        if name == "table":
            return self._table(node, place, look)
        if name == "blockquote":
            style = place.style if place.is_page_part or place.number or place.indent else "Quote"
            return self.blocks(node["inside"], replace(place, style=style), look)
        if name == "figure" or any(map(_is_block, node["inside"])):
            return self.blocks(node["inside"], place, look)
        style = _STYLES.get(name, place.style) if not place.number else place.style
        return self.paragraph(node["inside"], replace(place, style=style), look)

    def _own(self, node: dict[str, Any], place: Place, look: Look) -> tuple[Place, Look]:
        """The language and direction that a block names itself."""
        if node.get("dir"):
            place, look = replace(place, dir=node["dir"]), replace(look, dir="")
        elif node.get("lang") and node["name"] != "li":
            place = replace(place, dir=direction(node["lang"]))
        return place, replace(look, lang=node["lang"]) if node.get("lang") else look

    def _list(self, node: dict[str, Any], place: Place, look: Look) -> str:
        level = min(_DEEPEST, place.level + 1) if place.number or place.indent else 0
        number = BULLETS
        if node["name"] == "ol":
            number = NUMBERS + len(self.starts)
            self.starts[number] = (level, node["start"])
        items = []
        for item in node["items"]:
            here = Place("ListParagraph", place.dir, number, level, is_page_part=place.is_page_part)
            items.append(self.blocks(item["inside"] or [""], *self._own(item, here, look)))
        return "".join(items)

    def _table(self, node: dict[str, Any], place: Place, look: Look) -> str:
        caption = self.paragraph(node["caption"], replace(place, style="Caption"), look) if node["caption"] else ""
        columns = node["columns"]
        grid = f'<w:gridCol w:w="{_TABLE_WIDTH // columns}"/>' * columns
        borders = "".join(_BORDER.format(side) for side in "top left bottom right insideH insideV".split())
        is_rtl = "<w:bidiVisual/>" if place.dir == "rtl" else ""
        rows = "".join(
            self._row(cells, columns, is_head=y < node["heads"], place=place, look=look)
            for y, cells in enumerate(_grid(node))
        )
        return (
            f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>{is_rtl}<w:tblW w:w="5000" w:type="pct"/>'
            f"<w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
            # Two tables with nothing between them would become one.
            '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'
        )

    def _row(
        self,
        cells: list[tuple[dict[str, Any] | None, int, str]],
        columns: int,
        *,
        is_head: bool,
        place: Place,
        look: Look,
    ) -> str:
        head = "<w:tblHeader/>" if is_head else ""
        written = []
        for cell, wide, merge in cells:
            spans = (f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else "") + (merge and f'<w:vMerge w:val="{merge}"/>')
            width = f'<w:tcW w:w="{5000 * wide // columns}" w:type="pct"/>'
            written.append(f"<w:tc><w:tcPr>{width}{spans}</w:tcPr>{self._cell(cell, place, look, is_head)}</w:tc>")
        return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(written)}</w:tr>"

    def _cell(self, cell: dict[str, Any] | None, place: Place, look: Look, is_head: bool) -> str:
        if cell is None:
            return "<w:p/>"
        here = Place("TableHead" if is_head else "TableText", place.dir, align="right" if cell["figures"] else "")
        here = replace(here, is_page_part=True)
        # What runs from the left in it is told below, so that the column ends where others do.
        here, look = (here, look) if cell["figures"] else self._own(cell, here, look)
        look = replace(look, bold=look.bold or (cell["bold"] and not is_head))
        inside = cell["inside"] or [""]
        if cell["figures"] and not any(map(_is_block, inside)):
            inside = [{"name": "bdi", "dir": "ltr", "inside": inside}]
        written = self.blocks(inside, here, look)
        # A cell must end with a paragraph.
        return written if written.endswith("</w:p>") else f"{written}<w:p/>"

    def _runs(self, nodes: Nodes, look: Look, *, is_rtl: bool) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, str):
                yield from self._words(node, look, is_rtl=is_rtl)
                continue
            own = replace(look, lang=node.get("lang") or look.lang, dir=node.get("dir") or look.dir)
            name = node["name"]
            if name == "br":
                yield "<w:r><w:br/></w:r>"
            elif name == "img":
                yield self._picture(node)
            elif name == "a" and not look.href and (address := _address(node["href"])):
                key = self.files.link(address)
                inside = "".join(self._runs(node["inside"], replace(own, href=node["href"]), is_rtl=is_rtl))
                yield f'<w:hyperlink r:id="{key}">{inside}</w:hyperlink>'
            elif name == "q":
                before, after = _QUOTES.get(self.language, ("“", "”"))
                yield from self._runs([before, *node["inside"], after], own, is_rtl=is_rtl)
            elif "inside" in node:
                # Other programs go by the letters alone: marks say where a name or a number begins and ends, and that
                # what follows goes with the line.
                line = "rtl" if is_rtl else "ltr"
                around = ("", "") if own.dir in ("", line) else (MARKS[own.dir], MARKS[own.dir] + MARKS[line])
                own = _looking(own, name) if node.get("dir") else replace(_looking(own, name), dir=look.dir)
                yield from self._runs([around[0], *node["inside"], around[1]], own, is_rtl=is_rtl)

    def _words(self, words: str, look: Look, *, is_rtl: bool) -> Iterator[str]:
        """Runs of words; where a line runs from the right, those that do so are told apart from the others."""
        for from_the_right, part in (
            () if not words else _by_direction(words, is_rtl=is_rtl if not look.dir else look.dir == "rtl")
        ):
            yield f"<w:r>{_run_properties(look, from_the_right)}{_text(part)}</w:r>"

    def _picture(self, node: dict[str, Any]) -> str:
        content = self.files.pictures.get(node["file"])
        if content is None:
            return ""
        with Pillow.open(io.BytesIO(content)) as opened:
            width, height = opened.size
        wide = round(node["width"] * _EMU_A_POINT)
        size = f'cx="{wide}" cy="{max(1, round(wide * height / width))}"'
        self.drawings += 1
        name, key = escape(self.names.get(node["file"], "")), self.files.picture(node["file"])
        told = f'id="{self.drawings}" name="{name}" descr="{_clean(node["alt"])}"'
        decorative = "" if node["alt"] else _DECORATIVE
        return _DRAWING.format(size=size, told=told, decorative=decorative, key=key, name=name)


_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1"/></a:ext></a:extLst>'
)
_DRAWING = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
    "<wp:docPr {told}>{decorative}</wp:docPr><wp:cNvGraphicFramePr>"
    '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="0" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/>'
    '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</w:drawing></w:r>"
)


def _address(href: str) -> str:
    """The target of a link in ASCII, as Word needs it: one that is no URI keeps it from opening the whole file."""
    try:
        parts = urlsplit(href)
        host = parts.hostname.encode("idna").decode() if parts.hostname else ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return iri_to_uri(urlunsplit(parts._replace(netloc=f"{host}{port}") if host else parts))


def _is_block(node: Any) -> bool:
    return isinstance(node, dict) and node["name"] in _BLOCKS


def _looking(look: Look, name: str) -> Look:
    if name == "strong":
        return replace(look, bold=True)
    if name in ("em", "cite"):
        return replace(look, italic=True)
    if name == "small":
        return replace(look, small=True)
    return replace(look, raised={"sup": "superscript", "sub": "subscript"}[name]) if name in ("sup", "sub") else look


def _grid(node: dict[str, Any]) -> list[list[tuple[dict[str, Any] | None, int, str]]]:
    """The cells of each row from the left: the cell, how many columns it has, and whether it is joined with others."""
    at: dict[tuple[int, int], tuple[dict[str, Any], bool]] = {}
    for cell in node["cells"]:
        for y in range(cell["y"], min(cell["y"] + cell["rowspan"], node["rows"])):
            at[cell["x"], y] = (cell, y == cell["y"])
    rows = []
    for y in range(node["rows"]):
        row: list[tuple[dict[str, Any] | None, int, str]] = []
        x = 0
        while x < node["columns"]:
            cell, is_first = at.get((x, y), (None, True))
            wide = cell["colspan"] if cell else 1
            joined = bool(cell and cell["rowspan"] > 1)
            row.append((cell if is_first else None, wide, ("restart" if is_first else "continue") if joined else ""))
            x += wide
        rows.append(row)
    return rows


def _properties(place: Place) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{place.level}"/><w:numId w:val="{place.number}"/></w:numPr>'
    parts = (
        f'<w:pStyle w:val="{place.style}"/>' if place.style else "",
        numbered if place.number else "",
        "<w:bidi/>" if place.dir == "rtl" else "",
        f'<w:ind w:start="{place.indent}" w:left="{place.indent}"/>' if place.indent else "",
        f'<w:jc w:val="{place.align}"/>' if place.align else "",
    )
    return f"<w:pPr>{''.join(parts)}</w:pPr>" if any(parts) else ""


def _run_properties(look: Look, from_the_right: bool) -> str:
    lang = f'<w:lang w:val="{look.lang}" w:eastAsia="{look.lang}" w:bidi="{look.lang}"/>' if look.lang else ""
    parts = (
        '<w:rStyle w:val="Hyperlink"/>' if look.href else "",
        "<w:b/><w:bCs/>" if look.bold else "",
        "<w:i/><w:iCs/>" if look.italic else "",
        '<w:sz w:val="18"/><w:szCs w:val="18"/>' if look.small else "",
        f'<w:vertAlign w:val="{look.raised}"/>' if look.raised else "",
        "<w:rtl/>" if from_the_right else "",
        lang,
    )
    return f"<w:rPr>{''.join(parts)}</w:rPr>" if any(parts) else ""


def _by_direction(words: str, *, is_rtl: bool) -> Iterable[tuple[bool, str]]:
    """`words` in parts that run from the right, or not. Digits and signs go with the letters before them.

    Word draws the full stop of a line, and the order of its parts, by the direction of the runs they are in.
    """
    if not is_rtl and not any(unicodedata.bidirectional(one) in ("R", "AL") for one in words):
        return [(False, words)]
    found: list[tuple[bool, str]] = []
    current, part, waiting = is_rtl, "", ""
    for one in words:
        kind = unicodedata.bidirectional(one)
        if kind not in ("L", "R", "AL"):
            # A digit or hyphen directly after a letter is of its word, such as COP29.
            if waiting or one.isspace() or not (one.isalnum() or one in "-/_"):
                waiting += one
            else:
                part += one
            continue
        here = kind != "L"
        if here == current:
            part, waiting = part + waiting + one, ""
            continue
        # What is between both goes with the line.
        if current == is_rtl:
            part, waiting = part + waiting, ""
            found.append((current, part))
            part = one
        else:
            found.append((current, part))
            part, waiting = waiting + one, ""
        current = here
    if waiting and current != is_rtl:
        return [each for each in (*found, (current, part), (is_rtl, waiting)) if each[1]]
    return [each for each in (*found, (current, part + waiting)) if each[1]]


def _text(words: str) -> str:
    pieces = re.split("([\t\n])", words)
    marks = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    return "".join(marks.get(one) or f'<w:t xml:space="preserve">{_clean(one)}</w:t>' for one in pieces if one)


def _clean(words: str) -> str:
    return escape(_NOT_IN_XML.sub("", words))
