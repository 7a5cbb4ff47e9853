"""Open a Word file: the parts of its archive and their relations, and why it is refused before it is read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from pressreleases.intake.archives import Archive, parse_xml, refuse_what_fetches, shown
from pressreleases.intake.encoding import OLE, ZIP
from pressreleases.intake.errors import (
    MOST_BYTES,
    MOST_LINES,
    DamagedFile,
    EmptyFile,
    FetchesParts,
    HasComments,
    HasInsertedDocument,
    HasMacros,
    HasPassword,
    HasTrackedChanges,
    NotWord,
    OldWord,
    TakesData,
    TooLarge,
)

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


MOST_PARAGRAPHS = 10_000
CHANGES = tuple(W + name for name in "ins del moveFrom moveTo cellIns cellDel cellMerge".split())
WITHIN = (W + "altChunk", W + "subDoc")
MOST_NAMES = 5
WITH_TEXT = "header footer footnotes endnotes".split()
# Fields whose result Word takes from another file or from the net. Pictures of an e-mail (“cid:”) are only in it.
FETCHING = re.compile(
    r"\s*(INCLUDE(?:TEXT|PICTURE)?|IMPORT|LINK|DDE(?:AUTO)?|RD)\s+(?!\"?cid:)(\S.*)", re.IGNORECASE | re.DOTALL
)
OF_DATA = re.compile(r"\s*DATABASE\b(.*)", re.IGNORECASE | re.DOTALL)
LONGEST_CODE = 4_000


def refuse_unfinished(package: Package) -> None:
    """Raise HasTrackedChanges, HasComments, and what `refuse_unreadable` does."""
    refuse_unreadable(package)
    changes = [change for root in roots_of(package) for change in changes_in(root)]
    if changes:
        raise HasTrackedChanges(HasTrackedChanges.in_word, count=len(changes), authors=_authors(changes))
    comments = [one for name in package.parts("comments") for one in package.root(name).iter(W + "comment")]
    if comments:
        raise HasComments(HasComments.in_word, count=len(comments), authors=_authors(comments))


def refuse_unreadable(package: Package) -> None:
    """Raise HasInsertedDocument, or TooLarge for too many paragraphs.

    Raises FetchesParts and TakesData for fields that Word fills from elsewhere.
    """
    roots = roots_of(package)
    if sum(1 for root in roots for _paragraph in root.iter(W + "p")) > MOST_PARAGRAPHS:
        raise TooLarge.in_lines(MOST_PARAGRAPHS)
    if any(True for root in roots for _other in root.iter(*WITHIN)):
        raise HasInsertedDocument
    for root in roots:
        _refuse_fields(root)


def _refuse_fields(root: etree._Element) -> None:
    for code in _codes(root):
        if found := FETCHING.match(code):
            raise FetchesParts(address=shown(_address(found[2])))
        if found := OF_DATA.match(code):
            raise TakesData(address=shown(_address(found[1])))


def _address(words: str) -> str:
    """The first words in quotation marks, where Word writes the address; otherwise all of them."""
    quoted = re.search(r'"([^"]+)"', words)
    return (quoted[1] if quoted else words).replace("\\\\", "\\")


def _codes(root: etree._Element) -> Iterator[str]:
    """Yield what the fields are told to do; Word cuts such words into pieces, and fields may be in each other."""
    yield from (field.get(W + "instr", "") for field in root.iter(W + "fldSimple"))
    open_codes: list[str] = []
    for element in root.iter(W + "fldChar", W + "instrText"):
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            open_codes.append("")
        elif open_codes and kind == "end":
            yield open_codes.pop()
        elif open_codes and kind is None and len(open_codes[-1]) < LONGEST_CODE:
            open_codes[-1] += (element.text or "")[:LONGEST_CODE]
    yield from open_codes


def roots_of(package: Package) -> list[etree._Element]:
    """The root elements of the parts that have text: the document, and its headers, footers and notes."""
    names = [name for kind in WITH_TEXT for name in package.parts(kind)]
    return [package.root(name) for name in (package.main, *names)]


def changes_in(root: etree._Element) -> list[etree._Element]:
    """Return the changes; neighbours of one kind, author and minute are one change, as in Word's own list."""
    found: list[etree._Element] = []
    last = None
    for change in root.iter(*CHANGES):
        key = (change.tag, change.get(W + "author"), change.get(W + "date"))
        if key != last:
            found.append(change)
        last = key
    return found


def _authors(elements: Iterable[etree._Element]) -> str:
    names = list(dict.fromkeys(element.get(W + "author", "").strip()[:60] or "?" for element in elements))
    return ", ".join(names[:MOST_NAMES]) + (", …" if len(names) > MOST_NAMES else "")
