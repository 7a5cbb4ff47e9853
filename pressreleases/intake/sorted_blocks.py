"""What has been sorted of the text of a sheet, and where a block can go: a field, the text, or a question."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.document import BODY, CONTACT, DROP, LEAD, NOTES, TITLE, Candidate, Draft, Found
from pressreleases.intake.folding import plain
from pressreleases.intake.footnotes import FOOTNOTE
from pressreleases.intake.lines import Block, Line
from pressreleases.intake.textual import BULLET, NUMBER

MOST_SMALL_LINES = 12
"""A block with more lines is text."""

UNDER_TEXT = _("Line %(line)s is under the text and fits no field. Where does it belong?")
FITS_NOWHERE = _("Line %(line)s fits no field. Where does it belong?")
LAST_SIGN = re.compile(r"[.!?…:;,。！？؟”\"»）)\]¹²³⁰-⁹]$")


class Mode(Enum):
    TEXT = auto()
    NOTES = auto()
    CONTACT = auto()
    AFTER = auto()  # an end mark


@dataclass(slots=True)
class State:
    draft: Draft
    mode: Mode = Mode.TEXT
    has_ended: bool = False
    has_foot_date: bool = False
    text: list[Block] = field(default_factory=list)
    raised: frozenset[str] = frozenset()
    headings: list[Candidate] = field(default_factory=list)


def place(block: Block, state: State, sentence: object) -> None:
    answer = state.draft.place_lines(block.lines, sentence)  # type: ignore[arg-type]  # a sentence to be translated
    if answer == BODY:
        state.text.append(block)
    elif answer in (NOTES, CONTACT):
        add(state.draft, answer, block)
    elif answer in (TITLE, LEAD):
        state.draft.values[answer] = plain(block.text)


def ask_and_keep(block: Block, lines: tuple[Line, ...], sentence: object, state: State) -> None:
    """Ask about a block of the text, which stays there until that is answered."""
    key = f"line-{lines[0].number}"
    state.draft.ask(key, sentence, lines, choices=(BODY, CONTACT, NOTES, DROP))  # type: ignore[arg-type]  # as above
    answer = state.draft.answers.get(key, "")
    if answer in (CONTACT, NOTES):
        add(state.draft, answer, block)
    if answer in (CONTACT, NOTES, DROP):
        state.text.remove(block)


def add(draft: Draft, where: str, block: Block) -> None:
    """Add a block to the notes, a paragraph or a numbered note each, or to the contact, line by line."""
    texts = draft.values.setdefault(where, [])
    before = draft.found[where].lines if where in draft.found else ()
    draft.found[where] = Found((*before, *(line.number for line in block.lines)))
    lines = [plain(line.text) for line in block.lines]
    if where == CONTACT:
        texts += lines
        return
    for at, line in enumerate(lines):
        goes_on = at > 0 or _goes_on(texts, line)
        if not goes_on or NUMBER.match(line) or BULLET.match(line) or FOOTNOTE.match(line):
            texts.append(line)
        else:
            texts[-1] = f"{texts[-1]} {line}"


def _goes_on(texts: list[str], line: str) -> bool:
    """Whether a line is the rest of the last note, which a reader of pages took for a paragraph of its own."""
    return bool(texts) and line[:1].islower() and not LAST_SIGN.search(texts[-1])
