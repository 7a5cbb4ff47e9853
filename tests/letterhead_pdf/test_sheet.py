"""The PDF of an edition opened as a reader does: its words in eight languages, its form, what it never says."""

import io

import pdfua
import pikepdf
import pytest
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from mission_site.languages import NAMES
from pressreleases import images, publishing
from pressreleases.language.languages import direction
from pressreleases.letterhead_pdf.drawing import draw
from pressreleases.letterhead_pdf.sheet import PictureLost, pictures_of, sheet_of
from pressreleases.models import Edition, ImageDescription, MissionDetails
from tests.letterhead_pdf.opened import open_pdf, words_in_row
from tests.making import correct, make_release, rewrite

pytestmark = pytest.mark.django_db

TEXTS = {
    "en": ("A visit to Geneva", "On 20 January the delegation arrived. 131 persons met it: “welcome”."),
    "az": ("Cenevrəyə səfər", "Yanvarın 20-də nümayəndə heyəti gəldi. Onu 131 nəfər qarşıladı: ığışöçü."),
    "ar": ("زيارة إلى جنيف", "وصل الوفد في المساء وتحدث مع الصحفيين عن الماء والسلام"),
    "es": ("Una visita a Ginebra", "El 20 de enero llegó la delegación. «Bienvenidos», dijeron 131 personas."),
    "fr": ("Une visite à Genève", "Le 20 janvier, la délégation est arrivée : « bienvenue », œuvre, 131."),
    "ru": ("Визит в Женеву", "20 января прибыла делегация. Её встретили 131 человек: «Добро пожаловать»."),
    "tr": ("Cenevre’ye ziyaret", "Heyet 20 Ocak’ta geldi. 131 kişi karşıladı: İstanbul, ığdır, Şığöçü."),
    "zh": ("访问日内瓦", "一月二十日，代表团抵达。当天有131人出席欢迎仪式。"),
}


@pytest.fixture(autouse=True)
def _site(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SITE_URL = "https://press.example"
    settings.LANGUAGES = list(NAMES.items())


def published(by, title="A visit to Geneva", **words):
    """The edition that publishing such a release makes."""
    release = make_release(title, **words)
    return publishing.publish([release], by=by)[0]


def pdf_of(edition):
    sheet = sheet_of(Edition.objects.select_related("release").get(pk=edition.pk))
    return draw(sheet.words, pictures_of(sheet), int(edition.begins_at.timestamp()))


def opened(edition):
    return open_pdf(pdf_of(edition))


@pytest.mark.parametrize("language", TEXTS)
def test_the_words_copied_from_it_are_those_of_the_edition(details, editor, language):
    title, body = TEXTS[language]
    edition = published(editor, title, body=f"<p>{body}</p>", language=language, slug="visit", place="")
    pdf = opened(edition)
    said = words_in_row(pdf.words)
    assert words_in_row(title) in said
    assert words_in_row(edition.text) in said
    assert (pdf.language, pdf.title, pdf.pages) == (language, title, 1)


def rules_broken(content, folder):
    """What an independent program finds wrong with a PDF for people who have it read aloud."""
    file = folder / "sheet.pdf"
    file.write_bytes(content)
    return [finding.rule_id for finding in pdfua.validate(str(file)).findings]


def test_the_program_that_checks_it_finds_what_is_wrong(tmp_path):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        bare = io.BytesIO()
        pdf.save(bare)
    assert {"UA-01-005", "UA-06-001"} <= set(rules_broken(bare.getvalue(), tmp_path))


@pytest.mark.parametrize("language", TEXTS)
def test_it_can_be_read_aloud_and_kept(details, editor, language, tmp_path):
    title, body = TEXTS[language]
    rich = (
        f"<h3>{title}</h3><p>{body} <strong>{title}</strong> <em>{title}</em> <a href='https://un.example/'>{title}</a></p>"
        f"<ul><li>{body}<ol><li>{title}</li></ol></li></ul><blockquote><p>{body}</p></blockquote><h4>{title}</h4>"
        f"<table><caption>{title}</caption><tr><th>{title}</th><th>2024</th></tr><tr><td>x</td><td>1,234</td></tr></table>"
    )
    content = pdf_of(published(editor, title, body=rich, language=language, slug="visit", notes_to_editors=body))
    assert rules_broken(content, tmp_path) == []
    pdf = open_pdf(content)
    assert pdf.standards == {"pdfaid:part": "2", "pdfaid:conformance": "A", "pdfuaid:part": "1"}
    assert pdf.fonts
    assert not pdf.fonts_outside
    assert pdf.bookmarks[0] == title
    assert "https://un.example/" in pdf.links


def test_it_is_the_whole_sheet_from_the_head_to_the_address(details, editor):
    MissionDetails.objects.update(
        press_contact_name="A. Sample",
        press_contact_number="+12123712832",
        press_contact_extension="101",
        press_contact_email="press@mission.example",
    )
    edition = published(
        editor,
        reference="No. 221/24",
        summary="The Minister is in Geneva.",
        notes_to_editors="Pictures follow.\nOn request.",
        speaker_name="B. Sample",
        speaker_office="Minister",
    )
    pdf = opened(edition)
    address = f"https://press.example/r/{edition.release.code}"
    digest = " ".join(edition.digest[at : at + 4] for at in range(0, 64, 4))
    places = [
        pdf.words.index(words)
        for words in (
            "Azərbaycan Respublikasının\n",
            "Permanent Mission of the\n",
            "633 Third Avenue, Suite 3210, New York, NY, 10017",
            "Tel: (212) 371-2559, 371-2832 (ext. 101); Fax: (212) 371-2784, (646) 738-6143",
            "Press release, No. 221/24",
            "New York, 20 January 2024",
            "A visit to Geneva",
            "B. Sample",
            "Minister\n",
            "The Minister is in Geneva.",
            "The delegation arrived on Monday.",
            "END",
            "Notes to editors",
            "Pictures follow.",
            "On request.",
            "For journalists",
            "A. Sample, (212) 371-2832 (ext. 101), press@mission.example",
            address,
            "Edition 1",
            f"SHA-256 {digest}",
            "1 / 1",
        )
    ]
    assert places == sorted(places)
    assert {address, "tel:+12123712559", "tel:+12123712832;ext=101", "mailto:press@mission.example"} <= set(pdf.links)
    assert f"QR: {address}" in pdf.alternatives


def test_a_press_contact_of_its_own_is_in_place_of_the_missions(details, editor):
    MissionDetails.objects.update(press_contact_name="A. Sample")
    words = opened(published(editor, press_contact="B. Sample\n(212) 371-2559")).words
    assert "B. Sample" in words
    assert "A. Sample" not in words


def test_details_that_readers_may_not_see_are_not_in_it(details, editor):
    MissionDetails.objects.update(press_contact_name="A. Sample", shown=False)
    assert "A. Sample" not in opened(published(editor)).words


def test_a_correction_says_when_and_what_and_the_first_edition_says_nothing_of_it(details, editor):
    first = published(editor)
    rewrite(first.release, body="<p>The delegation arrived on Tuesday.</p>")
    (second,) = correct([first.release], by=editor, change_note="The day was wrong.")
    assert "Edition 2. Corrected on" in opened(second).words
    assert "The day was wrong." in opened(second).words
    earlier = opened(first).words
    assert "Edition 1" in earlier
    assert "Corrected" not in earlier
    assert "Tuesday" not in earlier


def test_a_picture_has_its_words_and_keeps_its_place_in_the_text(details, editor):
    stream = io.BytesIO()
    Pillow.new("RGB", (900, 600), "teal").save(stream, format="JPEG")
    picture = images.keep(images.read(stream), title="Teal", credit="A. Photographer")
    ImageDescription.objects.create(image=picture, language="en", alternative_text="All teal")
    in_text = f'<p>Before.</p><p><img src="/media/{picture.file.name}" alt="Teal in the text"></p><p>After.</p>'
    edition = published(editor, body=in_text, lead_image=picture)
    pdf = opened(edition)
    assert {"All teal", "Teal in the text"} <= set(pdf.alternatives)
    assert "A. Photographer" in pdf.words
    default_storage.delete(str(picture.file.name))
    with pytest.raises(PictureLost):
        pdf_of(edition)


def test_a_decorative_picture_is_not_read_aloud_and_a_caption_is(details, editor, tmp_path):
    stream = io.BytesIO()
    Pillow.new("RGB", (900, 600), "teal").save(stream, format="JPEG")
    picture = images.keep(images.read(stream), title="Teal")
    source = f"/media/{picture.file.name}"
    body = (
        f'<p><img src="{source}" alt="" role="presentation"></p><figure><img src="{source}" alt="All teal">'
        "<figcaption>A wall in Geneva.</figcaption></figure><p>After.</p>"
    )
    content = pdf_of(published(editor, body=body))
    pdf = open_pdf(content)
    assert min(pdf.alternatives) == "All teal"
    assert len(pdf.alternatives) == 2
    assert "A wall in Geneva." in pdf.words
    assert rules_broken(content, tmp_path) == []


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("us-letter", 612)])
def test_it_has_the_size_of_the_paper_of_the_mission(details, editor, settings, paper, width):
    settings.PAPER_SIZE = paper
    assert int(opened(published(editor)).width) == width


def test_a_long_text_has_numbered_pages_each_with_its_address(details, editor):
    edition = published(editor, body="".join(f"<p>{number}. {'Water and peace. ' * 40}</p>" for number in range(40)))
    pdf = opened(edition)
    assert pdf.pages > 3
    assert f"1 / {pdf.pages}" in pdf.words
    assert f"{pdf.pages} / {pdf.pages}" in pdf.words
    assert pdf.words.count(f"/r/{edition.release.code}") == pdf.pages


def test_the_same_edition_gives_the_same_file(details, editor):
    edition = published(editor)
    assert pdf_of(edition) == pdf_of(edition)


def test_the_words_of_a_text_are_never_code(details, editor):
    words = '#import "@preview/x:1.0.0": * #read("/etc/passwd") $x^2$ *bold* ] ) /* \\ #sys.inputs'
    edition = published(editor, words, body=f"<p>{words}</p>", notes_to_editors=words, slug="code")
    assert words_in_row(pdf := opened(edition).words).count(words_in_row(words)) == 3
    assert "root:" not in pdf


def test_a_name_in_latin_letters_keeps_its_place_in_an_arabic_sheet(details, editor):
    edition = published(editor, TEXTS["ar"][0], language="ar", slug="visit", place="New York")
    sheet = sheet_of(edition).words
    assert direction("ar") == sheet["dir"] == "rtl"
    place = sheet["dateline"][0]
    assert (place["dir"], place["whole"], place["inside"]) == ("ltr", True, ["New York"])
    assert sheet["address"][0]["dir"] == "ltr"
