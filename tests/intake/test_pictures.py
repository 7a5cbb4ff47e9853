"""Pictures of documents with the captions under or above them, and where pictures stay that have none."""

import base64
import io

import docx
import pytest
from docx.shared import Inches

from pressreleases.intake.document import Document
from pressreleases.intake.opendocument_styles import NAMESPACES
from pressreleases.intake.reading import read
from tests.intake.word.test_walking import picture
from tests.intake.word_files import saved, zipped

HEAD = ("Press release", "New York, 5 May 2024", "A Garden for All")
TEXT = "Forty people planted trees in the garden of the embassy on Tuesday."
MORE = "The garden is open on weekdays, and its trees come from four countries."
IMG = '<img data-picture="0" alt="">'


def word(*lines: str | tuple[str, str]) -> Document:
    """A Word file with the head, in which `""` is a picture and a pair has the name of its style."""
    document = docx.Document()
    for line in (*HEAD, *lines):
        if line == "":
            document.add_picture(io.BytesIO(picture()), width=Inches(1))
        elif isinstance(line, str):
            document.add_paragraph(line)
        else:
            document.add_paragraph(line[0], style=line[1])
    return read(saved(document))


def figure(caption: str) -> str:
    return f"<figure>{IMG}<figcaption>{caption}</figcaption></figure>"


def test_the_style_caption_under_a_picture_makes_a_figure() -> None:
    body = word(TEXT, "", ("Neighbours at work", "Caption"), MORE).body
    assert body == f"<p>{TEXT}</p>\n{figure('Neighbours at work')}\n<p>{MORE}</p>"


def test_the_style_caption_above_a_picture_makes_a_figure() -> None:
    assert word(TEXT, ("Neighbours at work", "Caption"), "", MORE).body.split("\n")[1] == figure("Neighbours at work")


def test_a_caption_belongs_to_the_picture_above_it_before_that_under_it() -> None:
    body = word(TEXT, "", ("One", "Caption"), "", ("Two", "Caption"), MORE).body
    assert body.split("\n")[1:3] == [figure("One"), figure("Two")]


def test_a_caption_without_a_picture_stays_a_paragraph() -> None:
    assert (
        word(TEXT, ("Table 1. Trees", "Caption"), MORE).body == f"<p>{TEXT}</p>\n<p>Table 1. Trees</p>\n<p>{MORE}</p>"
    )


@pytest.mark.parametrize(
    "words",
    [
        "Figure 1. The garden in May",
        "Photo: the Embassy",
        "Şəkil 2. Bağ mayda",
        "Foto: Səfirlik",
        "Рис. 3 – Сад в мае",
        "Фото: посольство",
        "Photo : l’ambassade",
        "Figura 4. El jardín",
        "الشكل 1: الحديقة",
        "صورة: الحديقة في مايو",
        "图 1 五月的花园",
        "照片：花园",
        "Fotoğraf: Büyükelçilik",
    ],
)
def test_words_that_say_so_make_a_caption_of_a_line_under_a_picture(words: str) -> None:
    assert figure(words) in word(TEXT, "", words, MORE).body


@pytest.mark.parametrize(
    "words", ["Photographs were taken by all of them.", "Figures rose by 4.", "The garden in May."]
)
def test_other_words_under_a_picture_are_a_paragraph(words: str) -> None:
    assert f"<p>{IMG}</p>\n<p>{words}</p>" in word(TEXT, "", words, MORE).body


def test_a_picture_between_title_and_text_is_the_first_of_the_text() -> None:
    document = word("", ("Neighbours at work", "Caption"), TEXT, MORE)
    assert document.title == "A Garden for All"
    assert document.body.startswith(figure("Neighbours at work"))
    assert word("", TEXT, MORE).body.startswith(f"<p>{IMG}</p>\n<p>Forty")


def test_a_picture_at_the_end_of_the_text_stays() -> None:
    assert word(TEXT, MORE, "").body.endswith(f"<p>{IMG}</p>")


def test_a_picture_under_the_contact_is_asked_about() -> None:
    document = word(TEXT, MORE, "Press contact: Leyla Example, +1 212 555 0142", "")
    (question,) = document.questions
    assert "picture under the text" in str(question)
    assert document.contact == ("Press contact: Leyla Example, +1 212 555 0142",)
    assert "<img" not in document.body


def page(inner: str) -> str:
    head = "".join(f"<p>{line}</p>" for line in HEAD)
    return read(f"<html><body>{head}<p>{TEXT}</p>{inner}<p>{MORE}</p></body></html>".encode()).body


def test_a_figure_of_a_web_page_is_a_figure() -> None:
    shown = f"<img src='data:image/png;base64,{base64.b64encode(picture()).decode()}' alt=''>"
    inside = "<figcaption>Neighbours <em>at work</em></figcaption>"
    assert figure("Neighbours <em>at work</em>") in page(f"<figure>{shown}{inside}</figure>")
    assert f"<p>{IMG}</p>" in page(f"<figure>{shown}</figure>")


def opendocument(text: str) -> Document:
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    styles = '<style:style style:name="Caption" style:family="paragraph"/>'
    styles += '<style:style style:name="Figure" style:family="paragraph" style:parent-style-name="Caption"/>'
    paragraphs = "".join(f"<text:p>{line}</text:p>" for line in (*HEAD, TEXT))
    content = f"<office:body><office:text>{paragraphs}{text}<text:p>{MORE}</text:p></office:text></office:body>"
    return read(
        zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": f"<office:document-content {spaces}>{content}</office:document-content>",
                "styles.xml": f"<office:document-styles {spaces}><office:styles>{styles}</office:styles>"
                "</office:document-styles>",
                "Pictures/1.png": picture(),
            }
        )
    )


def test_a_frame_of_libreoffice_with_a_picture_and_its_caption_is_a_figure() -> None:
    shown = '<draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame>'
    own = f'<text:p text:style-name="Figure">{shown}Neighbours at work</text:p>'
    body = opendocument(f"<text:p><draw:frame><draw:text-box>{own}</draw:text-box></draw:frame></text:p>").body
    assert figure("Neighbours at work") in body
    assert f"<p>{IMG}Neighbours" in opendocument(own.replace(' text:style-name="Figure"', "")).body
