"""Turkish.

Sources: the spelling guide of the Turkish Language Association (TDK, Yazım Kılavuzu, "Sayıların Yazılışı"): words
apart, figures with a full stop (34.) or with an apostrophe and the suffix (34'üncü), never both; `yıl dönümü` apart.
CLDR `spellout-ordinal`. Before its noun an ordinal takes no case.
"""

from pressreleases.language.numbers import cardinals
from pressreleases.ordinals.tables import NUMBERS, NounPattern, Table, Way, suffix

_CARDINALS = {number: words for words, number in cardinals("tr").items()}


def cardinal(number: int) -> str:
    if number <= 100:
        return _CARDINALS[number]
    return f"yüz {_CARDINALS[number - 100]}" if number < 200 else "iki yüz"


def _words(number: int) -> str:
    words = cardinal(number)
    # The t of dört becomes d before the vowel of the suffix.
    return (f"{words[:-1]}d" if words.endswith("dört") else words) + suffix(words)


TABLE = Table(
    code="tr",
    ways=(
        Way("words", {number: _words(number) for number in NUMBERS}),
        Way("figures", {number: f"{number}." for number in NUMBERS}, alone=False),
        Way("figures", {number: f"{number}'{suffix(cardinal(number))}" for number in NUMBERS}),
        Way("figures", {number: f"{number}’{suffix(cardinal(number))}" for number in NUMBERS}),
    ),
    nouns=(
        NounPattern("anniversary", after=r"\s*yil\s?dönüm\w*"),
        NounPattern("year", after=r"\s*yil(?:in|i|a|da|dan|dir|inin|ini|ina|inda|indan)?\b(?!\s?dönüm)"),
    ),
    larger=frozenset({*(_CARDINALS[digit] for digit in range(2, 10)), "bin", "milyon", "milyar"}),
)
