"""Where a text ends: “END”, “###”, “-30-”, on a line of their own or behind the last sentence; notes, a contact."""

from __future__ import annotations

import re
from dataclasses import replace

from pressreleases.intake.folding import letters, plain
from pressreleases.intake.foot import is_date_under_contact, is_of_a_network
from pressreleases.intake.lines import Block, Line
from pressreleases.intake.textual import CONTACT_FIRST, NOTES_FIRST, ends_a_sentence, heading_of
from pressreleases.intake.vocabulary import END_WORDS

CAPITAL_END_WORDS = frozenset(("END", "ENDS", "SON", "FIN", "КОНЕЦ"))
AROUND_END = " -–—*[#]()（）./"
END_BEHIND = re.compile(r"(?<=[.!?”\"])\s+[-–(*]?\s?(?:END|ENDS|FIN|КОНЕЦ|SON|-30-|#{2,4}|# # #)\s?[-–)*]?$")
# “[1] …”, “¹ …”
BRACKETED_MARK = re.compile(r"\[(?:\d{1,2}|[ivx]{1,4})\]\s|[¹²³⁰-⁹]{1,2}\s?\S")
BRACKETED = re.compile(r"[\[【][^\]】]{2,200}[\]】]")
# Words that are a heading of the text as often as of notes: before an end mark they are one of the text.
HEADINGS_TOO = frozenset(
    letters(words) for words in "background|contexte|antecedentes|arayış|справка|خلفية|背景资料|arka plan".split("|")
)
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


def is_end_of_text(block: Block, following: list[Block]) -> bool:
    """Whether a block marks the end: a line of stars within the text parts it, unless notes are right below."""
    if not is_end(block.text, alone=True):
        return False
    is_amid = bool(following) and set(plain(block.text)) <= set("* ")
    return not is_amid or heading_of(following[0].first.text, NOTES_FIRST) in ("", ":")


def without_end_word(block: Block) -> Block:
    """The block without “END” or “-30-” behind its last sentence, on the same line."""
    last = block.lines[-1]
    found = END_BEHIND.search(last.text)
    if not found or not last.rich.endswith(found.group()) or block.heading:
        return block
    cut = -len(found.group())
    return replace(block, lines=(*block.lines[:-1], replace(last, text=last.text[:cut], rich=last.rich[:cut])))


def parted(block: Block) -> list[Block]:
    """The block cut before lines that begin notes, a contact, or an end mark; a picture keeps its caption."""
    if block.is_picture:
        return [block]
    block = without_end_word(block)
    cut: list[list[Line]] = [[]]
    for at, line in enumerate(block.lines):
        is_last = at == len(block.lines) - 1
        is_mark = is_end(line.text, alone=len(block.lines) == 1)
        is_apart = is_last and (bool(BRACKETED.fullmatch(line.text)) or is_date_under_contact(block))
        is_note = at > 0 and bool(BRACKETED_MARK.match(line.text)) and ends_a_sentence(block.lines[at - 1].text)
        is_tagged = at > 0 and is_of_a_network(line.text) and not is_of_a_network(block.lines[at - 1].text)
        starts = is_mark or is_tagged or (at > 0 and (is_apart or is_note or _starts_a_part(line)))
        if starts and cut[-1]:
            cut.append([])
        cut[-1].append(line)
        if is_mark and not is_last:
            cut.append([])
    return [
        replace(block, lines=tuple(lines), is_after_page=block.is_after_page and not at)
        for at, lines in enumerate(cut)
        if lines
    ]


def _starts_a_part(line: Line) -> bool:
    contact, notes = heading_of(line.text, CONTACT_FIRST), heading_of(line.text, NOTES_FIRST)
    is_contact = contact is not None and (contact == "" or contact.startswith((":", "：")))
    return is_contact or (notes is not None and notes.strip(" :：") == "" and letters(line.text) not in HEADINGS_TOO)
