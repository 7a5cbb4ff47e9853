"""Headers, footers, text boxes, pictures, languages and directions of Word files."""

import io

import docx
import pytest
from docx.shared import Inches
from PIL import Image

from pressreleases.intake.document import Picture
from pressreleases.intake.errors import FetchesParts
from pressreleases.intake.reading import read
from pressreleases.intake.word import read_word
from tests.intake.word_files import body_html, html_of, p, r, relation, saved, unzipped, word, zipped

BIDI = "<w:bidi/>"


def picture(kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (2, 2), "red").save(stream, kind)
    return stream.getvalue()


def drawing(key: str = "image1.png", alt: str = "A flag", attribute: str = "embed") -> str:
    blip = f'<pic:blipFill><a:blip r:{attribute}="{key}"/></pic:blipFill>'
    inner = f"<a:graphic><a:graphicData><pic:pic>{blip}</pic:pic></a:graphicData></a:graphic>"
    return f'<w:r><w:drawing><wp:inline><wp:docPr descr="{alt}"/>{inner}</wp:inline></w:drawing></w:r>'


def box(*paragraphs: str) -> str:
    """A text box as Word writes it, in a new and in an old form."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>{content}</wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def page_field() -> str:
    return f'<w:fldSimple w:instr=" PAGE ">{r("1")}</w:fldSimple>'


def test_the_header_comes_first_and_the_footer_last() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Mission"
    document.sections[0].header.add_paragraph("New York", style="Heading 1")
    document.sections[0].footer.paragraphs[0].text = "633 Third Avenue"
    document.add_paragraph("Text")
    assert html_of(saved(document)) == (
        "<header><p>Mission</p><p><strong>New York</strong></p></header><p>Text</p>"
        "<footer><p>633 Third Avenue</p></footer>"
    )


def test_the_header_is_that_of_the_first_page_of_the_first_section() -> None:
    document = docx.Document()
    document.add_paragraph("Text")
    first = document.sections[0]
    first.header.paragraphs[0].text = "every page"
    first.different_first_page_header_footer = True
    first.first_page_header.paragraphs[0].text = "first page"
    second = document.add_section()
    second.first_page_header.is_linked_to_previous = False
    second.first_page_header.paragraphs[0].text = "second section"
    assert html_of(saved(document)) == "<header><p>first page</p></header><p>Text</p>"


def test_a_first_page_without_header_has_none_and_one_of_its_own_is_used_only_if_told() -> None:
    document = docx.Document()
    document.add_paragraph("Text")
    document.sections[0].header.paragraphs[0].text = "every page"
    document.sections[0].first_page_header.paragraphs[0].text = ""
    assert "every page" in html_of(saved(document))
    document.sections[0].different_first_page_header_footer = True
    assert html_of(saved(document)) == "<p>Text</p>"


def test_lines_of_page_numbers_are_dropped_from_header_and_footer() -> None:
    total = f'<w:fldSimple w:instr="NUMPAGES">{r("2")}</w:fldSimple>'
    section = '<w:sectPr><w:footerReference r:id="footer1"/></w:sectPr>'
    page, address = p("Page ", page_field(), " of ", total), p("633 Third Avenue, page ", page_field())
    assert body_html(p("Text"), section, footer1=page) == "<p>Text</p>"
    assert body_html(p("Text"), section, footer1=address) == (
        "<p>Text</p><footer><p>633 Third Avenue, page</p></footer>"
    )
    assert body_html(p("Text"), section, footer1=p("Page one")) == "<p>Text</p><footer><p>Page one</p></footer>"


def test_a_letterhead_in_a_table_of_the_header_stays_a_table() -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('Missiya')}</w:tc><w:tc>{p('Mission')}</w:tc></w:tr></w:tbl>"
    section = '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
    assert body_html(p("Text"), section, header1=table) == (
        "<header><table><tr><td>Missiya</td><td>Mission</td></tr></table></header><p>Text</p>"
    )


def test_a_text_box_is_read_once_in_its_place() -> None:
    assert body_html(p("One"), p(box(p("In the"), p("box")), "Two")) == (
        "<p>One</p><p></p><p>In the</p><p>box</p><p></p><p>Two</p>"
    )


def test_a_text_box_of_an_old_document_is_read() -> None:
    old = f"<v:shape><v:textbox><w:txbxContent>{p('Old')}</w:txbxContent></v:textbox></v:shape>"
    assert body_html(p("One"), p(f"<w:r><w:pict>{old}</w:pict></w:r>")) == "<p>One</p><p></p><p>Old</p>"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_is_kept_with_its_bytes_and_alternative_text(kind: str) -> None:
    data = picture(kind)
    parts = word(p("See ", drawing(alt="A &quot;flag&quot;")), relations=IMAGE)
    read = read_word(edited_with(parts, "word/image1.png", data))
    assert 'See <img data-picture="0" alt="A &quot;flag&quot;">' in read.html
    assert read.pictures == (Picture(data, 'A "flag"'),)


IMAGE = relation("image1.png", "image", "image1.png")


def edited_with(data: bytes, name: str, content: bytes) -> bytes:
    return zipped(unzipped(data) | {name: content})


def test_a_picture_of_python_docx_is_kept_and_used_twice_is_one() -> None:
    document = docx.Document()
    document.add_paragraph("Text")
    for _time in range(2):
        document.add_picture(io.BytesIO(picture()), width=Inches(1))
    document.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(picture("GIF")))
    read = read_word(saved(document))
    assert [one.data[:4] for one in read.pictures] == [b"GIF8", b"\x89PNG"]
    assert read.html.count('data-picture="1"') == 2


@pytest.mark.parametrize("data", [b"\x01\0\0\0EMF", b"<svg/>", b"BM00", b""])
def test_a_picture_that_browsers_do_not_show_has_no_bytes_and_its_place(data: bytes) -> None:
    read = read_word(edited_with(word(p("See ", drawing(alt="Flag")), relations=IMAGE), "word/image1.png", data))
    assert "See <img" in read.html
    assert read.pictures == (Picture(b"", "Flag", lost="form"),)


def test_a_missing_picture_has_no_bytes_and_a_linked_one_is_refused() -> None:
    read = read_word(word(p("See ", drawing()), relations=IMAGE))
    assert [(one.data, one.lost) for one in read.pictures] == [(b"", "form")]
    linked = relation("far", "image", "https://example.org/a.png", external=True)
    with pytest.raises(FetchesParts, match=r"https://example\.org/a\.png"):
        read_word(word(p("See ", drawing("far", attribute="link")), relations=linked))


OBJECT = '<w:r><w:object><v:shape><v:imagedata r:id="image1.png"/></v:shape></w:object></w:r>'


def graphic(kind: str) -> str:
    """A chart or a diagram, as Word writes it."""
    uri = f"http://schemas.openxmlformats.org/drawingml/2006/{kind}"
    described = '<wp:docPr id="1" name="1" descr="Visitors by year"/>'
    data = f'<a:graphic><a:graphicData uri="{uri}"/></a:graphic>'
    return f"<w:r><w:drawing><wp:inline>{described}{data}</wp:inline></w:drawing></w:r>"


HEAD = (p("Press release"), p(), p("5 May 2024"), p(), p("The Embassy Opens a Garden"), p())
TEXT = "The Embassy opened a garden for its neighbours on Tuesday, and forty of them came."


@pytest.mark.parametrize(
    ("shape", "names"),
    [(graphic("chart"), "chart"), (graphic("diagram"), "diagram"), (OBJECT, "object"), (drawing(), "picture")],
)
def test_what_cannot_be_taken_over_is_named_by_the_words_above_it(shape: str, names: str) -> None:
    data = edited_with(word("".join((*HEAD, p(TEXT), p(shape), p(TEXT))), relations=IMAGE), "word/image1.png", b"EMF")
    (question,) = read(data).questions
    assert names in str(question)
    assert "“The Embassy opened a garden for its neighbours on Tuesday, …”" in str(question)


def test_it_is_named_in_a_table_too_and_a_picture_that_is_kept_is_not() -> None:
    rows = (("Chart", graphic("chart")), ("None", r("no")))
    cells = "".join(f"<w:tr><w:tc>{p(one)}</w:tc><w:tc>{p(other)}</w:tc></w:tr>" for one, other in rows)
    table = f"<w:tbl>{cells}</w:tbl>"
    assert len(read(word("".join((*HEAD, p(TEXT), table, p(TEXT))))).questions) == 1
    kept = word("".join((*HEAD, p(TEXT), p(drawing()), p(TEXT))), relations=IMAGE)
    assert read(edited_with(kept, "word/image1.png", picture())).questions == ()


def test_a_watermark_is_asked_about() -> None:
    shape = '<w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r>'
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    body = "".join((*HEAD, p(TEXT), section))
    (question,) = read(word(body, header1=p(shape))).questions
    assert question.lines == ((1, "[DRAFT]"),)
    assert read(word(body, header1=p("Embassy of the Lakes"))).questions == ()


def test_an_old_picture_has_its_alternative_text() -> None:
    shape = (
        '<w:r><w:pict><v:shape alt="Old flag"><v:imagedata r:id="image1.png" o:title="flag"/></v:shape></w:pict></w:r>'
    )
    read = read_word(edited_with(word(p("See ", shape), relations=IMAGE), "word/image1.png", picture()))
    assert read.pictures == (Picture(picture(), "Old flag"),)


def test_languages_are_those_of_most_words_and_of_the_others() -> None:
    french, russian = '<w:lang w:val="fr-FR"/>', '<w:lang w:val="ru-RU"/>'
    html = read_word(word(p(r("Bonjour le monde ", french), r("да", russian), r(" 12 "), r("oui", french)))).html
    assert html == '<p data-look="left 10" lang="fr">Bonjour le monde <span lang="ru">да</span> 12 oui</p>'


def test_a_language_that_cannot_be_that_of_the_letters_is_not_believed() -> None:
    html = read_word(
        word(p(r("Добрый день", '<w:lang w:val="en-US"/>')) + p(r("Salam", '<w:lang w:val="ru-RU"/>')))
    ).html
    assert "lang" not in html


def test_chinese_words_have_the_language_for_east_asia() -> None:
    both = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    assert 'lang="zh">新闻稿<' in read_word(word(p(r("新闻稿", both)))).html


def test_paragraphs_from_the_right_are_kept_with_their_own_bold_and_language() -> None:
    arabic = '<w:rtl/><w:bCs/><w:szCs w:val="32"/><w:lang w:val="en-US" w:bidi="ar-SA"/>'
    html = read_word(word(p(r("بيان", arabic), r(" UN", '<w:lang w:val="en-US"/>'), properties=BIDI))).html
    assert html == ('<p data-look="left 16" lang="ar" dir="rtl"><strong>بيان</strong><span lang="en"> UN</span></p>')


def test_words_from_the_right_in_a_paragraph_from_the_left_are_marked() -> None:
    arabic = r("بيان", '<w:rtl/><w:lang w:bidi="ar-SA"/>')
    english = r("The word ", '<w:lang w:val="en"/>')
    assert 'lang="en">The word <span lang="ar" dir="rtl">بيان</span></p>' in read_word(word(p(english, arabic))).html
    assert html_of(word(p(arabic))) == '<p dir="rtl">بيان</p>'
    assert html_of(word(p(r("123", "<w:rtl/>")))) == "<p>123</p>"


def test_a_direction_can_come_from_a_style_and_be_turned_off() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/>'
        "<w:pPr><w:bidi/></w:pPr></w:style>"
    )
    assert body_html(p("a"), p("b", properties='<w:bidi w:val="0"/>'), styles=styles) == '<p dir="rtl">a</p><p>b</p>'


def test_pictures_and_boxes_of_a_group_are_found_and_a_picture_says_its_own_words() -> None:
    def one(name: str) -> str:
        own = f'<pic:nvPicPr><pic:cNvPr descr="{name}"/></pic:nvPicPr>'
        return f'<pic:pic>{own}<pic:blipFill><a:blip r:embed="image1.png"/></pic:blipFill></pic:pic>'

    shapes = (
        f"<mc:AlternateContent><mc:Choice><w:txbxContent>{p('box')}</w:txbxContent></mc:Choice></mc:AlternateContent>"
    )
    group = (
        f'<w:r><w:drawing><wp:docPr descr="all"/>{one("left")}{one("")}{shapes}<mc:AlternateContent/></w:drawing></w:r>'
    )
    read = read_word(edited_with(word(p(group, "Text"), relations=IMAGE), "word/image1.png", picture()))
    assert [one.alt for one in read.pictures] == ["left", "all"]
    assert ">box</p><p></p>" in read.html


def test_a_hidden_picture_is_left_out() -> None:
    hidden = drawing().replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    assert read_word(edited_with(word(p("a", hidden), relations=IMAGE), "word/image1.png", picture())).pictures == ()


@pytest.mark.parametrize(
    ("rectangle", "cropped"),
    [
        ('l="25000" b="10%"', (0.25, 0.0, 0.0, 0.1)),
        ('r="50000"', (0.0, 0.0, 0.5, 0.0)),
        ('l="-5000" t="10"', (0.0, 0.0, 0.0, 0.0)),
        ("", (0.0, 0.0, 0.0, 0.0)),
    ],
)
def test_what_is_cut_off_a_picture_is_told(rectangle: str, cropped: tuple[float, ...]) -> None:
    shape = drawing().replace(
        "</pic:blipFill>", f"<a:srcRect {rectangle}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
    )
    read = read_word(edited_with(word(p("See ", shape), relations=IMAGE), "word/image1.png", picture()))
    assert [(one.data, one.cropped) for one in read.pictures] == [(picture(), cropped)]


@pytest.mark.parametrize(
    "more",
    [
        '<a:srcRect l="60000" r="40000"/>',
        '<a:srcRect l="half"/>',
        '<a:srcRect t="1f"/>',
        '<a:stretch><a:fillRect l="-20000"/></a:stretch>',
    ],
)
def test_a_picture_of_which_it_is_not_known_what_is_shown_has_no_bytes(more: str) -> None:
    shape = drawing().replace("</pic:blipFill>", f"{more}</pic:blipFill>")
    read = read_word(edited_with(word(p("See ", shape), relations=IMAGE), "word/image1.png", picture()))
    assert [one.data for one in read.pictures] == [b""]


@pytest.mark.parametrize(("side", "share"), [("16384f", 0.25), (".25", 0.25), ("25%", 0.25), ("0", 0.0)])
def test_what_is_cut_off_an_old_picture_is_told(side: str, share: float) -> None:
    shape = f'<w:r><w:pict><v:shape><v:imagedata r:id="image1.png" cropleft="{side}"/></v:shape></w:pict></w:r>'
    read = read_word(edited_with(word(p("See ", shape), relations=IMAGE), "word/image1.png", picture()))
    assert [one.cropped for one in read.pictures] == [(share, 0.0, 0.0, 0.0)]


def test_a_picture_that_is_shown_whole_and_cropped_is_two() -> None:
    shape = drawing().replace("</pic:blipFill>", '<a:srcRect l="25000"/></pic:blipFill>')
    read = read_word(edited_with(word(p("See ", shape, drawing()), relations=IMAGE), "word/image1.png", picture()))
    assert [one.cropped[0] for one in read.pictures] == [0.25, 0.0]


def sheet_with_foot(words: str) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Embassy of the Lakes"
    document.sections[0].header.add_paragraph("633 Third Avenue, New York, NY 10017, Tel. (212) 555-0100")
    document.sections[0].footer.paragraphs[0].text = words
    for line in (
        "Press release",
        "New York, 5 May 2024",
        "A Garden for All",
        "Forty people planted trees in it today.",
    ):
        document.add_paragraph(line)
    for line in ("Press contact", "Leyla Example, +1 212 555 0142"):
        document.add_paragraph(line)
    return saved(document)


def test_a_web_address_at_the_foot_is_of_the_letterhead_and_other_words_are_asked() -> None:
    web, other = read(sheet_with_foot("www.lakes.example.org")), read(sheet_with_foot("Printed on old paper"))
    assert [question.key for question in web.questions] == []
    assert len(other.questions) == 1
    assert "lakes.example" not in str((web.title, web.body, web.notes, web.contact))


def test_the_heading_of_the_press_contact_is_not_in_it() -> None:
    assert read(sheet_with_foot("")).contact == ("Leyla Example, +1 212 555 0142",)


def test_a_short_line_under_a_picture_is_no_heading() -> None:
    document = docx.Document()
    for line in ("Press release", "New York, 5 May 2024", "A Garden for All"):
        document.add_paragraph(line)
    document.add_paragraph("Forty people planted trees in the garden of the embassy on Tuesday.")
    document.add_picture(io.BytesIO(picture()), width=Inches(1))
    document.add_paragraph("The garden in May")
    document.add_paragraph("The garden is open on weekdays, and its trees come from four countries.")
    document.add_paragraph("Opening hours")
    document.add_paragraph("It opens at ten in the morning and closes at six in the evening.")
    body = read(saved(document)).body
    assert "<p>The garden in May</p>" in body
    assert "<h2>Opening hours</h2>" in body
