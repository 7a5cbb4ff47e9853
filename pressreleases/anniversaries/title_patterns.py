"""Patterns of titles: `{Thirty Fourth} Anniversary of the {name}` is read once and written for any year.

Braces hold an example of an ordinal, in the wanted style and form, or one of the words `ordinal` (written in lower
case), `name` and `year`. The noun next to an ordinal shows whether it counts the years elapsed or the year begun.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pressreleases.errors import ExplainedError
from pressreleases.language.languages import capitalised, own_name
from pressreleases.models import Anniversary
from pressreleases.models.anniversary_rules import Observing
from pressreleases.ordinals import Found, UnknownOrdinal, find, fitting_article, ordinal, written_as

# Used in place of the name while the pattern is read: neither an ordinal nor a noun next to one.
_A_NAME = "Q"
_NAMED = ("name", "year")
_BRACES = re.compile(r"\{([^{}]*)\}")


class PatternNotUnderstood(ExplainedError):
    """The pattern cannot be used."""


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
    """What braces hold: `name`, `year`, or the example of an ordinal, found with its noun."""

    words: str
    found: Found | None = None
    begins: bool = False


@dataclass(frozen=True)
class Pattern:
    """A pattern that was read: plain text and slots, in order."""

    language: str
    parts: tuple[str | Slot, ...]

    def title(self, years: int, year: int, name: str) -> str:
        """The title in `year`, `years` after the event. Raises UnknownOrdinal for a number that no table has."""
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
    """Read `pattern` in `language`, a code of the site. Raises PatternNotUnderstood."""
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
        # An example that does not show how the first or the second would be written is refused now, not in that year.
        for number in (1, 2, 3, 19, 20, 100):
            written_as(number, found)
    except UnknownOrdinal as error:
        raise Undecided(words=said) from error
    return Slot(said, found, begins=said == "ordinal" and not texts[0].strip() and place == 0)


def _readings(texts: list[str], words: list[str], place: int, language: str) -> Iterator[Found]:
    """The slot at `place` as an ordinal of the whole title, for each noun that may be next to it."""
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


YEARS = 10


@dataclass(frozen=True)
class Titled:
    """One year's title, or a `problem` if no ordinal is known for that year."""

    year: int
    years: int
    title: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Titles:
    """The titles that a pattern makes in `language`; if it is not understood, none, and `problem` says why."""

    language: str
    rows: list[Titled] = field(default_factory=list)
    problem: str = ""


def coming_titles(
    rows: Iterable[tuple[str, str, str]], event_on: dt.date, today: dt.date, observing: Observing | None = None
) -> list[Titles]:
    """For each `(language, name, pattern)`, the titles of ten years, beginning with the next observance.

    Without a known next day, or without `observing`, they begin with the year of `today`, or the first after the event.
    """
    day = next(observing.from_day(today), None) if observing else None
    first = day.year if day else max(today.year, event_on.year + 1)
    years = range(first, min(first + YEARS, dt.MAXYEAR + 1))
    return [_titles(*row, event_on, years) for row in rows if row[2].strip()]


def _titles(language: str, name: str, pattern: str, event_on: dt.date, years: range) -> Titles:
    try:
        found = read(pattern, language)
    except PatternNotUnderstood as refused:
        return Titles(language, problem=str(refused))
    event = Anniversary(event_first_on=event_on)
    rows = []
    for year in years:
        count = event.years_on(dt.date(year, 1, 1))
        try:
            rows.append(Titled(year, count, found.title(count, year, name)))
        except UnknownOrdinal:
            rows.append(Titled(year, count, problem=gettext("The site cannot write this number as an ordinal.")))
    return Titles(language, rows)
