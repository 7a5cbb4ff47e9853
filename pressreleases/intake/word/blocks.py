"""Paragraphs, lists, quotations and tables as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal

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
