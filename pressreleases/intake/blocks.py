"""Split a text into lines and blocks, without bold markers. Other modules understand what a block says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pressreleases.intake.folding import INVISIBLE

UNWRAPPED = 160
"""A line of at least this many characters is a whole paragraph, as Word saves it, not a line of a wrapped one."""

BOLD = re.compile(r"(?<!\*)\*\*(?!\*)")
BULLETS = ("•", "▪", "●", "◦", "‣")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its number in the file, from 1, and its text without outer white space."""

    number: int
    text: str


Block = tuple[Line, ...]
"""Lines that belong together; at least one."""


def read_blocks(text: str) -> list[Block]:
    """Return the blocks of `text`: lines with no blank one between them. A paragraph on one long line is a block."""
    blocks: list[Block] = []
    block: list[Line] = []
    for number, raw in enumerate([*without_bold(text).splitlines(), ""], start=1):
        stripped = raw.strip()
        if stripped == "**":
            continue
        if INVISIBLE.sub("", stripped).strip():
            block.append(Line(number, stripped))
        elif block:
            blocks.extend(_split(block))
            block = []
    return blocks


def _split(block: list[Line]) -> list[Block]:
    """Return each line as a block if the lines are whole paragraphs; else the block, split before each bullet."""
    if any(len(line.text) >= UNWRAPPED for line in block):
        return [(line,) for line in block]
    cut: list[list[Line]] = []
    for line in block:
        if cut and not line.text.startswith(BULLETS):
            cut[-1].append(line)
        else:
            cut.append([line])
    return [tuple(lines) for lines in cut]


def without_bold(text: str) -> str:
    """Return `text` without its pairs of `**`, on one line or over several; a `**` with no partner stays."""
    opened: int | None = None
    drop: list[int] = []
    for found in BOLD.finditer(text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        if opened is not None and before.strip():
            drop += [opened, found.start()]
            opened = None
        elif after.strip():
            opened = found.start()
    kept, end = [], 0
    for place in drop:
        kept.append(text[end:place])
        end = place + len("**")
    return "".join([*kept, text[end:]])


def joined(block: Block) -> str:
    """Return the block as one paragraph."""
    return " ".join(line.text for line in block)
