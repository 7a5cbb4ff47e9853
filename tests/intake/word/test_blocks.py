"""Words, lists and tables of a Word file as HTML."""

import docx

from tests.intake.word_files import NUMBERING, body_html, edited, html_of, item, p, r, relation, saved

LINK = relation("link", "hyperlink", "https://un.org/a?b=1&amp;c=2", external=True)


def field_of(code: str, result: str) -> str:
    """A field as Word writes it, in five runs."""
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{middle}{r(result)}{end}"


def test_bold_and_italic_are_kept_and_other_looks_are_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("It ")
    run = paragraph.add_run("is ")
    run.bold = True
    paragraph.add_run("so").bold = True
    paragraph.add_run(" ")
    run = paragraph.add_run("under")
    run.underline = run.font.strike = run.font.all_caps = True
    paragraph.add_run(" em").italic = True
    assert html_of(saved(document)) == "<p>It <strong>is so</strong> under<em> em</em></p>"


def test_raised_and_lowered_words_are_kept() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("5")
    paragraph.add_run("th").font.superscript = True
    paragraph.add_run(" H")
    paragraph.add_run("2").font.subscript = True
    assert html_of(saved(document)) == "<p>5<sup>th</sup> H<sub>2</sub></p>"


def test_links_are_kept() -> None:
    link = f'<w:hyperlink r:id="link" w:anchor="part">{r("the ")}{r("site", "<w:b/>")}</w:hyperlink>'
    address = "https://un.org/a?b=1&amp;c=2#part"
    assert body_html(p("See ", link), relations=LINK) == (
        f'<p>See <a href="{address}">the <strong>site</strong></a></p>'
    )


def test_links_that_run_something_or_stay_in_the_document_are_only_words() -> None:
    within = f'<w:hyperlink w:anchor="_Toc1">{r("within")}</w:hyperlink>'
    script = field_of('HYPERLINK "javascript:alert(1)"', "script")
    local = field_of('HYPERLINK "file:///C:/a.docx"', "local")
    anchor = field_of('HYPERLINK \\l "_Toc1"', "anchor")
    assert body_html(p(within), p(script), p(local), p(anchor)) == (
        "<p>within</p><p>script</p><p>local</p><p>anchor</p>"
    )


def test_tables_keep_merged_cells_and_header_cells() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "tall"
    mark = "<w:tr><w:trPr><w:tblHeader/></w:trPr>"
    header = edited(saved(document), "word/document.xml", lambda xml: xml.replace("<w:tr>", mark, 1))
    assert html_of(header) == (
        '<table><tr><th colspan="2">wide</th><th>02</th></tr>'
        '<tr><td rowspan="2">tall</td><td>11</td><td>12</td></tr><tr><td>21</td><td>22</td></tr></table>'
    )


def test_cells_have_paragraphs_and_lists_and_tables_in_them_become_such() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('c')}</w:tc><w:tc>{p('d')}</w:tc></w:tr></w:tbl>"
    cell = f"<w:tc>{p()}{p('a')}{item(1, 0, 'b')}{inner}{p()}</w:tc>"
    assert body_html(f"<w:tbl><w:tr>{cell}<w:tc>{p('e')}</w:tc></w:tr></w:tbl>", numbering=NUMBERING) == (
        "<table><tr><td><p>a</p><p>1. b</p><p>c</p><p>d</p></td><td>e</td></tr></table>"
    )


def test_line_breaks_and_tabs_are_kept_within_a_paragraph_and_not_at_its_ends() -> None:
    end = '<w:r><w:br w:type="page"/></w:r>'
    assert body_html(p(end, "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>", " ", end)) == (
        "<p>a<br>b\tc</p>"
    )


def test_text_is_escaped() -> None:
    link = relation("link", "hyperlink", "https://a.org/&quot;&gt;&lt;b", external=True)
    html = body_html(p("&lt;b&gt; &amp; ", f'<w:hyperlink r:id="link">{r("x")}</w:hyperlink>'), relations=link)
    assert html == '<p>&lt;b&gt; &amp; <a href="https://a.org/&quot;&gt;&lt;b">x</a></p>'


def test_empty_paragraphs_are_one_blank_line() -> None:
    assert body_html(p(), p("a"), p(), p(r(" ", "<w:b/>")), p("b"), p()) == "<p>a</p><p></p><p>b</p>"


def test_a_cell_that_continues_nothing_is_one_of_its_own() -> None:
    alone = f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr>"
    assert body_html(f"<w:tbl>{alone}</w:tbl>") == "<table><tr><td>a</td><td>b</td></tr></table>"
