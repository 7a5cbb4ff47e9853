"""What a reader hands over: the fields of a document, where each was found, what has to be asked; and its draft.

Readers make it from the bytes of a file, without the database; layers above make a release of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pressreleases.intake.folding import fold_loosely
from pressreleases.intake.lines import Line
from pressreleases.intake.vocabulary import FORUMS
from pressreleases.language.dates import day_in_words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    # Much is made ready when it is loaded, which a process that only reads documents never needs.
    from pressreleases.intake.dates import Printed

UNDETERMINED = "und"
"""Language code of a name in an unknown language (BCP 47, ISO 639-2)."""


class Sure(StrEnum):
    """How a value was found."""

    CERTAIN = "certain"  # a sign says what it is: a label, a word such as “Embargo”, an end mark
    LIKELY = "likely"  # its place says what it is: the title is between the date and the text
    GIVEN = "given"  # a person answered


@dataclass(frozen=True, slots=True)
class Found:
    """Where a value was found, by the numbers of lines from 1, and how sure it is."""

    lines: tuple[int, ...] = ()
    sure: Sure = Sure.CERTAIN


@dataclass(frozen=True, slots=True)
class Name:
    """The mission's name in one language, line by line as printed."""

    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the letterhead: E.164 (`+12123712559`), and the digits of the extension or an empty string."""

    kind: Literal["telephone", "fax"]
    number: str
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Embargo:
    """The line as printed, and until when: an instant with its zone, or a day, or neither if the line names none."""

    printed: str
    at: dt.datetime | None = None
    day: dt.date | None = None

    @property
    def is_dated(self) -> bool:
        return self.at is not None or self.day is not None


WHOLE = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of a document: its bytes as they are in the file, and its text alternative, which may be empty.

    `cropped` is what its author cut off and nobody may see: shares of its width and height, from the left, the top, the
    right and the bottom. One that was cropped in a way that is not known has no bytes, and a question; so has one whose
    `lost` says what it is that cannot be taken over. `is_bare`: the format of the file has no text alternatives. `name`
    is what a Word file calls it.
    """

    data: bytes
    alt: str = ""
    cropped: tuple[float, float, float, float] = WHOLE
    lost: Literal["", "chart", "diagram", "object", "form", "elsewhere", "drawing"] = ""
    is_bare: bool = False
    name: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Question:
    """What the document does not tell. `str()` is the question in the active language.

    `key` is the name under which it is answered: a field, or `line-12` for lines that fit nowhere. `needed`: without an
    answer nothing is made of the document. `lines` are the lines it is about, with their numbers. `choices` are the
    answers that are possible; empty: any words.
    """

    key: str
    sentence: str | _StrPromise
    params: Mapping[str, object] = field(default_factory=dict)
    lines: tuple[tuple[int, str], ...] = ()
    choices: tuple[str, ...] = ()
    needed: bool = False

    def __str__(self) -> str:
        language = get_language() or "en"
        shown = {
            name: day_in_words(value, language) if isinstance(value, dt.date) else value
            for name, value in self.params.items()
        }
        return str(self.sentence) % shown


@dataclass(frozen=True, slots=True)
class Document:
    """One document. What it does not have is an empty string, an empty tuple or None.

    `kind` is a value of `models.kinds.Kind`. `body` is HTML made of paragraphs, headings, lists, quotations and
    tables, which still has to be sanitised. `notes` are notes to editors and footnotes, a paragraph each. `contact` is
    the press contact of this document, line by line. `addressee` is to whom a letter goes. `what`, `when` and `where`
    are those of a media advisory; they are in the body too. `notices` are lines about the document itself, such as
    “Check against delivery”. `found` has an entry for each field with a value, and for the letterhead; of the body and
    the letterhead, the first and last line of each of their blocks. `lines` is the document as it was read, by number.
    `pictures` are all of the file; `body` has `<img data-picture="0">` where one is in the text. `encoding` is empty
    for a file that is no plain text.
    """

    language: str
    kind: str
    issued_on: dt.date | None
    title: str
    body: str
    lead: str = ""
    speaker_name: str = ""
    speaker_office: str = ""
    place: str = ""
    reference: str = ""
    embargo: Embargo | None = None
    notes: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    what: str = ""
    when: str = ""
    where: str = ""
    notices: tuple[str, ...] = ()
    names: tuple[Name, ...] = ()
    address: str = ""
    numbers: tuple[Number, ...] = ()
    email: str = ""
    pictures: tuple[Picture, ...] = ()
    encoding: str = "UTF-8"
    questions: tuple[Question, ...] = ()
    found: Mapping[str, Found] = field(default_factory=dict, compare=False)
    lines: tuple[tuple[int, str], ...] = field(default=(), compare=False, repr=False)

    @property
    def needed(self) -> tuple[Question, ...]:
        """The questions without whose answers nothing can be made of the document."""
        return tuple(question for question in self.questions if question.needed)


FORUM = re.compile(rf"(?<![^\W_])(?:{'|'.join(FORUMS)})(?![^\W_])")

MOST_SHOWN = 12
"""A question shows this many of its lines."""

OF_PICTURE = "picture-"
"""Before the number, from 1, of a picture whose text alternative is asked for."""

# The answers to the question where lines belong.
PLACES = BODY, NOTES, CONTACT, TITLE, LEAD, DROP = "body", "notes", "contact", "title", "lead", "drop"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that may be that of issue. `is_in_head`: it is above the title or right under it."""

    printed: Printed
    place: str
    line: Line
    is_in_head: bool = False
    is_dateline: bool = False


@dataclass(slots=True)
class Draft:
    """The fields found so far; `answers` are those of a person, by the key of the question or the name of the field.

    `is_text`: the document has no head. `message` is the subject of the message that brought it.
    `doubted` are days that were read as a title, and count only beside another date.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    found: dict[str, Found] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    dates: list[Candidate] = field(default_factory=list)
    doubted: list[Candidate] = field(default_factory=list)
    letterhead: list[tuple[Line, ...]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    labels: frozenset[str] = frozenset()
    subject: Line | None = None
    message: str = ""
    is_text: bool = False

    def put(self, name: str, value: object, lines: Iterable[Line], sure: Sure = Sure.CERTAIN) -> bool:
        """Store the value of a field unless it has one; return whether it was stored."""
        if name in self.values or not value:
            return False
        self.values[name] = value
        self.found[name] = Found(tuple(dict.fromkeys(line.number for line in lines)), sure)
        return True

    def has(self, name: str) -> bool:
        return name in self.values or bool(self.answers.get(name))

    def ask(
        self,
        key: str,
        sentence: str | _StrPromise,
        lines: Iterable[Line] = (),
        *,
        choices: tuple[str, ...] = (),
        needed: bool = False,
        **params: Any,
    ) -> None:
        """Add a question, unless it has been answered or was asked already."""
        if key in self.answers or any(question.key == key for question in self.questions):
            return
        shown = tuple((line.number, line.text) for line in lines)[:MOST_SHOWN]
        if shown:
            params.setdefault("line", shown[0][0])
        self.questions.append(Question(key, sentence, params, shown, choices, needed))

    def place_lines(self, lines: tuple[Line, ...], sentence: str | _StrPromise, **params: Any) -> str:
        """Ask where lines belong that fit nowhere; return the answer, or an empty string as long as there is none."""
        key = f"line-{lines[0].number}"
        self.ask(key, sentence, lines, choices=PLACES, **params)
        return self.answers.get(key, "")


def settle_date(draft: Draft) -> None:
    """Decide on the date of issue, and the place beside it; ask if there is none or more than one."""
    given = draft.answers.get("issued_on")
    candidates = [*draft.dates, *draft.doubted] if draft.dates else []
    _take_place(draft, candidates, given)
    if given:
        return
    if not candidates:
        draft.ask(
            "issued_on",
            _("No date of issue was found. When was it issued? Give the date as 2024-01-20."),
            needed=True,
        )
        return
    if any(_is_unclear(draft, each) for each in candidates):
        return
    days = list(dict.fromkeys(each.printed.days[0] for each in candidates))
    if len(days) == 1:
        draft.put("issued_on", days[0], [each.line for each in candidates])
        return
    shown = [each.line for each in candidates]
    draft.ask(
        "issued_on",
        _("Was it issued on %(first)s or on %(second)s?"),
        shown,
        choices=tuple(day.isoformat() for day in days),
        needed=True,
        first=days[0],
        second=days[1],
    )


def _is_unclear(draft: Draft, candidate: Candidate) -> bool:
    """Ask about a date that is no day, or may be two; return whether it is such a date."""
    printed, shown = candidate.printed, [candidate.line]
    if printed.is_short:
        sentence = _('The date "%(text)s" in line %(line)s has a two-digit year. What is the date of issue?')
        draft.ask("issued_on", sentence, shown, needed=True, text=printed.text)
    elif not printed.days:
        sentence = _('The date "%(text)s" in line %(line)s does not exist. What is the date of issue?')
        draft.ask("issued_on", sentence, shown, needed=True, text=printed.text)
    elif len(printed.days) > 1:
        first, second = printed.days
        draft.ask(
            "issued_on",
            _('Is "%(text)s" in line %(line)s %(first)s or %(second)s?'),
            shown,
            choices=(first.isoformat(), second.isoformat()),
            needed=True,
            text=printed.text,
            first=first,
            second=second,
        )
    else:
        return False
    return True


def _take_place(draft: Draft, candidates: list[Candidate], given: str | None) -> None:
    for each in candidates:
        fits = not given or given in {day.isoformat() for day in each.printed.days}
        if each.place and fits and draft.put("place", each.place, [each.line]) and names_forum(each.place):
            # “Second Committee, 21 November 2024”
            draft.ask("place", _("Line %(line)s fits no field. Where does it belong?"), [each.line])


def names_forum(words: str) -> bool:
    """Whether words begin with the name of a committee or a session."""
    first = fold_loosely(" ".join(words.split()[:7]))
    return bool(FORUM.search(first)) or "委员会" in first[:15] or "届会议" in first[:15]


def a_day(text: str) -> dt.date | None:
    """The day of an answer such as `2024-01-20`, or None."""
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None
