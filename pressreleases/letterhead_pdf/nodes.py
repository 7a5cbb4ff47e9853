"""The formatted text of an edition as plain data that `sheet.typ` draws: words, and elements with what is in them.

An element is `{"name", …, "inside"}`. It is read from sanitised HTML only, so that what may be within what is known.
"""

from collections.abc import Callable, Iterator
from typing import Any

from pressreleases import richtext
from pressreleases.language.characters import is_blank
from pressreleases.letterhead_pdf.tree import INLINE, KEPT, LONGEST_WHOLE, Element, tree_of
from pressreleases.richtext.links import absolute

Nodes = list[Any]
# How the picture with this hash is drawn: its file, and its width on paper; None if there is none.
PictureOf = Callable[[str], dict[str, Any] | None]

# Between the blocks in these, blanks are only the layout of the HTML.
_BLOCKS = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table", "figure", "figcaption"})
_HEADINGS = {"h2": 2, "h3": 3, "h4": 4}
# A figure has its sign before it, and its groups in their order, also in a table in Arabic.
_FIGURES: dict[bool, dict[str, Any]] = {True: {"figures": True, "dir": "ltr"}, False: {"figures": False}}
# At the ends of quotations, and before the name of who is quoted.
_MARKS, _DASHES = frozenset('"“”„«»「」『』'), frozenset("—–―-")
_WEB = ("https://", "http://", "mailto:", "tel:")


def nodes_of(html: str, page: str, picture_of: PictureOf = lambda _sha256: None, direction: str = "ltr") -> Nodes:
    """`html`, which was sanitised, as nodes. Links are made whole as on the `page`, which has this `direction`."""
    return _Reader(page, picture_of).inside(tree_of(html, direction))


class _Reader:
    def __init__(self, page: str, picture_of: PictureOf) -> None:
        self.page, self.picture_of = page, picture_of
        self.level = 1

    def inside(self, element: Element) -> Nodes:
        found: Nodes = []
        has_blocks = any(isinstance(each, Element) and each.name in _BLOCKS for each in element.inside)
        for each in element.inside:
            if isinstance(each, str):
                if each and not (has_blocks and not each.strip(" ")):
                    found.append(each)
            else:
                found += self._node(each)
        return found

    def _node(self, element: Element) -> Nodes:
        name = element.name
        if name in _HEADINGS:
            # PDF/UA wants no level left out. How large a heading is drawn does not follow from this.
            self.level = min(_HEADINGS[name], self.level + 1)
            return [self._with(element, level=self.level)]
        if name in ("ul", "ol"):
            items = [self._with(item) for item in element.all("li")]
            return [{**_of_language(element), "name": name, "items": items, "start": _number(element, "start")}]
        if name == "blockquote":
            return [{**_of_language(element), "name": name, "inside": _attributed(self.inside(element))}]
        special = {"table": self._table, "img": self._picture, "a": self._link, "figcaption": self._caption}
        return special[name](element) if name in special else [self._with(element)]

    def _with(self, element: Element, **more: Any) -> dict[str, Any]:
        return {**_of_language(element), "name": element.name, "inside": self.inside(element), **more}

    def _link(self, element: Element) -> Nodes:
        """A link to a place of the page itself has no such place here, so that only its words stay."""
        given = element.given.get("href", "")
        href = "" if given.startswith("#") else absolute(given, self.page)
        if href.startswith(_WEB) and not is_blank(element.words):
            return [self._with(element, href=href)]
        return self.inside(element)

    def _picture(self, element: Element) -> Nodes:
        """Without words it is drawn as decoration, which is not read aloud."""
        for picture in richtext.pictures(f'<img src="{element.given.get("src", "")}">'):
            drawn = self.picture_of(picture.sha256)
            if drawn:
                return [{**drawn, "name": "img", "alt": element.given.get("alt", "")}]
        return []

    def _caption(self, element: Element) -> Nodes:
        """The credit is below the other words, as on the page."""
        lines: Nodes = []
        for node in self.inside(element):
            if isinstance(node, dict) and node["name"] == "small":
                lines += [{"name": "br"}] if lines else []
                lines.append({**node, "name": "span"})
            else:
                lines.append(node)
        return [{**_of_language(element), "name": "figcaption", "inside": lines}]

    def _table(self, table: Element) -> Nodes:
        rows = list(table.all("tr"))
        cells, columns = _laid_out(rows)
        if not cells:
            return []
        caption = [node for each in table.all("caption") for node in self.inside(each)]
        drawn = [
            {
                **self._with(cell),
                **place,
                **_FIGURES["figures" in cell.given.get("class", "").split()],
                "bold": cell.name == "th",
            }
            for cell, place in cells
        ]
        return [
            {
                **_of_language(table),
                "name": "table",
                "columns": columns,
                "rows": len(rows),
                "heads": _heads(cells, len(rows)),
                "caption": caption,
                "cells": drawn,
            }
        ]


def _heads(cells: list[tuple[Element, dict[str, int]]], rows: int) -> int:
    """How many rows at the top have only heads, and no cell that goes on below them."""
    body = [place["y"] for cell, place in cells if cell.name != "th"]
    heads = min([*body, rows - 1])
    while any(place["y"] < heads < place["y"] + place["rowspan"] for _cell, place in cells):
        heads -= 1
    return heads


def _laid_out(rows: list[Element]) -> tuple[list[tuple[Element, dict[str, int]]], int]:
    """The cells with their places as browsers find them, and how many columns there are."""
    cells = [list(row.all("td", "th")) for row in rows]
    places = richtext.placed([[(_number(cell, "colspan"), _number(cell, "rowspan")) for cell in row] for row in cells])
    both = [pair for pairs in map(zip, cells, places) for pair in pairs]
    drawn = [(cell, {"x": at.x, "y": at.y, "colspan": at.wide, "rowspan": at.high}) for cell, at in both]
    return drawn, max((at.x + at.wide for _cell, at in both), default=0)


def _number(element: Element, name: str) -> int:
    given = element.given.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 4 and int(given) else 1


def _of_language(element: Element) -> dict[str, Any]:
    """Language and direction that it names itself; of words in a line also how they are set apart from the others.

    Short ones, such as a telephone number, stay whole where a line ends.
    """
    found: dict[str, Any] = {"lang": element.given.get("lang"), "dir": element.direction}
    is_kept = element.given.get("class") in ("number", KEPT)
    if element.name in INLINE and (found["dir"] or is_kept):
        found["whole" if len(element.words) <= LONGEST_WHOLE else "apart"] = True
    return {name: value for name, value in found.items() if value}


def _attributed(quoted: Nodes) -> Nodes:
    """The paragraphs of a quotation; of one in quotation marks, a last one without them says whose words they are."""
    said = ["".join(_words(node)).strip() for node in quoted]
    last = said[-1] if len(said) > 1 and isinstance(quoted[-1], dict) else ""
    if last and (last[0] in _DASHES or (said[0][:1] in _MARKS and not _MARKS & {*last})):
        quoted[-1]["attribution"] = quoted[-1]["name"] == "p"
    return quoted


def _words(node: Any) -> Iterator[str]:
    """The words in a node, which can be of any kind but a list or a table."""
    if isinstance(node, str):
        yield node
    else:
        for each in node.get("inside", ()):
            yield from _words(each)
