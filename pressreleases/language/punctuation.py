"""Punctuation between words: the comma, semicolon, colon and full stop of each language, spaces included.

Arabic has commas of its own, Chinese takes no space, French sets one before a colon.
"""

_COMMA = {"ar": "، ", "zh": "，"}
_SEMICOLON = {"ar": "؛ ", "fr": "\u202f; ", "zh": "；"}
_COLON = {"fr": "\u00a0: ", "zh": "："}
_FULL_STOP = {"zh": "。"}


def before_bracket(bracketed: str) -> str:
    """What goes between a word and `bracketed`: brackets as wide as a Chinese letter bring their own space."""
    return "" if bracketed.startswith("（") else " "


def comma(language: str) -> str:
    return _COMMA.get(language, ", ")


def semicolon(language: str) -> str:
    return _SEMICOLON.get(language, "; ")


def colon(language: str) -> str:
    return _COLON.get(language, ": ")


def full_stop(language: str) -> str:
    return _FULL_STOP.get(language, ". ")
