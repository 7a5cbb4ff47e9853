"""Spanish.

Sources: CLDR rule sets `spellout-ordinal-masculine-adjective` and `spellout-ordinal-masculine`; the Academies'
Ortografía (2010) and Diccionario panhispánico de dudas, "ordinales": `primer` and `tercer` before the noun, also at the
end of a longer number; 34.º, but 1.er, 3.er, 13.er, 21.er, 23.er before it; 21 to 29 in two words, as the United
Nations write them, or in one.
"""

from pressreleases.ordinals.tables import NUMBERS, NounPattern, Table, Way

_UNITS = "primero segundo tercero cuarto quinto sexto séptimo octavo noveno".split()
_TENS = "vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo nonagésimo".split()
_TEENS = {10: "décimo", 11: "undécimo", 12: "duodécimo", 18: "decimoctavo"}


def _words(number: int) -> str:
    if number == 200:
        return "ducentésimo"
    if number >= 100:
        return " ".join(filter(None, ["centésimo", _words(number - 100)]))
    if number == 0:
        return ""
    if number < 10:
        return _UNITS[number - 1]
    if number < 20:
        return _TEENS.get(number) or f"decimo{_UNITS[number - 11]}"
    return " ".join(filter(None, [_TENS[number // 10 - 2], _words(number % 10)]))


def _shortened(words: str) -> str:
    return words.removesuffix("o") if words.endswith(("primero", "tercero")) else words


def _in_one(words: str) -> str:
    """Tens and units in one word, with the accent of that word: `vigesimocuarto`."""
    for ten in _TENS:
        joined = ten.replace("é", "e")
        words = words.replace(f"{ten} octavo", f"{joined}ctavo").replace(f"{ten} ", joined)
    return words


_WORDS = {number: _words(number) for number in NUMBERS}
_BEFORE = {number: _shortened(words) for number, words in _WORDS.items()}
_REGULAR = {11: "decimoprimero", 12: "decimosegundo"}


def _figures(point: str) -> dict[int, str]:
    return {n: f"{n}{point}{'er' if words.endswith('er') else 'º'}" for n, words in _BEFORE.items()}


TABLE = Table(
    code="es",
    ways=(
        Way("words", _BEFORE, "m"),
        Way("words", {number: _in_one(words) for number, words in _BEFORE.items()}, "m"),
        Way("words", {number: _shortened(words) for number, words in _REGULAR.items()}, "m"),
        Way("figures", _figures("."), "m"),
        Way("figures", _figures(""), "m"),
        # After the noun, or without one.
        Way("words", _WORDS, "m alone"),
        Way("words", {number: _in_one(words) for number, words in _WORDS.items()}, "m alone"),
        Way("words", _REGULAR, "m alone"),
        Way("figures", {number: f"{number}.º" for number in NUMBERS}, "m alone"),
        Way("figures", {number: f"{number}º" for number in NUMBERS}, "m alone"),
    ),
    nouns=(
        NounPattern("anniversary", "m", after=r"\s+aniversarios?\b"),
        NounPattern("year", "m", after=r"\s+año\b"),
    ),
    larger=frozenset("ducentésimo tricentésimo cuadringentésimo quingentésimo milésimo millonésimo".split()),
    larger_after=rf"[\s-]+(?:{'|'.join((*_UNITS, 'primer', 'tercer', *_TENS))}|\w*d[eé]cimo\w*)\b",
)
