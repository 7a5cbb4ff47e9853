"""What is kept of a Word file, and what is left out."""

from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Inches, Pt

from pressreleases.intake.formatted import Formatted
from pressreleases.intake.word import read_word
from tests.intake.word_files import NUMBERING, body_html, edited, html_of, item, p, r, saved, word, zipped

DOCUMENTS = Path(__file__).parents[1] / "documents"


def field_of(code: str, result: str) -> str:
    """A field as Word writes it, in five runs."""
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{middle}{r(result)}{end}"


def test_headings_have_their_level_and_no_bold() -> None:
    document = docx.Document()
    document.add_heading("Title", 0)
    document.add_heading("One", 1)
    document.add_heading("Nine", 9)
    document.add_paragraph("Text")
    assert html_of(saved(document)) == "<h1>Title</h1><h1>One</h1><h6>Nine</h6><p>Text</p>"


def test_a_heading_without_text_is_a_blank_line() -> None:
    document = docx.Document()
    document.add_paragraph("Text")
    document.add_heading("", 1)
    document.add_paragraph("Text")
    assert html_of(saved(document)) == "<p>Text</p><p></p><p>Text</p>"


def test_a_subtitle_is_a_paragraph_of_its_own_look() -> None:
    document = docx.Document()
    document.add_paragraph("Below", style="Subtitle")
    assert 'data-look="subtitle"' in read_word(saved(document)).html


def test_links_in_fields_are_kept() -> None:
    html = body_html(p(field_of(' HYPERLINK "https://un.org/" \\l "a" \\o "tip" ', "complex")))
    assert html == '<p><a href="https://un.org/#a">complex</a></p>'
    simple = f"<w:fldSimple w:instr='HYPERLINK \"mailto:a@b.org\"'>{r('simple')}</w:fldSimple>"
    assert body_html(p(simple)) == '<p><a href="mailto:a@b.org">simple</a></p>'


def test_results_of_fields_are_kept_and_their_codes_and_page_numbers_are_not() -> None:
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        + field_of("MERGEFIELD a", "code")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("yes")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    html = body_html(p("on ", field_of('DATE \\@ "d MMMM"', "20 January"), ", page ", field_of(" PAGE ", "7"), nested))
    assert html == "<p>on 20 January, page yes</p>"


def test_quotations_by_style_or_indent_are_quotations() -> None:
    document = docx.Document()
    document.add_paragraph("A long text of the body of the release, which is not indented.")
    document.add_paragraph("One", style="Quote")
    document.add_paragraph("Two", style="Intense Quote")
    document.add_paragraph("Three").paragraph_format.left_indent = Inches(0.4)
    assert html_of(saved(document)).endswith("<blockquote><p>One</p><p>Two</p><p>Three</p></blockquote>")


def test_what_is_indented_a_little_or_far_or_only_below_its_first_line_is_no_quotation() -> None:
    document = docx.Document()
    document.add_paragraph("A long text of the body of the release, which is not indented.")
    for inches in (0.39, 3):
        document.add_paragraph("Text").paragraph_format.left_indent = Inches(inches)
    hanging = document.add_paragraph("Date:\t5 May").paragraph_format
    hanging.left_indent, hanging.first_line_indent = Inches(1), Inches(-1)
    centred = document.add_paragraph("Text")
    centred.paragraph_format.left_indent, centred.alignment = Inches(0.5), WD_ALIGN_PARAGRAPH.CENTER
    assert "blockquote" not in html_of(saved(document))


def test_where_all_text_is_indented_that_is_no_quotation() -> None:
    document = docx.Document()
    for inches in (0.5, 0.5, 0.5, 1):
        document.add_paragraph("Text").paragraph_format.left_indent = Inches(inches)
    assert html_of(saved(document)) == "<p>Text</p>" * 3 + "<blockquote><p>Text</p></blockquote>"


def test_a_table_of_one_cell_is_a_frame_and_an_empty_one_is_nothing() -> None:
    frame = f"<w:tbl><w:tr><w:tc>{item(1, 0, 'a')}{p('b')}</w:tc></w:tr></w:tbl>"
    empty = f"<w:tbl><w:tr><w:tc>{p()}</w:tc><w:tc>{p()}</w:tc></w:tr></w:tbl>"
    assert body_html(p("Text"), frame, p("Text"), empty, numbering=NUMBERING) == (
        "<p>Text</p><p></p><ol><li>a</li></ol><p>b</p><p></p><p>Text</p>"
    )


def test_notes_are_numbered_as_they_are_referred_to_and_come_last() -> None:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{}Reference w:id="{}"/></w:r>'
    foot, end, lost = mark.format("footnote", 5), mark.format("endnote", 2), mark.format("footnote", 8)
    html = body_html(
        p("One", end, " two", foot, lost),
        footnotes=f'<w:footnote w:id="5">{p("<w:r><w:footnoteRef/></w:r>", " A ", r("book", "<w:i/>"))}</w:footnote>'
        f'<w:footnote w:id="6">{p("unused")}</w:footnote>'
        f'<w:footnote w:type="separator" w:id="8">{p("line")}</w:footnote>',
        endnotes=f'<w:endnote w:id="2">{p("First")}{p("Second")}</w:endnote>',
    )
    assert html == (
        "<p>One<sup>[1]</sup> two<sup>[2]</sup></p>"
        '<p data-note="1">[1] First<br>Second</p><p data-note="2">[2] A <em>book</em></p>'
    )


def test_a_mark_of_its_own_for_a_note_is_replaced() -> None:
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    html = body_html(p("One", own), footnotes=f'<w:footnote w:id="1">{p("Note")}</w:footnote>')
    assert html == '<p>One<sup>[1]</sup></p><p data-note="1">[1] Note</p>'


def test_special_characters_are_kept_and_soft_hyphens_are_not() -> None:
    run = "<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b\u00a0c</w:t><w:softHyphen/><w:t>d\u00ade</w:t></w:r>"
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Nobody" w:char="F0FC"/></w:r>'
    assert body_html(p(run, symbol)) == "<p>a\u2011b\u00a0cde✓</p>"


def test_words_in_smart_tags_content_controls_and_formulas_are_kept() -> None:
    control = f"<w:sdt><w:sdtPr><w:alias w:val='n'/></w:sdtPr><w:sdtContent>{r('control')}</w:sdtContent></w:sdt>"
    formula = "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
    whole = f"<w:sdt><w:sdtContent>{p('whole')}</w:sdtContent></w:sdt>"
    assert body_html(p(f"<w:smartTag>{r('smart ')}</w:smartTag>", control, " ", formula), whole) == (
        "<p>smart control x=1</p><p>whole</p>"
    )


def test_the_look_is_alignment_size_bold_and_colour() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run("PRESS RELEASE")
    run.bold, run.font.size = True, Pt(14.5)
    document.add_paragraph("Text").add_run(" bold").bold = True
    assert read_word(saved(document)).html == (
        '<p data-look="center 14.5 bold" lang="en"><strong>PRESS RELEASE</strong></p>'
        '<p data-look="left 11" lang="en">Text<strong> bold</strong></p>'
    )
    assert 'data-look="left 10 #ff0000"' in read_word(word(p(r("Red", '<w:color w:val="FF0000"/>')))).html


def test_a_document_without_text_gives_nothing() -> None:
    assert read_word(saved(docx.Document())) == Formatted("")


def test_the_strict_format_is_read() -> None:
    strict = edited(
        word(p("Text")),
        "word/document.xml",
        lambda xml: xml.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )
    assert html_of(strict) == "<p>Text</p>"


def test_a_file_of_libreoffice_is_read() -> None:
    html = html_of((DOCUMENTS / "libreoffice.docx").read_bytes())
    assert html == (
        "<header><p><strong>Permanent Mission of Azerbaijan</strong></p></header><p>For immediate release</p><p></p>"
        "<h1>A title with\u00a0space</h1><p></p><p>New York – <strong>The Mission</strong> says<sup>[1]</sup> this, at "
        '<a href="https://un.org/">un.org</a>: <span>Добрый день</span>.</p>'
        "<blockquote><p>Words of somebody.</p></blockquote>"
        '<ol start="3"><li>third<ul><li>below</li></ul></li><li>fourth</li></ol><p dir="rtl">بيان صحفي رقم ٣</p>'
        '<table><tr><td colspan="2">wide</td></tr><tr><td rowspan="2">tall</td><td>b</td></tr><tr><td>c</td></tr>'
        '</table><p>End.</p><p data-note="1">[1] Its source.</p>'
    )


def test_a_file_without_content_types_and_with_dangling_references_is_read() -> None:
    parts = {
        "_rels/.rels": '<Relationships><Relationship Id="" Type="officeDocument" Target="/W/D.xml"/></Relationships>',
        "w/d.xml": '<d:document xmlns:d="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><d:body><d:p>'
        "<d:r><d:t>Text</d:t></d:r></d:p></d:body></d:document>",
        "w/_rels/d.xml.rels": '<Relationships><Relationship Id="b" Type="x/styles" Target="NULL"/></Relationships>',
    }
    assert html_of(zipped(dict(parts))) == "<p>Text</p>"


def test_the_base_of_annotated_words_is_kept_and_the_annotation_is_not() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('nǐ')}</w:rt><w:rubyBase>{r('你')}</w:rubyBase></w:ruby></w:r>"
    assert body_html(p(ruby, "好")) == "<p>你好</p>"


def test_of_two_forms_of_a_thing_the_first_that_has_words_is_read() -> None:
    def either(first: str, second: str) -> str:
        branches = f"<mc:Choice>{first}</mc:Choice><mc:Fallback>{second}</mc:Fallback>"
        return f"<mc:AlternateContent>{branches}</mc:AlternateContent>"

    assert body_html(p(either(r("new"), r("old")))) == "<p>new</p>"
    assert body_html(p(either("<w:r/>", r("old")))) == "<p>old</p>"
    assert body_html(p("a", either("", ""), "<mc:AlternateContent/>")) == "<p>a</p>"


def test_rows_and_cells_in_content_controls_and_shifted_rows_are_read() -> None:
    def controlled(content: str) -> str:
        return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    merged = '<w:tcPr><w:vMerge w:val="{}"/></w:tcPr>'
    first = f"<w:tr><w:tc>{p('a')}</w:tc><w:tc>{merged.format('restart')}{controlled(p('b'))}</w:tc></w:tr>"
    second = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{merged.format("continue")}{p()}</w:tc></w:tr>'
    html = body_html(f"<w:tbl>{first}{controlled(second)}</w:tbl>")
    assert html == '<table><tr><td>a</td><td rowspan="2">b</td></tr><tr></tr></table>'
