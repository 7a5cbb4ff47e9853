"""Addresses made of titles: ASCII in languages of Latin script, transliterated letter by letter; Unicode elsewhere."""

import re
import unicodedata

from anyascii import anyascii

from pressreleases.language.languages import is_latin

LONGEST = 80

# `/en/releases/2024/01/` is the page of a month.
MONTHS = frozenset(f"{month:02}" for month in range(1, 13))


def slug_of(title: str, language: str) -> str:
    """The last part of an address for `title`: `Azərbaycan günü` → `azerbaycan-gunu`; at most 80 letters, whole words.

    Empty when the title has no letter or digit.
    """
    words = unicodedata.normalize("NFKC", title)
    words = anyascii(words) if is_latin(language) else words
    # Vowel signs and the stroke that lengthens a word of Arabic are no part of its letters.
    words = re.sub("['’ʼ`\u0610-\u061a\u0640\u064b-\u065f\u0670]", "", words.lower())
    slug = re.sub(r"[\W_]+", "-", words).strip("-")
    if len(slug) <= LONGEST:
        return slug
    whole = slug[: LONGEST + 1].rpartition("-")[0]
    return whole or slug[:LONGEST]
