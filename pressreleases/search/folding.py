"""Letters as they are compared in a search: without case, accents and dots, each sign of Chinese for itself.

`Azerbaycan`, `AZƏRBAYCAN` and `Azərbaycan` are one word, and so are `İ`, `I`, `ı` and `i`. Both texts and queries go
through here before Postgres sees them, so that its parser meets nothing but words and numbers.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

# Signs that are words by themselves, since nothing parts words: Chinese, Japanese kana.
_SINGLE = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\u3040", "\u30ff"), ("\U00020000", "\U0003ffff"))
# What one letter of Arabic is written as, whatever its hamza or dots; Unicode calls these letters of their own.
_ARABIC = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640"


@dataclass(frozen=True)
class Folded:
    """`text` as it is compared; `places[i]` is where in the original the i-th letter of it comes from."""

    text: str
    places: list[int]


def fold_for_search(text: str) -> str:
    """`text` as it is compared: words of plain lower-case letters and digits, with single or several spaces between."""
    return "".join(_folded_letter(letter) for letter in text)


def fold_with_places(text: str) -> Folded:
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        folded = _folded_letter(letter)
        letters.append(folded)
        places.extend([place] * len(folded))
    return Folded("".join(letters), places)


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    """What one letter becomes: nothing, a letter, several letters, or a space for whatever is no part of a word."""
    if letter in _INVISIBLE or unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return ""
    if unicodedata.category(letter) == "Nd":
        return str(unicodedata.digit(letter))
    if any(first <= letter <= last for first, last in _SINGLE):
        return f" {letter} "
    if not letter.isalnum():
        return " "
    if "LATIN" in unicodedata.name(letter, ""):
        plain = anyascii(letter).lower()
        return plain if plain.isalnum() else " "
    # Other scripts: without accents (ё is е), but й is a letter of its own.
    bare = (
        letter
        if letter in "йЙ"
        else "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    )
    return (bare or letter).translate(_ARABIC).lower()
