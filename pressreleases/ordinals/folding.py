"""A text in the form in which ordinals are looked for: every character stays in its place."""

import unicodedata

_ALIKE = str.maketrans(
    {
        # Azerbaijani and Turkish tell İ/i from I/ı, and sheets mix them up.
        **dict.fromkeys("İIı", "i"),
        # Arabic is often written without the signs over and under its alif.
        **dict.fromkeys("أإآ", "ا"),
        **dict.fromkeys("‐‑‒–−", "-"),
        **dict.fromkeys("’ʼ", "'"),
    }
)


def fold_for_ordinals(text: str) -> str:
    """`text` in lower case and plain digits, letters alike that are mixed up; as long as it was."""
    return "".join(map(_folded, text.translate(_ALIKE)))


def _folded(character: str) -> str:
    if character.isascii():
        return character.lower()
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    lower = character.lower()
    return lower if len(lower) == 1 else character
