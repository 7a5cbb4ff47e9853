"""Read the title, the paragraphs, and the notes after the end mark. For the date line, see `particulars`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pressreleases.intake.blocks import joined
from pressreleases.intake.errors import MissingBody, MissingTitle
from pressreleases.intake.folding import fold_for_reading, plain

if TYPE_CHECKING:
    from pressreleases.intake.blocks import Block

LONGEST_TITLE = 300
END_MARKS = frozenset(("###", "# # #", "-30-", "- 30 -"))
# These are an end mark only at the very end. Between paragraphs they separate sections, and stay.
STARS = frozenset("* ")
END_WORDS = frozenset(("end", "ends", "the end", "end of statement", "end of press release", "son", "sonu"))
CAPITAL_END_WORDS = frozenset(("END", "ENDS", "SON"))
AROUND_END = " -–—*#[]()./"
# A full stop that ends a sentence, and not "U.S.", "H.E." or an ellipsis.
FULL_STOP = re.compile(r"(?<![.…])(?<!\b\w)\.[”\"»’')]*$")


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a sheet."""

    paragraphs: tuple[str, ...]
    notes: tuple[str, ...] = ()


def read_title(block: Block | None, *, label: str) -> str:
    """Return the title, with its lines joined. Raises MissingTitle if there is none, or a paragraph in its place."""
    if not block:
        raise MissingTitle(MissingTitle.absent, label=label)
    title = plain(joined(block))
    if len(title) > LONGEST_TITLE or FULL_STOP.search(title):
        raise MissingTitle(MissingTitle.sentence_instead, line=block[0].number, beginning=title[:40])
    if not any(map(str.isalnum, title)):
        raise MissingTitle(MissingTitle.absent, label=label)
    return title


def read_body(blocks: list[Block], *, title: str) -> Body:
    """Return paragraphs and notes; the notes follow the first end mark. Raises MissingBody."""
    parts: list[list[str]] = [[]]
    for block in blocks:
        if _is_end(joined(block), alone=True):
            parts.append([])
            continue
        has_end = len(block) > 1 and _is_end(block[-1].text, alone=False)
        parts[-1].append(joined(block[:-1] if has_end else block))
        if has_end:
            parts.append([])
    paragraphs, *notes = parts
    if not notes and paragraphs and set(paragraphs[-1]) <= STARS:
        paragraphs.pop()
    if not any(character.isalnum() for paragraph in paragraphs for character in paragraph):
        raise MissingBody(title=title)
    return Body(tuple(paragraphs), tuple(note for part in notes for note in part))


def _is_end(text: str, *, alone: bool) -> bool:
    """Whether the line marks the end. Within a block of a paragraph, only marks that cannot be its last word count."""
    line = plain(text).replace("–", "-").replace("—", "-")
    if line in END_MARKS or (line and set(line) == {"#"}):
        return True
    word = line.strip(AROUND_END)
    return fold_for_reading(word) in END_WORDS if alone else word in CAPITAL_END_WORDS
