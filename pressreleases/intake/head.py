"""Read the letterhead: names by language, address, numbers. For the forms of numbers, see `telephones`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pressreleases.intake.errors import UnreadableHead
from pressreleases.intake.folding import plain
from pressreleases.intake.language import recognised
from pressreleases.intake.sheet import UNDETERMINED, SheetName, SheetNumber
from pressreleases.intake.telephones import Printed, goes_on, is_only_numbers, read_numbers, region_of, split_at_labels

if TYPE_CHECKING:
    from pressreleases.intake.blocks import Block, Line

LONGEST = 300
"""Maximum length of a line of a letterhead, in characters."""

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
EMAIL_LABEL = r"e\s?-?\s?(?:mail|poçt)(?:\s+(?:address|ünvanı))?\s*:?\s*"
EMAIL_WITH_LABEL = re.compile(rf"(?:{EMAIL_LABEL})?{EMAIL.pattern}", re.IGNORECASE)
# Addresses of web sites are not stored with a letterhead.
WEB_SITE = re.compile(
    r"(?:\b(?:web\s?-?site|web|veb-?\s?sayt|sayt|url|internet)\s*:\s*)?(?:https?://|www\.)\S+", re.IGNORECASE
)
ADDRESS_LABEL = re.compile(r"(?:address|ünvan)\s*:\s*", re.IGNORECASE)
SEPARATORS = " ,;:|/•·–—-"


@dataclass(slots=True)
class Head:
    """The parts of a letterhead."""

    names: tuple[SheetName, ...] = ()
    address: str = ""
    email: str = ""
    numbers: tuple[SheetNumber, ...] = ()


@dataclass(slots=True)
class _Lines:
    """The lines of a letterhead, sorted by what they are."""

    name: list[str] = field(default_factory=list)
    address: list[str] = field(default_factory=list)
    numbers: list[Printed] = field(default_factory=list)
    email: str = ""


def read_head(blocks: list[Block], *, label: str, region: str) -> Head:
    """Return the letterhead in the blocks above the label; there may be none.

    `region`: the country for numbers without a country code; empty: that of the address. `label`: for errors.
    Raises UnreadableHead and UnreadableNumber.
    """
    lines = _Lines()
    for block in blocks:
        _sort(block, lines, label)
    address = ", ".join(lines.address)
    return Head(_names(lines.name), address, lines.email, read_numbers(lines.numbers, region or region_of(address)))


def _sort(block: Block, lines: _Lines, label: str) -> None:
    """Add the lines of the block to `lines`. After an address line, lines are part of the address until the numbers."""
    before = ""
    texts: list[tuple[int, str]] = []
    for line in block:
        text = _without_mail_and_web(line, lines, label)
        if texts and goes_on(texts[-1][1]) and is_only_numbers(text):
            texts[-1] = texts[-1][0], f"{texts[-1][1]} {text}"
        else:
            texts.append((line.number, text))
    for number, text in texts:
        rest, numbers = split_at_labels(text, line=number)
        # At least seven digits: a postal code below the numbers has fewer.
        if not numbers and before == "numbers" and is_only_numbers(rest) and sum(map(str.isdigit, rest)) >= 7:
            numbers, rest = [Printed(lines.numbers[-1].kinds, rest, number)], ""
        lines.numbers += numbers
        labelled = ADDRESS_LABEL.match(rest)
        rest = rest[labelled.end() if labelled else 0 :].strip(SEPARATORS)
        if rest and (labelled or before == "address" or any(map(str.isdigit, rest))):
            lines.address.append(rest)
            before = "address"
        elif rest:
            lines.name.append(rest)
            before = "name"
        if numbers:
            before = "numbers"


def _without_mail_and_web(line: Line, lines: _Lines, label: str) -> str:
    """Note the line's email address and return what else it says."""
    words = plain(line.text)
    if len(words) > LONGEST:
        raise UnreadableHead(line=line.number, label=label)
    if not lines.email and (found := EMAIL.search(words)):
        lines.email = found.group()
    return WEB_SITE.sub("", EMAIL_WITH_LABEL.sub("", words))


def _names(lines: list[str]) -> tuple[SheetName, ...]:
    """Return the lines in groups of one language. A line of no clear language joins the group before it, or after."""
    languages = [recognised(line) for line in lines]
    for index, language in enumerate(languages):
        following = next(filter(None, languages[index:]), UNDETERMINED)
        languages[index] = language or (languages[index - 1] if index else following)
    names: list[SheetName] = []
    for line, language in zip(lines, languages, strict=True):
        if names and names[-1].language == language:
            names[-1] = SheetName(language, (*names[-1].lines, line))
        else:
            names.append(SheetName(language, (line,)))
    return tuple(names)
