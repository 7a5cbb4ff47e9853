"""Compare every sheet of `sheets/` with `expected.json`: how many fields are right, asked, refused or wrong.

`python -m tests.intake.shares` prints the table of docs/architecture/intake.md; with `documents`, that of the sheets
saved in other formats; with `FOLDER`, that of other sheets.
"""

import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pressreleases.intake.document import Document
from pressreleases.intake.errors import IntakeError
from pressreleases.intake.reading import read

if TYPE_CHECKING:
    from collections.abc import Sequence

SHEETS = Path(__file__).parent / "sheets"
DOCUMENTS = Path(__file__).parent / "documents"
FORMATS = (".docx", ".odt", ".html", ".pdf")
LINES = ("title", "lead", "speaker_name", "speaker_office", "place", "reference", "what", "when", "where")
FIELDS = ("language", "kind", "issued_on", *LINES, "embargo", "text", "notes", "contact", "addressee")
STATES = ("right", "asked", "refused", "wrong")
# A question about one of these keys is about these fields too.
CONCERNS = {
    "issued_on": ("place",),
    "speaker_name": ("speaker_office", "title"),
    "languages": ("text",),
    "place": ("text",),
    "columns": FIELDS,
}


class Outline(HTMLParser):
    """The blocks of a text: the element of each, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data(" ")
            return
        if not self.open:
            self.blocks.append((tag, ""))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag != "br":
            self.open.pop()
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        if self.blocks and (self.open or data == " "):
            tag, words = self.blocks[-1]
            self.blocks[-1] = tag, words + data


@dataclass
class Reading:
    """What became of one sheet: the state of each field, and what was read where it is not right."""

    states: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def expected_of(folder: Path = SHEETS) -> dict[str, dict[str, Any]]:
    return dict(json.loads((folder / "expected.json").read_text(encoding="utf-8")))


def reading_of(file: Path, expected: dict[str, Any]) -> Reading:
    """Read one sheet and compare it, field by field."""
    result = Reading()
    try:
        document = read(file.read_bytes())
    except IntakeError as error:
        result.states = dict.fromkeys(FIELDS, "refused")
        result.remarks.append(str(error))
        return result
    asked = {question.key for question in document.questions}
    needed = {question.key for question in document.needed}
    if "refuses" in expected:
        is_right = needed >= set(expected["refuses"])
        result.states = {key: "right" if is_right else "wrong" for key in expected["refuses"] if key in FIELDS} or {
            "text": "right" if is_right else "wrong"
        }
        return result
    for name in FIELDS:
        found, wanted = _value(document, name), _wanted(expected, name)
        if _same(name, found, wanted):
            result.states[name] = "right"
        else:
            is_asked = any(_concerns(key, name) for key in asked) or _asks_about(document, name, found, wanted)
            result.states[name] = "asked" if is_asked else "wrong"
            result.remarks.append(f"{name}: {found!r} instead of {wanted!r}")
    for key in set(expected.get("asks", ())) - asked:
        result.states[key if key in FIELDS else "text"] = "wrong"
        result.remarks.append(f"no question {key}; asked: {sorted(asked)}")
    if "asks" in expected and (more := asked - set(expected["asks"])):
        result.remarks.append(f"also asked: {sorted(more)}")
    return result


def _concerns(key: str, name: str) -> bool:
    return key == name or name in CONCERNS.get(key, ())


def _asks_about(document: Document, name: str, found: object, wanted: object) -> bool:
    """Whether a question about a line has words of the value that was read, or of the one that is right."""
    values = {_letters(words) for value in (found, wanted) for words in _strings(value)} - {""}
    both = {_letters(words) for words in _strings(found)} & {_letters(words) for words in _strings(wanted)}
    lines = [
        _letters(text) for each in document.questions if each.key.startswith("line-") for _number, text in each.lines
    ]
    return any(value in line or line in value for value in values - both for line in lines if line)


def _strings(value: object) -> list[str]:
    """The words of a value; of a text, the first ones of each block."""
    if isinstance(value, str):
        return [value]
    return [words for each in cast("Sequence[Any]", value) for words in ([each] if isinstance(each, str) else each[1:])]


def _value(document: Document, name: str) -> object:
    if name == "text":
        return Outline(document.body).blocks
    if name == "issued_on":
        return document.issued_on.isoformat() if document.issued_on else ""
    if name == "embargo":
        embargo = document.embargo
        until = (embargo.at or embargo.day) if embargo else None
        return until.isoformat() if until else ""
    return getattr(document, name)


def _wanted(expected: dict[str, Any], name: str) -> object:
    if name == "text":
        return expected["outline"]
    return expected.get(name, [] if name in ("notes", "contact", "addressee") else "")


def _same(name: str, found: Any, wanted: Any) -> bool:
    if name == "text":
        begins = [
            _letters(words).startswith(_letters(first))
            for (_tag, words), (_kind, first) in zip(found, wanted, strict=False)
        ]
        return [tag for tag, _words in found] == [tag for tag, _first in wanted] and all(begins)
    if name in ("notes", "contact", "addressee"):
        return [_letters(line) for line in found] == [_letters(line) for line in wanted]
    return _letters(found) == _letters(wanted)


def _letters(words: str) -> str:
    return "".join(character for character in words.lower() if character.isalnum())


def table(readings: dict[str, Reading]) -> str:
    """A table in Markdown: the share of each state, by field."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings.values():
        for name, state in reading.states.items():
            counts[name][state] += 1
    rows = [f"| field | {' | '.join(STATES)} |", "| --- | " + " | ".join("---:" for _state in STATES) + " |"]
    for name in (*FIELDS, "all fields"):
        row = counts[name] if name in counts else sum(counts.values(), Counter())
        every = row.total()
        rows.append(f"| {name.replace('_', ' ')} | " + " | ".join(_share(row[state], every) for state in STATES) + " |")
    return "\n".join(rows)


def _share(count: int, every: int) -> str:
    return "0" if not count else f"{count / every:.1%}"


def readings_in(folder: Path = SHEETS) -> dict[str, Reading]:
    return {name: reading_of(folder / name, expected) for name, expected in expected_of(folder).items()}


def readings_of_documents() -> dict[str, Reading]:
    """Those of the Word, OpenDocument, HTML and PDF files that were made of sheets; each says what its sheet says."""
    expected = expected_of()
    files = {file: f"{file.stem}.txt" for file in sorted(DOCUMENTS.iterdir()) if file.suffix in FORMATS}
    return {file.name: reading_of(file, expected[sheet]) for file, sheet in files.items() if sheet in expected}


def main() -> None:
    if sys.argv[1:] == ["documents"]:
        readings = readings_of_documents()
    else:
        readings = readings_in(Path(sys.argv[1]) if len(sys.argv) > 1 else SHEETS)
    for name, reading in readings.items():
        for remark in reading.remarks:
            print(f"{name}: {remark}", file=sys.stderr)
    print(f"{len(readings)} files\n\n{table(readings)}")


if __name__ == "__main__":
    import django

    django.setup()
    main()
