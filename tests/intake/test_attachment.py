"""A file that is to be attached: known by its content, refused with a sentence if something in it must not go out."""

import ctypes
import io
import zipfile

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

from pressreleases.intake import attachment_errors as refused
from pressreleases.intake.attachment import inspect
from tests.attachments import DOCUMENTS, docx_file, pdf_file, with_part, xlsx_file


@pytest.mark.parametrize(
    ("content", "kind"),
    [(pdf_file(), "pdf"), (pdf_file("browser-en.pdf"), "pdf"), (docx_file(), "docx"), (xlsx_file(), "xlsx")],
    ids=["pdf by Writer", "pdf by a browser", "docx", "xlsx"],
)
def test_the_type_is_told_by_the_content(content, kind):
    assert inspect(content).type == kind


def test_the_properties_that_name_people_are_told_and_nothing_else():
    named = docx_file(author="A. Writer", last_modified_by="B.\tEditor", subject="  ", keywords="draft")
    company = b"<Properties xmlns='http://schemas.openxmlformats.org/officeDocument/2006/extended-properties'>"
    company += b"<Application>Word</Application><Company>The Mission</Company></Properties>"
    found = inspect(_replaced(named, "docProps/app.xml", company)).properties
    assert found == {
        "author": "A. Writer",
        "last_edited_by": "B. Editor",
        "keywords": "draft",
        "company": "The Mission",
    }
    assert inspect(xlsx_file()).properties == {
        "author": "A. Writer",
        "last_edited_by": "B. Editor",
        "title": "Figures of the year",
    }
    assert inspect(pdf_file("en-embargo-at-foot-with-reference.pdf")).properties == {"author": "python-docx"}
    assert inspect(docx_file()).properties == {}


def _replaced(file, name, content):
    """The same office file with another content of the part `name`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            new.writestr(each, content if each.filename == name else old.read(each))
    return made.getvalue()


def _zip(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _macro_enabled(file, kind):
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        types = archive.read("[Content_Types].xml")
    main = {
        "docx": (b"officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"),
        "xlsx": (b"officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"),
    }[kind]
    assert main[0] in types
    return _replaced(file, "[Content_Types].xml", types.replace(*main))


def _pdf(change):
    """A PDF of one page, which `change` is given to add something to."""
    document = pdfium.PdfDocument.new()
    page = document.new_page(200, 200)
    change(document, page)
    page.close()
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _with_note(_document, page):
    raw.FPDFPage_CloseAnnot(raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_TEXT))


def _with_link(_document, page):
    raw.FPDFPage_CloseAnnot(raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_LINK))


def _with_file(document, _page):
    name = ctypes.cast(ctypes.create_string_buffer("a.txt\0".encode("utf-16-le")), raw.FPDF_WIDESTRING)
    file = raw.FPDFDoc_AddAttachment(document.raw, name)
    assert raw.FPDFAttachment_SetFile(file, document.raw, b"secret", 6)


_EXPLODING = with_part(docx_file(), "word/media/zeros.bin", b"\0" * 3_000_000)

REFUSED = {
    "nothing": (b"", refused.IsEmpty),
    "white space": (b" \n", refused.IsEmpty),
    "a text": (b"%PD no", refused.IsOfAnotherType),
    "a page": (b"<html>", refused.IsOfAnotherType),
    "a PDF behind something else": (b"<script>" + pdf_file(), refused.IsOfAnotherType),
    "an archive": (_zip(a="b"), refused.IsOfAnotherType),
    "an OpenDocument text": ((DOCUMENTS / "whole.odt").read_bytes(), refused.IsOfAnotherType),
    "an old Word file": ((DOCUMENTS / "libreoffice.doc").read_bytes(), refused.IsOld),
    "half a Word file": (docx_file()[:9000], refused.IsBroken),
    "half a PDF": (pdf_file()[:400], refused.IsBroken),
    "a PDF with a password": (pdf_file("password.pdf"), refused.IsProtected),
    "an encrypted office file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        refused.IsProtected,
    ),
    "a macro in a Word file": (with_part(docx_file(), "word/vbaProject.bin", b"x"), refused.HasPrograms),
    "a macro in a workbook": (with_part(xlsx_file(), "xl/vbaProject.bin", b"x"), refused.HasPrograms),
    "a Word file for macros": (_macro_enabled(docx_file(), "docx"), refused.HasPrograms),
    "a workbook for macros": (_macro_enabled(xlsx_file(), "xlsx"), refused.HasPrograms),
    "a macro sheet": (
        with_part(xlsx_file(), "xl/macrosheets/s.xml", b"<x/>", declared="application/vnd.ms-excel.macrosheet+xml"),
        refused.HasPrograms,
    ),
    "tracked changes": ((DOCUMENTS / "libreoffice-tracked.docx").read_bytes(), refused.HasChanges),
    "comments in a Word file": ((DOCUMENTS / "libreoffice-commented.docx").read_bytes(), refused.HasRemarks),
    "comments in a workbook": (xlsx_file("table-with-comment.xlsx"), refused.HasRemarks),
    "comments in a PDF": (_pdf(_with_note), refused.HasRemarks),
    "a file in a PDF": (_pdf(_with_file), refused.HasFiles),
    "hidden words": (docx_file(hidden="The source is A."), refused.HasHiddenWords),
    "a hidden sheet": (xlsx_file("table-with-hidden-sheet.xlsx"), refused.HasHiddenSheets),
    "a hidden row": (xlsx_file("table-with-hidden-row.xlsx"), refused.HasHiddenCells),
    "an archive that explodes": (_EXPLODING, refused.Unpacks),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=list(REFUSED))
def test_what_must_not_go_out_is_refused_with_a_sentence(content, reason):
    with pytest.raises(refused.CannotBeAttached) as refusal:
        inspect(content)
    assert type(refusal.value) is reason
    assert "%(" not in str(refusal.value)
    assert "import" not in str(refusal.value)


def test_sentences_name_what_was_found():
    for content, named in (
        (docx_file(hidden="The source is A."), "The source is A."),
        (xlsx_file("table-with-hidden-sheet.xlsx"), "Sources"),
        (xlsx_file("table-with-hidden-row.xlsx"), "Figures"),
        ((DOCUMENTS / "libreoffice-tracked.docx").read_bytes(), "Leyla"),
    ):
        with pytest.raises(refused.CannotBeAttached) as refusal:
            inspect(content)
        assert named in str(refusal.value)


def test_what_only_looks_like_it_is_no_reason_to_refuse():
    assert inspect(_pdf(_with_link)).type == "pdf"
    assert inspect(docx_file("vbaProject.bin, comments, macroEnabled")).type == "docx"
    assert inspect(docx_file(hidden=" ")).type == "docx"
