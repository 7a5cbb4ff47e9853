"""The picture that stands for a release where it is shared: shaped as its script wants, gone when its text is."""

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image as Pillow
from PIL import features

from pressreleases import images, publishing
from pressreleases.language.languages import capitals
from pressreleases.models import Edition, Image, MissionDetails
from pressreleases.public.formats import share_picture
from pressreleases.public.formats.share_picture import HEIGHT, SEMIBOLD, WIDTH, Sheet, Words, picture, type_for
from tests.making import correct, in_future, make_release, rewrite
from tests.public.formats.test_linked_data import meta, told
from tests.public.page_elements import elements
from tests.public.views.test_pictures import make_picture

SITE = "http://127.0.0.1:8000"
VISIT = "/en/releases/2024/a-visit-to-geneva"
NAMES = (Words("Azərbaycan Respublikası", "az"), Words("Republic of Azerbaijan", "en"))


def opened(content):
    found = Pillow.open(io.BytesIO(content))
    assert (found.format, found.size) == ("PNG", (WIDTH, HEIGHT))
    return found.convert("L")


def inked(content):
    """Left and right edge of the ink where the title stands."""
    band = opened(content).crop((0, 280, WIDTH, 520))
    left, _top, right, _bottom = band.point(lambda light: 255 if light < 128 else 0).getbbox()
    return left, right


def face_for(words, language, size=60):
    face = share_picture.type_for(words, language, size, share_picture.SEMIBOLD)
    assert face is not None
    return face


def test_letters_are_joined_and_ordered_by_raqm():
    assert features.check("raqm")
    word = "بيان"
    joined = face_for(word, "ar")
    apart = sum(joined.width(letter) for letter in word)
    assert joined.font.getname()[0] == "Amiri"
    assert joined.width(word) < apart * 0.9


@pytest.mark.parametrize(
    ("language", "title", "family"),
    [
        ("az", "Şəhidlər Xiyabanı: İıĞğÇçÖöÜü", "Source Serif 4"),
        ("ru", "Годовщина независимости", "Source Serif 4"),
        ("ar", "الذكرى السنوية (COP29) 2026", "Amiri"),
        ("zh", "关于“一带一路”的声明", "Noto Serif SC"),
    ],
)
def test_a_title_has_all_its_letters_and_begins_at_the_margin_of_its_script(language, title, family):
    face = face_for(title, language)
    assert face.font.getname()[0] == family
    left, right = inked(picture(Sheet(language, NAMES, title=title), None))
    margin = WIDTH - right if language == "ar" else left
    assert 60 <= margin <= 84


def test_a_title_without_letters_here_gives_way_to_the_names_rather_than_to_boxes():
    assert share_picture.type_for("日本 العربية 😀", "en", 60) is None
    boxes, plain = (picture(Sheet("en", NAMES, "Letter", title, "20 January"), None) for title in ("A 😀", ""))
    assert boxes == plain
    assert boxes != picture(Sheet("en", NAMES, "Letter", "A", "20 January"), None)


def test_the_longest_title_ends_above_the_date_and_says_that_it_goes_on():
    face, lines = share_picture.fitted("Statement of the Minister " * 12, "en") or pytest.fail("no letters")
    assert len(lines) * share_picture.leading(face) < 272
    assert lines[-1].endswith("…")
    title = "阿塞拜疆共和国恢复独立三十五周年，关于可持续发展议程的声明。"
    _face, chinese = share_picture.fitted(title, "zh") or pytest.fail("no letters")
    assert len(chinese) > 1
    assert not any(line[0] in "，。" for line in chinese)


def test_capitals_are_those_of_the_language():
    assert [capitals("Press-reliz ı", language) for language in ("az", "en")] == [
        "PRESS-RELİZ I",
        "PRESS-RELIZ I",
    ]


@pytest.fixture
def visit(details, editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    MissionDetails.objects.update(emblem=make_picture("teal"))
    release = make_release("A visit to Geneva")
    publishing.publish([release], by=editor)
    return release


@pytest.mark.django_db
def test_a_page_names_its_picture_and_every_other_page_that_of_the_mission(client, visit):
    page = client.get(f"{VISIT}/")
    digest = Edition.objects.get().digest
    said = meta(page)
    assert said["og:image"] == told(page)[0]["image"] == f"{SITE}{VISIT}/{digest}.png"
    assert said["og:image:alt"].endswith(
        "United Nations · Press release · A visit to Geneva · New York, 20 January 2024"
    )
    assert (said["og:image:width"], said["og:image:height"]) == (str(WIDTH), str(HEIGHT))
    assert elements(page, "meta", name="twitter:card", content="summary_large_image")
    assert meta(client.get("/en/"))["og:image"] == f"{SITE}/share.png"


@pytest.mark.django_db
def test_a_picture_is_kept_as_pages_are_and_asked_for_without_a_cookie(client, visit, django_assert_num_queries):
    digest = Edition.objects.get().digest
    for address, queries in ((f"{VISIT}/{digest}.png", 1), ("/share.png", 1)):
        with django_assert_num_queries(queries):
            response = client.get(address)
        opened(response.content)
        assert response["Content-Type"] == "image/png"
        assert response["Cache-Control"].startswith("public, max-age=10, ")
        assert not response.cookies
        assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304
    Image.objects.get().file.delete(save=False)
    share_picture.picture.cache_clear()
    opened(client.get(f"{VISIT}/{digest}.png").content)


@pytest.mark.django_db
def test_only_what_readers_may_read_has_a_picture(client, visit, editor):
    first = Edition.objects.get().digest
    correct([rewrite(visit, body="<p>New.</p>", slug="newer")], by=editor, change_note="The day.")
    changed = rewrite(visit, title="Secret", body="<p>Secret.</p>")
    (planned,) = correct([changed], by=editor, change_note="Secret.", at=in_future())
    (scheduled,) = publishing.publish([make_release("Scheduled")], by=editor, at=in_future())

    def status(slug, digest):
        return client.get(reverse("release_picture", args=["en", 2024, slug, digest])).status_code

    assert [status("a-visit-to-geneva", first), status("newer", first)] == [301, 200]
    assert [status("newer", planned.digest), status("scheduled", scheduled.digest), status("newer", "0" * 64)] == [
        404
    ] * 3
    publishing.unschedule([visit], by=editor)
    publishing.withdraw([visit], by=editor, reasons={"en": "Called off."})
    assert status("newer", first) == 410


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("across", "focus", "colours"),
    [
        (True, "", ("red", "blue")),
        (True, "0 50", ("red", "lime")),
        (True, "100 0", ("lime", "blue")),
        (False, "50 0", ("red", "red")),
        (False, "50 100", ("blue", "blue")),
    ],
)
def test_a_lead_picture_is_cropped_around_its_most_important_point(visit, editor, across, focus, colours):
    client = Client()
    striped = Pillow.new("RGB", (1800, 300) if across else (300, 1800))
    for third, colour in enumerate(("red", "lime", "blue")):
        box = (third * 600, 0, third * 600 + 600, 300) if across else (0, third * 600, 300, third * 600 + 600)
        striped.paste(colour, box)
    stream = io.BytesIO()
    striped.save(stream, format="PNG")
    stream.seek(0)
    lead = images.keep(images.read(stream), title="Stripes")
    lead.descriptions.create(language="en", alternative_text="Three stripes")
    correct([rewrite(visit, lead_image=lead, lead_focus=focus)], by=editor, minor=True)
    response = client.get(meta(client.get(f"{VISIT}/"))["og:image"])
    assert response["Content-Type"] == "image/jpeg"
    shown = Pillow.open(io.BytesIO(response.content))
    assert (shown.format, shown.size) == ("JPEG", (WIDTH, HEIGHT))
    known = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255)}
    for place, colour in zip(((60, 250), (1140, 250)), colours, strict=True):
        pixel: Any = shown.getpixel(place)
        assert all(abs(a - b) < 40 for a, b in zip(pixel, known[colour], strict=True))
    # Below it the name of the mission.
    band = shown.convert("L").crop((200, 530, 1128, 618)).point(lambda light: 255 if light < 128 else 0)
    assert band.getbbox() is not None


@pytest.mark.django_db
def test_without_the_file_of_the_lead_picture_the_title_is_drawn(client, visit, editor):
    lead = make_picture("red")
    correct([rewrite(visit, lead_image=lead)], by=editor, minor=True)
    lead.file.delete(save=False)
    opened(client.get(meta(client.get(f"{VISIT}/"))["og:image"]).content)


def test_each_script_has_a_font_that_has_all_its_letters():
    for words, language in (("Ə visit", "az"), ("Визит", "ru"), ("زيارة", "ar"), ("访问", "zh")):
        face = type_for(words, language, 40, SEMIBOLD)
        assert face is not None
        assert face.width(words) > 0
        assert face.language == language


def test_letters_that_no_font_has_are_not_drawn():
    assert type_for("😀", "en", 40) is None


def test_arabic_is_drawn_from_right_to_left_and_english_is_not():
    arabic, english = type_for("زيارة", "ar", 40), type_for("visit", "en", 40)
    assert arabic is not None
    assert english is not None
    assert (arabic.shaping["direction"], english.shaping["direction"]) == ("rtl", "ltr")
