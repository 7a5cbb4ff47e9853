"""What in a text looks dated: words of the day, names of office holders, numbers of people. Nothing is changed here."""

import re
from collections.abc import Iterator
from functools import cache

from pressreleases.desk.carrying.dated_words import MANY, OFFICES, PEOPLE, PERIOD, TODAY, WEEKDAY
from pressreleases.desk.carrying.occasion import Look
from pressreleases.ordinals.folding import fold
from pressreleases.vocabulary.carrying import Reason

_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽƏА-ЯЁ]"
# Behind the office, in the text as it is written: a courtesy and a name, or the office's own field and a name.
_NAME = rf"{_CAPITAL}[\w’'.-]*(?:\s+{_CAPITAL}[\w’'-]+){{0,3}}"
_NAMED = re.compile(
    r",?\s+(?:(?:H\.?\s?E\.?|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Sir|cənab|xanım|M\.|Mme|Sr\.|Sra\.|г-н|г-жа)\s+)*" + _NAME
)
_FIELD = re.compile(
    r"\s+(?:of|for)\s+(?:the\s+)?[^,.;]*?(?:,\s+(?:H\.?\s?E\.?\s+)?(?:Mr\.?\s+|Mrs\.?\s+|Ms\.?\s+)?|(?<=\w)\s)(?P<run>[A-Z]\w+(?:\s+[A-Z]\w+)+)"
)
# A name stands within so many letters of its office.
_NEAR = 300
# Scripts without capitals, or where the office stands behind the name: the office alone is enough to look.
_BY_OFFICE_ALONE = frozenset({"ar", "zh"})

# "131 innocent civilians", "2 million people": up to four words between the number and whom it counts, a hyphen parts
# them, too. What parts words and what they are made of must have no sign in common, or dashes take for ever.
_BETWEEN = r"(?:[\s-]+[\w']+){0,4}?[\s-]*"


def dated(text: str, language: str) -> Iterator[Look]:
    """Each place in `text` that tells of its own day, of who holds an office, or of how many people there are."""
    code = language.split("-", maxsplit=1)[0]
    folded = fold(text)
    for words, reason in ((TODAY, Reason.TODAY), (WEEKDAY, Reason.WEEKDAY), (PERIOD, Reason.PERIOD)):
        for found in _pattern(words.get(code, "")).finditer(folded):
            yield Look(*found.span(), reason)
    yield from _offices(text, folded, code)
    for found in _people(code).finditer(folded):
        yield Look(*found.span(), Reason.PEOPLE)


def _offices(text: str, folded: str, code: str) -> Iterator[Look]:
    for office in _pattern(OFFICES.get(code, "")).finditer(folded):
        start, end = office.span()
        if code in _BY_OFFICE_ALONE:
            yield Look(start, end, Reason.OFFICE)
        elif name := _NAMED.match(text, end, end + _NEAR):
            yield Look(start, name.end(), Reason.OFFICE)
        elif code == "en" and (field := _FIELD.match(text, end, end + _NEAR)) and _is_a_name(field):
            yield Look(start, field.end(), Reason.OFFICE)


def _is_a_name(field: re.Match[str]) -> bool:
    """Whether a name stands behind the office's field: after a comma, or as the end of a long run of capitals."""
    words = field["run"].split()
    return "," in field[0] or len(words) > 2


@cache
def _pattern(words: str) -> re.Pattern[str]:
    if not words:
        return re.compile("(?!)")
    spaced = fold(words).replace(" ", r"\s+").replace(r"\s+?", r"\s?")
    # Chinese puts no spaces between its words.
    is_han = any("一" <= letter <= "鿿" for letter in words)
    return re.compile(f"(?:{spaced})" if is_han else rf"(?<!\w)(?:{spaced})(?!\w)")


@cache
def _people(code: str) -> re.Pattern[str]:
    people, many = PEOPLE.get(code), MANY.get(code)
    if not people:
        return re.compile("(?!)")
    figure = r"(?<![\w.,])(?:\d{1,3}(?:[.,\s]\d{3}){1,5}|\d+)(?!\w|[.,]\d)"
    if code == "zh":
        return re.compile(rf"(?:(?<![\d,万])\d[\d,万]*|{many})多?(?:{people})")
    return re.compile(fold(rf"(?:{figure}|(?<!\w)(?:{many})(?!\w)){_BETWEEN}(?<!\w)(?:{people})(?!\w)"))
