"""Ask about each picture, chart or diagram of a document that cannot be taken over, so that none is lost unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.document import BODY, Draft, Picture
from pressreleases.intake.folding import plain
from pressreleases.intake.formatted import Sheet
from pressreleases.intake.lines import Block, Line

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CROPPED = _("The picture in line %(line)s was cropped and is left out. Will you insert it again, cropped?")
MOVING = _("The picture in line %(line)s is a GIF and is left out. Will you insert it again, in another format?")
LOST: dict[str, _StrPromise] = {
    "chart": _("There is a chart after “%(words)s”, which cannot be taken over. Will you insert a picture of it?"),
    "diagram": _("There is a diagram after “%(words)s”, which cannot be taken over. Will you insert a picture of it?"),
    "object": _("There is an object after “%(words)s”, such as a sheet of figures. Will you insert a picture of it?"),
    "form": _("The picture after “%(words)s” cannot be taken over. Will you insert it as PNG or JPEG?"),
}
LONGEST_WORDS = 60


def ask_about_pictures(draft: Draft, blocks: list[Block], sheet: Sheet, pictures: tuple[Picture, ...]) -> None:
    """Ask about each picture of the text that is left out; the site keeps no GIF."""
    left_out = {f'<img data-picture="{at}"': found for at, each in enumerate(pictures) if (found := _why(each))}
    signs = {mark: tag.partition(" alt=")[0] for mark, tag in sheet.elements.items()}
    lost = {mark: left_out[sign] for mark, sign in signs.items() if sign in left_out}
    for block in blocks if lost else ():
        of_table = block.form.html if block.form else ""
        for line in block.lines:
            marks = line.rich + (of_table if line is block.first else "")
            if sentence := next((lost[mark] for mark in marks if mark in lost), None):
                words = _words_above(line, sheet)
                draft.ask(f"line-{line.number}", sentence, [line], choices=(BODY,), words=words)


def _why(picture: Picture) -> _StrPromise | None:
    if picture.lost:
        return LOST[picture.lost]
    if not picture.data:
        return CROPPED
    return MOVING if picture.data.startswith(b"GIF8") else None


def _words_above(line: Line, sheet: Sheet) -> str:
    """The words in or above a line, by which a person finds the place in their document."""
    above = (plain(row) for row in reversed(sheet.rows[: line.number]) if any(map(str.isalnum, row)))
    words = next(above, "")
    return words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS].rsplit(maxsplit=1)[0]} …"
