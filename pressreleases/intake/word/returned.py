"""Read a Word file that the site made of a draft and somebody has changed: its fields by the styles of its paragraphs.

The names of the styles survive being saved by Word and LibreOffice. A file without them, such as one that was typed
anew, has no fields here, and is read as any document.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from pressreleases.intake.bounds import refuse_what_is_long
from pressreleases.intake.document import Picture
from pressreleases.intake.errors import DamagedFile, IntakeError
from pressreleases.intake.word.accepting import Remarks, accept_changes
from pressreleases.intake.word.package import Package, W, refuse_unreadable
from pressreleases.intake.word.reading import BROKEN, THROUGH, Reader

logger = logging.getLogger(__name__)

# By the names of styles in a file that `editorial.word_files` writes: the fields of a release,
FIELDS = {
    "release title": "title",
    "release lead": "summary",
    "release speaker": "speaker_name",
    "release office": "speaker_office",
    "release picture caption": "lead_caption",
    "release notes": "notes_to_editors",
    "release press contact": "press_contact",
}
# what is only on the sheet, the lines with facts, the end of the text, and what parts the blocks of one that is read to
# compare others with.
SHEETS = frozenset({"release sheet", "release sheet heading"})
FACTS, END, PARTING = "release facts", "release end", "release parting"
BODY, REST, _NOTHING = "body", "rest", ""
BELOW = frozenset({"notes_to_editors", "press_contact"})
VALUE = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"
MOST_PROPERTIES, LONGEST_PROPERTY = 100, 200


@dataclass(frozen=True, slots=True)
class Returned:
    """What such a file says, all as the small HTML of `formatted`, once its tracked changes are accepted.

    `fields` has the text of each field but the body, `facts` the lines with kind, reference, place and date, `rest`
    what is below the text and fits no field. `body` is in several parts only in a file that has marks between them.
    `notes` are footnotes that were added. `is_ours`: it has the styles; without them all of it is empty but `remarks`.
    """

    is_ours: bool
    remarks: Remarks
    properties: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    body: tuple[str, ...] = ()
    facts: str = ""
    rest: str = ""
    notes: str = ""
    pictures: tuple[Picture, ...] = ()


def read_returned(data: bytes) -> Returned:
    """Return what the file says by its styles. Raises subclasses of IntakeError, but accepts changes and comments."""
    try:
        package = Package(data)
        refuse_unreadable(package)
        remarks = accept_changes(package)
        body = package.root(package.main).find(W + "body")
        if body is None:
            raise DamagedFile.in_part(package.main)
        return _returned(package, body, remarks)
    except IntakeError:
        raise
    except BROKEN as error:
        logger.warning("A Word file could not be read.", exc_info=True)
        raise DamagedFile from error


def _returned(package: Package, body: etree._Element, remarks: Remarks) -> Returned:
    reader = Reader(package)
    properties = _properties(package)
    parts = [(name, [element for _name, element in same]) for name, same in groupby(_parted(reader, body), _first)]
    if "title" not in {name for name, _elements in parts}:
        return Returned(False, remarks, properties)
    usual = reader.usual(body)
    texts: dict[str, list[str]] = {}
    for name, elements in parts:
        if name not in (_NOTHING, PARTING):
            texts.setdefault(name, []).append(reader.text(elements, usual=usual if name == BODY else None))
            refuse_what_is_long(texts[name][-1])
        elif name == PARTING:
            texts.setdefault(BODY, []).append(PARTING)
    return Returned(
        True,
        remarks,
        properties,
        {name: "".join(texts.get(name, ())) for name in FIELDS.values()},
        _groups(texts.get(BODY, [])),
        "".join(texts.get(FACTS, ())),
        "".join(texts.get(REST, ())),
        reader.notes(),
        reader.pictures,
    )


def _first(pair: tuple[str, etree._Element]) -> str:
    return pair[0]


def _groups(texts: list[str]) -> tuple[str, ...]:
    """The texts of the body between the marks that part them."""
    groups = [""]
    for text in texts:
        if text == PARTING:
            groups.append("")
        else:
            groups[-1] += text
    return tuple(groups)


def _parted(reader: Reader, body: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Each paragraph and table, with the part that it belongs to.

    What has none of our styles is the text; below its end it belongs to the field above it, or else to the rest.
    """
    is_below, last = False, REST
    for element in _blocks(body):
        style = reader.name_of_style(element) if element.tag == W + "p" else ""
        if style == END:
            is_below, last = True, REST
            yield _NOTHING, element
        elif style in SHEETS:
            last = REST
            yield _NOTHING, element
        elif style in (FACTS, PARTING):
            yield style, element
        elif style in FIELDS:
            last = FIELDS[style] if FIELDS[style] in BELOW else last
            yield FIELDS[style], element
        else:
            yield (last if is_below else BODY), element


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag in THROUGH:
            yield from _blocks(child)
        else:
            yield child


def _properties(package: Package) -> dict[str, str]:
    """The custom properties of the file that are words; anybody can change them."""
    names = [one.target for one in package.relations("").values() if one.kind == "custom-properties"]
    if not names or names[0] not in package:
        return {}
    found = {}
    for one in list(package.root(names[0]))[:MOST_PROPERTIES]:
        value = one.find(VALUE)
        if value is not None and value.text:
            found[one.get("name", "")] = value.text[:LONGEST_PROPERTY]
    return found
