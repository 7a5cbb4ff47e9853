"""Fold words for comparison: spaces, capitals, and the dotted or dotless i make no difference."""

from __future__ import annotations

import re
import unicodedata

# Soft hyphen, zero width space, marks and overrides of direction, word joiner, byte order mark. Not the (non-)joiners
# U+200C and U+200D, which are part of words in some languages.
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
DOTS_OF_I = str.maketrans({"İ": "i", "I": "i", "ı": "i"})
# Letters that many writers do not tell apart in Arabic and Russian.
LOOSE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ё": "е", "’": "'"})


def plain(text: str) -> str:
    """Return a line of a letterhead or a title: NFC, single spaces, without invisible characters and bold markers."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).strip()
    return " ".join(text.removeprefix("**").removesuffix("**").split())


def fold_for_reading(text: str) -> str:
    """Return `text` in lower case with one form of i. Its length stays, so that places stay the same.

    In Azerbaijani, İ/i and I/ı are different letters, in English not, and documents mix them up.
    """
    dotted = text.translate(DOTS_OF_I)
    lower = dotted.lower()
    if len(lower) == len(dotted):
        return lower
    return "".join(character.lower() if len(character.lower()) == 1 else character for character in dotted)


def fold_loosely(text: str) -> str:
    """The same without the differences that writers of Arabic and Russian often leave out. Its length stays."""
    return fold_for_reading(text).translate(LOOSE)


def without_accents(words: str) -> str:
    """Return Latin words as typists write them in capitals: “DECLARATION”."""
    return "".join(unicodedata.normalize("NFD", each)[0] if each < "\u0250" else each for each in words)


def letters(text: str) -> str:
    """Return only the folded letters, so that `P R E S S  Release` equals `press-release`."""
    return "".join(filter(str.isalpha, fold_loosely(text)))
