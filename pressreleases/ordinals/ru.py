"""Russian.

Sources: CLDR rule sets `spellout-ordinal-feminine` and `-masculine` with their `-genitive`, `-dative`, `-accusative`,
`-ablative` and `-locative`; the Academy's Russkaya grammatika (1980) for the declension of ordinals, of which only the
last word changes; Milchin and Cheltsova's handbook (Справочник издателя и автора) for what follows a figure: -я, -й,
-ю, -го, -му, -м. With ё, as in full spelling; without it where the text has none in that word. CLDR has a cardinal for
the 200th, and mistakes in the dative (третьому, восемьдесятому) and the prepositional (сороковой).
"""

from pressreleases.ordinals.tables import NUMBERS, NounPattern, Table, Way

_STEMS = dict(
    enumerate(
        "перв втор трет четвёрт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат "
        "шестнадцат семнадцат восемнадцат девятнадцат двадцат".split(),
        start=1,
    )
)
_STEMS |= {30: "тридцат", 40: "сороков", 50: "пятидесят", 60: "шестидесят", 70: "семидесят", 80: "восьмидесят"}
_STEMS |= {90: "девяност", 100: "сот", 200: "двухсот"}
_TENS = dict(enumerate("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто".split(), start=2))
_STRESSED = frozenset({2, 6, 7, 8, 40})

# By gender and case: the ending, that of третий, and what follows a figure.
_ENDINGS = {
    ("f", "nominative"): ("ая", "ья", "я"),
    ("f", "genitive, dative, instrumental or prepositional"): ("ой", "ьей", "й"),
    ("f", "accusative"): ("ую", "ью", "ю"),
    ("m", "nominative"): ("ый", "ий", "й"),
    ("m", "genitive"): ("ого", "ьего", "го"),
    ("m", "dative"): ("ому", "ьему", "му"),
    ("m", "instrumental"): ("ым", "ьим", "м"),
    ("m", "prepositional"): ("ом", "ьем", "м"),
}


def _words(number: int, ending: str, of_third: str) -> str:
    if 100 < number < 200:
        return f"сто {_words(number - 100, ending, of_third)}"
    if number in _STEMS:
        stressed = ending == "ый" and number in _STRESSED
        return _STEMS[number] + (of_third if number == 3 else "ой" if stressed else ending)
    return f"{_TENS[number // 10]} {_words(number % 10, ending, of_third)}"


def _ways(agrees: str, case: str) -> tuple[Way, ...]:
    ending, of_third, short = _ENDINGS[agrees, case]
    words = {number: _words(number, ending, of_third) for number in NUMBERS}
    return (
        Way("words", words, agrees, case),
        Way("words", {n: each.replace("ё", "е") for n, each in words.items() if "ё" in each}, agrees, case),
        Way("figures", {number: f"{number}-{short}" for number in NUMBERS}, agrees, case),
    )


TABLE = Table(
    code="ru",
    ways=tuple(way for agrees, case in _ENDINGS for way in _ways(agrees, case)),
    nouns=(
        NounPattern("anniversary", "f", after=r"\s+годовщин(?:а|ы|е|у|ой|ою)\b"),
        NounPattern("year", "m", after=r"\s+год(?:а|у|ом|е)?\b"),
    ),
    larger=frozenset(
        "двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот тысяча тысячи тысяч".split()
    ),
)
