"""Read the text layer of a PDF as a plain sheet, which `text` then reads.

pdfium is written in C, and a PDF made for it can crash it or keep it busy for ever. So it runs in a process of its
own, which has limits on time and memory: `python -m pressreleases.intake.pdf` reads a PDF from its standard input.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import resource
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from pressreleases.intake import errors
from pressreleases.intake.document import Picture
from pressreleases.intake.errors import (
    MOST_BYTES,
    MOST_LINES,
    DamagedFile,
    EmptyFile,
    HasPassword,
    IntakeError,
    IsForm,
    NoTextLayer,
    PartlyScanned,
    TakesTooLong,
    TooLarge,
    TooManyPages,
    UnreadableLetters,
)
from pressreleases.intake.pdf_glyphs import MOST_CHARACTERS, Page, read_page
from pressreleases.intake.pdf_layout import sheet_of
from pressreleases.intake.pdf_lines import lines_of
from pressreleases.intake.pdf_pictures import Pictures, with_signs

MOST_PAGES = 300
MOST_IN_ALL = 300_000
"""Characters on all pages; they are about 100 pages of text, and are read in 10 seconds."""

SECONDS = 20
MEMORY = 1_000_000_000
ROOT = Path(__file__).resolve().parents[2]

MOST_KEPT, LARGEST_KEPT = 8, 4_000_000
"""So many layers this process keeps for the next reading of the same file, with so many bytes of pictures each."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The text layer of a PDF, and its pictures; a row with the sign of a picture (`pdf_pictures`) is its place."""

    text: str
    pictures: tuple[Picture, ...] = ()


_kept: dict[bytes, Layer] = {}
_keeping = threading.Lock()


def read_pdf(data: bytes) -> Layer:
    """Return the text layer of a PDF as a plain sheet.

    Blank lines part paragraphs, spaces indent lines, `**` is around bold words, `# ` before lines within the text that
    are larger than it, and `- ` before items of lists. Two columns are side by side. Heads and feet that repeat are
    there once, and a page begins with its number (`- 2 -`) unless a paragraph goes on. Arabic is in the order of
    reading. Text that is not to be seen is read, too, because that of a scan with recognised text (OCR) is such.
    Pictures are as a reader sees them, without a text alternative; one without bytes is left out.

    The pages of an import read one file several times, which takes far longer than for any other format. So the last
    few layers are kept by their file's hash, in this process alone: nothing that was read is stored.

    Raises DamagedFile, EmptyFile, HasPassword, IsForm, NoTextLayer, PartlyScanned, TakesTooLong, TooLarge,
    TooManyPages, UnreadableLetters.
    """
    if len(data) > MOST_BYTES:
        raise TooLarge.in_bytes(MOST_BYTES)
    if b"%PDF-" not in data[:1024]:
        raise DamagedFile
    key = hashlib.sha256(data).digest()
    with _keeping:
        layer = _kept.pop(key, None)
    layer = layer or _layer_of(data)
    if sum(len(picture.data) for picture in layer.pictures) <= LARGEST_KEPT:
        with _keeping:
            _kept[key] = layer
            for oldest in list(_kept)[:-MOST_KEPT]:
                del _kept[oldest]
    return layer


def _layer_of(data: bytes) -> Layer:
    """Read it in a process of its own."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            cwd=ROOT,
            env={"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise TakesTooLong(seconds=SECONDS) from error
    except (subprocess.CalledProcessError, ValueError) as error:
        raise DamagedFile from error
    if "text" in answer:
        return Layer(answer["text"], tuple(map(_picture, answer["pictures"])))
    if answer["error"] == TooLarge.__name__:
        raise TooLarge.in_lines(MOST_LINES)
    error_class: type[IntakeError] = getattr(errors, answer["error"])
    raise error_class(**answer["params"])


def _picture(found: str | None) -> Picture:
    if found is None:
        return Picture(b"", lost="drawing", is_bare=True)
    return Picture(base64.b64decode(found), lost="" if found else "form", is_bare=True)


def layer_of_pdf(data: bytes) -> tuple[str, Pictures]:
    """Return what `read_pdf` does, in this process, in which pdfium may crash."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise HasPassword from error
        raise DamagedFile from error
    pictures = Pictures()
    with document:
        pages = _pages(document)
        _refuse_scans(pages)
        shown = [pictures.take(document[at], page) for at, page in enumerate(pages)]
    lines = [with_signs(lines_of(page), own) for page, own in zip(pages, shown, strict=True)]
    if sum(map(len, lines)) > MOST_LINES:
        raise TooLarge.in_lines(MOST_LINES)
    return sheet_of(lines), pictures


def _pages(document: pdfium.PdfDocument) -> list[Page]:
    if len(document) > MOST_PAGES:
        raise TooManyPages(pages=len(document), limit=MOST_PAGES)
    if document.get_formtype() in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
        raise IsForm
    pages: list[Page] = []
    characters = 0
    for at in range(len(document)):
        try:
            page = read_page(document[at])
        except pdfium.PdfiumError as error:
            raise DamagedFile from error
        characters += len(page.glyphs)
        if len(page.glyphs) > MOST_CHARACTERS or characters > MOST_IN_ALL:
            raise TooLarge.in_lines(MOST_LINES)
        pages.append(page)
    return pages


def _refuse_scans(pages: list[Page]) -> None:
    """Refuse pages that show something, but have next to no text; and text whose characters are not known."""
    inked = [sum(not glyph.text.isspace() for glyph in page.glyphs) for page in pages]
    scans = [
        number
        for number, (page, many) in enumerate(zip(pages, inked, strict=True), start=1)
        if (many < 40 and page.pictured > 0.6) or (many == 0 and (page.pictured > 0.1 or page.drawings > 20))
    ]
    if scans and len(scans) == sum(many > 0 or number in scans for number, many in enumerate(inked, start=1)):
        raise NoTextLayer
    if scans:
        raise PartlyScanned(pages=", ".join(map(str, scans)))
    if not sum(inked):
        raise EmptyFile
    if sum(page.lost for page in pages) * 20 > sum(inked):
        raise UnreadableLetters


def limit_this_process() -> None:
    """Let this process end before it takes too much of the machine."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(data: bytes) -> dict[str, object]:
    try:
        text, pictures = layer_of_pdf(data)
        return {"text": text, "pictures": pictures.as_text()}
    except IntakeError as error:
        return {"error": type(error).__name__, "params": error.params}


if __name__ == "__main__":
    limit_this_process()
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read())))
