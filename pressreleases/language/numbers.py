"""Numbers from 1 to 100 as words, in the languages whose tables were read by somebody, and sizes of files.

Ordinals: `ordinals`.

The forms are those of CLDR's rules for spelling numbers out (`spellout-cardinal`), without hyphens; Azerbaijani sixty
and eighty, which CLDR misspells, are those of the language's orthographic dictionary.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from babel.units import format_unit

from pressreleases.language.languages import cldr, own_name
from pressreleases.language.punctuation import comma

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


_KB, _MB = 1_000, 1_000_000


def size_in_words(size: int, language: str) -> str:
    """`240 kB`, `1.4 MB`, `15 MB`: the unit as CLDR has it; at least 1 kB."""
    if size < _MB - _KB / 2:
        return format_unit(max(1, round(size / _KB)), "digital-kilobyte", length="short", locale=cldr(language))
    megabytes = size / _MB
    number = round(megabytes, 1) if megabytes < 10 else round(megabytes)
    return format_unit(number, "digital-megabyte", length="short", locale=cldr(language))


def attachments_in_lines(entries: Iterable[dict[str, Any]], language: str) -> tuple[str, ...]:
    """Each attachment of a text in a line, to be compared, in the language of the text.

    Two files that differ in no other way differ in the beginning of their hash.
    """
    return tuple(
        comma(language).join(
            [
                entry["title"],
                own_name(entry["language"]),
                entry["type"].upper(),
                size_in_words(entry["size"], language),
                f"SHA-256 {entry['sha256'][:12]}",
            ]
        )
        for entry in entries
    )
