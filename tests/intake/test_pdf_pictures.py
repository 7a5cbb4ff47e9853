"""Pictures of PDFs: taken as a reader sees them, asked about, and named where they cannot be taken."""

import io
from collections.abc import Sequence

import pikepdf
import pytest
from PIL import Image

from pressreleases.intake import pdf_pictures
from pressreleases.intake.document import Document
from pressreleases.intake.pdf import layer_of_pdf
from pressreleases.intake.reading import read

RED, BLUE = (220, 20, 20), (20, 20, 220)
HEAD = [(790, "PRESS RELEASE"), (776, "12 June 2025"), (740, "Night School for Beekeepers Opens in Gatineau")]
FIRST = ["Forty-one people have signed up for the first night school for beekeepers in", "the city of Gatineau."]
LAST = ["Classes are held twice a week in a former bakery, and no fee is charged to", "anybody who comes."]
# From the left, the bottom, the right and the top, and how the picture is drawn: “0 0 1 1 re W n” cuts.
Placed = tuple[int, int, int, int, str]


def lines_at(top: int, lines: list[str]) -> list[tuple[int, str]]:
    return [(top - 14 * at, line) for at, line in enumerate(lines)]


def pdf_of(*pages: tuple[list[tuple[int, str]], Sequence[Placed]], size: tuple[int, int] = (40, 40)) -> bytes:
    """A PDF with lines of text, and a picture whose left half is red and whose right half is blue, at its places."""
    halves = Image.new("RGB", size, RED)
    halves.paste(BLUE, (size[0] // 2, 0, *size))
    with pikepdf.new() as made:
        shown = made.make_stream(halves.tobytes())
        shown.update(
            {"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": size[0], "/Height": size[1]}
        )
        shown.update({"/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8})
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for lines, places in pages:
            page = made.add_blank_page(page_size=(595, 842))
            content = [f"BT /F 12 Tf 1 0 0 1 72 {base} Tm ({text}) Tj ET" for base, text in lines]
            content += [
                f"q {how} {right - left} 0 0 {top - bottom} {left} {bottom} cm /P Do Q"
                for left, bottom, right, top, how in places
            ]
            page.Contents = made.make_stream("\n".join(content).encode())
            page.Resources = pikepdf.Dictionary(
                Font=pikepdf.Dictionary(F=font), XObject=pikepdf.Dictionary(P=made.make_indirect(shown))
            )
        stream = io.BytesIO()
        made.save(stream)
    return stream.getvalue()


def sheet(*places: Placed, more: list[tuple[int, str]] | None = None, size: tuple[int, int] = (40, 40)) -> bytes:
    lines = [*HEAD, *lines_at(700, FIRST), *lines_at(480, LAST), *(more or [])]
    return pdf_of((lines, places), size=size)


BETWEEN: Placed = (72, 520, 272, 660, "")


def colours(data: bytes) -> set[tuple[int, ...]]:
    """The colours in the middle of the left and of the right half."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    found = (image.getpixel((image.width * at // 4, image.height // 2)) for at in (1, 3))
    return {each for each in found if isinstance(each, tuple)}


def questions(document: Document) -> list[str]:
    return [question.key for question in document.questions]


def test_a_picture_stays_between_its_paragraphs_and_is_asked_about() -> None:
    document = read(sheet(BETWEEN))
    paragraphs = [" ".join(lines) for lines in (FIRST, LAST)]
    shown = '<p><img data-picture="0" alt=""></p>'
    assert document.body == f"<p>{paragraphs[0]}</p>\n{shown}\n<p>{paragraphs[1]}</p>"
    assert colours(document.pictures[0].data) == {RED, BLUE}
    (question,) = document.questions
    assert "the city of Gatineau" in str(question)
    assert (question.key, question.needed) == ("picture-1", False)


def test_the_answer_is_its_text_alternative() -> None:
    document = read(sheet(BETWEEN), answers={"picture-1": 'A "hive"'})
    assert 'alt="A &quot;hive&quot;"' in document.body
    assert [each.alt for each in document.pictures] == ['A "hive"']
    assert questions(document) == []


def test_a_caption_under_it_makes_a_figure() -> None:
    document = read(sheet(BETWEEN, more=[(506, "Figure 1. The first hive")]))
    assert "<figcaption>Figure 1. The first hive</figcaption></figure>" in document.body


def test_what_was_cut_off_is_not_taken_along() -> None:
    cut = read(sheet((72, 520, 272, 660, "72 520 100 140 re W n"))).pictures[0]
    assert colours(cut.data) == {RED}


def test_a_picture_of_which_nothing_is_seen_is_none() -> None:
    document = read(sheet((72, 520, 272, 660, "0 0 10 10 re W n")))
    assert "<img" not in document.body
    assert questions(document) == []


def test_a_picture_beside_lines_does_not_cut_their_paragraph() -> None:
    beside = read(sheet((400, 640, 520, 720, "")))
    assert f"<p>{' '.join(FIRST)}</p>" in beside.body
    assert beside.body.count("<img") == 1


def test_an_emblem_above_the_label_is_of_the_letterhead() -> None:
    document = read(sheet((72, 800, 120, 840, "")))
    assert "<img" not in document.body
    assert questions(document) == []


def test_what_is_on_each_page_at_the_same_place_is_taken_once() -> None:
    lines = lines_at(700, LAST)
    _text, pictures = layer_of_pdf(pdf_of(([*HEAD, *lines], [BETWEEN]), (lines, [BETWEEN]), (lines, [BETWEEN])))
    assert len(pictures.shown) == 1


@pytest.mark.parametrize("place", [(72, 560, 92, 580, ""), (72, 560, 572, 584, "")])
def test_signs_and_rules_are_no_pictures(place: Placed) -> None:
    assert read(sheet(place)).pictures == ()


def test_a_picture_in_stripes_is_one() -> None:
    _text, pictures = layer_of_pdf(sheet((72, 520, 272, 580, ""), (72, 580, 272, 660, "")))
    assert len(pictures.shown) == 1


@pytest.mark.parametrize(
    ("name", "value"), [("MOST_STORED_PIXELS", 1599), ("SECONDS", -1), ("MOST_BYTES", 0), ("COVERS", 0.05)]
)
def test_a_picture_beyond_a_limit_is_named(name: str, value: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pictures, name, value)
    if name == "COVERS":
        monkeypatch.setattr(pdf_pictures, "WRITTEN_ON", -1)
    _text, pictures = layer_of_pdf(sheet(BETWEEN))
    assert [each.data for each in pictures.shown] == [b""]


def test_a_picture_behind_the_text_is_asked_about_and_left_out() -> None:
    first = lines_at(700, FIRST)
    document = read(pdf_of(([*HEAD, *first], []), ([*lines_at(640, LAST * 9)], [(0, 300, 595, 842, "")])))
    assert [each.data for each in document.pictures] == [b""]
    assert [str(question) for question in document.questions if "cannot be taken over" in str(question)]


def test_a_large_picture_is_drawn_smaller_and_only_so_many_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pictures, "MOST_PIXELS", 10_000)
    monkeypatch.setattr(pdf_pictures, "MOST_PICTURES", 1)
    _text, pictures = layer_of_pdf(sheet(BETWEEN, (300, 520, 500, 660, ""), size=(400, 400)))
    (only,) = pictures.shown
    image = Image.open(io.BytesIO(only.data))
    assert image.width * image.height <= 11_000


def test_lines_of_a_contact_stay_lines() -> None:
    contact = [
        "For further information:",
        "Ida Brekke, Second Secretary for press and culture at the Embassy of Norland",
        "Tel. 613-555-0120 and at night 613-555-0121, every day from nine to five",
        "press@norland.example.org",
    ]
    document = read(sheet(more=lines_at(420, contact)))
    assert document.contact == tuple(contact)


def with_paths(data: bytes, *paths: str) -> bytes:
    """The PDF with more on its first page: operators that draw."""
    with pikepdf.open(io.BytesIO(data)) as made:
        page = made.pages[0]
        page.contents_add(made.make_stream("\n".join(paths).encode()))
        stream = io.BytesIO()
        made.save(stream)
    return stream.getvalue()


def test_a_drawing_made_of_shapes_is_named_as_left_out() -> None:
    bars = [f"0 0.4 0.8 rg {90 + 30 * at} 530 20 {20 + 15 * at} re f" for at in range(7)]
    document = read(with_paths(sheet(), *bars))
    assert [(picture.data, picture.lost) for picture in document.pictures] == [(b"", "drawing")]
    (question,) = document.questions
    assert str(question) == (
        "There is a drawing after “the city of Gatineau.”, which cannot be taken over. Will you insert a picture of it?"
    )


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param(["72 600 m 520 600 l S", "72 560 m 520 560 l S"], id="rules"),
        pytest.param([f"72 {696 - 14 * at} 450 12 re S" for at in range(2)], id="boxes around lines"),
        pytest.param([f"{72 + 8 * at} 600 4 4 re f" for at in range(9)], id="signs"),
        pytest.param(["60 460 500 260 re S"], id="a frame around the text"),
        pytest.param(["72 530 m 300 530 l 300 650 l 72 650 l h n"] * 8, id="not painted"),
    ],
)
def test_rules_and_boxes_are_no_drawing(paths: list[str]) -> None:
    document = read(with_paths(sheet(), *paths))
    assert (document.pictures, document.questions) == ((), ())
