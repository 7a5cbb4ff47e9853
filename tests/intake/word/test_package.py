"""Word files that are refused, each with a sentence that says what to do; and their twins that are read."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from pressreleases.intake import encoding, errors
from pressreleases.intake.reading import read
from pressreleases.intake.word import package, read_word
from tests.intake.word_files import (
    RELATIONS,
    TYPES,
    body_html,
    edited,
    element,
    html_of,
    p,
    r,
    relation,
    saved,
    unzipped,
    word,
    zipped,
)

OLE = encoding.OLE + bytes(600)
DOCUMENTS = Path(__file__).parents[1] / "documents"


def refused(data: bytes, kind: type[errors.IntakeError]) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(kind) as caught:
        read_word(data)
    assert type(caught.value) is kind
    return str(caught.value)


def change(name: str, author: str, content: str = "", minute: int = 0) -> str:
    return f'<w:{name} w:id="1" w:author="{author}" w:date="2024-01-20T10:{minute:02}:00Z">{content}</w:{name}>'


def test_tracked_changes_are_refused_with_their_authors_and_number() -> None:
    body = p("a", change("ins", "Leyla", r("new")), change("del", "Murad"), change("del", "Leyla", minute=1))
    said = refused(word(body), errors.HasTrackedChanges)
    assert "changes (3) by: Leyla, Murad. In Word" in said
    assert "accept or reject all changes" in said


def test_one_insertion_over_a_paragraph_mark_counts_once() -> None:
    body = p("a", change("ins", "Leyla", r("new")), properties=f"<w:rPr>{change('ins', 'Leyla')}</w:rPr>")
    assert "changes (1) by: Leyla. In Word" in refused(word(body), errors.HasTrackedChanges)


@pytest.mark.parametrize("name", ["ins", "del", "moveFrom", "moveTo"])
def test_each_kind_of_tracked_change_is_refused(name: str) -> None:
    refused(word(p("a", change(name, "Leyla", r("b")))), errors.HasTrackedChanges)


@pytest.mark.parametrize("part", ["header1", "footer1", "footnotes", "endnotes"])
def test_tracked_changes_outside_the_body_are_refused(part: str) -> None:
    inside = p(change("ins", "Leyla", r("b")))
    content = f'<w:{part[:-1]} w:id="1">{inside}</w:{part[:-1]}>' if part.endswith("notes") else inside
    refused(word(p("a"), **{part: content}), errors.HasTrackedChanges)


def test_tracked_formatting_is_no_reason_to_refuse() -> None:
    formatted = r("a", change("rPrChange", "Leyla", "<w:rPr><w:b/></w:rPr>"))
    assert body_html(p(formatted, properties=change("pPrChange", "Leyla"))) == "<p>a</p>"


def test_comments_are_refused_with_their_authors_and_number() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Text")
    for author in ("Leyla", "Murad", "Leyla"):
        document.add_comment(paragraph.runs, text="Really?", author=author)
    said = refused(saved(document), errors.HasComments)
    assert "comments (3) by: Leyla, Murad. In Word" in said
    assert "delete all comments" in said


def test_a_part_for_comments_without_any_is_no_reason_to_refuse() -> None:
    assert body_html(p("a"), comments="") == "<p>a</p>"


def test_many_authors_are_cut_and_one_without_a_name_is_shown() -> None:
    body = "".join(p(change("ins", author)) for author in ["", *"abcdef"])
    assert "by: ?, a, b, c, d, …. In Word" in refused(word(body), errors.HasTrackedChanges)


def test_hidden_text_is_refused_and_quoted() -> None:
    said = refused(word(p("a", r(" not before the vote ", "<w:vanish/>"))), errors.HasHiddenText)
    assert "“not before the vote”" in said
    style = '<w:style w:type="character" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
    refused(word(p(r("b", '<w:rStyle w:val="h"/>')), styles=style), errors.HasHiddenText)


def test_words_in_a_hidden_row_of_a_table_are_refused_and_an_empty_one_is_not() -> None:
    table = "<w:tbl>{0}<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{1}</w:tc></w:tr></w:tbl>"
    shown = f"<w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr>"
    assert "“not before the vote”" in refused(word(table.format(shown, p("not before the vote"))), errors.HasHiddenText)
    assert "a" in body_html(table.format(shown, p("")))


def test_hidden_blanks_codes_and_paragraph_marks_are_no_reason_to_refuse() -> None:
    code = "<w:r><w:rPr><w:vanish/></w:rPr><w:instrText>XE word</w:instrText></w:r>"
    mark = "<w:rPr><w:vanish/></w:rPr>"
    shown = r("b", '<w:vanish w:val="0"/>')
    assert body_html(p("a", r(" ", "<w:vanish/>"), code, shown, properties=mark)) == "<p>ab</p>"


def test_an_old_word_file_is_refused() -> None:
    assert "old Word file (.doc)" in refused(OLE + "WordDocument".encode("utf-16-le"), errors.OldWord)


def test_files_of_libreoffice_are_refused_for_the_same_reasons() -> None:
    tracked = refused((DOCUMENTS / "libreoffice-tracked.docx").read_bytes(), errors.HasTrackedChanges)
    assert "changes (1) by: Leyla. In Word" in tracked
    commented = refused((DOCUMENTS / "libreoffice-commented.docx").read_bytes(), errors.HasComments)
    assert "comments (1) by: Murad. In Word" in commented
    refused((DOCUMENTS / "libreoffice.doc").read_bytes(), errors.OldWord)


def test_a_file_with_a_password_is_refused() -> None:
    assert "password" in refused(OLE + "EncryptedPackage".encode("utf-16-le") + bytes(9), errors.HasPassword)


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/VBADATA.xml"])
def test_macros_are_refused(name: str) -> None:
    assert "macros" in refused(zipped(unzipped(word(p("a"))) | {name: b"x"}), errors.HasMacros)


@pytest.mark.parametrize("kind", ["document", "template"])
def test_a_file_that_says_it_has_macros_is_refused(kind: str) -> None:
    def macros(xml: str) -> str:
        return xml.replace("application/xml", f"application/vnd.ms-word.{kind}.macroEnabled.main+xml")

    refused(edited(word(p("a")), "[Content_Types].xml", macros), errors.HasMacros)


def test_a_template_without_macros_is_read() -> None:
    def template(xml: str) -> str:
        return xml.replace("wordprocessingml.document.main", "wordprocessingml.template.main")

    document = docx.Document()
    document.add_paragraph("Text")
    assert html_of(edited(saved(document), "[Content_Types].xml", template)) == "<p>Text</p>"


def test_archives_that_explode_are_refused() -> None:
    parts = unzipped(word(p("a")))
    refused(zipped(parts | {"word/media/a.png": bytes(2_000_000)}), errors.ExplosiveArchive)
    refused(zipped(parts | {f"a{number}": b"" for number in range(5_001)}), errors.ExplosiveArchive)
    assert html_of(zipped(parts | {"word/media/a.png": bytes(900_000)})) == "<p>a</p>"


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(zipped(unzipped(word(p("a"))) | {"word/document.xml": b" " * 5_000_000}))
    for found in re.finditer(rb"PK\x01\x02", bytes(data)):
        size = found.start() + 24
        if struct.unpack_from("<I", data, size)[0] == 5_000_000:
            struct.pack_into("<I", data, size, 1000)
    refused(bytes(data), errors.DamagedFile)


@pytest.mark.parametrize("part", ["word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused(part: str, encoding: str) -> None:
    kind = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
    parts = unzipped(word(p("a"), styles=""))
    content = parts[part]
    assert isinstance(content, bytes)
    parts[part] = f'<?xml version="1.0" encoding="{encoding}"?>{kind}{content.decode()}'.encode(encoding)
    refused(zipped(parts), errors.HasEntities)


def test_a_part_in_utf_16_is_read() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?>' + element("document", f"<w:body>{p('ə')}</w:body>")
    assert html_of(zipped(unzipped(word("")) | {"word/document.xml": text.encode("utf-16")})) == "<p>ə</p>"


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) // 2],
    "directory": lambda data: data[:-30],
    "content": lambda data: data[:60] + b"\xff" * 40 + data[100:],
    "xml": lambda data: edited(data, "word/document.xml", lambda xml: xml[:-20]),
    "body": lambda data: edited(data, "word/document.xml", lambda xml: xml.replace("w:body", "w:corpus")),
    "relations": lambda data: edited(data, "_rels/.rels", lambda _xml: "<a"),
    "field": lambda data: edited(
        data,
        "word/document.xml",
        lambda xml: xml.replace("<w:body>", '<w:body><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'),
    ),
    "page number": lambda data: edited(
        data,
        "word/document.xml",
        lambda xml: xml.replace(
            "<w:body>",
            '<w:body><w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>'
            '<w:fldChar w:fldCharType="separate"/></w:r></w:p>',
        ),
    ),
    "depth": lambda data: edited(
        data, "word/document.xml", lambda xml: xml.replace("<w:body>", f"<w:body>{'<w:sdt>' * 300}{'</w:sdt>' * 300}")
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_refused(damage: str) -> None:
    assert "damaged" in refused(DAMAGES[damage](word(p("a"))), errors.DamagedFile)


def test_a_zip_that_is_no_word_file_is_refused_with_its_format() -> None:
    assert "Excel (.xlsx)" in refused(zipped({"xl/workbook.xml": "<a/>"}), errors.NotWord)
    assert "PowerPoint" in refused(zipped({"[Content_Types].xml": TYPES, "ppt/a.xml": ""}), errors.NotWord)
    assert "OpenDocument" in refused(zipped({"content.xml": "<a/>"}), errors.NotWord)
    assert "This is not a Word file" in refused(zipped({"a.txt": "a"}), errors.NotWord)


def test_other_files_are_refused() -> None:
    for data in (b"%PDF-1.7", b"{\\rtf1 a}", b"Press release", b"\0" * 40):
        assert "This is not a Word file" in refused(data, errors.NotWord)
    refused(b" \n", errors.EmptyFile)


def test_a_file_too_large_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a", b"\0" * errors.MOST_BYTES)
    assert "50000 kB" in refused(stream.getvalue(), errors.TooLarge)


def test_too_many_paragraphs_are_refused_and_one_less_is_read() -> None:
    assert "more than 10000 lines" in refused(word("<w:p/>" * 10_001), errors.TooLarge)
    assert html_of(word(p("a") + "<w:p/>" * 9_999)) == "<p>a</p>"


def test_more_words_in_one_paragraph_than_any_release_has_are_refused() -> None:
    with pytest.raises(errors.TooLarge, match="1000 kB"):
        read(word(p(r(" ".join(map(str, range(170_000)))))))
    assert html_of(word(p(r(" ".join(map(str, range(140_000)))))))


def test_a_million_runs_are_refused() -> None:
    many = unzipped(word(p("a") + f"<w:p>{'<w:r/>' * 1_000_000}</w:p>"))
    refused(zipped(many, zipfile.ZIP_STORED), errors.TooLarge)


@pytest.mark.parametrize("name", ["altChunk", "subDoc"])
def test_a_document_within_the_document_is_refused(name: str) -> None:
    assert "inserts another document" in refused(word(p("a") + f'<w:{name} r:id="x"/>'), errors.HasInsertedDocument)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "socket", refuse)
    link = relation("t", "hyperlink", "https://a.org/", external=True)
    assert body_html(p("a"), relations=link) == "<p>a</p>"
    refused(word(p("a"), relations=relation("s", "styles", "https://a.org/s.xml", external=True)), errors.FetchesParts)
    refused(word(p(field('INCLUDETEXT "https://a.org/t.docx"'))), errors.FetchesParts)


@pytest.mark.parametrize(
    "target",
    [
        "https://a.example/Letter.dotx",
        r"\\server\share\Letter.dotx",
        "file://server/Letter.dotx",
        "//a/b.dotx",
        r"file:///\\server\a.dotx",
    ],
)
def test_a_template_on_another_machine_is_refused_and_named(target: str) -> None:
    relations: dict[str, bytes | str] = {"word/_rels/settings.xml.rels": RELATIONS.format(template(target))}
    said = refused(zipped(unzipped(word(p("a"))) | relations), errors.FetchesTemplate)
    assert target in said


@pytest.mark.parametrize(
    "target", ["Normal.dotm", "file:///C:/Templates/Letter.dotx", r"file:///C:\Letter.dotx", "file:///home/a/b.dotx"]
)
def test_a_template_on_a_disk_is_no_reason_to_refuse(target: str) -> None:
    relations: dict[str, bytes | str] = {"word/_rels/settings.xml.rels": RELATIONS.format(template(target))}
    assert html_of(zipped(unzipped(word(p("a"))) | relations)) == "<p>a</p>"


def template(target: str) -> str:
    return relation("t", "attachedTemplate", target, external=True)


def field(code: str, result: str = "a") -> str:
    """A field as Word writes it: its code in two pieces, then what it last showed."""
    half = len(code) // 3
    pieces = "".join(f'<w:instrText xml:space="preserve">{part}</w:instrText>' for part in (code[:half], code[half:]))
    ends = [f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")]
    return f"<w:r>{ends[0]}{pieces}{ends[1]}</w:r>{r(result)}<w:r>{ends[2]}</w:r>"


FETCHING = [
    ('INCLUDETEXT "https://a.example/t.docx"', "https://a.example/t.docx"),
    ("INCLUDETEXT C:\\\\t.docx", r"C:\t.docx"),
    (' includepicture  "https://a.example/p.png" \\* MERGEFORMATINET', "https://a.example/p.png"),
    ('LINK Excel.Sheet.12 "C:\\\\figures.xlsx" "Sheet1!R1C1" \\a', r"C:\figures.xlsx"),
    ("DDEAUTO cmd x", "cmd x"),
]


@pytest.mark.parametrize(("code", "address"), FETCHING)
def test_a_field_that_fetches_is_refused_and_its_address_named(code: str, address: str) -> None:
    assert f"fetched from {address}. " in refused(word(p(field(code))), errors.FetchesParts)
    inside = f'<w:footnote w:id="1">{p(field(code))}</w:footnote>'
    refused(word(p("a"), footnotes=inside), errors.FetchesParts)
    simple = code.replace('"', "&quot;")
    refused(word(p(f'<w:fldSimple w:instr="{simple}">{r("a")}</w:fldSimple>')), errors.FetchesParts)
    nested = f'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>IF </w:instrText></w:r>{field(code)}'
    refused(word(p(f'{nested}<w:r><w:fldChar w:fldCharType="end"/></w:r>')), errors.FetchesParts)


@pytest.mark.parametrize(
    "code",
    [
        'INCLUDEPICTURE "cid:image001.png@01DA" \\* MERGEFORMATINET',
        'HYPERLINK "https://un.org/"',
        "DATE",
        "LINKED",
        "REF a",
    ],
)
def test_a_field_that_fetches_nothing_is_read(code: str) -> None:
    assert ">a<" in body_html(p(field(code)))


def test_data_for_letters_are_refused() -> None:
    source: dict[str, bytes | str] = {
        "word/_rels/settings.xml.rels": RELATIONS.format(relation("m", "mailMergeSource", "b.csv", external=True))
    }
    assert "takes data from b.csv" in refused(zipped(unzipped(word(p("a"))) | source), errors.TakesData)
    assert "takes data from b.mdb" in refused(word(p(field('DATABASE \\d "b.mdb" \\s "SELECT"'))), errors.TakesData)


def test_fields_within_too_many_others_are_damage() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>'
    assert "document.xml" in refused(word(p(begin * 52, "a")), errors.DamagedFile)
    assert body_html(p(begin * 40, "a")) == "<p>a</p>"


def test_a_fault_in_reading_is_a_refusal_and_reported(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_package: package.Package) -> None:
        raise KeyError

    monkeypatch.setattr("pressreleases.intake.word.reading.refuse_unfinished", fail)
    assert "damaged" in refused(word(p("a")), errors.DamagedFile)
    assert "could not be read" in caplog.text
