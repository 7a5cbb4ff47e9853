"""Forms in which words are compared, whatever their spaces, capitals, dotted or dotless i; no word is known here."""

from __future__ import annotations

import re
import unicodedata

# Soft hyphen, zero width space, marks and overrides of direction, word joiner, byte order mark. Not the (non-)joiners
# U+200C and U+200D, which are part of words in some languages.
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
DOTS_OF_I = str.maketrans({"İ": "i", "I": "i", "ı": "i"})


def plain(text: str) -> str:
    """Return a line of a head or a title: NFC, single plain spaces, nothing invisible, no bold marker round it."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).strip()
    return " ".join(text.removeprefix("**").removesuffix("**").split())


def fold_for_reading(text: str) -> str:
    """Return `text` in lower case with every i alike, in as many characters as it had, so that places stay the same.

    Azerbaijani tells İ/i from I/ı, English does not, and sheets mix them up.
    """
    return "".join(
        character.lower() if len(character.lower()) == 1 else character for character in text.translate(DOTS_OF_I)
    )


def letters(text: str) -> str:
    """Return the folded letters alone, so that `P R E S S  Release` equals `press-release`."""
    return "".join(character for character in fold_for_reading(text) if character.isalpha())
