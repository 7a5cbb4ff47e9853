"""Fold a text for finding ordinals: every character keeps its place."""

import unicodedata

_ALIKE = str.maketrans(
    {
        # In Azerbaijani and Turkish, İ/i and I/ı are different letters, and documents mix them up.
        **dict.fromkeys("İIı", "i"),
        # Arabic is often written without the signs above and below its alif.
        **dict.fromkeys("أإآ", "ا"),
        **dict.fromkeys("‐‑‒–−", "-"),
        **dict.fromkeys("’ʼ", "'"),
    }
)


def fold_for_ordinals(text: str) -> str:
    """`text` in lower case, with plain digits and one form of letters that are often mixed up; its length stays."""
    return "".join(map(_folded, text.translate(_ALIKE)))


def _folded(character: str) -> str:
    if character.isascii():
        return character.lower()
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    lower = character.lower()
    return lower if len(lower) == 1 else character
