"""English.

Sources: CLDR rule sets `spellout-ordinal-verbose` ("one hundred and first", which is also how the United Nations count
their meetings), `spellout-ordinal` ("one hundred first"), `digits-ordinal`; Oxford style for the hyphen.
"""

from pressreleases.language.numbers import cardinals
from pressreleases.ordinals.tables import NUMBERS, NounPattern, Table, Way

_CARDINALS = {number: words for words, number in cardinals("en").items()}
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_IRREGULAR["twelve"] = "twelfth"


def _ordinal(cardinal: str) -> str:
    *before, last = cardinal.split()
    later = f"{last[:-1]}ieth" if last.endswith("y") else _IRREGULAR.get(last, f"{last}th")
    return " ".join([*before, later])


def _words(number: int, between: str) -> str:
    """In words without hyphens; `between` follows the hundred."""
    if number % 100 == 0:
        return f"{_CARDINALS[number // 100]} hundredth"
    rest = _ordinal(_CARDINALS[number % 100])
    return rest if number < 100 else f"one hundred {between}{rest}"


def _hyphenated(words: str) -> str:
    """With a hyphen between tens and units."""
    for ten in range(20, 100, 10):
        words = words.replace(f"{_CARDINALS[ten]} ", f"{_CARDINALS[ten]}-")
    return words


def _figures(number: int) -> str:
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")


_SPACED = {number: _words(number, "and ") for number in NUMBERS}
_SPACED_SHORT = {number: _words(number, "") for number in NUMBERS}

TABLE = Table(
    code="en",
    ways=(
        Way("words", {number: _hyphenated(words) for number, words in _SPACED.items()}),
        Way("words", _SPACED),
        Way("words", {number: _hyphenated(words) for number, words in _SPACED_SHORT.items()}),
        Way("words", _SPACED_SHORT),
        Way("words", {100: "hundredth"}),
        Way("figures", {number: _figures(number) for number in NUMBERS}),
    ),
    nouns=(
        NounPattern("anniversary", after=r"[\s-]+(?:year\s+)?anniversar(?:y|ies)\b"),
        NounPattern("year", after=r"[\s-]+year\b"),
    ),
    larger=frozenset({"thousand", "million", "billion"}),
    fillers=frozenset({"and"}),
)
