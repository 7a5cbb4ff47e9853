"""Recognise what a forwarded message says of itself above a sheet: “From: …”, “Sent: …”."""

from __future__ import annotations

import re

from pressreleases.intake.folding import fold_loosely
from pressreleases.intake.lines import Block, Line

# Folded. The head of an e-mail message.
MAIL_DAY = re.compile(
    r"(?:date|sent|envoye|envoyé|fecha|enviado|enviado el|дата|отправлено|tarix|tarih|التاريخ|日期)\s?[:：]"
)
MAIL_KEY = re.compile(
    rf"(?:{MAIL_DAY.pattern}|(?:from|to|cc|bcc|reply-to|subject|de|à|objet|para|asunto|от|кому|копия|тема|"
    r"kimdən|kimə|mövzu|kimden|kime|konu|من|الى|الموضوع|发件人|收件人|主题)\s?[:：])"
)


def lines_of_mail(block: Block) -> tuple[Line, ...]:
    """The lines of a message's own head at the beginning of a block: “From: …”, “Sent: …”, with an e-mail address."""
    at = 1 if block.first.text.startswith("--") or block.first.text.endswith(":") else 0
    count = at
    while count < len(block.lines) and MAIL_KEY.match(fold_loosely(block.lines[count].text)):
        count += 1
    lines = block.lines[:count]
    has_day = any(MAIL_DAY.match(fold_loosely(line.text)) for line in lines)
    return lines if count - at > 2 and has_day and any("@" in line.text for line in lines) else ()
