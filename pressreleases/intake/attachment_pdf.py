"""What a PDF has apart from its pages: properties, and scripts, files and comments within it.

pdfium is written in C, so that it runs in a process of its own, as in `intake.pdf`:
`python -m pressreleases.intake.attachment_pdf` reads a PDF from its standard input.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from pressreleases.intake import attachment_errors as refused
from pressreleases.intake.pdf import ROOT, SECONDS, limit_this_process

MOST_PAGES = 2_000

_PROPERTIES = {"Author": "author", "Title": "title", "Subject": "subject", "Keywords": "keywords"}
# Programs write the name of the author a second time, as XML.
_CREATOR = re.compile(rb"<dc:creator>(.{0,2000}?)</dc:creator>", re.DOTALL)
# What people add to the pages of others. A link, a field of a form or the printer's marks are none of it.
_REMARKS = frozenset(
    getattr(raw, f"FPDF_ANNOT_{name}")
    for name in "TEXT FREETEXT HIGHLIGHT UNDERLINE SQUIGGLY STRIKEOUT CARET INK STAMP REDACT POPUP".split()
)
_FILES = frozenset({raw.FPDF_ANNOT_FILEATTACHMENT, raw.FPDF_ANNOT_SOUND, raw.FPDF_ANNOT_MOVIE})


def facts_of_pdf(data: bytes) -> dict[str, str]:
    """The properties of a PDF, by the names that `intake.attachment` gives them. Raises `CannotBeAttached`."""
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
        raise refused.TakesLong(seconds=SECONDS) from error
    except (subprocess.CalledProcessError, ValueError) as error:
        raise refused.IsBroken from error
    if "error" in answer:
        error_class: type[refused.CannotBeAttached] = getattr(refused, answer["error"])
        raise error_class(**answer["params"])
    properties: dict[str, str] = answer["properties"]
    return properties


def read_facts(data: bytes) -> dict[str, str]:
    """What `facts_of_pdf` does, in this process, in which pdfium may crash."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        is_locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise (refused.IsProtected if is_locked else refused.IsBroken) from error
    with document:
        if not len(document):
            raise refused.IsBroken
        if document.get_formtype() in (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND):
            raise refused.HasPrograms
        if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
            raise refused.HasPrograms
        if raw.FPDFDoc_GetAttachmentCount(document.raw) > 0:
            raise refused.HasFiles
        _refuse_remarks(document)
        found = {name: document.get_metadata_value(key) for key, name in _PROPERTIES.items()}
    if not found["author"] and (creator := _CREATOR.search(data)):
        found["author"] = re.sub(rb"<[^<>]{0,200}>", b" ", creator[1]).decode(errors="replace")
    return found


def _refuse_remarks(document: pdfium.PdfDocument) -> None:
    if len(document) > MOST_PAGES:
        raise refused.Unpacks
    remarks = 0
    for at in range(len(document)):
        try:
            page = document[at]
        except pdfium.PdfiumError as error:
            raise refused.IsBroken from error
        for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            annotation = raw.FPDFPage_GetAnnot(page.raw, number)
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            raw.FPDFPage_CloseAnnot(annotation)
            if kind in _FILES:
                raise refused.HasFiles
            remarks += kind in _REMARKS
        page.close()
    if remarks:
        raise refused.HasRemarks(count=remarks)


def _answer(data: bytes) -> dict[str, object]:
    try:
        return {"properties": read_facts(data)}
    except refused.CannotBeAttached as error:
        return {"error": type(error).__name__, "params": error.params}


if __name__ == "__main__":
    limit_this_process()
    sys.stdout.write(json.dumps(_answer(sys.stdin.buffer.read())))
