"""A PDF opened as its readers do: its words, its pages, its links and what it says of itself."""

import io
import re
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdfium2 as pdfium


@dataclass
class Opened:
    words: str
    pages: int
    width: float
    title: str
    language: str
    links: list[str] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    standards: dict[str, str] = field(default_factory=dict)
    fonts: set[str] = field(default_factory=set)
    fonts_outside: set[str] = field(default_factory=set)


def open_pdf(content: bytes) -> Opened:
    with pdfium.PdfDocument(content) as document:
        words = "\n".join(page.get_textpage().get_text_range() for page in document)
        bookmarks = [mark.get_title() for mark in document.get_toc()]
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as about:
        standards = {name: about.get(name, "") for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")}
        found = Opened(
            words=words.replace("\r\n", "\n"),
            pages=len(pdf.pages),
            width=float(pdf.pages[0].mediabox[2]),
            title=str(about["dc:title"]),
            language=str(pdf.Root.Lang),
            bookmarks=bookmarks,
            standards=standards,
        )
        for page in pdf.pages:
            for note in page.get("/Annots", []):
                if "/A" in note and "/URI" in note.A:
                    found.links.append(str(note.A.URI))
        for thing in pdf.objects:
            _look(thing, found)
    return found


def words_in_row(words: str) -> str:
    """Words without blanks and marks that no one sees: where lines end depends on the paper."""
    return re.sub("[\\s\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\ufffe]+", "", words)


def _look(thing: Any, found: Opened) -> None:
    if not isinstance(thing, pikepdf.Dictionary):
        return
    if thing.get("/Type") == "/StructElem" and "/Alt" in thing:
        found.alternatives.append(str(thing.Alt))
    if thing.get("/Type") == "/FontDescriptor":
        name = str(thing.FontName).partition("+")[2]
        found.fonts.add(name)
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(thing.keys()):
            found.fonts_outside.add(name)
