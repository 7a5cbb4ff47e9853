"""A file that is to be attached to a text: its type by its content, what must not go out with it, its properties.

The file itself is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from pressreleases.intake import attachment_errors as refused
from pressreleases.intake import errors
from pressreleases.intake.archives import Archive
from pressreleases.intake.attachment_pdf import facts_of_pdf
from pressreleases.intake.encoding import OLE, ZIP
from pressreleases.intake.word.package import MACRO_PARTS, Package, W
from pressreleases.intake.word.refusals import WITH_TEXT, refuse_unfinished
from pressreleases.language import characters

PDF = b"%PDF-"
_TYPES_PART = "[Content_Types].xml"
_PROGRAMS = (b"macroenabled", b"macrosheet", b"vbaproject", b"activex")
_REMARKS = (b"spreadsheetml.comments", b"threadedcomments")
_OFFICE = b"application/vnd.openxmlformats-officedocument."
_MAIN = {"docx": _OFFICE + b"wordprocessingml.document.main+xml", "xlsx": _OFFICE + b"spreadsheetml.sheet.main+xml"}

# Names of properties here, by the last word of the names of their elements.
_CORE = {
    "creator": "author",
    "lastModifiedBy": "last_edited_by",
    "title": "title",
    "subject": "subject",
    "keywords": "keywords",
    "description": "comments",
    "category": "category",
}
_EXTENDED = {"Company": "company", "Manager": "manager"}
_LONGEST = 200
_MOST_NAMES = 5
_SHOWN_OF_HIDDEN = 60

# What `errors` of imports, whose sentences are about importing, are called here.
_SAID: dict[type[errors.IntakeError], type[refused.CannotBeAttached]] = {
    errors.EmptyFile: refused.IsEmpty,
    errors.ExplosiveArchive: refused.Unpacks,
    errors.HasPassword: refused.IsProtected,
    errors.HasMacros: refused.HasPrograms,
    errors.HasTrackedChanges: refused.HasChanges,
    errors.HasComments: refused.HasRemarks,
    errors.HasInsertedDocument: refused.HasFiles,
    errors.TakesTooLong: refused.TakesLong,
    errors.OldWord: refused.IsOld,
    errors.NotWord: refused.IsOfAnotherType,
    errors.TooLarge: refused.Unpacks,
}


@dataclass(frozen=True)
class Inspected:
    """`type` is the ending that such files have. `properties` say who made it and the like; all else is empty."""

    type: str
    properties: dict[str, str]


def inspect(data: bytes) -> Inspected:
    """What the file is, by its content and not by its name. Raises `CannotBeAttached`."""
    try:
        if data.startswith(PDF):
            return Inspected("pdf", _tidy(facts_of_pdf(data)))
        return _office(data)
    except errors.IntakeError as error:
        raise _SAID.get(type(error), refused.IsBroken)(**error.params) from error


def _office(data: bytes) -> Inspected:
    if not data.strip():
        raise refused.IsEmpty
    if data.startswith(OLE):
        raise refused.IsProtected if "EncryptedPackage".encode("utf-16-le") in data else refused.IsOld
    if not data.startswith(ZIP):
        raise refused.IsOfAnotherType
    archive = Archive(data)
    types = archive.read(_TYPES_PART).lower() if _TYPES_PART in archive.names else b""
    has_part = any(name.lower().endswith(MACRO_PARTS) for name in archive.names)
    if has_part or any(word in types for word in _PROGRAMS):
        raise refused.HasPrograms
    kind = next((kind for kind, main in _MAIN.items() if main in types), None)
    if kind is None:
        raise refused.IsOfAnotherType
    if kind == "docx":
        _check_word(data)
    else:
        _check_excel(archive, types)
    return Inspected(kind, _tidy(_properties(archive)))


def _check_word(data: bytes) -> None:
    package = Package(data)
    refuse_unfinished(package)
    hidden = {style.get(W + "styleId") for style in _styles(package) if _is_hidden(style.find(W + "rPr"))}
    for name in [package.main, *(part for kind in WITH_TEXT for part in package.parts(kind))]:
        for run in package.root(name).iter(W + "r"):
            words = "".join(text.text or "" for text in run.iter(W + "t"))
            if words.strip() and _run_is_hidden(run, hidden):
                raise refused.HasHiddenWords(text=_line(words)[:_SHOWN_OF_HIDDEN])


def _styles(package: Package) -> Iterable[etree._Element]:
    return (style for name in package.parts("styles") for style in package.root(name).iter(W + "style"))


def _run_is_hidden(run: etree._Element, hidden_styles: set[str | None]) -> bool:
    how = run.find(W + "rPr")
    if how is None:
        return False
    if how.find(W + "vanish") is not None:
        return _is_hidden(how)
    style = how.find(W + "rStyle")
    return style is not None and style.get(W + "val") in hidden_styles


def _is_hidden(how: etree._Element | None) -> bool:
    found = how.find(W + "vanish") if how is not None else None
    return found is not None and found.get(W + "val", "1") not in ("0", "false", "off")


_HIDDEN_CELLS = re.compile(rb"<(?:\w{1,9}:)?(?:row|col) [^<>]{0,2000}hidden=[\"'](?:1|true)[\"']")


def _check_excel(archive: Archive, types: bytes) -> None:
    remarks = sum(types.count(word) for word in _REMARKS)
    if remarks:
        raise refused.HasRemarks(count=remarks)
    if any(name.lower().startswith("xl/revisions/") for name in archive.names):
        raise refused.HasChanges(count=1, authors="?")
    sheets = list(_named(archive, "xl/workbook.xml", "sheet"))
    hidden = [one.get("name", "?") for one in sheets if one.get("state", "visible") != "visible"]
    if hidden:
        raise refused.HasHiddenSheets(names=_listed(hidden))
    related = _named(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    places = {one.get("Id", ""): one.get("Target", "") for one in related}
    folded = []
    for sheet in sheets:
        key = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        part = f"xl/{places.get(key, '').removeprefix('/xl/')}"
        if part in archive.names and _HIDDEN_CELLS.search(archive.read(part)):
            folded.append(sheet.get("name", "?"))
    if folded:
        raise refused.HasHiddenCells(names=_listed(folded))


def _named(archive: Archive, part: str, name: str) -> Iterable[etree._Element]:
    """The elements of a part with this name, in whichever namespace; the namespaces of “strict” files differ."""
    if part not in archive.names:
        raise errors.DamagedFile.in_part(part)
    return (one for one in archive.read_xml(part).iter() if etree.QName(one).localname == name)


def _properties(archive: Archive) -> dict[str, str]:
    found: dict[str, str] = {}
    for part, wanted in (("docProps/core.xml", _CORE), ("docProps/app.xml", _EXTENDED)):
        if part in archive.names:
            for element in archive.read_xml(part):
                key = wanted.get(etree.QName(element).localname)
                if key:
                    found[key] = "".join(str(words) for words in element.itertext())
    return found


def _tidy(properties: dict[str, str]) -> dict[str, str]:
    lines = {key: _line(words)[:_LONGEST] for key, words in properties.items()}
    return {key: words for key, words in lines.items() if not characters.is_blank(words)}


def _line(words: str) -> str:
    return " ".join(characters.line(words.replace("\0", "")).split())


def _listed(names: list[str]) -> str:
    return ", ".join(_line(name)[:60] for name in names[:_MOST_NAMES]) + (", …" if len(names) > _MOST_NAMES else "")
