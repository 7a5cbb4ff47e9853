"""Read a document in plain text: find its parts in order. Other modules know the form of each part."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pressreleases.intake.blocks import Block, read_blocks
from pressreleases.intake.body import read_body, read_title
from pressreleases.intake.dates import read_date_line
from pressreleases.intake.encoding import LIMIT, Readable, decode
from pressreleases.intake.errors import MissingDate, MissingKind
from pressreleases.intake.head import read_head
from pressreleases.intake.labels import Label, is_for_immediate_release, read_label
from pressreleases.intake.language import language_of
from pressreleases.intake.particulars import Particulars
from pressreleases.intake.sheet import Sheet
from pressreleases.intake.telephones import known_region, split_at_labels

if TYPE_CHECKING:
    from datetime import date

LINES_ABOVE_LABEL = 60
"""The label must be within this number of lines with text."""

LINES_UNDER_LABEL = 12
"""The date must be within this number of lines with text, counted from the label."""


def read(
    source: bytes | Readable, language: str | None = None, *, region: str | None = None, limit: int = LIMIT
) -> Sheet:
    """Return the content of a document. `source`: its bytes, or a file opened for bytes. Reads at most `limit` + 1.

    `language` (`en`, `az`) counts more than the words. `region` (ISO 3166-1, `US`) is the country of numbers printed
    without a country code; without it, it is taken from the address.

    Raises an IntakeError, whose sentence is for staff: EmptyFile, TooLarge, NotText, WrongEncoding; MissingKind,
    MissingDate, AmbiguousDate, ImpossibleDate, ShortYear, MissingTitle, MissingBody, UnknownLanguage; of the letterhead
    UnreadableHead, UnreadableNumber, UnknownRegion.
    """
    region = known_region(region) if region else ""
    above, label, label_line, under = _around_label(read_blocks(decode(source, limit=limit)))
    particulars = Particulars()
    particulars.take(label.rest, line=label_line)
    under = _after_particulars(under, label, particulars)
    title_block, under = (particulars.take_last_lines(under[0]), under[1:]) if under else ((), [])
    above = [lines for block in above if (lines := _not_particulars(block, particulars))]
    issued_on = particulars.day
    if issued_on is None:
        issued_on, under = _late_date([title_block, *under], particulars, label=label.printed, last=label_line)
    title = particulars.take_reference_of_title(read_title(title_block, label=label.printed))
    body = read_body(under, title=title)
    letterhead = read_head(above, label=label.printed, region=region)
    return Sheet(
        language=language_of(" ".join((title, *body.paragraphs)), label=label.language, asked_for=language),
        kind=label.kind,
        issued_on=issued_on,
        title=title,
        paragraphs=body.paragraphs,
        notes=body.notes,
        names=letterhead.names,
        address=letterhead.address,
        numbers=letterhead.numbers,
        email=letterhead.email,
        reference=particulars.reference,
        place=particulars.place,
        embargo=particulars.embargo,
    )


def _around_label(blocks: list[Block]) -> tuple[list[Block], Label, int, list[Block]]:
    """Return the blocks above the label, the label with its line number, and the blocks below. Raises MissingKind."""
    lines = ((index, at) for index, block in enumerate(blocks) for at in range(len(block)))
    immediate: tuple[int, int, Label] | None = None
    last = 1
    for index, at in islice(lines, LINES_ABOVE_LABEL):
        last, text = blocks[index][at].number, blocks[index][at].text
        label = read_label(text)
        if label and Particulars().take(label.rest, line=last):
            break
        if immediate is None and is_for_immediate_release(text):
            immediate = index, at, Label("press-release", "", text)
    else:
        if immediate is None:
            raise MissingKind(line=last)
        index, at, label = immediate
    above = [*blocks[:index], blocks[index][:at]]
    under = [blocks[index][at + 1 :], *blocks[index + 1 :]]
    return [block for block in above if block], label, blocks[index][at].number, [block for block in under if block]


def _after_particulars(blocks: list[Block], label: Label, particulars: Particulars) -> list[Block]:
    """Store the particulars at the beginning of the blocks, skip the label in another language, and return the rest."""
    for index, block in enumerate(blocks):
        for at, line in enumerate(block):
            again = read_label(line.text)
            is_label = again and again.kind == label.kind and again.language != label.language and not again.rest
            if not is_label and not particulars.take(line.text, line=line.number):
                return [block[at:], *blocks[index + 1 :]]
    return []


def _not_particulars(block: Block, particulars: Particulars) -> Block:
    """Return the lines of a letterhead's block without date, reference and embargo, which are stored."""
    return tuple(
        line
        for line in block
        # A telephone number such as 12-34-5678 looks like a date.
        if split_at_labels(line.text, line=line.number)[1] or not particulars.take(line.text, line=line.number)
    )


def _late_date(blocks: list[Block], particulars: Particulars, *, label: str, last: int) -> tuple[date, list[Block]]:
    """Return the date that is alone in a block below the title, and the other blocks without the title.

    `last`: the last line read so far. Raises MissingDate.
    """
    seen = 0
    for index, block in enumerate(blocks):
        if seen >= LINES_UNDER_LABEL:
            break
        for line in block if len(block) == 1 and index > 0 else ():
            found = read_date_line(line.text, line=line.number)
            if found:
                particulars.place = particulars.place or found.place
                return found.day, [*blocks[1:index], *blocks[index + 1 :]]
        seen, last = seen + len(block), block[-1].number if block else last
    raise MissingDate(label=label, line=last)
