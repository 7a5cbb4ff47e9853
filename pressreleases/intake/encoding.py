"""Decode the bytes of a file, or refuse the file with a reason. An old encoding is read only if the text proves it."""

from __future__ import annotations

import codecs
import re
from typing import Protocol

from pressreleases.intake.errors import EmptyFile, NotText, TooLarge, WrongEncoding
from pressreleases.intake.language import recognised
from pressreleases.language import characters

LIMIT = 1_000_000
"""Maximum size of a text file in bytes. The longest statements have about 50 kB."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Word and other programs until 2003, and files with a password."""

SIGNATURES = (
    (b"%PDF-", "PDF"),
    (OLE, "Word (.doc)"),
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

# The letters beyond ASCII that texts in these languages have. In English they are those of names: only letters that
# other encodings of Latin script have at the same place.
ALPHABETS = {
    "windows-1251": {"ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"},
    "windows-1252": {"en": "áâäçéëíîóôöúü", "fr": "àâæçéèêëîïôœùûüÿº", "es": "áéíñóúüçàèªº"},
    "windows-1254": {"tr": "çğıöşüâîûi̇"},
    "windows-1256": {"ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْـ"},
}
# Words that any text of a script has: another encoding of the same script gives letters, and none of these words.
COMMON = {
    "ru": re.compile(r"\b(?:и|в|на|с|по|из|для|о|к|за|от|не|что|его|её|при)\b", re.IGNORECASE),
    "ar": re.compile(r"\b(?:في|من|على|إلى|التي|الذي|عن|مع|أن|ال\w{2,})\b"),
}
WORD = re.compile(r"[^\W\d_]+")
LOST_LETTER = re.compile(r"[^\W\d_]\?[^\W\d_]")


class Readable(Protocol):
    """A file opened for bytes, or an uploaded file of Django."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes; at the end, none."""


def decode(source: bytes | Readable, *, limit: int = LIMIT) -> str:
    """Return the text of `source` as `decode_by_proof` does, but only from UTF-8, or from UTF-16 with a mark."""
    return decode_by_proof(source, limit=limit, old=False)[0]


def decode_by_proof(
    source: bytes | Readable, *, limit: int = LIMIT, old: bool = True, given: str = ""
) -> tuple[str, str]:
    """Return the text of `source` without its byte order mark, and the name of its encoding.

    UTF-8, or UTF-16 with a mark; with `old`, also a Windows encoding that the text proves (`_proved`); or `given`, the
    name of one of these, which a person has confirmed. Each line ends with a line feed. Characters that `characters`
    removes from forms are removed here too.

    Reads at most `limit` + 1 bytes. Raises EmptyFile, TooLarge, NotText, WrongEncoding.
    """
    data = source[: limit + 1] if isinstance(source, bytes) else read_at_most(source, limit + 1)
    name = _known_format(data)
    if name:
        raise NotText.of_format(name)
    if len(data) > limit:
        raise TooLarge.in_bytes(limit)
    text, encoding = _characters(data, old=old, given=given.lower())
    text = text.lstrip(BYTE_ORDER_MARK)
    _refuse_what_no_text_has(text)
    if not text.strip():
        raise EmptyFile
    return characters.text(text), encoding


def read_at_most(stream: Readable, size: int) -> bytes:
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


def _characters(data: bytes, *, old: bool, given: str) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise WrongEncoding(WrongEncoding.utf_32)
    if given in ALPHABETS:
        return data.decode(given.replace("windows-", "cp"), errors="replace"), _shown(given)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec, encoding = "utf-16", "UTF-16"
    else:
        codec, encoding = "utf-8", "UTF-8"
    try:
        return data.decode(codec), encoding
    except UnicodeDecodeError as error:
        if old and codec == "utf-8" and (proved := _proved(data)):
            return proved
        before = error.object[: error.start].decode(codec, errors="replace")
        if CONTROL.search(before):
            _refuse_what_no_text_has(before)
        byte = error.object[error.start]
        raise WrongEncoding.at_byte(byte, line=_line_at_end(before), encoding=encoding) from error


def _proved(data: bytes) -> tuple[str, str] | None:
    """Return the text and the encoding if in just one of the Windows encodings the bytes are a text.

    They are one if every byte is a character, the words are clearly of a language that is written in this encoding,
    every letter is one that this language has, and no word mixes scripts. English with curly quotation marks alone is
    the same text in all of them.
    """
    texts: dict[str, str] = {}
    for encoding, alphabets in ALPHABETS.items():
        try:
            text = data.decode(encoding.replace("windows-", "cp"))
        except UnicodeDecodeError:
            continue
        language = recognised(text)
        alphabet = alphabets.get(language)
        if alphabet is not None and not LOST_LETTER.search(text) and _all_of(text, alphabet, language):
            texts.setdefault(text, encoding)
    if len(texts) != 1:
        return None
    ((text, encoding),) = texts.items()
    return text, _shown(encoding)


def _all_of(text: str, alphabet: str, language: str) -> bool:
    """Whether all letters beyond ASCII are in the alphabet, no word mixes scripts, and common words occur."""
    is_latin = language not in COMMON
    words = [found.group().lower() for found in WORD.finditer(text)]
    every = many = 0
    for word in words:
        letters = [letter for letter in word if letter.isalpha()]
        beyond = [letter for letter in letters if letter > "\x7f"]
        if any(letter not in alphabet for letter in beyond) or (not is_latin and 0 < len(beyond) < len(letters)):
            return False
        every, many = every + len(letters), many + len(beyond)
    if is_latin:
        return many * 3 <= every
    return len(COMMON[language].findall(text)) * 12 >= len(words)


def _shown(encoding: str) -> str:
    return encoding.capitalize()


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
