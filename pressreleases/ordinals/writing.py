"""Write ordinals: by the table, or in the style of one in a text; and the English article before them."""

import re
import unicodedata

from pressreleases.ordinals.finding import Found, table_of
from pressreleases.ordinals.tables import HIGHEST, Form, Noun, Table, UnknownOrdinal

# These stay in lower case where all other words are capitalised.
_SMALL = frozenset({"and", "et"})
_DOTTED = ("az", "tr")
_ARTICLE = re.compile(r"(?<!\w)(?P<article>[Aa]n?)(?P<space>\s+)$")
# Eight, eleven, eighteen and eighty begin with a vowel sound; one and one hundred do not.
_VOWEL = re.compile(r"(?:eight|eleven|8|(?:11|18)(?!\d))", re.IGNORECASE)


def ordinal(number: int, language: str, form: Form = "words", noun: Noun = "anniversary") -> str:
    """`number` in the nominative, as it is next to `noun` in `language`: `primer`, for "primer aniversario".

    Raise UnknownOrdinal below 1, above 200, and for a language without a table.
    """
    table = table_of(language)
    _known(number, table)
    agrees = table.agreement(noun)
    way = next(way for way in table.ways if (way.form, way.agrees) == (form, agrees))
    return way.written[number]


def spellings(number: int, language: str) -> list[str]:
    """All spellings of `number` in `language`, the usual ones first; none if `ordinal` knows none."""
    try:
        table = table_of(language)
        _known(number, table)
    except UnknownOrdinal:
        return []
    return list(dict.fromkeys(table.write(way, number) for way in table.ways))


def written_as(number: int, found: Found) -> str:
    """`number` as `found` is written: its form, case, hyphens, capitals and digits.

    Raise UnknownOrdinal above 200, and if `found` does not show the form: `deuxième` without a noun may become
    `premier` or `première`, so a person must decide.
    """
    table = found.table
    _known(number, table)
    # Ways with the same gender and case are spellings of the same; the first one is used.
    forms: dict[tuple[str, str], str] = {}
    for way in found.ways:
        forms.setdefault((way.agrees, way.case), table.write(way, number))
    if len(set(forms.values())) > 1:
        alternatives = " or ".join(f"“{words}”" for words in dict.fromkeys(forms.values()))
        raise UnknownOrdinal(f"“{found.words}” does not tell whether {number} would be {alternatives}.")
    [words] = set(forms.values())
    if found.form == "figures":
        words = _in_digits_of(found.words, words)
    return _with_capitals_of(found, words)


def other_article(before: str, words: str, language: str) -> tuple[int, int, str] | None:
    """If `before` ends with an English `a` or `an` that must change before `words`: its span and the new one."""
    found = _ARTICLE.search(before) if language == "en" else None
    if found is None:
        return None
    article = found["article"][0] + ("n" if _VOWEL.match(words) else "")
    return (*found.span("article"), article) if article != found["article"] else None


def fitting_article(before: str, words: str, language: str) -> str:
    """`before`, the text up to an ordinal, with the English `a` or `an` that fits `words`."""
    other = other_article(before, words, language)
    return f"{before[: other[0]]}{other[2]}{before[other[1] :]}" if other else before


def _known(number: int, table: Table) -> None:
    if not 1 <= number <= HIGHEST:
        raise UnknownOrdinal(f"Ordinals are known from 1 to {HIGHEST}, in {table.code!r} as elsewhere: not {number}.")


def _in_digits_of(model: str, words: str) -> str:
    digit = next(character for character in model if unicodedata.category(character) == "Nd")
    zero = ord(digit) - unicodedata.decimal(digit)
    return re.sub(r"\d", lambda match: chr(zero + int(match[0])), words)


def _with_capitals_of(found: Found, words: str) -> str:
    """Capitalise `words` as `found` is: its first letter, after a space, after a hyphen; if unclear, as its noun."""
    model = found.words
    if model == _upper(model, found.table.code) and model != model.lower():
        return _upper(words, found.table.code)
    starts = re.findall(r"(^|[\s-])[-\s]*([^\W\d_]+)", model)
    first = bool(starts) and starts[0][1][0].isupper()
    seen = {sign.strip(): word[0].isupper() for sign, word in starts[1:] if word.lower() not in _SMALL}
    others = first and found.noun_has_capital

    def start(match: re.Match[str]) -> str:
        sign, word = match[1], match[2]
        capital = first if match.start() == 0 else seen.get(sign.strip(), seen.get("", others))
        if not capital or (match.start() and word in _SMALL):
            return match[0]
        return sign + _upper(word[0], found.table.code) + word[1:]

    return re.sub(r"(^|[\s-])([^\W\d_]+)", start, words) if first else words


def _upper(text: str, language: str) -> str:
    return (text.replace("i", "İ") if language in _DOTTED else text).upper()
