"""Decode the bytes of a file, or refuse the file with a reason."""

from __future__ import annotations

import codecs
import re
from typing import Protocol

from pressreleases.intake.errors import EmptyFile, NotText, TooLarge, WrongEncoding
from pressreleases.language import characters

LIMIT = 1_000_000
"""Maximum size of a text file in bytes. The longest statements have about 50 kB."""

SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word (.doc)"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)
ZIP = b"PK\x03\x04"
ZIPPED = (
    (b"word/", "Word (.docx)"),
    (b"xl/", "Excel (.xlsx)"),
    (b"ppt/", "PowerPoint (.pptx)"),
    (b"opendocument.text", "OpenDocument (.odt)"),
)
HTML = re.compile(rb"\s*<(?:!doctype html|html|\?xml)\b", re.IGNORECASE)
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
# Tab and all line ends of str.splitlines, except the separators U+001C to U+001E, which no text has.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class Readable(Protocol):
    """A file opened for bytes, or an uploaded file of Django."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; at the end, none."""


def decode(source: bytes | Readable, *, limit: int = LIMIT) -> str:
    """Return the text of `source` without its byte order mark: UTF-8, or UTF-16 with a mark. No encoding is guessed.

    Each line ends with a line feed. Characters that `characters` removes from forms are removed here too.

    Reads at most `limit` + 1 bytes. Raises EmptyFile, TooLarge, NotText, WrongEncoding.
    """
    data = source[: limit + 1] if isinstance(source, bytes) else _read_at_most(source, limit + 1)
    name = _known_format(data)
    if name:
        raise NotText.of_format(name)
    if len(data) > limit:
        raise TooLarge(limit=limit)
    text = _characters(data).lstrip(BYTE_ORDER_MARK)
    _refuse_what_no_text_has(text)
    if not text.strip():
        raise EmptyFile
    return characters.text(text)


def _read_at_most(stream: Readable, size: int) -> bytes:
    """Return the first `size` bytes, also if the stream returns fewer at a time."""
    chunks = []
    while size > 0 and (chunk := stream.read(size)):
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def _known_format(data: bytes) -> str:
    """Return the proper name of the file's format, or an empty string for what may be text."""
    if data.startswith(ZIP):
        return next((name for part, name in ZIPPED if part in data), "ZIP")
    start = data[:200].removeprefix(codecs.BOM_UTF8)
    if HTML.match(start):
        return "HTML"
    return next((name for signature, name in SIGNATURES if start.lstrip(b" \t\r\n").startswith(signature)), "")


def _characters(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise WrongEncoding(WrongEncoding.utf_32)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec, encoding = "utf-16", "UTF-16"
    else:
        codec, encoding = "utf-8", "UTF-8"
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(codec, errors="replace")
        if CONTROL.search(before):
            _refuse_what_no_text_has(before)
        byte = error.object[error.start]
        raise WrongEncoding.at_byte(byte, line=_line_at_end(before), encoding=encoding) from error


def _refuse_what_no_text_has(text: str) -> None:
    found = CONTROL.search(text)
    if found:
        raise NotText.with_control(found.group(), line=_line_at_end(text[: found.start()]))
    place = text.find("\N{REPLACEMENT CHARACTER}")
    if place >= 0:
        raise WrongEncoding.by_conversion(line=_line_at_end(text[:place]))


def _line_at_end(before: str) -> int:
    """Return the number, from 1, of the line after `before`."""
    return len((before + ".").splitlines())
