"""Patterns of titles: `{Thirty Fourth} Anniversary of the {name}` is read once and written for any year.

Braces hold an example of an ordinal, in the style and form that is wanted, or one of the words `ordinal` (in small
words), `name` and `year`. Whether an ordinal counts the years elapsed or the year begun is told by its noun.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pressreleases.desk.carrying.small_words import fitting_article
from pressreleases.desk.refusals import Refusal
from pressreleases.ordinals import Found, UnknownOrdinal, find, ordinal, written_as
from pressreleases.vocabulary.languages import capitalised, own_name

# Stands for the name while the pattern is read: a word that is neither an ordinal nor a noun beside one.
_A_NAME = "Q"
_NAMED = ("name", "year")
_BRACES = re.compile(r"\{([^{}]*)\}")


class PatternNotUnderstood(Refusal):
    """`str()` says in words what is wrong with the pattern."""


class BraceAlone(PatternNotUnderstood):
    sentence = _("A brace is missing. Write each example between two braces: {34th}.")


class NothingInBraces(PatternNotUnderstood):
    sentence = _("There is nothing between the braces. Write an ordinal, as in {34th}, or {name} or {year}.")


class NoOrdinal(PatternNotUnderstood):
    sentence = _(
        "{%(words)s} is not a known ordinal in %(language)s. Write an ordinal in the braces as "
        "it is written in a title, or {name} or {year}."
    )


class NoOrdinalsHere(PatternNotUnderstood):
    sentence = _("The site knows no ordinals in %(language)s, so it cannot change {%(words)s} for another year.")


class NoNoun(PatternNotUnderstood):
    sentence = _(
        "Next to {%(words)s}, write the word for “anniversary” or “year” in %(language)s. The "
        "site needs it to count: the thirty-fourth anniversary begins the thirty-fifth year."
    )


class Undecided(PatternNotUnderstood):
    sentence = _("{%(words)s} does not show how to write other numbers. Choose another example.")


@dataclass(frozen=True)
class Slot:
    """What braces hold: `name`, `year`, or the example of an ordinal, found beside its noun."""

    words: str
    found: Found | None = None
    begins: bool = False


@dataclass(frozen=True)
class Pattern:
    """A pattern that was read: text as it is written, and slots."""

    language: str
    parts: tuple[str | Slot, ...]

    def title(self, years: int, year: int, name: str) -> str:
        """The title in `year`, `years` after the event; raise UnknownOrdinal for a number that no table has."""
        title = ""
        for part in self.parts:
            words = part if isinstance(part, str) else self._filled(part, years, year, name)
            if isinstance(part, Slot) and part.found:
                title = fitting_article(title, words, self.language)
            title += words
        return " ".join(title.split())

    def _filled(self, slot: Slot, years: int, year: int, name: str) -> str:
        if slot.found is None:
            return name if slot.words == "name" else str(year)
        words = written_as(years + (slot.found.noun == "year"), slot.found)
        return capitalised(words, self.language) if slot.begins else words


def read(pattern: str, language: str) -> Pattern:
    """Read `pattern` in `language`, a code of the site's; raise PatternNotUnderstood."""
    pieces = _BRACES.split(pattern)
    if any("{" in text or "}" in text for text in pieces[::2]):
        raise BraceAlone
    words = [" ".join(slot.split()) for slot in pieces[1::2]]
    if not all(words):
        raise NothingInBraces
    texts = pieces[::2]
    slots = [_slot(texts, words, place, language) for place in range(len(words))]
    parts: list[str | Slot] = [texts[0]]
    for slot, text in zip(slots, texts[1:], strict=True):
        parts += [slot, text]
    return Pattern(language, tuple(parts))


def _slot(texts: list[str], words: list[str], place: int, language: str) -> Slot:
    said = words[place]
    if said in _NAMED:
        return Slot(said)
    try:
        ordinal(2, language)
    except UnknownOrdinal as error:
        raise NoOrdinalsHere(words=said, language=own_name(language)) from error
    found = next((each for each in _readings(texts, words, place, language) if each.noun), None)
    if found is None:
        any_ordinal = said == "ordinal" or next(_readings(texts, words, place, language), None)
        raise (NoNoun if any_ordinal else NoOrdinal)(words=said, language=own_name(language))
    try:
        # What does not tell how the first or the second would be written is better refused now than in that year.
        for number in (1, 2, 3, 19, 20, 100):
            written_as(number, found)
    except UnknownOrdinal as error:
        raise Undecided(words=said) from error
    return Slot(said, found, begins=said == "ordinal" and not texts[0].strip() and place == 0)


def _readings(texts: list[str], words: list[str], place: int, language: str) -> Iterator[Found]:
    """The slot at `place` as an ordinal of the whole title, for each noun that might stand beside it."""
    examples = [words[place]]
    if words[place] == "ordinal":
        examples = [ordinal(34, language, noun=noun) for noun in ("anniversary", "year")]
    for example in examples:
        before = "".join(text + _stand_in(word) for text, word in zip(texts, words[:place], strict=False))
        before += texts[place]
        after = "".join(
            _stand_in(word) + text for word, text in zip(words[place + 1 :], texts[place + 2 :], strict=True)
        )
        whole = before + example + texts[place + 1] + after
        span = (len(before), len(before) + len(example))
        yield from (found for found in find(whole, language) if (found.start, found.end) == span)


def _stand_in(words: str) -> str:
    return {"name": _A_NAME, "year": "1990"}.get(words, words)
