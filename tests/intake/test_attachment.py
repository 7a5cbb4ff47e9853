"""A file that is to be attached: known by its content, refused with a sentence if something in it must not go out."""

import ctypes
import io
import zipfile

import docx
import pikepdf
import pypdfium2 as pdfium
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
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


def _pdf_with(**more):
    """A PDF of one page with more entries in its catalogue; `page` are entries of the page."""
    with pikepdf.new() as made:
        made.add_blank_page()
        made.pages[0].obj.update(more.pop("page", {}))
        made.Root.update({f"/{name}": value for name, value in more.items()})
        written = io.BytesIO()
        # As Acrobat writes it: the actions are compressed.
        made.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


_SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
_LAUNCH = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("a.exe"))


def _on_the_page(kind, **more):
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(f"/{kind}"), Rect=[0, 0, 9, 9], **more)
    return {"/Annots": pikepdf.Array([note])}


def _docx(change):
    document = docx.Document()
    change(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _in_a_hidden_style(kind):
    def change(document):
        hidden = document.styles.add_style("Note to self", kind)
        hidden.font.hidden = True
        based = document.styles.add_style("Based on it", kind)
        based.base_style = hidden
        paragraph = document.add_paragraph(style=based if kind is WD_STYLE_TYPE.PARAGRAPH else None)
        paragraph.add_run("The source is A.", style=None if kind is WD_STYLE_TYPE.PARAGRAPH else based)

    return _docx(change)


def _in_a_hidden_row(document):
    row = document.add_table(1, 1).rows[0]
    row.cells[0].text = "The source is A."
    row._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))


def _shown_in_a_hidden_style(document):
    hidden = document.styles.add_style("Note to self", WD_STYLE_TYPE.PARAGRAPH)
    hidden.font.hidden = True
    document.add_paragraph(style=hidden).add_run("Shown all the same.").font.hidden = False


def _referring(file, part, kind, target="a.bin", mode="Internal"):
    """The same office file, of which one part refers to another one of this kind."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    one = f'<Relationship Id="r1" Type="{office}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{one}'
    return with_part(file, part, f"{relations}</Relationships>".encode())


def _far(file, part, kind, target="https://a.example/x"):
    return _referring(file, f"{part}.rels", kind, target, "External")


def _pivot(source):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    made = f'<pivotCacheDefinition xmlns="{space}">{source}</pivotCacheDefinition>'
    return with_part(xlsx_file(), "xl/pivotCache/pivotCacheDefinition1.xml", made.encode())


def _formula(words):
    return _replaced(xlsx_file(), "xl/worksheets/sheet1.xml", _sheet_with(words))


def _sheet_with(words):
    with zipfile.ZipFile(io.BytesIO(xlsx_file())) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<sheetData>" in sheet
    return sheet.replace(b"<sheetData>", f'<sheetData><row r="99"><c r="A99"><f>{words}</f></c></row>'.encode(), 1)


_OF_SHEETS = '<cacheSource type="worksheet"><worksheetSource ref="A1:B3" sheet="{}"/></cacheSource>'


def _sheet_elsewhere(file):
    """The same workbook, whose sheets are named in a longer way, with a line break before an attribute."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        relations = archive.read("xl/_rels/workbook.xml.rels")
        name = next(name for name in archive.namelist() if b" hidden=" in archive.read(name))
        sheet = archive.read(name)
    assert b"/xl/worksheets/" in relations
    file = _replaced(file, "xl/_rels/workbook.xml.rels", relations.replace(b"/xl/worksheets/", b"/xl/./worksheets/"))
    return _replaced(file, name, sheet.replace(b"<row ", b"<row\n"))


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
    "a script that runs when a PDF is opened": (_pdf_with(OpenAction=_SCRIPT), refused.HasPrograms),
    "a script that runs when a page is shown": (
        _pdf_with(page={"/AA": pikepdf.Dictionary(O=_SCRIPT)}),
        refused.HasPrograms,
    ),
    "a script behind a link": (_pdf_with(page=_on_the_page("Link", A=_SCRIPT)), refused.HasPrograms),
    "a link that starts a program": (_pdf_with(page=_on_the_page("Link", A=_LAUNCH)), refused.HasPrograms),
    "a script that runs when the pointer is there": (
        _pdf_with(page=_on_the_page("Link", AA=pikepdf.Dictionary(E=_SCRIPT))),
        refused.HasPrograms,
    ),
    "a film in a PDF": (_pdf_with(page=_on_the_page("RichMedia")), refused.HasFiles),
    "a workbook behind a chart": (
        _referring(docx_file(), "word/charts/_rels/chart1.xml.rels", "package"),
        refused.HasFiles,
    ),
    "an object in a workbook": (
        _referring(xlsx_file(), "xl/worksheets/_rels/sheet9.xml.rels", "oleObject"),
        refused.HasFiles,
    ),
    "words in a paragraph whose style is based on a hidden one": (
        _in_a_hidden_style(WD_STYLE_TYPE.PARAGRAPH),
        refused.HasHiddenWords,
    ),
    "words in a style that is based on a hidden one": (
        _in_a_hidden_style(WD_STYLE_TYPE.CHARACTER),
        refused.HasHiddenWords,
    ),
    "words in a hidden row of a table": (_docx(_in_a_hidden_row), refused.HasHiddenWords),
    "a hidden row of a sheet that is written in another way": (
        _sheet_elsewhere(xlsx_file("table-with-hidden-row.xlsx")),
        refused.HasHiddenCells,
    ),
    "hidden words": (docx_file(hidden="The source is A."), refused.HasHiddenWords),
    "a hidden sheet": (xlsx_file("table-with-hidden-sheet.xlsx"), refused.HasHiddenSheets),
    "a hidden row": (xlsx_file("table-with-hidden-row.xlsx"), refused.HasHiddenCells),
    "a remote template": (_far(docx_file(), "word/_rels/settings.xml", "attachedTemplate"), refused.FetchesTemplate),
    "a picture elsewhere": (_far(docx_file(), "word/_rels/header9.xml", "image"), refused.FetchesParts),
    "a picture elsewhere in a workbook": (
        _far(xlsx_file(), "xl/drawings/_rels/drawing9.xml", "image"),
        refused.FetchesParts,
    ),
    "an object elsewhere": (_far(docx_file(), "word/_rels/footnotes.xml", "oleObject"), refused.FetchesParts),
    "data for letters": (_far(docx_file(), "word/_rels/settings.xml", "mailMergeSource"), refused.TakesData),
    "a workbook elsewhere": (
        _far(xlsx_file(), "xl/externalLinks/_rels/externalLink1.xml", "externalLinkPath", "Secret.xlsx"),
        refused.TakesData,
    ),
    "another program's data": (
        _referring(xlsx_file(), "xl/charts/_rels/a.xml.rels", "externalLink"),
        refused.TakesData,
    ),
    "a connection": (_referring(xlsx_file(), "xl/a/_rels/a.xml.rels", "connections"), refused.TakesData),
    "a data model": (with_part(xlsx_file(), "xl/model/item.data", b"x"), refused.TakesData),
    "a query": (
        with_part(xlsx_file(), "customXml/item1.xml", '<DataMashup xmlns="a">'.encode("utf-16")),
        refused.TakesData,
    ),
    "a formula that fetches": (_formula('_xlfn.WEBSERVICE("https://a.example/")'), refused.TakesData),
    "a formula that fetches a picture": (_formula('_xlfn.IMAGE("https://a.example/")'), refused.TakesData),
    "a pivot table of a data base": (_pivot('<cacheSource type="external" connectionId="1"/>'), refused.TakesData),
    "a pivot table of a sheet that is not there": (_pivot(_OF_SHEETS.format("Salaries")), refused.TakesData),
    "an archive that explodes": (_EXPLODING, refused.Unpacks),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=list(REFUSED))
def test_what_must_not_go_out_is_refused_with_a_sentence(content, reason):
    with pytest.raises(refused.CannotBeAttached) as refusal:
        inspect(content)
    assert type(refusal.value) is reason
    assert "%(" not in str(refusal.value)
    assert "import" not in str(refusal.value)


def _connected(name):
    made = f'<connections><connection id="1" name="{name}"/></connections>'.encode()
    return _referring(with_part(xlsx_file(), "xl/connections.xml", made), "xl/a/_rels/a.xml.rels", "connections")


def test_sentences_name_what_was_found():
    for content, named in (
        (docx_file(hidden="The source is A."), "The source is A."),
        (xlsx_file("table-with-hidden-sheet.xlsx"), "Sources"),
        (xlsx_file("table-with-hidden-row.xlsx"), "Figures"),
        ((DOCUMENTS / "libreoffice-tracked.docx").read_bytes(), "Leyla"),
        (REFUSED["a remote template"][0], "https://a.example/x"),
        (REFUSED["a workbook elsewhere"][0], "Secret.xlsx"),
        (REFUSED["a pivot table of a sheet that is not there"][0], "Salaries"),
        (_connected("Staff list"), "Staff list"),
    ):
        with pytest.raises(refused.CannotBeAttached) as refusal:
            inspect(content)
        assert named in str(refusal.value)


def test_what_only_looks_like_it_is_no_reason_to_refuse():
    assert inspect(_pdf(_with_link)).type == "pdf"
    assert inspect(docx_file("vbaProject.bin, comments, macroEnabled")).type == "docx"
    assert inspect(docx_file(hidden=" ")).type == "docx"
    assert inspect(_docx(_shown_in_a_hidden_style)).type == "docx"
    assert inspect(_referring(docx_file(), "word/charts/_rels/chart1.xml.rels", "image")).type == "docx"
    assert inspect(_far(docx_file(), "word/_rels/footnotes.xml", "hyperlink")).type == "docx"
    on_a_disk = _far(docx_file(), "word/_rels/settings.xml", "attachedTemplate", "file:///C:/Letter.dotx")
    assert inspect(on_a_disk).type == "docx"
    assert inspect(_far(xlsx_file(), "xl/worksheets/_rels/sheet9.xml", "hyperlink")).type == "xlsx"
    assert inspect(_pivot(_OF_SHEETS.format("Figures"))).type == "xlsx"
    assert inspect(_formula("SUM(A1:A3)")).type == "xlsx"
    link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://a.example/S/JavaScript"))
    assert inspect(_pdf_with(page=_on_the_page("Link", A=link))).type == "pdf"
