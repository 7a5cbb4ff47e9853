"""Marks at the end of a text: “END”, “###”, “-30-”, on a line of their own or behind the last sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from pressreleases.intake.folding import letters, plain
from pressreleases.intake.lines import Block
from pressreleases.intake.vocabulary import END_WORDS

CAPITAL_END_WORDS = frozenset(("END", "ENDS", "SON", "FIN", "КОНЕЦ"))
AROUND_END = " -–—*[#]()（）./"
END_BEHIND = re.compile(r"(?<=[.!?”\"])\s+[-–(*]?\s?(?:END|ENDS|FIN|КОНЕЦ|SON|-30-|#{2,4}|# # #)\s?[-–)*]?$")
END_SIGNS = frozenset(("-30-", "--30--"))


def is_end(text: str, *, alone: bool) -> bool:
    """Whether the line marks the end. Within a block of a paragraph, only marks that cannot be its last word count."""
    line = plain(text).replace("–", "-").replace("—", "-")
    bare = line.replace(" ", "")
    if bare in END_SIGNS or (bare and set(bare) == {"#"}):
        return True
    if bare and set(bare) == {"*"}:
        return alone
    word = line.strip(AROUND_END)
    return letters(word) in END_WORDS if alone and word else word in CAPITAL_END_WORDS


def without_end_word(block: Block) -> Block:
    """The block without “END” or “-30-” behind its last sentence, on the same line."""
    last = block.lines[-1]
    found = END_BEHIND.search(last.text)
    if not found or not last.rich.endswith(found.group()) or block.heading:
        return block
    cut = -len(found.group())
    return replace(block, lines=(*block.lines[:-1], replace(last, text=last.text[:cut], rich=last.rich[:cut])))
