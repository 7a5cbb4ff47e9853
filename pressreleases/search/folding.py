"""Fold letters for searches: without case, accents and dots; each Chinese character is a word.

`Azerbaycan`, `AZƏRBAYCAN` and `Azərbaycan` are one word, and so are `İ`, `I`, `ı` and `i`. Texts and queries
are folded before Postgres gets them, so its parser finds only words and numbers.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

# Characters that are a word each, because there are no spaces: Chinese, Japanese kana.
_SINGLE = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\u3040", "\u30ff"), ("\U00020000", "\U0003ffff"))
# Arabic letters that differ only in hamza or dots; for Unicode they are different letters.
_ARABIC = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640"


@dataclass(frozen=True)
class Folded:
    """`text` as it is compared; `places[i]` is the place of its i-th letter in the original."""

    text: str
    places: list[int]


def fold_for_search(text: str) -> str:
    """`text` as it is compared: words of plain lower-case letters and digits, separated by spaces."""
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
    """What one letter becomes: nothing, a letter, several letters, or a space if it is not part of a word."""
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
