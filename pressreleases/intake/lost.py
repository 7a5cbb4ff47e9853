"""The last look: a line of a sheet that was read into nothing becomes a question, so that none is lost unasked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.document import BODY, CONTACT, LEAD, NOTES, TITLE, Draft
from pressreleases.intake.folding import letters, plain
from pressreleases.intake.foot import is_end
from pressreleases.intake.lines import Block, Line
from pressreleases.intake.parts import Role, parts_of
from pressreleases.intake.textual import CONTACT_FIRST, NOTES_FIRST, heading_of

LEAST_OF_FIGURES = 3


def with_lost(given: list[Block], blocks: list[Block], draft: Draft) -> list[Block]:
    """Ask about lines that were read into nothing; return the blocks of the text with those that belong there."""
    known = {line.number for block in blocks for line in block.lines}
    known |= {number for found in draft.found.values() for number in found.lines}
    known |= {number for question in draft.questions for number, _text in question.lines}
    known |= {line.number for lines in draft.letterhead for line in lines} | {each.line.number for each in draft.dates}
    said = letters(" ".join([*_strings(draft.values), *draft.notices]))
    for block in given:
        lost = tuple(line for line in block.lines if line.number not in known and not _is_told(line, said))
        if not lost or is_end(block.text, alone=True):
            continue
        answer = draft.place_lines(lost, _("Line %(line)s was read into no field. Where does it belong?"))
        if answer == BODY:
            blocks = [replace(block, lines=lost), *blocks]
        elif answer in (TITLE, LEAD):
            draft.values[answer] = plain(" ".join(line.text for line in lost))
        elif answer in (NOTES, CONTACT):
            draft.values.setdefault(answer, []).extend(plain(line.text) for line in lost)
    return blocks


def _strings(values: Mapping[str, Any]) -> Iterator[str]:
    for value in values.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, (list, tuple)):
            yield from map(str, value)


def _is_told(line: Line, said: str) -> bool:
    """Whether the words of a line are among those of the fields, or it only names one: a label, “Notes to editors”."""
    words, _key, rest = letters(line.text), *line.text.partition(":")[1:]
    if not words:
        return sum(map(str.isdigit, line.text)) < LEAST_OF_FIGURES
    is_heading = any(heading_of(line.text, first) in ("", ":", "：") for first in (NOTES_FIRST, CONTACT_FIRST))
    is_label = all(part.role in (Role.LABEL, Role.IMMEDIATE) for part in parts_of(line))
    return len(words) < 4 or words in said or bool(letters(rest) and letters(rest) in said) or is_heading or is_label
