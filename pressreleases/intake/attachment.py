"""A file that is to be attached to a text: its type by its content, what must not go out with it, its properties.

The file itself is never changed.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from pressreleases.intake import attachment_errors as refused
from pressreleases.intake import errors
from pressreleases.intake.archives import Archive, refuse_what_fetches, shown
from pressreleases.intake.attachment_pdf import facts_of_pdf
from pressreleases.intake.encoding import OLE, ZIP
from pressreleases.intake.word.package import MACRO_PARTS, WITH_TEXT, Package, W, refuse_unfinished
from pressreleases.intake.word.styles import Styles, is_on
from pressreleases.language import characters

PDF = b"%PDF-"
_TYPES_PART = "[Content_Types].xml"
_PROGRAMS = (b"macroenabled", b"macrosheet", b"vbaproject", b"activex")
_REMARKS = (b"spreadsheetml.comments", b"threadedcomments")
# Parts that are files of their own, such as the whole workbook behind a chart in a letter.
_WITHIN = {"oleObject", "package", "aFChunk", "subDocument"}
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
    errors.FetchesTemplate: refused.FetchesTemplate,
    errors.FetchesParts: refused.FetchesParts,
    errors.TakesData: refused.TakesData,
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
    refuse_what_fetches(archive)
    if any(_WITHIN & _kinds_of_parts(archive, name) for name in archive.names if name.endswith(".rels")):
        raise refused.HasFiles
    if kind == "docx":
        _check_word(data)
    else:
        _check_excel(archive, types)
    return Inspected(kind, _tidy(_properties(archive)))


def _kinds_of_parts(archive: Archive, name: str) -> set[str]:
    """What the parts are that a part refers to, by the last words of the types of its references."""
    return {one.get("Type", "").rpartition("/")[2] for one in archive.read_xml(name)}


def _check_word(data: bytes) -> None:
    package = Package(data)
    refuse_unfinished(package)
    described = package.parts("styles")
    styles = Styles(package.root(described[0]) if described else None)
    for name in [package.main, *(part for kind in WITH_TEXT for part in package.parts(kind))]:
        for run in package.root(name).iter(W + "r"):
            words = "".join(text.text or "" for text in run.iter(W + "t"))
            if words.strip() and _is_hidden(run, styles):
                raise refused.HasHiddenWords(text=_line(words)[:_SHOWN_OF_HIDDEN])


def _is_hidden(run: etree._Element, styles: Styles) -> bool:
    """Whether Word hides the run: by itself, by a style of it or of its paragraph, or with its row of a table."""
    paragraph = next(run.iterancestors(W + "p"), None)
    style = styles.paragraph(paragraph.find(W + "pPr") if paragraph is not None else None)["pStyle"]
    if styles.run(str(style), run.find(W + "rPr")).get("vanish"):
        return True
    rows = (row.find(f"{W}trPr/{W}hidden") for row in run.iterancestors(W + "tr"))
    return any(hidden is not None and is_on(hidden) for hidden in rows)


_HIDDEN_CELLS = re.compile(rb"<(?:\w{1,9}:)?(?:row|col)\s[^<>]{0,2000}hidden\s*=\s*[\"'](?:1|true)[\"']")


def _check_excel(archive: Archive, types: bytes) -> None:
    remarks = sum(types.count(word) for word in _REMARKS)
    if remarks:
        raise refused.HasRemarks(count=remarks)
    if any(name.lower().startswith("xl/revisions/") for name in archive.names):
        raise refused.HasChanges(count=1, authors="?")
    sheets = list(_named(archive, "xl/workbook.xml", "sheet"))
    _refuse_data(archive, {one.get("name", "") for one in sheets})
    hidden = [one.get("name", "?") for one in sheets if one.get("state", "visible") != "visible"]
    if hidden:
        raise refused.HasHiddenSheets(names=_listed(hidden))
    related = _named(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    places = {one.get("Id", ""): one.get("Target", "") for one in related}
    folded = []
    for sheet in sheets:
        key = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        part = posixpath.normpath(posixpath.join("/xl", places.get(key, ""))).lstrip("/")
        if part in archive.names and _HIDDEN_CELLS.search(archive.read(part)):
            folded.append(sheet.get("name", "?"))
    if folded:
        raise refused.HasHiddenCells(names=_listed(folded))


_CONNECTED = {"externalLink", "connections", "queryTable"}
_MASHUP = b"<DataMashup"
_FETCHING = re.compile(rb"_xlfn\.(?:WEBSERVICE|IMAGE)\(")


def _refuse_data(archive: Archive, sheets: set[str]) -> None:
    """Raise TakesData for data of other files, which a workbook also keeps a copy of, and for what Excel fetches."""
    names = {name.lower(): name for name in sorted(archive.names)}
    for low, name in names.items():
        if low.endswith(".rels") and _CONNECTED & _kinds_of_parts(archive, name):
            raise errors.TakesData(address=_connections(archive))
        if low.startswith("xl/model/"):
            raise errors.TakesData(address="Power Pivot")
        if low.startswith("customxml/") and _MASHUP in archive.read(name).replace(b"\0", b""):
            raise errors.TakesData(address="Power Query")
        if low.startswith("xl/worksheets/") and (found := _FETCHING.search(archive.read(name))):
            raise errors.TakesData(address=found[0][6:-1].decode())
        if low.startswith("xl/pivotcache/pivotcachedefinition"):
            _check_source(archive, name, sheets)


def _check_source(archive: Archive, name: str, sheets: set[str]) -> None:
    """A pivot table keeps all its data within the file, also where these are of a sheet that was deleted."""
    for source in _named(archive, name, "cacheSource"):
        of_sheets = {str(one.get("sheet", "")) for one in _named(archive, name, "worksheetSource")} - {""}
        if source.get("type", "worksheet") not in ("worksheet", "consolidation") or of_sheets - sheets:
            raise errors.TakesData(address=shown(", ".join(sorted(of_sheets - sheets)) or "?"))


def _connections(archive: Archive) -> str:
    """The names of the connections."""
    parts = (name for name in sorted(archive.names) if name.lower() == "xl/connections.xml")
    found = [one.get("name", "") for part in parts for one in _named(archive, part, "connection")]
    return shown(", ".join(filter(None, found)) or "?")


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
