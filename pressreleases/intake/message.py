"""Read an e-mail message that was saved as a file (.eml): its words, its pictures and its subject."""

from __future__ import annotations

import base64
import email.errors
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from itertools import islice

from pressreleases.intake.errors import DamagedFile, EmptyFile, HasAttachedFiles, TooLarge
from pressreleases.intake.lines import Line
from pressreleases.intake.parts import Role, parts_of

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
