"""Azerbaijani.

Sources: the orthographic norms of the language (Azərbaycan dilinin orfoqrafiya normaları) and its orthographic
dictionary: ordinals by -ıncı, -inci, -uncu, -üncü; after figures a hyphen and -cı, -ci, -cu, -cü. CLDR's
`spellout-ordinal` agrees but for its misspelt sixty, seventy and eighty; its `digits-ordinal` (34'inci) follows no rule
of the language. Before its noun an ordinal takes no case.
"""

from pressreleases.language.numbers import cardinals
from pressreleases.ordinals.tables import NUMBERS, NounPattern, Table, Way, suffix

_CARDINALS = {number: words for words, number in cardinals("az").items()}


def cardinal(number: int) -> str:
    if number <= 100:
        return _CARDINALS[number]
    return f"yüz {_CARDINALS[number - 100]}" if number < 200 else "iki yüz"


TABLE = Table(
    code="az",
    ways=(
        Way("words", {number: cardinal(number) + suffix(cardinal(number)) for number in NUMBERS}),
        Way("figures", {number: f"{number}-{suffix(cardinal(number))[-2:]}" for number in NUMBERS}),
    ),
    nouns=(
        NounPattern("anniversary", after=r"\s+il\s?dönüm\w*"),
        # Not `ilə`, which is also "with", nor `illər`: the nineties, 90-cı illər, are no ninetieth year.
        NounPattern("year", after=r"\s+il(?:in|i|də|dən|dir|inin|ini|inə|ində|indən)?\b(?!\s?dönüm)"),
    ),
    larger=frozenset({*(_CARDINALS[digit] for digit in range(2, 10)), "min", "milyon", "milyard"}),
)
