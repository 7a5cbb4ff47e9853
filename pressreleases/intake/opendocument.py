"""Read an OpenDocument text (.odt) into HTML and pictures, or refuse it with a reason."""

from __future__ import annotations

import re

from lxml import etree

from pressreleases.intake.archives import Archive, shown
from pressreleases.intake.errors import (
    MOST_BYTES,
    DamagedFile,
    FetchesParts,
    HasComments,
    HasMacros,
    HasPassword,
    HasTrackedChanges,
    IntakeError,
    TooLarge,
    WrongKind,
)
from pressreleases.intake.formatted import Formatted
from pressreleases.intake.opendocument_styles import Styles, qualified
from pressreleases.intake.opendocument_text import PARAGRAPHS, Gathered, Reader

TEXT = "application/vnd.oasis.opendocument.text"
MANIFEST = "META-INF/manifest.xml"
MACRO_FOLDERS = ("Basic/", "Scripts/")
# What shows a file that may be outside of the document, as in Word: pictures, objects, texts.
SHOWS_A_FILE = (
    "draw:image",
    "draw:object",
    "draw:object-ole",
    "draw:plugin",
    "draw:floating-frame",
    "text:section-source",
)
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|[\\/]|\.\.[\\/]", re.IGNORECASE)
# LibreOffice writes these lists also for a document without a macro.
MACRO_LISTS = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml")


def read_opendocument(data: bytes) -> Formatted:
    """Return the content of an OpenDocument text, in the elements that `docs/architecture/intake.md` lists.

    Raises DamagedFile, ExplosiveArchive, FetchesParts, HasComments, HasEntities, HasMacros, HasPassword,
    HasTrackedChanges, TooLarge, WrongKind.
    """
    if len(data) > MOST_BYTES:
        raise TooLarge.in_bytes(MOST_BYTES)
    try:
        return _read(Archive(data))
    except IntakeError:
        raise
    except RecursionError as error:
        raise DamagedFile.in_part("content.xml") from error


def _read(archive: Archive) -> Formatted:
    _refuse_by_parts(archive)
    content = archive.read_xml("content.xml")
    styles = archive.read_xml("styles.xml") if "styles.xml" in archive.names else etree.Element("none")
    for root in (content, styles):
        _refuse_by_content(root)
    text = content.find(f"{qualified('office:body')}/{qualified('office:text')}")
    if text is None:
        raise DamagedFile.in_part("content.xml")
    gathered = Gathered(archive)
    common = styles.find(qualified("office:styles"))
    roots = [common] if common is not None else []
    reader = Reader(Styles([*roots, *content.findall(qualified("office:automatic-styles"))]), gathered)
    of_page = Reader(Styles([*roots, *styles.findall(qualified("office:automatic-styles"))]), gathered, is_page=True)
    page = _first_page(text, styles, reader.styles)
    header = _around(page, "header", of_page)
    body = reader.body(text)
    footer = _around(page, "footer", of_page)
    return Formatted("\n".join([*header, *body, *footer, *gathered.notes]), tuple(gathered.pictures))


def _refuse_by_parts(archive: Archive) -> None:
    manifest = archive.read(MANIFEST) if MANIFEST in archive.names else b""
    if b"encryption-data" in manifest or "encrypted-package" in archive.names:
        raise HasPassword
    if "mimetype" in archive.names:
        kind = archive.read("mimetype")[:100].decode("ascii", "replace").strip()
        if not kind.startswith(TEXT):
            raise WrongKind(kind=kind)
    if any(
        name.startswith(MACRO_FOLDERS) and not name.endswith("/") and not name.endswith(MACRO_LISTS)
        for name in archive.names
    ):
        raise HasMacros


def _refuse_by_content(root: etree._Element) -> None:
    scripts = [child for each in root.iter(qualified("office:scripts")) for child in each.iter() if child is not each]
    if any(child.tag == qualified("office:script") or "event-listener" in str(child.tag) for child in scripts):
        raise HasMacros
    for each in root.iter(*map(qualified, (*SHOWS_A_FILE, "text:section-source"))):
        address = each.get(qualified("xlink:href"), "")
        if OUTSIDE.match(address):
            raise FetchesParts(address=shown(address))
    changes = list(root.iter(qualified("text:changed-region")))
    if changes:
        raise HasTrackedChanges(count=len(changes), authors=_authors(changes))
    comments = list(root.iter(qualified("office:annotation")))
    if comments:
        raise HasComments(count=len(comments), authors=_authors(comments))


def _authors(elements: list[etree._Element]) -> str:
    names = [" ".join((found.text or "").split()) for each in elements for found in each.iter(qualified("dc:creator"))]
    return ", ".join(dict.fromkeys(name for name in names if name)) or "?"


def _first_page(text: etree._Element, styles: etree._Element, known: Styles) -> etree._Element | None:
    """Return the master page of the first page."""
    pages = list(styles.iter(qualified("style:master-page")))
    first = next(iter(text.iter(*PARAGRAPHS, qualified("table:table"))), None)
    name = ""
    if first is not None:
        family, key = ("paragraph", "text:style-name") if first.tag in PARAGRAPHS else ("table", "table:style-name")
        name = known.value(first.get(qualified(key), ""), "style:master-page-name", family=family)
    named = [page for page in pages if page.get(qualified("style:name")) == (name or "Standard")]
    return next(iter([*named, *pages]), None)


def _around(page: etree._Element | None, name: str, reader: Reader) -> list[str]:
    """Return the header or the footer of the first page, in an element of that name; nothing if it is empty."""
    if page is None:
        return []
    found = page.find(qualified(f"style:{name}-first"))
    if found is None:
        found = page.find(qualified(f"style:{name}"))
    if found is None or found.get(qualified("style:display")) == "false":
        return []
    blocks = reader.blocks(found)
    if all(block == "<p></p>" for block in blocks):
        return []
    return [f"<{name}>{''.join(blocks)}</{name}>"]
