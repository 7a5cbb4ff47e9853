"""The PDF of an edition opened as a reader does: its words in eight languages, its form, what it never says."""

import io
import re
from pathlib import Path

import pdfua
import pikepdf
import pypdfium2 as pdfium
import pytest
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from mission_site.languages import NAMES
from pressreleases import images, publishing
from pressreleases.language.languages import direction, own_name
from pressreleases.letterhead_pdf.drawing import NotDrawn, draw
from pressreleases.letterhead_pdf.sheet import PictureLost, pictures_of, sheet_of
from pressreleases.models import Edition, ImageDescription, MissionDetails
from tests.attachments import entry, name_of, xlsx_file
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
DECORATIVE = ' role="presentation"'


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


def test_between_chinese_letters_and_digits_nothing_is_copied_as_a_space(details, editor):
    edition = published(
        editor, "访问日内瓦", body="<p>2026年1月20日有131人。</p>", language="zh", slug="visit", place=""
    )
    assert "2026年1月20日有131人。" in opened(edition).words


def test_arabic_letters_stand_so_near_each_other_that_no_space_is_copied(details, editor):
    word = "نيويورك"
    edition = published(editor, "بيان", body=f"<p>{word}</p>", language="ar", slug="visit", place="")
    with pdfium.PdfDocument(pdf_of(edition)) as pdf:
        page = pdf[0].get_textpage()
        first = next(at for at in range(page.count_chars()) if page.get_text_range(at, len(word)) == word)
        letters = [page.get_charbox(first + at, loose=True) for at in range(len(word))]
    waw, yeh = letters[2], letters[3]
    # Set apart, as the font would have it, the one begins 3 points after the other.
    assert waw[0] - yeh[0] < 2


@pytest.mark.parametrize("count", [30, 31, 32])
@pytest.mark.parametrize("last", ["<p>The last one.</p>", "<ul><li>The last one.</li></ul>"])
def test_the_end_is_on_no_page_without_text_and_a_short_table_on_one_page(details, editor, count, last):
    rows = "".join(f"<tr><td>Row {number}</td></tr>" for number in "1234")
    text = "".join(f"<p>Paragraph {number}.</p>" for number in range(count))
    pdf = opened(published(editor, body=f"{text}<table>{rows}</table>{last}"))
    first, _foot, second = pdf.words.partition("1 / 2")
    assert pdf.pages == 2
    assert "Paragraph 1." in first
    assert "The last one." in second
    assert "END" in second
    assert ("Row 1" in first) == ("Row 4" in first)


@pytest.mark.parametrize("count", [30, 31, 32])
def test_the_press_contact_is_on_no_page_alone(details, editor, count):
    text = "".join(f"<p>Paragraph {number}.</p>" for number in range(count))
    pdf = opened(published(editor, body=text, notes_to_editors="Pictures follow.", press_contact="B. Sample"))
    second = pdf.words.partition("1 / 2")[2]
    assert "B. Sample" in second
    assert "Pictures follow." in second


def test_a_name_with_a_long_line_keeps_its_lines(details, editor):
    line = "при Организации Объединённых Наций"
    details.names.create(language="ru", name=f"Постоянное представительство\n{line}", position=9)
    pdf = opened(published(editor, "Визит", language="ru", slug="visit"))
    assert f"\n{line}\n" in pdf.words


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


def picture(color="teal", credit="", *, decorative=False, size=(900, 600)):
    stream = io.BytesIO()
    Pillow.new("RGB", size, color).save(stream, format="JPEG")
    kept = images.keep(images.read(stream), title=color, credit=credit)
    kept.decorative = decorative
    kept.save()
    return kept


def shown(image, words="", more=""):
    return f'<img src="/media/{image.file.name}" alt="{words}"{more}>'


def test_a_picture_has_its_words_and_keeps_its_place_in_the_text(details, editor):
    teal = picture(credit="A. Photographer")
    ImageDescription.objects.create(image=teal, language="en", alternative_text="All teal")
    in_text = f"<p>Before.</p><p>{shown(teal, 'Teal in the text')}</p><p>After.</p>"
    edition = published(editor, body=in_text, lead_image=teal, lead_caption="A wall in Geneva.")
    pdf = opened(edition)
    assert {"All teal", "Teal in the text"} <= set(pdf.alternatives)
    assert "A wall in Geneva.\nA. Photographer\nBefore.\n" in pdf.words


def test_a_decorative_picture_is_not_read_aloud_and_a_caption_is(details, editor, tmp_path):
    teal = picture()
    lead = picture("olive", decorative=True)
    body = (
        f"<p>{shown(teal, more=DECORATIVE)}</p>"
        f"<figure>{shown(teal, 'All teal')}<figcaption>A wall in Geneva. <small>A. Sample</small></figcaption></figure>"
    )
    content = pdf_of(published(editor, body=body, lead_image=lead))
    pdf = open_pdf(content)
    assert [words for words in sorted(pdf.alternatives) if "QR" not in words] == ["All teal"]
    assert "A wall in Geneva. \nA. Sample\n" in pdf.words
    assert rules_broken(content, tmp_path) == []


@pytest.mark.parametrize("size", [(1600, 900), (900, 1600), (400, 4000)])
@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_title_lead_picture_and_caption_are_on_the_first_page(details, editor, settings, size, paper):
    settings.PAPER_SIZE = paper
    lead = picture("olive", "A. Sample", decorative=True, size=size)
    words = {"slug": "long", "body": "<p>The text.</p>" * 40, "lead_caption": "A wall. " * 30}
    first = opened(published(editor, "A long title " * 23, lead_image=lead, **words)).words.partition("1 / 2")[0]
    assert "A long title" in first
    assert "A. Sample\nThe text." in first


def test_a_picture_that_is_lost_or_damaged_is_never_just_left_out(details, editor):
    teal = picture()
    edition = published(editor, body=f"<p>Before.</p><p>{shown(teal, 'Teal')}</p>")
    file = Path(default_storage.path(str(teal.file.name)))
    content = file.read_bytes()
    file.unlink()
    with pytest.raises(PictureLost):
        pdf_of(edition)
    file.write_bytes(content[:20])
    with pytest.raises(NotDrawn):
        pdf_of(edition)


def test_attachments_stand_between_the_notes_and_the_contact_and_lead_to_the_files(details, editor, client):
    files = [entry(title="The report"), entry(xlsx_file(), title="Cədvəl", language="az")]
    contact = {"notes_to_editors": "Pictures follow.", "press_contact": "B. Sample"}
    pdf = opened(published(editor, attachments=files, slug="visit", **contact))
    addresses = [f"https://press.example/en/releases/2024/visit/attachments/{name_of(file)}" for file in files]
    said = words_in_row(pdf.words)
    places = [
        said.index(words_in_row(words))
        for words in (
            "Pictures follow.",
            "Attachments",
            "The report (English, Word, 37 kB)",
            f"Cədvəl ({own_name('az')}, Excel, 5 kB)",
            "B. Sample",
        )
    ]
    assert places == sorted(places)
    assert words_in_row(name_of(files[0])) not in said
    for address in addresses:
        assert address in pdf.links
        assert client.get(address.removeprefix("https://press.example")).status_code == 200


def test_without_attachments_nothing_is_said_of_them(details, editor):
    assert "Attachments" not in opened(published(editor)).words


@pytest.mark.parametrize("language", ["en", "az", "ar", "zh"])
def test_all_that_the_plain_text_says_of_the_edition_is_in_it(details, editor, language, tmp_path, client):
    title, body = TEXTS[language]
    lead, teal = picture("olive", credit=title), picture()
    ImageDescription.objects.create(image=lead, language=language, alternative_text=title)
    content = pdf_of(
        published(
            editor,
            title,
            language=language,
            slug="visit",
            body=f"<p>{body}</p><ul><li>(a) {title}<ul><li>IV. {body}</li></ul></li></ul><figure>{shown(teal, title)}"
            f"<figcaption>{title} <small>{body}</small></figcaption></figure><p>{shown(teal, more=DECORATIVE)}</p>"
            f"<table><caption>{title}</caption><tr><th>{title}</th></tr><tr><td>1,234</td></tr></table>",
            lead_image=lead,
            lead_caption=body,
            notes_to_editors=body,
            press_contact=f"{title}\n(212) 371-2559, press@mission.example",
            attachments=[entry(title=title, language=language), entry(xlsx_file(), title="Table", language="en")],
        )
    )
    assert rules_broken(content, tmp_path) == []
    plain = client.get(f"/{language}/releases/2024/visit.txt").content.decode()
    pdf = open_pdf(content)
    said = words_in_row(pdf.words)
    sheet = plain.rpartition("press@mission.example")[0]
    # Marks of items are drawn, and a picture needs no word that says that it is one.
    lines = [re.sub(r"^(- |\S+[:：] ?(?=\S))", "", line.strip()) for line in sheet.split("\n")]
    # The addresses of files are links.
    addresses = re.findall(r"https://\S+/attachments/\S+", sheet)
    assert len(addresses) == 2
    assert set(addresses) <= set(pdf.links)
    lines = [line for line in lines if "/attachments/" not in line]
    if language == "ar":
        # What runs the other way is not copied in its place.
        lines = [word for line in lines for word in re.split(r"\W+", line)]
    assert [line for line in lines if words_in_row(line) not in said] == []


def test_however_many_pictures_it_shows_it_needs_four_queries(details, editor, django_assert_num_queries):
    teal, olive = picture(), picture("olive")
    edition = published(editor, body=f"<p>Three: {shown(teal, 'a')}{shown(olive, 'b')}{shown(teal, 'c')}</p>")
    edition = Edition.objects.select_related("release").get(pk=edition.pk)
    with django_assert_num_queries(3):
        assert len(sheet_of(edition).files) == 3


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
