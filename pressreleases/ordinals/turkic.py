"""What Azerbaijani and Turkish share: the suffix of ordinals follows the last vowel of the number."""

_HARMONY = {vowel: group[-1] for group in ("aı", "eəi", "ou", "öü") for vowel in group}


def suffix(cardinal: str) -> str:
    """`ncı` after a vowel, `ıncı` after a consonant, with the vowel that harmony asks for: ı, i, u or ü."""
    vowel = next(_HARMONY[letter] for letter in reversed(cardinal) if letter in _HARMONY)
    return f"{'' if cardinal[-1] in _HARMONY else vowel}nc{vowel}"
