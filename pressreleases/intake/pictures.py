"""Pictures of a document: captions below and above them, and questions about charts and others that are left out."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.document import BODY, OF_PICTURE, Draft, Picture
from pressreleases.intake.folding import fold_loosely, plain
from pressreleases.intake.formatted import Sheet
from pressreleases.intake.lines import FIRST_MARK, MARKS, PICTURE, Block, Form, Line
from pressreleases.intake.pdf_pictures import number_of

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


# Folded. A number, a colon or a dash follows: “Photo by …” may as well be a sentence of the text.
CAPTION = re.compile(
    r"(?:figure|fig\.|photo|photograph|picture|image|illustration|şəkil|foto|fotoşəkil|рис\.|рисунок|фото|фотография|"
    r"иллюстрация|imagen|figura|fotografia|fotografía|ilustracion|ilustración|legende|légende|resim|fotograf|fotoğraf|"
    r"şekil|gorsel|görsel|الشكل|شكل|صوره|الصوره|图|图片|照片)"
    r"\s?(?:№\s?|n[o°º]\.?\s?)?\d{0,3}\s?[.:：–—-]"
)
NUMBERED = re.compile(r"图\s?\d{1,3}\s")
FIGURE = Form("figure")
LONGEST = 600
MOST_LINES = 4


def with_shown(sheet: Sheet) -> Sheet:
    """The sheet of a PDF, in which the rows with the sign of a picture show it."""
    rows, elements, blocks = list(sheet.rows), dict(sheet.elements), []
    for block in sheet.blocks:
        number = number_of(block.text)
        if number is None:
            blocks.append(block)
            continue
        mark = FIRST_MARK + len(elements)
        elements |= {chr(mark): f'<img data-picture="{number}" alt="">', chr(mark + 1): ""}
        rows[block.first.number - 1] = PICTURE
        line = replace(block.first, text=PICTURE, rich=chr(mark) + chr(mark + 1))
        blocks.append(replace(block, lines=(line,), heading=0, form=Form("paragraph")))
    return Sheet(blocks, rows, elements)


def with_figures(sheet: Sheet) -> Sheet:
    """The sheet, in which a picture and the caption under it, or above it by its style, are one block: a figure."""
    blocks: list[Block] = []
    waiting: Block | None = None
    for at, given in enumerate(sheet.blocks):
        block = _parted(given, sheet) or given
        following = sheet.blocks[at + 1] if at + 1 < len(sheet.blocks) else None
        before = blocks[-1] if blocks else None
        if waiting is not None:
            # A caption above its picture.
            blocks.append(_figure(block, waiting))
            waiting = None
        elif before is not None and _is_bare(before) and _is_caption(block):
            blocks[-1] = _figure(before, block)
        elif _is_style(block) and following is not None and _is_bare(following) and not _has_own(sheet.blocks, at + 1):
            waiting = block
        else:
            blocks.append(block)
    return Sheet(blocks, sheet.rows, sheet.elements)


def _is_bare(block: Block) -> bool:
    return block.is_picture and len(block.lines) == 1


def _is_style(block: Block) -> bool:
    return block.form is not None and block.form.name == "caption"


def _has_own(blocks: list[Block], at: int) -> bool:
    """Whether the picture has a caption under it."""
    return at + 1 < len(blocks) and _is_caption(blocks[at + 1])


def _is_caption(block: Block) -> bool:
    if block.heading or len(block.lines) > MOST_LINES or len(block.text) > LONGEST:
        return False
    is_words = block.form is None or block.form.name == "paragraph"
    return _is_style(block) or (is_words and _says_caption(block.first.text))


def _says_caption(words: str) -> bool:
    folded = fold_loosely(words[:60])
    return bool(CAPTION.match(folded) or NUMBERED.match(folded))


def _figure(picture: Block, caption: Block) -> Block:
    return replace(picture, lines=(picture.first, *caption.lines), form=replace(caption.form or FIGURE, name="figure"))


def _parted(block: Block, sheet: Sheet) -> Block | None:
    """A figure of a paragraph that begins with a picture and goes on with its caption; None for another block."""
    if block.form is None or block.form.name not in ("paragraph", "caption") or len(block.lines) > MOST_LINES:
        return None
    first, *more = block.lines
    if first.text == PICTURE:
        has_caption = bool(more) and (_is_style(block) or _says_caption(more[0].text))
        return replace(block, form=replace(block.form, name="figure")) if has_caption else None
    picture = first.rich[:2]
    if not sheet.elements.get(picture[:1], "").startswith("<img") or not (
        _is_style(block) or _says_caption(first.text)
    ):
        return None
    words = first.rich[2:].strip()
    if not words.translate(MARKS).strip():
        return None
    lines = (replace(first, text=PICTURE, rich=picture), replace(first, rich=words), *more)
    return replace(block, lines=lines, form=replace(block.form, name="figure"))
