"""Find the documents in what is given: a file, a folder, a ZIP archive of files, an export of WordPress, RSS or Atom.

Each document is read when it is its turn, so that ten thousand need no more memory than one.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import partial
from html.entities import html5
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from lxml import etree

from pressreleases.intake.archives import BROKEN
from pressreleases.intake.encoding import ZIP
from pressreleases.intake.errors import MOST_BYTES, DamagedFile, ExplosiveArchive, HasEntities
from pressreleases.intake.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

# Of the last three, the reader says why they are refused: they must not be missed in silence.
SUFFIXES = frozenset((".txt", ".docx", ".odt", ".html", ".htm", ".pdf", ".eml", ".doc", ".docm", ".rtf"))
# Files that programs leave in a folder for themselves.
OF_SYSTEMS = frozenset(("thumbs.db", "desktop.ini", "icon\r"))
OF_PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".svg"))
MARKUP = frozenset((".xml", ".rss", ".atom"))
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Source:
    """One document: a name to print, what returns its bytes, and what is known of it beside them.

    `key` is its name in a file of answers: that of the file, also within a folder or an archive, or a number.
    `answers` and `is_text` are for `reading.read`. `address` is the path of the page it had elsewhere, or an empty
    string. `left_out` says why it is no document to import, such as a page or a draft of another site.
    """

    name: str
    key: str
    content: Callable[[], bytes]
    answers: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    is_text: bool = False
    left_out: str = ""


def sources_of(path: Path) -> Iterator[Source]:
    """Return the documents of a file or a folder, in the order of their names.

    Raises OSError, and, for an archive or an export that is damaged, DamagedFile or ExplosiveArchive.
    """
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            inner = file.relative_to(path)
            if file.is_file() and _is_of_people(inner):
                yield _file(str(path / inner), str(inner), partial(_start_of, file))
    elif path.suffix.lower() in MARKUP:
        with path.open("rb") as stream:
            yield from _posts(path, stream)
    elif _is_archive(path):
        yield from _files_of(path)
    else:
        yield Source(str(path), path.name, partial(_start_of, path))


def _file(name: str, key: str, content: Callable[[], bytes]) -> Source:
    return Source(name, key, content, left_out=_why_not_read(Path(key).suffix))


def _is_of_people(file: Path) -> bool:
    """Whether somebody put a file there: neither a system nor a program that has a document open."""
    is_of_system = file.name.lower() in OF_SYSTEMS or "__MACOSX" in file.parts
    return not is_of_system and not file.name.startswith((".", "~$"))


def _why_not_read(suffix: str) -> str:
    """Why a file of this type is no document to import; empty for one that is read, or refused by the reader."""
    kind = suffix.lower()
    if kind in SUFFIXES:
        return ""
    if kind == ".msg":
        return _("Not read: a message of Outlook (.msg). Save it as .eml, or its text as a document.")
    if kind in OF_PICTURES:
        return _("Not read: a picture (%(suffix)s). Insert it into the text to which it belongs.") % {"suffix": kind}
    if not kind:
        return _("Not read: its name has no ending that says what it is.")
    return _("Not read: files of the type %(suffix)s have no text that can be imported.") % {"suffix": kind}


def has_several(path: Path) -> bool:
    """Whether a path is that of a folder, an archive or an export, which may hold many documents."""
    return path.is_dir() or (path.is_file() and (path.suffix.lower() in MARKUP or _is_archive(path)))


def _start_of(path: Path) -> bytes:
    """The bytes of a file; of one that is too large, enough to see that."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _is_archive(path: Path) -> bool:
    """Whether a file is a ZIP of files, and no document that is a ZIP itself."""
    with path.open("rb") as file:
        if file.read(len(ZIP)) != ZIP:
            return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except BROKEN:
        return False
    return not names & {"[Content_Types].xml", "mimetype"}


def _files_of(path: Path) -> Iterator[Source]:
    # Stays open until the last document is forgotten: to open it is to read its whole directory.
    archive = zipfile.ZipFile(path)
    # Two files may have one name, and `sorted` keeps their order.
    for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
        name = entry.filename
        file = Path(name)
        if not entry.is_dir() and _is_of_people(file):
            yield _file(f"{path}: {name}", name, partial(_unpacked, archive, entry))


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of a file of an archive, whose directory may lie about their number."""
    try:
        with archive.open(entry) as stream:
            data = stream.read(MOST_BYTES + 1)
    except BROKEN as error:
        raise DamagedFile from error
    if len(data) > MOST_BYTES:
        raise ExplosiveArchive
    return data


def _posts(path: Path, stream: BinaryIO) -> Iterator[Source]:
    """The posts of an export of WordPress or of a feed, oldest first as far as the file has them so."""
    languages = [""]
    number = 0
    try:
        tags = ("channel", "language", "item", f"{ATOM}feed", f"{ATOM}entry")
        options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
        for event, element in etree.iterparse(stream, events=("start", "end"), tag=tags, **options):
            if event == "start":
                _refuse_entities(element)
                languages.append(element.get(LANGUAGE, "") or languages[-1])
                continue
            languages.pop()
            if element.tag == "language":
                languages[-1] = _text_of(element).strip()
                continue
            if element.tag in ("item", f"{ATOM}entry"):
                number += 1
                yield _post(element, f"{path}: {number}", languages[-1])
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise DamagedFile from error


def _refuse_entities(element: etree._Element) -> None:
    """Raise HasEntities if the file declares entities: what they stand for may be a file, or explode."""
    kind = element.getroottree().docinfo.internalDTD
    if kind is not None and kind.entities():  # type: ignore[redundant-expr, attr-defined]  # by the documentation
        raise HasEntities(HasEntities.in_export)


def _text_of(element: etree._Element | None) -> str:
    """The words of an element. An entity that old feeds take from a file elsewhere, “&hellip;”, is that of HTML."""
    if element is None:
        return ""
    words = element.text or ""
    for child in element:
        if isinstance(child, etree._Entity):
            sign = html5.get(f"{child.name};", "")
            if not sign:
                raise HasEntities(HasEntities.in_export)
            words += sign
        words += child.tail or "" if isinstance(child, (etree._Entity, etree._Comment)) else ""
    return words


def _post(element: etree._Element, name: str, language: str) -> Source:
    """One post as a page of its own; a draft, a page, a picture or a post without a text is left out."""
    facts = {etree.QName(child).localname: _text_of(child).strip() for child in element.iterchildren("*")}
    title, html = facts.get("title", ""), _text_of(element.find(CONTENT)) or _content_of(element) or ""
    number = name.rpartition(" ")[2]
    if left_out := _why_left_out(facts, html):
        return Source(f"{name} {title}".strip(), number, bytes, left_out=left_out)
    link = facts.get("link", "") or _link_of(element)
    answers = {"title": " ".join(title.split())}
    if issued_on := _day(facts):
        answers["issued_on"] = issued_on.isoformat()
    if (short := language.partition("-")[0].lower()) in LANGUAGES:
        answers["language"] = short
    page = f"<html>{_with_paragraphs(html)}"
    known = {key: value for key, value in answers.items() if value}
    return Source(f"{name} {title}".strip(), number, page.encode, known, _path_of(link), is_text=True)


def _why_left_out(facts: Mapping[str, str], html: str) -> str:
    """Why something in an export is no post to import; empty for one that is."""
    kind, status = facts.get("post_type", "post"), facts.get("status", "publish")
    if kind != "post":
        return _("This is not a post (%(kind)s).") % {"kind": kind}
    if status != "publish":
        return _("This post is not published (%(status)s).") % {"status": status}
    return "" if html.strip() else _("This post has no text.")


def _content_of(element: etree._Element) -> str:
    for tag in (f"{ATOM}content", f"{ATOM}summary", "description"):
        found = element.find(tag)
        if found is not None and "".join(map(str, found.itertext())).strip():
            inner = "".join(etree.tostring(child, encoding="unicode") for child in found.iterchildren("*"))
            return _text_of(found) + inner
    return ""


def _link_of(element: etree._Element) -> str:
    for link in element.iter(f"{ATOM}link"):
        if link.get("rel", "alternate") == "alternate":
            return str(link.get("href", ""))
    return ""


def _day(facts: Mapping[str, str]) -> dt.date | None:
    """The day on which a post was published, by the clock of its site."""
    for key in ("post_date", "published", "updated", "date"):
        try:
            return dt.date.fromisoformat(facts.get(key, "")[:10])
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(facts.get("pubDate", "")).date()
    except (TypeError, ValueError):
        return None


def _with_paragraphs(html: str) -> str:
    """WordPress stores paragraphs as blank lines, unless the text has paragraphs of its own."""
    if "<p" in html:
        return html
    return "".join(f"<p>{part.strip()}</p>" for part in html.replace("\r\n", "\n").split("\n\n") if part.strip())


def _path_of(link: str) -> str:
    """The path and the query of an address, such as `/2019/05/a-visit/` or `/?p=12`; nothing for the start page."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return path if path not in ("", "/") else ""
