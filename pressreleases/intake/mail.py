"""Recognise the message that brought a sheet: “From: …”, “Sent: …”, “Dear all, …” and the name of its sender."""

from __future__ import annotations

import re
from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.document import BODY, CONTACT, LEAD, NOTES, TITLE, Draft, Sure
from pressreleases.intake.folding import fold_loosely, plain
from pressreleases.intake.letterhead import is_institution
from pressreleases.intake.lines import Block, Line
from pressreleases.intake.message import subject_of
from pressreleases.intake.parts import Role, parts_of
from pressreleases.intake.textual import ends_a_sentence, is_salutation

# Folded. The head of an e-mail message.
MAIL_DAY = re.compile(
    r"(?:date|sent|envoye|envoyé|fecha|enviado|enviado el|дата|отправлено|tarix|tarih|التاريخ|日期)\s?[:：]"
)
MAIL_KEY = re.compile(
    rf"(?:{MAIL_DAY.pattern}|(?:from|to|cc|bcc|reply-to|subject|de|à|objet|para|asunto|от|кому|копия|тема|"
    r"kimdən|kimə|mövzu|kimden|kime|konu|من|الى|الموضوع|发件人|收件人|主题)\s?[:：])"
)
SUBJECT = re.compile(r"(?:subject|objet|asunto|тема|mövzu|konu|الموضوع|主题)\s?[:：]\s*(\S.*)", re.IGNORECASE)
# A message has its head among the first blocks of a sheet, and its own words in few more.
MOST_BLOCKS = 8
OF_A_SHEET = frozenset({Role.LABEL, Role.IMMEDIATE, Role.DATE, Role.EMBARGO, Role.REFERENCE})


def without_message(blocks: list[Block], draft: Draft) -> list[Block]:
    """The blocks without those of a forwarded message. One question asks where all of its lines belong."""
    at = next((at for at, block in enumerate(blocks[:MOST_BLOCKS]) if lines_of_mail(block)), None)
    if at is None:
        return blocks
    head = lines_of_mail(blocks[at])
    rest = blocks[at].lines[len(head) :]
    sheet = blocks[at + 1 :]
    words = [] if rest else _words_of_message(sheet)
    sheet, sender = _without_sender(sheet[len(words) :])
    lines = (*head, *(line for block in words for line in block.lines), *sender)
    kept = [*blocks[:at], *([replace(blocks[at], lines=rest)] if rest else []), *sheet]
    text = plain(" ".join(line.text for line in lines))
    subject = next((found[1] for line in head if (found := SUBJECT.match(plain(line.text)))), "")
    draft.message = draft.message or subject_of(subject)
    answer = draft.place_lines(lines, _("These lines are of the message that brought the sheet. Where do they belong?"))
    if answer in (TITLE, LEAD):
        draft.put(answer, text, lines, Sure.GIVEN)
    elif answer in (NOTES, CONTACT):
        draft.values.setdefault(answer, []).append(text)
    return [*kept, replace(blocks[at], lines=lines)] if answer == BODY else kept


def _words_of_message(blocks: list[Block]) -> list[Block]:
    """What the sender says above the sheet, if the sheet shows where it begins: a salutation or a sentence."""
    for count, block in enumerate(blocks[:MOST_BLOCKS]):
        roles = {part.role for line in block.lines for part in parts_of(line)}
        if roles & OF_A_SHEET or (is_institution(plain(block.first.text)) and not is_salutation(block)):
            words = blocks[:count]
            return words if any(is_salutation(each) or ends_a_sentence(each.text) for each in words) else []
    return []


def _without_sender(blocks: list[Block]) -> tuple[list[Block], tuple[Line, ...]]:
    """The blocks without the signature at the end, which begins at a line of two hyphens; and its lines."""
    lines = blocks[-1].lines if blocks else ()
    at = next((at for at, line in enumerate(lines) if line.text.strip() == "--"), len(lines))
    kept = [replace(blocks[-1], lines=lines[:at])] if lines[:at] else []
    return [*blocks[:-1], *kept], lines[at:]


def lines_of_mail(block: Block) -> tuple[Line, ...]:
    """The lines of a message's own head at the beginning of a block: “From: …”, “Sent: …”, with an e-mail address."""
    at = 1 if block.first.text.startswith("--") or block.first.text.endswith(":") else 0
    count = at
    while count < len(block.lines) and MAIL_KEY.match(fold_loosely(block.lines[count].text)):
        count += 1
    lines = block.lines[:count]
    has_day = any(MAIL_DAY.match(fold_loosely(line.text)) for line in lines)
    return lines if count - at > 2 and has_day and any("@" in line.text for line in lines) else ()
