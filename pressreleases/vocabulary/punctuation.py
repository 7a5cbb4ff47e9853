"""What stands between words that no sentence joins: the comma, semicolon and colon of each language, spaces included.

Arabic has commas of its own, Chinese takes no space, French sets one before a colon.
"""

_COMMA = {"ar": "، ", "zh": "，"}
_SEMICOLON = {"ar": "؛ ", "fr": "\u202f; ", "zh": "；"}
_COLON = {"fr": "\u00a0: ", "zh": "："}


def comma(language: str) -> str:
    return _COMMA.get(language, ", ")


def semicolon(language: str) -> str:
    return _SEMICOLON.get(language, "; ")


def colon(language: str) -> str:
    return _COLON.get(language, ": ")
