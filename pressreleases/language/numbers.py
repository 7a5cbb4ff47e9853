"""Numbers from 1 to 100 as words, in the languages whose tables were read by somebody. Ordinals: `ordinals`.

The forms are those of CLDR's rules for spelling numbers out (`spellout-cardinal`), without hyphens; Azerbaijani sixty
and eighty, which CLDR misspells, are those of the language's orthographic dictionary.
"""

from functools import cache

_UNITS = {
    "en": (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen"
    ).split(),
    "az": "bir iki üç dörd beş altı yeddi səkkiz doqquz".split(),
    "tr": "bir iki üç dört beş altı yedi sekiz dokuz".split(),
}
_TENS = {
    "en": ["ten", *"twenty thirty forty fifty sixty seventy eighty ninety hundred".split()],
    "az": "on iyirmi otuz qırx əlli altmış yetmiş səksən doxsan yüz".split(),
    "tr": "on yirmi otuz kırk elli altmış yetmiş seksen doksan yüz".split(),
}


@cache
def cardinals(language: str) -> dict[str, int]:
    """`{"thirty four": 34, …}`; empty for a language without a table."""
    if language not in _UNITS:
        return {}
    found = {word: number for number, word in enumerate(_UNITS[language], start=1)}
    for ten, word in enumerate(_TENS[language], start=1):
        found[word] = ten * 10
        for unit, last in enumerate(_UNITS[language][:9], start=1):
            # English says thirteen, not "ten three", and nothing here goes past the hundred.
            if ten < 10 and ten * 10 + unit not in found.values():
                found[f"{word} {last}"] = ten * 10 + unit
    return found
