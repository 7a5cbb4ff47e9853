"""The dialog for choosing a picture: what it lists and finds, and the words that it asks for."""

import io
import re
from typing import Any

import pytest
from PIL import ExifTags
from PIL import Image as Pillow

from pressreleases.images import ADOBE_RGB
from pressreleases.models import AuditEntry, Image, Release
from pressreleases.publishing.four_eyes import contributors
from tests.making import make_release, rewrite
from tests.test_picture_copies import photograph

pytestmark = pytest.mark.django_db
CHOOSE = "/admin/pressreleases/image/choose/"


def library(many):
    return [
        Image.objects.create(title=f"Picture {n}", file=f"images/{n:064}.jpg", sha256=f"{n:064}", width=600, height=400)
        for n in range(1, many + 1)
    ]


def listed(client, **asked):
    page = client.get(CHOOSE, {"language": "en", **asked}).content.decode()
    older = re.search(r'data-before="(\d+)"', page)
    return re.findall(r'data-title="([^"]*)"', page), older and older[1]


def test_the_newest_pictures_come_first_a_page_at_a_time(as_author):
    library(14)
    first, older = listed(as_author)
    assert (first[0], len(first)) == ("Picture 14", 12)
    rest, none = listed(as_author, before=older)
    assert (rest, none) == (["Picture 2", "Picture 1"], None)


def test_a_page_takes_as_many_queries_with_many_pictures_as_with_one(as_author, django_assert_max_num_queries):
    def ask():
        with django_assert_max_num_queries(20) as asked:
            listed(as_author)
        return len(asked)

    first, *others = library(12)
    Image.objects.exclude(pk=first.pk).delete()
    first.descriptions.create(language="en", alternative_text="A hall")
    with_one = ask()
    for image in others:
        image.save(force_insert=True)
        image.descriptions.create(language="en", alternative_text="A hall")
    assert ask() == with_one


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("picture 3", ["Picture 3"]),
        ("DELEGATION", ["Picture 2"]),
        ("mission photo", ["Picture 1"]),
        ("delegation photo", []),
        ("%", []),
        ("\x00", ["Picture 3", "Picture 2", "Picture 1"]),
        ("x" * 5000, []),
    ],
)
def test_a_search_looks_at_titles_descriptions_and_credits_for_every_word(as_author, q, found):
    first, second, _third = library(3)
    first.credit = "Photo: The mission"
    first.save()
    second.descriptions.create(language="az", alternative_text="The delegation")
    assert listed(as_author, q=q)[0] == found


@pytest.mark.parametrize("asked", [{"before": "x"}, {"before": "9" * 30}, {"language": "xx"}, {"language": ""}])
def test_what_no_dialog_asks_for_shows_the_first_page(as_author, asked):
    library(1)
    assert listed(as_author, **asked)[0] == ["Picture 1"]


def test_a_picture_is_shown_with_its_words_in_the_language_of_the_release(as_author):
    described_one, decorative, bare = library(3)
    described_one.descriptions.create(language="en", alternative_text="A <hall>")
    described_one.descriptions.create(language="az", alternative_text="Zal")
    decorative.decorative = True
    decorative.save()
    english = as_author.get(CHOOSE, {"language": "en"}).content.decode()
    assert 'data-alternative-text="A &lt;hall&gt;"' in english
    assert "Zal" not in english
    assert 'data-decorative="yes"' in english
    assert english.count("No alternative text in English yet") == 1
    assert bare.title in english


def test_words_that_are_missing_are_kept_once_and_their_writer_counts_as_one_of_the_text(as_author, author):
    (image,) = library(1)
    release = rewrite(make_release(), lead_image=image)
    sent = {"language": "en", "alternative_text": "  A hall \n in Geneva "}
    answer = as_author.post(f"{CHOOSE}{image.pk}/", sent)
    assert answer.json()["alternative_text"] == "A hall in Geneva"
    again = as_author.post(f"{CHOOSE}{image.pk}/", {**sent, "alternative_text": "Another"})
    assert again.json()["alternative_text"] == "A hall in Geneva"
    entry = AuditEntry.objects.get(kind="picture", key=image.pk)
    assert entry.details == {"rows": {"imagedescription": {"added": 1, "languages": ["en"]}}}
    assert author.pk in contributors(Release.objects.filter(pk=release.pk))[release.pk]


def test_that_a_picture_is_decorative_is_a_decision_with_a_name(as_author, author):
    (image,) = library(1)
    release = rewrite(make_release(), lead_image=image)
    assert image.lacks_words_in("en")
    assert as_author.post(f"{CHOOSE}{image.pk}/", {"language": "en", "decorative": "yes"}).json()["decorative"]
    image.refresh_from_db()
    assert not image.lacks_words_in("en")
    assert AuditEntry.objects.get(kind="picture", key=image.pk).details == {"changed": ["decorative"]}
    assert author.pk in contributors(Release.objects.filter(pk=release.pk))[release.pk]


@pytest.mark.parametrize("words", ["", "   ", "\u202e", "x" * 301])
def test_words_that_say_nothing_or_too_much_are_refused_with_a_sentence(as_author, words):
    (image,) = library(1)
    answer = as_author.post(f"{CHOOSE}{image.pk}/", {"language": "en", "alternative_text": words})
    assert (answer.status_code, bool(answer.json()["error"])) == (422, True)
    assert image.lacks_words_in("en")


def test_a_picture_that_is_gone_is_told_and_nothing_is_written_by_a_link(as_author):
    (image,) = library(1)
    assert "no longer" in as_author.post(f"{CHOOSE}{image.pk + 1}/", {"alternative_text": "x"}).json()["error"]
    assert as_author.get(f"{CHOOSE}{image.pk}/", {"alternative_text": "x", "language": "en"}).status_code == 404
    assert not AuditEntry.objects.exists()


def test_the_form_shows_the_lead_picture_and_keeps_no_point_or_caption_without_one(as_author):
    (image,) = library(1)
    image.descriptions.create(language="en", alternative_text="A hall")
    release = rewrite(make_release(), lead_image=image, lead_focus="30 0", lead_caption="The hall")
    page = as_author.get(f"/admin/pressreleases/release/{release.pk}/change/")
    assert "A hall" in page.content.decode()
    form = page.context["adminform"].form
    posted = {name: form[name].value() or "" for name in form.fields} | {"topics": [], "lead_image": ""}
    refused = as_author.post(f"/admin/pressreleases/release/{release.pk}/change/", posted)
    assert "Choose the lead picture, or delete its caption." in refused.content.decode()
    as_author.post(f"/admin/pressreleases/release/{release.pk}/change/", {**posted, "lead_caption": ""})
    release.refresh_from_db()
    assert (release.lead_image, release.lead_focus, release.lead_caption) == (None, "", "")


def heavy_photograph():
    """More than ten megabytes, taken sideways, in Adobe RGB, with place and camera."""
    taken = Pillow.open(photograph(size=(4000, 2600))).resize((6000, 3900))
    taken.paste((0, 255, 0), (0, 0, 1500, 3900))
    exif = Pillow.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "A camera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    stream = io.BytesIO()
    taken.save(stream, "JPEG", quality=97, subsampling=0, exif=exif, icc_profile=ADOBE_RGB)
    stream.seek(0)
    stream.name = "hall.jpg"
    return stream


def test_a_photograph_of_ten_megabytes_is_upright_in_srgb_and_tells_nothing_else(as_author, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sent = heavy_photograph()
    assert len(sent.getvalue()) > 10_000_000
    told = as_author.post("/admin/pressreleases/image/paste/", {"upload": sent, "language": "en"}).json()
    image = Image.objects.get()
    assert (told["key"], told["title"], told["alternative_text"]) == (image.pk, "hall", "")
    assert (image.width, image.height) == (1560, 2400)
    content = (tmp_path / str(image.file.name)).read_bytes()
    assert len(content) < 3_000_000
    shown = Pillow.open(io.BytesIO(content))
    assert (dict(shown.getexif()), "icc_profile" in shown.info, b"A camera" in content) == ({}, False, False)
    # What was on the left is on top, and the green of Adobe RGB is beyond that of sRGB.
    pixel: Any = shown.getpixel((780, 100))
    red, green, blue = pixel
    assert (green > 240, red < 40, blue < 60) == (True, True, True)
