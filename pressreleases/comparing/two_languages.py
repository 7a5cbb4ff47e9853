"""Find which paragraphs of a text and its translation belong together, so that both can be read in parallel.

This compares lengths, as Gale and Church do (A program for aligning sentences in bilingual corpora, 1993), and what is
the same in every language: headings, lists and figures. It needs no database and knows no words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, inf, log, sqrt

from pressreleases import richtext
from pressreleases.comparing.paragraphs import UNSPACED

# The cost of a step: so many blocks of one text match so many of the other. From shares of 0.89, 0.045 and 0.005.
_STEPS = {(1, 1): 0.12, (2, 1): 3.1, (1, 2): 3.1, (1, 0): 5.3, (0, 1): 5.3}
_VARIANCE = 6.8  # of the length of a translation, per letter of the original
_UNLIKELY = 25.0
_OTHER_KIND = 6.0
_OTHER_FIGURES = 2.0
# A Chinese or Japanese character says as much as about three letters.
_SIGNS = re.compile(f"[{UNSPACED}]")
_MORE = 2
# At most this many pairs of blocks are tried; blocks of longer texts are matched in order.
_TRIED = 40_000


@dataclass(frozen=True)
class Block:
    """A block of a text: its HTML, its kind of element, its length, and the numbers in it."""

    html: str
    kind: str
    length: int
    figures: frozenset[int]


Rows = list[tuple[tuple[str, ...], tuple[str, ...]]]


def in_parallel(one: Sequence[str], other: Sequence[str]) -> Rows:
    """The HTML of the blocks of both in reading order: each row has blocks of the one, and the matching ones.

    Each block is in one row. A side of a row is empty if that text has nothing to match.
    """
    ours, theirs = [_block(html) for html in one], [_block(html) for html in other]
    same = [block.kind for block in ours] == [block.kind for block in theirs]
    if same or len(ours) * len(theirs) > _TRIED:
        steps = [(int(at < len(ours)), int(at < len(theirs))) for at in range(max(len(ours), len(theirs)))]
    else:
        steps = _cheapest(ours, theirs)
    rows, i, j = [], 0, 0
    for down, across in steps:
        rows.append((tuple(one[i : i + down]), tuple(other[j : j + across])))
        i, j = i + down, j + across
    return rows


def _block(html: str) -> Block:
    text = richtext.plain_text(html)
    kind = re.match(r"<(\w+)", html)
    figures = frozenset(int(digits[:12]) for digits in re.findall(r"\d+", text))
    return Block(html, kind[1] if kind else "", len(text) + _MORE * len(_SIGNS.findall(text)), figures)


def _cheapest(ours: list[Block], theirs: list[Block]) -> list[tuple[int, int]]:
    """The steps from the beginning to the end of both with the lowest cost."""
    cost = [[inf] * (len(theirs) + 1) for _row in range(len(ours) + 1)]
    came: dict[tuple[int, int], tuple[int, int]] = {}
    cost[0][0] = 0.0
    for i in range(len(ours) + 1):
        for j in range(len(theirs) + 1):
            for (down, across), price in _STEPS.items():
                if i < down or j < across:
                    continue
                whole = cost[i - down][j - across] + price + _unlike(ours[i - down : i], theirs[j - across : j])
                if whole < cost[i][j]:
                    cost[i][j], came[i, j] = whole, (down, across)
    steps, at = [], (len(ours), len(theirs))
    while at != (0, 0):
        steps.append(came[at])
        at = at[0] - came[at][0], at[1] - came[at][1]
    return steps[::-1]


def _unlike(ours: list[Block], theirs: list[Block]) -> float:
    """How different these look, from 0; 0 if one side is empty, because that step costs enough."""
    if not ours or not theirs:
        return 0.0
    mine, their = sum(each.length for each in ours), sum(each.length for each in theirs)
    off = abs(their - mine) / sqrt(max(mine, their, 1) * _VARIANCE)
    chance = erfc(off / sqrt(2))
    unlike = min(-log(chance), _UNLIKELY) if chance else _UNLIKELY
    if any(each.kind != ours[0].kind for each in [*ours, *theirs]):
        unlike += _OTHER_KIND
    figures = [frozenset[int]().union(*(each.figures for each in side)) for side in (ours, theirs)]
    if any(figures) and not figures[0] & figures[1]:
        unlike += _OTHER_FIGURES
    return unlike
