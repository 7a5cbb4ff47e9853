"""French.

Sources: CLDR rule sets `spellout-ordinal-masculine`, `spellout-ordinal-feminine`, `digits-ordinal-masculine`,
`digits-ordinal-feminine`; the Imprimerie nationale's Lexique des règles typographiques (`vingt et unième`; 1er, 1re,
2e), by which the United Nations, too, count their sessions; the corrections of 1990 (Journal officiel, 6 December 1990:
hyphens throughout, `vingt-et-unième`), which are recognised. CLDR has hyphens only around `et`, and puts one where
neither spelling does: `quatre-vingt-et-unième`, `cent-et-unième`.
"""

from pressreleases.ordinals.tables import NUMBERS, NounPattern, Table, Way

_UNITS = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split()
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}


def _cardinal(number: int) -> str:
    """In the spelling of 1990, without the s of the plural, which ordinals do not have."""
    if number >= 100:
        rest = f"-{_cardinal(number % 100)}" if number % 100 else ""
        return f"{'deux-' if number == 200 else ''}cent{rest}"
    if number <= 16:
        return _UNITS[number - 1]
    if number < 20:
        return f"dix-{_UNITS[number - 11]}"
    # Seventy and ninety count on from sixty and eighty.
    ten = max(ten for ten in _TENS if ten <= number)
    if number == ten:
        return _TENS[ten]
    link = "-et-" if number % 10 == 1 and ten != 80 else "-"
    return f"{_TENS[ten]}{link}{_cardinal(number - ten)}"


def _later(cardinal: str) -> str:
    """The ordinal of every number but 1, which is the same in both genders."""
    for ending, changed in (("cinq", "cinqu"), ("neuf", "neuv")):
        if cardinal.endswith(ending):
            return f"{cardinal.removesuffix(ending)}{changed}ième"
    return f"{cardinal.removesuffix('e')}ième"


def _as_before_1990(words: str) -> str:
    return words.replace("-et-", " et ").replace("deux-cent", "deux cent").replace("cent-", "cent ")


_LATER = {number: _later(_cardinal(number)) for number in NUMBERS if number > 1}


def _ways(agrees: str, first: str, one: str, other_second: str) -> tuple[Way, ...]:
    """`one` is what follows the figure 1, as in 1er."""
    words = {1: first, **_LATER}
    raised = one.translate(str.maketrans("er", "ᵉʳ"))
    return (
        Way("words", {number: _as_before_1990(each) for number, each in words.items()}, agrees),
        Way("words", words, agrees),
        Way("words", {2: other_second}, agrees),
        *(
            Way("figures", {number: f"{number}{short if number == 1 else later}" for number in NUMBERS}, agrees)
            for short, later in ((one, "e"), (raised, "ᵉ"), ({"er": "er", "re": "ère"}[one], "ème"))
        ),
    )


TABLE = Table(
    code="fr",
    ways=(*_ways("m", "premier", "er", "second"), *_ways("f", "première", "re", "seconde")),
    nouns=(
        NounPattern("anniversary", "m", after=r"\s+anniversaires?\b"),
        NounPattern("year", "f", after=r"\s+année\b"),
    ),
    # Not `un`, which is also the article.
    larger=frozenset({"cents", "mille", "million", "millions", *_UNITS[1:9]}),
    fillers=frozenset({"et"}),
)
