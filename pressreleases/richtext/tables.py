"""Tables of a sanitised text: where browsers place joined cells, and the marks that a page needs to align figures."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from itertools import count
from typing import NamedTuple

_CELL = re.compile(
    r"<(?P<name>t[dh])(?P<more>(?: [^<>]*)?)>(?P<inside>(?:<(?:p|strong|em)>)*(?P<words>[^<>]*)(?:</(?:p|strong|em)>)*)"
    r"</(?P=name)>"
)
_FIGURE = re.compile(r"[-+−–]?\s?[$€£₼]?\s?\d[\d.,'’\s]*[%‰$€£₼]?")
_TABLE = re.compile(r"<table\b(?:[^<]++|<(?!/?table\b))*+</table>")
_ROW_OR_CELL = re.compile(r"<tr\b|<(?P<name>t[dh])(?P<more>(?: [^<>]*)?)>(?P<inside>(?:[^<]+|<(?!/?t[dhr]\b))*)")
_SPAN = re.compile(r' (?P<name>colspan|rowspan)="(?P<number>\d{1,3})"')
_BARE_HEAD = re.compile(r"<th\b(?![^<>]* scope=)")
_ROW = re.compile(r"<tr\b(?:[^<]++|<(?!/tr>))*+</tr>")
_TAG = re.compile(r"<[^<>]*>")
# Cells without a figure in a column of figures.
_NO_FIGURE = {"", "-", "–", "—", "−", "…", "...", "*", "n/a", "N/A"}
# No figure is longer; without a limit the expression would take time that grows with the square of a cell's blanks.
_LONGEST_FIGURE = 40
# Columns of a larger table are not looked for: a text has room for cells that would take millions of places.
_MOST_PLACES = 20_000
# Heads of cells are not looked for in a larger one: each cell is compared with each head.
_MOST_PAIRS = 200_000


class Place(NamedTuple):
    """Column and row of a cell, and over how many of each it goes."""

    x: int
    y: int
    wide: int
    high: int


def placed(rows: Sequence[Sequence[tuple[int, int]]]) -> list[list[Place]]:
    """Where browsers place the cells of `rows`, which are given as (columns, rows) over which each goes."""
    # By column, the first row below a cell that goes over several.
    taken: dict[int, int] = {}
    found = []
    for y, row in enumerate(rows):
        x, places = 0, []
        for across, down in row:
            while taken.get(x, 0) > y:
                x += 1
            high = min(down, len(rows) - y)
            # A cell that would lie over another ends before it.
            wide = next((step for step in range(1, across) if taken.get(x + step, 0) > y), across)
            taken.update(dict.fromkeys(range(x, x + wide), y + high) if high > 1 else {})
            places.append(Place(x, y, wide, high))
            x += wide
        found.append(places)
    return found


def tables_marked(clean: str, name: str = "") -> str:
    """`clean` with tables as a page needs them. `name` is that of this part of the page, if it has several.

    Each cell that has only a number has a class, so that digits can be aligned; in a column of figures, the head and
    cells without a figure have it too. Heads say whether they are of a column or of a row; where this does not say all,
    each other cell names its heads. A table can be reached by keyboard, since a wide one is scrolled.
    """

    def marked(cell: re.Match[str]) -> str:
        words = unescape(cell["words"]).strip()
        if len(words) > _LONGEST_FIGURE or not _FIGURE.fullmatch(words):
            return cell[0]
        return f'<{cell["name"]}{cell["more"]} class="figures">{cell["inside"]}</{cell["name"]}>'

    if "<table" not in clean:
        return clean
    numbers = count(1)

    def whole(table: re.Match[str]) -> str:
        return _heads_tied(_heads_named(_columns_marked(table[0])), f"{name}t{next(numbers)}")

    return _TABLE.sub(whole, _CELL.sub(marked, clean))


def _heads_named(table: str) -> str:
    of_columns = max(table.find("</thead>"), table.find("</tr>"))
    for row in _ROW.finditer(table):
        # One head over several columns, below other heads, is of the rows below it.
        is_of_rows = row.start() >= of_columns > 0 and row[0].count("<th") == 1 and "colspan" in row[0]
        if "<td" in row[0] or is_of_rows:
            break
        of_columns = max(of_columns, row.end())

    def named(head: re.Match[str]) -> str:
        return f'<th scope="{"col" if head.start() < of_columns else "row"}"'

    return _BARE_HEAD.sub(named, table).replace("<table", '<table tabindex="0"', 1)


@dataclass(frozen=True)
class _Cell:
    found: re.Match[str]
    place: Place

    @property
    def is_head(self) -> bool:
        return self.found["name"] == "th"

    def is_of(self, head: "_Cell") -> bool:
        """Whether `head` is above this cell, or before it in its row."""
        mine, other = self.place, head.place
        if ' scope="col' in head.found["more"]:
            return other.y < mine.y and other.x < mine.x + mine.wide and mine.x < other.x + other.wide
        return other.x < mine.x and other.y < mine.y + mine.high and mine.y < other.y + other.high

    @property
    def kind(self) -> str:
        if 'class="figures"' in self.found["more"]:
            return "figure"
        return "none" if unescape(_TAG.sub("", self.found["inside"])).strip() in _NO_FIGURE else "words"


def _columns_marked(table: str) -> str:
    """A table with marked cells, with whole columns of figures marked.

    In a table with joined cells, the first or last cell of a row may have another beside it: then it is told so.
    """
    rows = _rows_of(table)
    width = max((cell.place.x + cell.place.wide for row in rows for cell in row), default=0)
    columns: dict[int, list[_Cell]] = {}
    for cell in (one for row in rows for one in row if one.place.wide == 1):
        columns.setdefault(cell.place.x, []).append(cell)
    marks: list[tuple[_Cell, str]] = [
        (cell, "figures") for cells in columns.values() if _of_figures(cells) for cell in cells if cell.kind != "figure"
    ]
    for row in filter(None, rows):
        marks += [(row[0], "not-first")] if row[0].place.x else []
        marks += [(row[-1], "not-last")] if row[-1].place.x + row[-1].place.wide < width else []
    names: dict[int, list[str]] = {}
    for cell, name in marks:
        names.setdefault(cell.found.start(), []).append(name)
    return _ROW_OR_CELL.sub(lambda found: _with_class(found, names.get(found.start(), [])), table)


def _heads_tied(table: str, name: str) -> str:
    """`table` with names for its heads, and those of its heads in each other cell, if it has several rows of heads."""
    if "<th" not in table:
        return table
    rows = _rows_of(table)
    heads = [cell for row in rows for cell in row if cell.is_head]
    others = [cell for row in rows for cell in row if not cell.is_head]
    if len(heads) * len(others) > _MOST_PAIRS or not _have_levels(heads) or _have_groups(table, rows):
        return table
    named = {head.found.start(): f' id="{name}-{at}"' for at, head in enumerate(heads, start=1)}
    for cell in others:
        own = [f"{name}-{at}" for at, head in enumerate(heads, start=1) if cell.is_of(head)]
        named |= {cell.found.start(): f' headers="{" ".join(own)}"'} if own else {}

    def tied(found: re.Match[str]) -> str:
        more = named.get(found.start(), "")
        return f"<{found['name']}{found['more']}{more}>{found['inside']}" if more else found[0]

    return _ROW_OR_CELL.sub(tied, table)


def _have_levels(heads: Sequence[_Cell]) -> bool:
    """Whether several rows, or several columns, have several heads, or one head is over several of both."""
    wide, high = Counter[int](), Counter[int]()
    for place in (head.place for head in heads):
        if place.wide > 1 and place.high > 1:
            return True
        wide[place.y] += place.wide
        high[place.x] += place.high
    return any(sum(number > 1 for number in counted.values()) > 1 for counted in (wide, high))


def _have_groups(table: str, rows: Sequence[Sequence[_Cell]]) -> bool:
    """Whether heads part the rows into groups: of which cells such a head is, no place says."""
    width = max((cell.place.x + cell.place.wide for row in rows for cell in row), default=0)
    lone = (row[0] for row in rows[1:] if len(row) == 1)
    return ' scope="rowgroup"' in table or any(cell.is_head and cell.place.wide == width > 1 for cell in lone)


def _rows_of(table: str) -> list[list[_Cell]]:
    rows: list[list[re.Match[str]]] = []
    for found in _ROW_OR_CELL.finditer(table):
        if found["name"] and rows:
            rows[-1].append(found)
        elif not found["name"]:
            rows.append([])
    spans = [[_spans(cell["more"]) for cell in row] for row in rows]
    if sum(wide * high for row in spans for wide, high in row) > _MOST_PLACES:
        return []
    places = placed(spans)
    return [list(map(_Cell, *both)) for both in zip(rows, places, strict=True)]


def _spans(attributes: str) -> tuple[int, int]:
    given = {span["name"]: int(span["number"]) or 1 for span in _SPAN.finditer(attributes)}
    return given.get("colspan", 1), given.get("rowspan", 1)


def _of_figures(cells: list[_Cell]) -> bool:
    """Whether a column has only figures below its head. In tables from Word, the head has ordinary cells."""
    below = [cell.kind for cell in cells[1:] if cell.found["name"] == "td"]
    return "figure" in below and "words" not in below


def _with_class(cell: re.Match[str], names: list[str]) -> str:
    if not names:
        return cell[0]
    own = ["figures"] if 'class="figures"' in cell["more"] else []
    more = cell["more"].replace(' class="figures"', "")
    return f'<{cell["name"]}{more} class="{" ".join(own + names)}">{cell["inside"]}'
