"""Tell English from Azerbaijani by the words of a text or a line. Other languages are not recognised."""

from __future__ import annotations

import re
from itertools import islice

from pressreleases.intake.errors import UnknownLanguage
from pressreleases.intake.folding import fold_for_reading

LANGUAGES = ("en", "az")
"""Languages in which a document can be read."""

COMMON = {
    "en": frozenset(
        fold_for_reading(
            "the of and to in for a an on is are was were that with by from at as its it this has have be been will "
            "which who their not embassy mission consulate permanent republic united nations ministry foreign affairs"
        ).split()
    ),
    # Folded: every i has a dot. Words with ə are not needed here.
    "az": frozenset(
        fold_for_reading(
            "və bu bir ilə üçün olan olub olunur da də ki isə kimi öz onun sonra qədər haqqında tərəfindən görə ilin "
            "daimi bmt yanında respublikası respublikasının konsulluğu konsulluq baş səfirliyi nazirliyi"
        ).split()
    ),
}
WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 30
"""A text with this many words that fits neither language is in another one, even if its label says otherwise."""


def recognised(text: str) -> str:
    """Return the language of the words of `text` if it is clear, or an empty string.

    Half of the words of a running English text are among its hundred commonest; a third of the Azerbaijani ones have
    an ə, a letter that no other language of Latin script in a mission's neighbourhood has (Turkish does not).
    """
    words = [fold_for_reading(found.group()) for found in islice(WORD.finditer(text), 2000)]
    counts = {
        "en": sum(word in COMMON["en"] for word in words),
        "az": sum("ə" in word or word in COMMON["az"] for word in words),
    }
    best, other = sorted(counts, key=lambda language: -counts[language])
    is_clear = counts[best] >= 2 * counts[other] + 1 and counts[best] * 8 >= len(words)
    return best if is_clear else ""


def language_of(text: str, *, label: str, asked_for: str | None) -> str:
    """Return the requested language, else that of the words, else, for a short text, that of the label.

    Raises UnknownLanguage.
    """
    languages = ", ".join(LANGUAGES)
    if asked_for is not None:
        if asked_for not in LANGUAGES:
            raise UnknownLanguage(UnknownLanguage.unsupported, language=asked_for, languages=languages)
        return asked_for
    found = recognised(text)
    if not found and sum(1 for _ in islice(WORD.finditer(text), ENOUGH)) < ENOUGH:
        found = label
    if not found:
        raise UnknownLanguage(UnknownLanguage.unrecognised, languages=languages)
    return found
