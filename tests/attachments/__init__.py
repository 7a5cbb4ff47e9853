"""Files to attach: those beside this were made by openpyxl, the others are those of the tests of imports."""

import io
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement

from pressreleases import attachments
from pressreleases.models import Attachment

HERE = Path(__file__).parent
DOCUMENTS = HERE.parent / "intake" / "documents"


def pdf_file(name: str = "writer-notes.pdf") -> bytes:
    return (DOCUMENTS / name).read_bytes()


def xlsx_file(name: str = "table.xlsx") -> bytes:
    return (HERE / name).read_bytes()


@cache  # its bytes hold the time at which they were made
def docx_file(words: str = "The full text.", *, hidden: str = "", **properties: Any) -> bytes:
    """A Word document with one paragraph, as python-docx writes it; `hidden` is a second one that Word hides."""
    made = docx.Document()
    made.add_paragraph(words)
    if hidden:
        run = made.add_paragraph().add_run(hidden)
        run._r.get_or_add_rPr().append(OxmlElement("w:vanish"))
    for name, value in {"author": "", "comments": "", **properties}.items():
        setattr(made.core_properties, name, value)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_part(file: bytes, name: str, content: bytes, *, declared: str = "") -> bytes:
    """The same office file with one more part, of the content type `declared`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            words = old.read(entry)
            if entry.filename == "[Content_Types].xml" and declared:
                override = f'<Override PartName="/{name}" ContentType="{declared}"/></Types>'
                words = words.replace(b"</Types>", override.encode())
            new.writestr(entry, words)
        new.writestr(name, content)
    return made.getvalue()


def keep(content: bytes) -> Attachment:
    return attachments.keep(io.BytesIO(content))


def entry(content: bytes | None = None, title: str = "The report", language: str = "en") -> dict[str, Any]:
    """An attachment of a text, stored."""
    return keep(content or docx_file()).entry(title=title, language=language)


def name_of(entry: dict[str, Any]) -> str:
    return attachments.file_name(entry)
