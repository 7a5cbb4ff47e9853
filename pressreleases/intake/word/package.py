"""The parts of a Word file, how they refer to each other, and what keeps a file from being one."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from pressreleases.intake.archives import Archive, parse_xml
from pressreleases.intake.encoding import OLE, ZIP
from pressreleases.intake.errors import (
    MOST_BYTES,
    MOST_LINES,
    DamagedFile,
    EmptyFile,
    HasMacros,
    HasPassword,
    NotWord,
    OldWord,
    TooLarge,
)
from pressreleases.intake.fetched import refuse_what_fetches

MOST_TAGS = 400_000
"""Far more than `MOST_LINES` lines need."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# “Strict” files have other names for the same elements.
STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
OTHERS = (("xl/", "Excel (.xlsx)"), ("ppt/", "PowerPoint (.pptx)"), ("content.xml", "OpenDocument (.odt)"))


@dataclass(frozen=True, slots=True)
class Relation:
    """A reference of one part: the last word of its type, and the name of a part or an address."""

    kind: str
    target: str
    is_external: bool


class Package:
    """An opened Word file.

    Raises the errors of `archives` and `fetched`, and HasMacros, HasPassword, NotWord, OldWord.
    """

    def __init__(self, data: bytes) -> None:
        _refuse_other_files(data)
        self._archive = Archive(data)
        self._names = {name.lower(): name for name in self._archive.names}
        self._roots: dict[str, etree._Element] = {}
        self._tags = 0
        self._relations: dict[str, dict[str, Relation]] = {}
        self._refuse_macros()
        package = self.relations("")
        main = [relation.target for relation in package.values() if relation.kind == "officeDocument"]
        if not main or main[0].lower() not in self._names:
            raise self._not_word()
        refuse_what_fetches(self._archive)
        self.main = main[0]
        if self.root(self.main).tag != W + "document":
            raise self._not_word()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """Return the bytes of a part."""
        if name not in self:
            raise DamagedFile.in_part(name)
        return self._archive.read(self._names[name.lower()])

    def root(self, name: str) -> etree._Element:
        """Return the root element of a part, which is read once."""
        if name not in self._roots:
            data = self.read(name)
            self._tags += data.count(b"<")
            if self._tags > MOST_TAGS:
                raise TooLarge.in_lines(MOST_LINES)
            for strict, usual in STRICT:
                data = data.replace(strict, usual)
            self._roots[name] = parse_xml(data, name=name)
        return self._roots[name]

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what the part `name` refers to, by the key of the reference; "" is the package."""
        if name not in self._relations:
            self._relations[name] = self._read_relations(name)
        return self._relations[name]

    def _read_relations(self, name: str) -> dict[str, Relation]:
        folder, base = posixpath.split(name)
        path = posixpath.join(folder, "_rels", base + ".rels")
        found: dict[str, Relation] = {}
        for element in self.root(path) if path in self else ():
            target, is_external = element.get("Target", ""), element.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[element.get("Id", "")] = Relation(element.get("Type", "").rpartition("/")[2], target, is_external)
        return found

    def parts(self, kind: str) -> list[str]:
        """Return the names of the existing parts of a kind that the text refers to."""
        related = self.relations(self.main).values()
        return list(dict.fromkeys(one.target for one in related if one.kind == kind and self._is_part(one)))

    def _is_part(self, relation: Relation) -> bool:
        return not relation.is_external and relation.target in self

    def _refuse_macros(self) -> None:
        types = self.read("[Content_Types].xml").lower() if "[Content_Types].xml" in self else b""
        has_part = any(name.endswith(MACRO_PARTS) for name in self._names)
        if has_part or b"ms-word.document.macroenabled" in types or b"ms-word.template.macroenabled" in types:
            raise HasMacros(HasMacros.in_word)

    def _not_word(self) -> NotWord:
        for start, name in OTHERS:
            if any(part.startswith(start) for part in self._names):
                return NotWord.of_format(name)
        return NotWord()


def _refuse_other_files(data: bytes) -> None:
    if not data.strip():
        raise EmptyFile
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise HasPassword
        raise OldWord
    if not data.startswith(ZIP):
        raise NotWord
    if len(data) > MOST_BYTES:
        raise TooLarge.in_bytes(MOST_BYTES)
