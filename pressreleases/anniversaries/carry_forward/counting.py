"""Find what a text counts from the event, ordinals and years elapsed, and write the new number.

Ordinals in every language that has a table, years elapsed in English and Azerbaijani. Only the old observance's own
number changes. A number that equals it by chance, or is in an unknown form (Roman numerals, "34-year"), gets a note.
"""

import re
from collections.abc import Iterator
from functools import cache

from pressreleases.anniversaries.carry_forward.edits import IN_DEPTH, Change, Look, Piece, Step
from pressreleases.language.numbers import cardinals
from pressreleases.models.observance import Reason
from pressreleases.ordinals import Found, UnknownOrdinal, find, other_article, written_as
from pressreleases.ordinals.finding import fold_for_ordinals

# Phrases in which a number can only be the years between the event and the observance.
_ELAPSED = {
    "en": (
        r"{n}\s+years\s+ago\b",
        r"{n}\s+years\s+(?:have|had)\s+(?:now\s+)?(?:passed|elapsed|gone\s+by)\b",
        r"\b(?:past|last)\s+{n}\s+years\b",
        r"{n}\s+years\s+since\b",
    ),
    "az": (
        r"{n}\s+il\s+(?:bundan\s+)?(?:əvvəl|öncə)\b",
        r"{n}\s+il\s+(?:keç|öt)\w+",
        r"{n}\s+il\s+tamam\s+ol\w+",
        r"\b(?:son|keçən|ötən)\s+{n}\s+il\w*",
        r"{n}\s+ildir\b",
        # This means the anniversary, like "34-cü ildönümü"; "34 illik" may mean anything of that age.
        r"{n}\s+illiy\w+",
    ),
}
# Characters before an ordinal in which its article is.
_LOOK_BACK = 40
# A number in words before these may be the years elapsed, in a form that cannot be changed safely.
_OF_YEARS = {"en": r"[\s-]+years?\b", "az": r"\s+il\w*"}


def counts(text: str, step: Step) -> Iterator[Piece]:
    """Ordinals and years elapsed in `text`, and other possible counts. Of two that overlap, the first one counts."""
    for found in find(text, step.language):
        yield from _ordinal(text, found, step)
    if step.language in IN_DEPTH:
        yield from _elapsed(text, step)
        yield from _other_counts(text, step)


def _ordinal(text: str, found: Found, step: Step) -> Iterator[Piece]:
    one_more = found.noun == "year"
    if found.noun is None:
        # A session, a century or a day. It is noted only if it is exactly the number of the observance.
        if found.number in (step.old_years, step.old_years + 1):
            yield Look(found.start, found.end, Reason.OTHER_ORDINAL)
    elif found.number == step.old_years + one_more:
        yield from _carried(text, found, step.new_years + one_more, step.language)
    elif found.noun == "anniversary" or found.number == step.old_years:
        yield Look(found.start, found.end, Reason.OTHER_ORDINAL)


def _carried(text: str, found: Found, number: int, language: str) -> Iterator[Piece]:
    try:
        words = written_as(number, found)
    except UnknownOrdinal:
        yield Look(found.start, found.end, Reason.OTHER_ORDINAL)
        return
    yield Change(found.start, found.end, words, Reason.ORDINAL)
    begins = max(0, found.start - _LOOK_BACK)
    before = text[begins : found.start]
    if other := other_article(before, words, language):
        yield Change(begins + other[0], begins + other[1], other[2], Reason.ARTICLE)


def _elapsed(text: str, step: Step) -> Iterator[Piece]:
    folded = fold_for_ordinals(text)
    for pattern in _ELAPSED[step.language]:
        for found in re.finditer(_with_number(pattern, step.language), folded):
            written = text[slice(*found.span("n"))]
            if _number(found["n"], step.language) != step.old_years:
                continue
            words = _like(written, step.new_years, step.language) if step.old_years > 1 else None
            place = found.span("n")
            yield Change(*place, words, Reason.ELAPSED) if words else Look(*place, Reason.COUNT)


def _other_counts(text: str, step: Step) -> Iterator[Piece]:
    old = step.old_years
    for found in re.finditer(rf"(?<![\w.,/]){old}(?!\w|[.,/%]\d|%)", fold_for_ordinals(text)):
        yield Look(*found.span(), Reason.COUNT)
    roman = _roman(old)
    if len(roman) > 1:
        for found in re.finditer(rf"(?<!\w){roman}(?!\w)", text):
            yield Look(*found.span(), Reason.COUNT)
    years = rf"{{n}}(?={_OF_YEARS[step.language]})"
    for found in re.finditer(_with_number(years, step.language), fold_for_ordinals(text)):
        if _number(found["n"], step.language) == old:
            yield Look(*found.span("n"), Reason.COUNT)


def _with_number(pattern: str, language: str) -> str:
    return fold_for_ordinals(pattern.replace("{n}", "@")).replace(
        "@", rf"(?<!\w)(?<!\d[.,])(?P<n>\d{{1,3}}|{_words(language)})"
    )


@cache
def _words(language: str) -> str:
    words = sorted((fold_for_ordinals(word) for word in cardinals(language)), key=len, reverse=True)
    return "|".join(word.replace(" ", r"[\s-]") for word in words)


@cache
def _by_words(language: str) -> dict[str, int]:
    return {fold_for_ordinals(word): number for word, number in cardinals(language).items()}


def _number(words: str, language: str) -> int | None:
    return int(words) if words.isdecimal() else _by_words(language).get(" ".join(re.split(r"[\s-]+", words)))


def _like(written: str, number: int, language: str) -> str | None:
    """`number` in figures or words like `written`; None if its words are not known."""
    if written[0].isdecimal():
        return str(number)
    words = next((word for word, value in cardinals(language).items() if value == number), None)
    if words is None:
        return None
    if (language, number) == ("en", 100):
        # "a hundred" and "one hundred" are both found; the number is written with "one", and without a hyphen.
        return "One hundred" if written[0].isupper() else "one hundred"
    sign = re.search(r"[\s-]", written)
    # "thirty" does not show how two words would be joined; English uses a hyphen.
    joined = words.replace(" ", sign[0] if sign else "-" if language == "en" else " ")
    return joined[0].upper() + joined[1:] if written[0].isupper() else joined


def _roman(number: int) -> str:
    signs = (
        *((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX")),
        *((5, "V"), (4, "IV"), (1, "I")),
    )
    written = ""
    for value, sign in signs:
        many, number = divmod(number, value)
        written += sign * many
    return written
