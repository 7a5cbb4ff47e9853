"""One reading of a document for its page: the answers it was read with, what staff typed, and its lines with marks."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from pressreleases import richtext
from pressreleases.comparing.paragraphs import one_line_ends, reads_the_same
from pressreleases.intake.document import OF_PICTURE, PLACES, Document, Found, Sure
from pressreleases.intake.lines import PICTURE
from pressreleases.intake.two_languages import BOTH, SECOND
from pressreleases.language.dates import day_in_words
from pressreleases.language.languages import own_name
from pressreleases.models.fields import label_of
from pressreleases.models.kinds import Kind
from pressreleases.request_values import words_in

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# The fields of a release that a document fills, by what the document calls them.
FIELDS = {
    "language": "language",
    "kind": "kind",
    "issued_on": "issued_on",
    "place": "place",
    "title": "title",
    "lead": "summary",
    "body": "body",
    "notes": "notes_to_editors",
    "contact": "press_contact",
    "reference": "reference",
    "speaker_name": "speaker_name",
    "speaker_office": "speaker_office",
}
# Of text of several lines, no answer can be made.
ANSWERABLE = tuple(name for name in FIELDS if name not in ("body", "notes", "contact"))
# Of these, `Document.found` has the first and the last line of each block.
_IN_BLOCKS = ("body", "letterhead")
_MOST_ANSWERS = 200
_LONGEST_ANSWER = 2000

_OTHER_LABELS: "dict[str, _StrPromise]" = {
    "embargo": gettext_lazy("Embargo"),
    "letterhead": gettext_lazy("Letterhead"),
    "addressee": gettext_lazy("Addressee"),
    "country": gettext_lazy("Country of the telephone numbers"),
    "columns": gettext_lazy("Columns"),
    "languages": gettext_lazy("Languages"),
    "when": gettext_lazy("When"),
    "where": gettext_lazy("Where"),
    "what": gettext_lazy("What"),
}
_CHOICES: "dict[str, _StrPromise]" = {
    "body": gettext_lazy("To the text"),
    "notes": gettext_lazy("To the notes to editors"),
    "contact": gettext_lazy("To the press contact"),
    "title": gettext_lazy("It is the title"),
    "lead": gettext_lazy("It is the lead"),
    "drop": gettext_lazy("Leave it out"),
    "both": gettext_lazy("Make two drafts, one of each text"),
    "keep": gettext_lazy("Keep both languages in one text"),
    "left": gettext_lazy("Read the left column"),
    "right": gettext_lazy("Read the right column"),
}


def label_of_key(key: str) -> str:
    """What staff call a field of a document, or the lines that a question is about."""
    if key in FIELDS:
        return label_of(FIELDS[key])
    if key.startswith("line-"):
        return _("Line %(line)s") % {"line": key.removeprefix("line-")}
    if key.startswith(OF_PICTURE):
        return _("Picture %(number)s") % {"number": key.removeprefix(OF_PICTURE)}
    return str(_OTHER_LABELS.get(key, key))


def choices_of(key: str, values: tuple[str, ...]) -> list[tuple[str, str]]:
    """The possible answers to a question in words."""
    return [(value, _choice_in_words(key, value)) for value in values]


def _choice_in_words(key: str, value: str) -> str:
    if key == "language":
        return own_name(value)
    if key == "kind":
        return str(Kind(value).label) if value in Kind.values else value
    try:
        return day_in_words(dt.date.fromisoformat(value), get_language() or "en")
    except ValueError:
        return str(_CHOICES.get(value, value))


@dataclass(frozen=True)
class AskedAgain:
    """An answer that was given, which can be changed: the reader does not ask once more."""

    key: str
    value: str

    @property
    def choices(self) -> tuple[str, ...]:
        known = {"columns": ("left", "right", BOTH), "languages": (BOTH, "keep")}
        return PLACES if self.key.startswith("line-") else known.get(self.key, ())


@dataclass(frozen=True)
class Reading:
    """A document, and the answers with which it was read."""

    document: Document
    answers: Mapping[str, str]

    @property
    def answered(self) -> str:
        """The answers for a hidden field: the next request reads as this one did, and then as staff answered."""
        return json.dumps(dict(self.answers), ensure_ascii=False)

    @property
    def given(self) -> list[AskedAgain]:
        """The answers that no field of the form shows."""
        return [AskedAgain(key, value) for key, value in self.answers.items() if key not in FIELDS]

    def value(self, name: str) -> str:
        """What the document has for a field, as a form posts it."""
        value = getattr(self.document, name)
        if value is None:
            return ""
        if name == "body":
            return richtext.sanitise(str(value))
        if isinstance(value, tuple):
            return ("\n" if name == "contact" else "\n\n").join(value)
        return str(value)

    def is_changed(self, name: str, typed: str | None) -> bool:
        """Whether somebody typed something else into a field than the document has; None: it was not on the page."""
        if typed is None:
            return False
        if name == "body":
            return not reads_the_same(richtext.sanitise(typed), self.value(name))
        return one_line_ends(typed).strip() != self.value(name).strip()


def part_of(data: QueryDict, prefix: str) -> QueryDict:
    """What was posted for one of the texts of a document; `prefix` is before the names of the second one's fields."""
    found = QueryDict(mutable=True)
    for name, values in data.lists():
        if name.startswith(SECOND) == bool(prefix):
            found.setlist(name.removeprefix(prefix), values)
    return found


def prefixed(data: QueryDict, prefix: str) -> QueryDict:
    """The same for the form of that text, whose fields have the prefix."""
    found = QueryDict(mutable=True)
    for name, values in data.lists():
        found.setlist(f"{prefix}{name}", values)
    return found


def answers_in(words: str) -> dict[str, str]:
    """The answers of a hidden field; none if it is not what the page sent."""
    try:
        given = json.loads(words)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(given, dict) or len(given) > _MOST_ANSWERS:
        return {}
    return {
        words_in(key, most=_LONGEST_ANSWER): words_in(str(value), most=_LONGEST_ANSWER) for key, value in given.items()
    }


def answers_typed(before: Reading, data: QueryDict) -> dict[str, str]:
    """The answers in what was posted: of questions, and of fields that were asked for and filled in."""
    keys = [*before.answers, *(question.key for question in before.document.questions)]
    found = {}
    for key in dict.fromkeys(keys):
        answer = data.get(f"answer_{key}", "").strip()
        typed = data.get(FIELDS[key]) if key in ANSWERABLE else None
        if key in before.answers or before.is_changed(key, typed):
            answer = (typed or "").strip() or answer
        if answer:
            found[key] = words_in(answer, most=_LONGEST_ANSWER)
    return found


def merged(data: QueryDict, before: Reading, now: Reading) -> QueryDict:
    """What was posted, with what `now` reads in each field that nobody has changed since `before`."""
    new = data.copy()
    for name, field in FIELDS.items():
        if not before.is_changed(name, data.get(field)):
            new[field] = now.value(name)
    new["answered"] = now.answered
    return new


def corrected(document: Document, fields: Mapping[str, Any]) -> Document:
    """The document with the fields as staff left them."""
    notes = tuple(filter(None, map(str.strip, re.split(r"\n\s*\n", one_line_ends(fields["notes_to_editors"])))))
    contact = tuple(one_line_ends(fields["press_contact"]).split("\n"))
    changes = {name: fields[field] for name, field in FIELDS.items()}
    return replace(document, **{**changes, "notes": notes, "contact": contact})


def event_of(document: Document) -> list[tuple[str, str]]:
    """What, when and where of a media advisory with their names, as they are in its text too."""
    return [(label_of_key(name), words) for name in ("what", "when", "where") if (words := getattr(document, name))]


# The sheet, line by line


@dataclass(frozen=True)
class ShownLine:
    """`marks` names the fields it was read into; `questions` are the keys of those that it concerns."""

    number: int
    text: str
    marks: tuple[str, ...] = ()
    is_letterhead: bool = False
    questions: tuple[str, ...] = ()


def lines_of(document: Document) -> list[ShownLine]:
    fields: dict[int, list[str]] = {}
    for name, found in document.found.items():
        for number in _numbers(name, found):
            fields.setdefault(number, []).append(name)
    asked: dict[int, list[str]] = {}
    for question in document.questions:
        for number, _text in question.lines:
            asked.setdefault(number, []).append(question.key)
    picture = _("picture")
    return [
        ShownLine(
            number,
            f"[{picture}]" if text == PICTURE else text,
            tuple(label_of_key(name) for name in fields.get(number, ()) if name != "letterhead"),
            "letterhead" in fields.get(number, ()),
            tuple(dict.fromkeys(asked.get(number, ()))),
        )
        for number, text in document.lines
    ]


def _numbers(name: str, found: Found) -> set[int]:
    if name not in _IN_BLOCKS:
        return set(found.lines)
    blocks = zip(found.lines[::2], found.lines[1::2], strict=False)
    return {number for first, last in blocks for number in range(first, last + 1)}


def where_found(document: Document, name: str) -> str:
    """Where a field was found and how sure that is, in words; empty if it has no value."""
    found = document.found.get(name)
    if found is None:
        return ""
    numbers = sorted(_numbers(name, found))
    if found.sure is Sure.GIVEN:
        return _("As you answered.")
    sure = _("certain") if found.sure is Sure.CERTAIN else _("likely")
    if not numbers:
        return _("Recognised from the whole document, %(sure)s.") % {"sure": sure}
    lines = _spans(numbers)
    sentence = ngettext("Found in line %(lines)s, %(sure)s.", "Found in lines %(lines)s, %(sure)s.", len(numbers))
    return sentence % {"lines": lines, "sure": sure}


def _spans(numbers: list[int]) -> str:
    """`4, 6`, or of more than two lines the first and the last: `4–19`."""
    return ", ".join(map(str, numbers)) if len(numbers) <= 2 else f"{numbers[0]}–{numbers[-1]}"
