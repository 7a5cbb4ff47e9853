"""Lists of Word files: their depth, their numbers, and what only looks like one."""

import docx

from tests.intake.word_files import NUMBERING, body_html, html_of, item, p, r, saved


def test_lists_are_nested_and_start_where_they_start() -> None:
    html = body_html(
        item(1, 0, "one"), item(2, 1, "below"), item(2, 1, "below too"), item(1, 0, "two"),
        p("Between"), item(1, 0, "three"), item(3, 0, "again"), item(0, 0, "none"), item(9, 0, "undefined"),
        numbering=NUMBERING,
    )  # fmt: skip
    assert html == (
        "<ol><li>one<ul><li>below</li><li>below too</li></ul></li><li>two</li></ol><p>Between</p>"
        '<ol start="3"><li>three</li></ol><ol start="7"><li>again</li></ol><p>none</p><p>undefined</p>'
    )


def test_lists_by_styles_are_lists() -> None:
    document = docx.Document()
    for style in ("List Bullet", "List Bullet 2", "List Paragraph", "List Number", "List Number"):
        document.add_paragraph(style, style=style)
    assert html_of(saved(document)) == (
        "<ul><li>List Bullet<ul><li>List Bullet 2<br>List Paragraph</li></ul></li></ul>"
        "<ol><li>List Number</li><li>List Number</li></ol>"
    )


def test_a_list_can_be_defined_by_a_style_for_lists() -> None:
    linked = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="none"/></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="6"/></w:num>'
    )
    style = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    html = body_html(
        item(5, 0, "one"), item(6, 0, "lost"), numbering=NUMBERING + linked,
        styles=f'<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/>{style}</w:style>',
    )  # fmt: skip
    assert html == "<ol><li>one</li></ol><p>lost</p>"


def test_items_keep_the_marks_that_a_list_of_the_site_does_not_show() -> None:
    def of(kind: str, text: str) -> str:
        level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        deeper = '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
        numbering = f'<w:abstractNum w:abstractNumId="0">{level}{deeper}</w:abstractNum>'
        numbering += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        return body_html(item(1, 0, "one"), item(1, 0, "two"), item(1, 1, "below"), numbering=numbering)

    below = "<ul><li>{} below</li></ul>"
    assert of("lowerLetter", "(%1)") == f"<ul><li>(a) one</li><li>(b) two{below.format('b.1')}</li></ul>"
    assert of("lowerRoman", "(%1)") == f"<ul><li>(i) one</li><li>(ii) two{below.format('ii.1')}</li></ul>"
    assert of("upperLetter", "%1.") == f"<ul><li>A. one</li><li>B. two{below.format('B.1')}</li></ul>"
    assert of("decimal", "%1.") == f"<ol><li>one</li><li>two{below.format('2.1')}</li></ol>"
    assert of("decimal", "(%1)") == f"<ol><li>one</li><li>two{below.format('2.1')}</li></ol>"


def test_headings_keep_their_numbers() -> None:
    def level(at: int, kind: str, text: str) -> str:
        return f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'

    levels = level(0, "upperRoman", "%1.") + level(1, "lowerLetter", "%1 (%2)") + level(2, "arabicAlpha", "%3.")
    html = body_html(
        *(heading(at, text) for at, text in ((0, "a"), (1, "b"), (1, "c"), (0, "d"), (1, "e"), (2, "f"))),
        numbering=f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    assert html == "<h1>I. a</h1><h2>I (a) b</h2><h2>I (b) c</h2><h1>II. d</h1><h2>II (a) e</h2><h3>f</h3>"


def heading(level: int, text: str) -> str:
    """A heading that is also an item of a list, as Word's numbered headings are."""
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return p(text, properties=f'{number}<w:outlineLvl w:val="{level}"/>')


def test_a_list_without_visible_marks_is_no_list() -> None:
    silent = (
        '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/></w:lvl><w:lvl w:ilvl="1">'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="5"/></w:num>'
    )
    assert body_html(item(5, 0, "a"), item(5, 1, "b"), numbering=silent) == "<p>a</p><p>b</p>"


def test_deeper_numbers_begin_again_and_a_list_may_begin_deep() -> None:
    deep = NUMBERING.replace("</w:lvl></w:abstractNum>", "</w:lvl>" + '<w:lvl w:ilvl="2"/>' + "</w:abstractNum>", 1)
    html = body_html(*(item(1, level, text) for level, text in ((2, "a"), (0, "b"), (2, "c"))), numbering=deep)
    assert html == "<ol><li>a</li></ol><ol><li>b<ol><li>c</li></ol></li></ol>"


def test_a_style_based_on_a_heading_is_a_heading() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Rubric"/><w:basedOn w:val="H2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Round"><w:name w:val="Round"/><w:basedOn w:val="Round"/></w:style>'
    )
    own, around = (p("Text", properties=f'<w:pStyle w:val="{style}"/>') for style in ("Own", "Round"))
    assert body_html(own, around, styles=styles) == "<h2>Text</h2><p>Text</p>"


def test_bold_of_a_style_counts_and_a_run_can_turn_it_off() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    )
    runs = [r("bold "), r("off ", '<w:b w:val="0"/>'), r("twice", '<w:rStyle w:val="S"/>')]
    html = body_html(p(*runs, properties='<w:pStyle w:val="B"/>'), p(runs[2]), styles=styles)
    assert html == "<p><strong>bold </strong>off twice</p><p><strong>twice</strong></p>"
