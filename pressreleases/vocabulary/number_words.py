"""Numbers from 1 to 100 as words, in the languages whose tables were read by somebody: English and Azerbaijani.

The forms are those of CLDR's rules for spelling numbers out (`spellout-cardinal`, `spellout-ordinal`), without hyphens.
"""

from functools import cache

_UNITS = {
    "en": (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen"
    ).split(),
    "az": "bir iki üç dörd beş altı yeddi səkkiz doqquz".split(),
}
_UNITH = {
    "en": (
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth"
    ).split(),
    "az": "birinci ikinci üçüncü dördüncü beşinci altıncı yeddinci səkkizinci doqquzuncu".split(),
}
_TENS = {
    "en": ["ten", *"twenty thirty forty fifty sixty seventy eighty ninety hundred".split()],
    "az": "on iyirmi otuz qırx əlli altmış yetmiş səksən doxsan yüz".split(),
}
_TENTH = {
    "en": ("tenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth".split()),
    "az": ("onuncu iyirminci otuzuncu qırxıncı əllinci altmışıncı yetmişinci səksəninci doxsanıncı yüzüncü".split()),
}


@cache
def cardinals(language: str) -> dict[str, int]:
    """`{"thirty four": 34, …}`; empty for a language without a table."""
    return _table(language, _UNITS, _TENS)


@cache
def ordinals(language: str) -> dict[str, int]:
    """`{"thirty fourth": 34, "otuz dördüncü": 34, …}`; empty for a language without a table."""
    return _table(language, _UNITH, _TENTH)


def _table(language: str, last_units: dict[str, list[str]], last_tens: dict[str, list[str]]) -> dict[str, int]:
    if language not in last_units:
        return {}
    found = {word: number for number, word in enumerate(last_units[language], start=1)}
    for ten, word in enumerate(_TENS[language][:9], start=1):
        for unit, last in enumerate(last_units[language][:9], start=1):
            found.setdefault(f"{word} {last}", ten * 10 + unit)
    # English says thirteen, not "ten three".
    if language == "en":
        found = {words: number for words, number in found.items() if not words.startswith("ten ")}
    return found | {word: ten * 10 for ten, word in enumerate(last_tens[language], start=1)}
