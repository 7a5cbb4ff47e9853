"""E-mail messages: one that was saved as a file, and one that was forwarded above a sheet."""

from __future__ import annotations

import base64
import email.errors
import email.policy
import re
from dataclasses import dataclass, replace
from email.message import EmailMessage, MIMEPart
from itertools import islice

from django.utils.translation import gettext_lazy as _

from pressreleases.intake.document import BODY, CONTACT, LEAD, NOTES, TITLE, Draft, Sure
from pressreleases.intake.errors import DamagedFile, EmptyFile, HasAttachedFiles, TooLarge
from pressreleases.intake.folding import fold_loosely, plain
from pressreleases.intake.letterhead import is_institution
from pressreleases.intake.lines import Block, Line
from pressreleases.intake.parts import Role, parts_of
from pressreleases.intake.textual import ends_a_sentence, is_salutation

MOST_BYTES = 20_000_000
MOST_PARTS = 200
MOST_NAMES = 5
# What the standard library reads in a time that grows with the square of its number or length: lines that may begin a
# part, and fields of a head that say how a part is written. Lines that may be a field take it long to begin with.
MOST_DASHED, MOST_FIELDS = 2_000, 20_000
DASHED = re.compile(rb"^--", re.MULTILINE)
FIELD = re.compile(rb"^[!-9;-~]{1,80}:", re.MULTILINE)
LONG_FIELD = re.compile(rb"(?im)^(?:content-[a-z-]{1,40}|subject|mime-version):(?:[^\n]|\n[ \t]){4000}")
# A line of a message's own head; programs that send messages write at least one of the others, people do not.
FIRST = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]?[^\r\n]*\r?\n")
OF_PROGRAMS = re.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path|X-Unsent):", re.IGNORECASE | re.MULTILINE)
FROM = re.compile(rb"^From:", re.IGNORECASE | re.MULTILINE)
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
# Signatures and the like, which hold no words.
NO_FILES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
FORWARDED = re.compile(
    r"(?:(?:fwd?|re|aw|wg|tr|rv|enc|vs|пересл|отв|fw|ynt|ilt|İlt|yönl|cav|رد|إعادة توجيه|回复|转发|答复)\s?[:：]\s*)+",
    re.IGNORECASE,
)
CHARSETS = re.compile(
    r"latin-?1|utf-?(?:8|16(?:le|be)?)|(?:windows-?|cp-?)\d{3,4}|iso-?8859-\d{1,2}|koi8-[rut]|gb2312|gbk|gb18030|big5|hz-gb-2312|"
    r"shift_?jis|euc-(?:jp|kr)|iso-2022-(?:jp|kr)"
)
# What the standard library raises for messages with errors in them.
BROKEN = (email.errors.MessageError, LookupError, ValueError, TypeError, AttributeError, AssertionError)


@dataclass(frozen=True, slots=True)
class Message:
    """The words of a message as HTML or as plain text in UTF-8, and its subject without “Fwd:” and a label."""

    content: bytes
    subject: str = ""


def is_message(data: bytes) -> bool:
    """Whether the bytes begin with the head of a message as programs write it."""
    head = re.split(rb"\r?\n\r?\n", data[:40_000], maxsplit=1)[0] + b"\n"
    return bool(FIRST.match(data) and FROM.search(head) and OF_PROGRAMS.search(head))


def read_message(data: bytes) -> Message:
    """Return the words of a message. Raises DamagedFile, EmptyFile, HasAttachedFiles for documents, TooLarge."""
    if len(data) > MOST_BYTES:
        raise TooLarge.in_megabytes(MOST_BYTES)
    if _exceeds(DASHED, data, MOST_DASHED) or _exceeds(FIELD, data, MOST_FIELDS) or LONG_FIELD.search(data):
        raise DamagedFile
    try:
        return _read(data)
    except BROKEN as error:
        raise DamagedFile from error


def _exceeds(pattern: re.Pattern[bytes], data: bytes, most: int) -> bool:
    return next(islice(pattern.finditer(data), most, None), None) is not None


def _read(data: bytes) -> Message:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101  the policy makes it one
    parts = list(message.walk())
    if len(parts) > MOST_PARTS:
        raise DamagedFile
    body = message.get_body(("html", "plain"))
    files = [part for part in parts if part is not body and _is_file(part)]
    if files:
        names = [" ".join((part.get_filename() or part.get_content_type()).split())[:60] for part in files]
        raise HasAttachedFiles(names=", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else ""))
    if body is None:
        raise EmptyFile
    words = _words(body)
    if body.get_content_subtype() == "html":
        page = words.decode("utf-8", "surrogateescape")
        words = f"<html>{_with_pictures(page, parts)}".encode("utf-8", "surrogateescape")
    return Message(words, subject_of(str(message.get("Subject", ""))))


def _words(body: MIMEPart) -> bytes:
    """In UTF-8; as they are where the message does not say how its letters are written, or says what nobody knows."""
    words = body.get_payload(decode=True)
    assert isinstance(words, bytes)  # noqa: S101  it has no parts
    charset = str(body.get_param("charset", "")).lower()
    return words.decode(charset, "replace").encode() if CHARSETS.fullmatch(charset) else words


def _is_file(part: EmailMessage) -> bool:
    kind = part.get_content_type()
    if part.is_multipart() and kind != "message/rfc822":
        return False
    is_attached = part.get_content_disposition() == "attachment" or bool(part.get_filename())
    return kind == "message/rfc822" or (is_attached and kind not in PICTURES | NO_FILES)


def _with_pictures(html: str, parts: list[EmailMessage]) -> str:
    """The page with the pictures of the message in it, in place of their keys (“cid:”)."""
    for part in parts:
        key = str(part.get("Content-ID", "")).strip(" <>")
        if key and part.get_content_type() in PICTURES and f"cid:{key}" in html:
            data = base64.b64encode(part.get_content()).decode()
            html = html.replace(f"cid:{key}", f"data:{part.get_content_type()};base64,{data}", 1)
    return html


def subject_of(words: str) -> str:
    """The subject as a title: without “Fwd:” and without a label such as “PRESS RELEASE:” before it."""
    subject = FORWARDED.sub("", " ".join(words.split()), count=1).strip()
    parts = parts_of(Line(1, subject)) if subject else ()
    labelled = parts and parts[0].role in (Role.LABEL, Role.IMMEDIATE)
    return next((part.text for part in parts if part.role is Role.WORDS), "") if labelled else subject


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
