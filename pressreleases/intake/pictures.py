"""Ask about each picture, chart or diagram of a document that cannot be taken over, so that none is lost unasked."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.document import BODY, OF_PICTURE, Draft, Picture
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
    "drawing": _("There is a drawing after “%(words)s”, which cannot be taken over. Will you insert a picture of it?"),
    "form": _("The picture after “%(words)s” cannot be taken over. Will you insert it as PNG or JPEG?"),
    "elsewhere": _("The picture after “%(words)s” is not in the file. Will you insert it?"),
}
LONGEST_WORDS = 60
LONGEST_ALT = 500


def ask_about_pictures(
    draft: Draft, blocks: list[Block], sheet: Sheet, pictures: tuple[Picture, ...]
) -> tuple[Picture, ...]:
    """Ask about each picture of the text that is left out, or of which the format says no text alternative.

    Return the pictures, with those text alternatives that were given as answers.
    """
    signs = {f'<img data-picture="{at}"': at for at in range(len(pictures))}
    places = {mark: signs[sign] for mark, tag in sheet.elements.items() if (sign := tag.partition(" alt=")[0]) in signs}
    found = list(pictures)
    for block in blocks if places else ():
        of_table = block.form.html if block.form else ""
        for line in block.lines:
            marks = line.rich + (of_table if line is block.first else "")
            lost = [why for mark in marks if mark in places and (why := _why(pictures[places[mark]]))]
            if lost:
                words = _words_above(line, sheet)
                draft.ask(f"line-{line.number}", lost[0], [line], choices=(BODY,), words=words)
            for mark in marks if not lost else "":
                if mark in places and pictures[at := places[mark]].is_bare:
                    found[at] = _described(draft, line, sheet, pictures[at], mark=mark, at=at)
    return tuple(found)


def _described(draft: Draft, line: Line, sheet: Sheet, picture: Picture, *, mark: str, at: int) -> Picture:
    """The picture with the answer to the question what it shows, which its place in the text has from then on."""
    key = f"{OF_PICTURE}{at + 1}"
    alt = " ".join(draft.answers.get(key, "").split())[:LONGEST_ALT]
    sentence = _(
        "There is a picture after “%(words)s”. What does it show? A PDF does not say it to people who cannot see."
    )
    draft.ask(key, sentence, [line], words=_words_above(line, sheet))
    if alt:
        sheet.elements[mark] = f'<img data-picture="{at}" alt="{escape(alt)}">'
    return replace(picture, alt=alt)


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
