"""Smaller copies of pictures on pages: what is offered, who is handed one, and what is answered until it is made."""

import io

import pytest
from PIL import Image as Pillow

from pressreleases import images, picture_copies, publishing
from pressreleases.models import ImageDescription
from tests.making import correct, in_future, make_release, make_user, rewrite
from tests.public.page_elements import elements
from tests.test_images import encoded
from tests.test_picture_copies import kept, photograph

pytestmark = pytest.mark.django_db

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
OLD = "image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def picture():
    """A photograph with its copies, described in English."""
    made = kept(photograph(size=(1000, 600)))
    ImageDescription.objects.create(image=made, language="en", alternative_text="A hall")
    picture_copies.make(made)
    return made


def at(picture, rest):
    return f"/media/images/{picture.sha256}{rest}"


def offered(page):
    """The addresses of all `srcset` of a page, each with the width that it promises."""
    every = [attrs for tag in ("source", "img") for _t, attrs, _w in elements(page, tag)]
    found = [attrs["srcset"] for attrs in every if "srcset" in attrs and "media" not in attrs]
    named = [each.split() for srcset in found for each in srcset.split(", ")]
    return {address: int(width.removesuffix("w")) for address, width in named}


def test_readers_get_the_copies_that_the_page_offers_with_headers_like_those_of_the_picture(
    client, details, editor, picture
):
    publishing.publish([make_release("Live", lead_image=picture)], by=editor)
    page = client.get("/en/releases/2024/live/")
    whole = client.get(at(picture, ".jpg"))
    found = offered(page)
    assert len(found) == 9
    for address, width in found.items():
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] == TYPES[address.rpartition(".")[2]]
        assert Pillow.open(io.BytesIO(answer.content)).width == width
        assert answer["ETag"] == f'"{address.rpartition("/")[2].rpartition(".")[0]}"'
        assert set(answer.headers) == set(whole.headers)
        assert answer["Cache-Control"].startswith("public, max-age=10, ")
        assert not answer.cookies
        again = client.get(address, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert client.get(address, headers={"if-none-match": f'"{"0" * 64}-480"'}).status_code == 200


def test_the_lead_picture_is_fetched_first_and_one_in_the_text_when_a_reader_comes_near_it(
    client, details, editor, picture
):
    body = f'<p>A hall.</p><p><img alt="Inside" src="{at(picture, ".jpg")}"></p>'
    publishing.publish([make_release("Live", lead_image=picture, body=body)], by=editor)
    shown = [attrs for _t, attrs, _w in elements(client.get("/en/releases/2024/live/"), "img")]
    assert [(one["alt"], one.get("loading"), one.get("fetchpriority")) for one in shown] == [
        ("A hall", None, "high"),
        ("Inside", "lazy", None),
    ]
    assert {(one["width"], one["height"]) for one in shown} == {("1000", "600")}
    assert {one["src"] for one in shown} == {at(picture, ".jpg")}
    assert len(elements(client.get("/en/releases/2024/live/"), "picture")) == 2


def test_a_telephone_is_offered_the_narrowest_copy_of_the_lead_picture_alone(client, details, editor, picture):
    body = f'<p>A hall.</p><p><img alt="Inside" src="{at(picture, ".jpg")}"></p>'
    publishing.publish([make_release("Live", lead_image=picture, body=body)], by=editor)
    for page, media in (("/en/releases/2024/live/", ["(max-width:40.49rem)"] * 2 + [None] * 4), ("/en/", None)):
        sources = [attrs for _t, attrs, _w in elements(client.get(page), "source")]
        assert [one["srcset"] for one in sources[:2]] == [at(picture, f"-480.{form} 480w") for form in ("avif", "webp")]
        assert media is None or [one.get("media") for one in sources] == media


def test_a_browser_that_knows_neither_avif_nor_webp_is_offered_its_own_format(client, details, editor, picture):
    """It skips each `source` of a type that it does not know, and takes the `img`."""
    publishing.publish([make_release("Live", lead_image=picture)], by=editor)
    page = client.get("/en/releases/2024/live/")
    assert [attrs["type"] for _t, attrs, _w in elements(page, "source")] == ["image/avif", "image/webp"] * 2
    [(_t, image, _w)] = elements(page, "img")
    for address in (image["src"], *(each.split()[0] for each in image["srcset"].split(", "))):
        answer = client.get(address, headers={"accept": OLD})
        assert (answer["Content-Type"], answer.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
        assert "Accept" not in answer.get("Vary", "").split(", ")


def test_copies_of_a_picture_that_readers_may_not_see_are_as_unknown_as_any(client, details, editor):
    pictures = [kept(photograph(size=(600 + each, 400))) for each in range(4)]
    for one in pictures:
        ImageDescription.objects.create(image=one, language="en", alternative_text="A hall")
        picture_copies.make(one)
    _loose, drafted, planned, withdrawn = pictures
    make_release("Draft", lead_image=drafted)
    publishing.publish([make_release("Planned", lead_image=planned)], by=editor, at=in_future())
    taken_back = make_release("Withdrawn", lead_image=withdrawn)
    publishing.publish([taken_back], by=editor)
    assert client.get(at(withdrawn, "-480.avif")).status_code == 200
    publishing.withdraw([taken_back], by=editor, reasons={"en": "Called off."})
    unknown = client.get(f"/media/images/{'0' * 64}-480.avif")
    for rest in ("-480.avif", "-480.webp", "-480.jpg"):
        answers = [client.get(at(one, rest)) for one in pictures]
        assert [answer.status_code for answer in answers] == [404] * 4
        assert {answer.content for answer in answers} == {unknown.content}
    client.force_login(editor)
    answer = client.get(at(drafted, "-480.avif"))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_a_redaction_deletes_the_copies(client, details, editor, picture, django_capture_on_commit_callbacks):
    release = make_release("Live", body="<p>Old words.</p>", lead_image=picture)
    publishing.publish([release], by=editor)
    correct([rewrite(release, body="<p>They met.</p>", lead_image=None)], by=editor, minor=True)
    assert client.get(at(picture, "-480.avif")).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        publishing.redact(
            [release.editions.get(number=1)],
            by=make_user("Administrator"),
            harmless=["title", "place"],
        )
    assert images.names_stored() == []
    assert client.get(at(picture, "-480.avif")).status_code == 404


@pytest.mark.parametrize("rest", ["-480.png", "-1000.jpg", "-481.avif", "-1440.avif", "-0480.avif", "-480.gif", "-480"])
def test_names_of_other_widths_and_formats_are_unknown(client, details, editor, picture, rest):
    publishing.publish([make_release("Live", lead_image=picture)], by=editor)
    assert client.get(at(picture, "-480.webp")).status_code == 200
    assert client.get(at(picture, rest)).status_code == 404


@pytest.mark.parametrize("left", [b"", b"RIFF\xff\xff\0\0WEBP a part"])
def test_until_a_copy_is_made_its_address_answers_with_the_picture_itself(client, details, editor, left):
    """A reader who has kept the whole picture then gets the copy."""
    picture = kept(encoded("JPEG", (600, 300)))
    ImageDescription.objects.create(image=picture, language="en", alternative_text="A hall")
    publishing.publish([make_release("Live", lead_image=picture)], by=editor)
    if left:
        picture.file.storage.save(f"images/{picture.sha256}-480.webp", io.BytesIO(left))
    answer = client.get(at(picture, "-480.webp"))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer.content == client.get(at(picture, ".jpg")).content
    assert answer["ETag"] == f'"{picture.sha256}"'
    picture_copies.make(picture)
    later = client.get(at(picture, "-480.webp"), headers={"if-none-match": answer["ETag"]})
    assert (later.status_code, later["Content-Type"]) == (200, "image/webp")


def test_a_copy_takes_one_query_and_a_page_as_many_as_without_copies(
    client, details, editor, picture, django_assert_num_queries
):
    body = f'<p>A hall.</p><p><img alt="Inside" src="{at(picture, ".jpg")}"></p>'
    publishing.publish([make_release("Live", lead_image=picture, body=body * 5)], by=editor)
    with django_assert_num_queries(1):
        client.get(at(picture, "-480.webp"))
    with django_assert_num_queries(4):
        client.get("/en/releases/2024/live/")


def test_only_pages_offer_copies(client, details, editor, picture):
    body = f'<p>A hall.</p><p><img alt="Inside" src="{at(picture, ".jpg")}"></p>'
    publishing.publish([make_release("Live", lead_image=picture, body=body)], by=editor)
    for address in ("/en/feed.atom", "/en/feed.rss", "/en/feed.json", "/en/releases/2024/live.json"):
        said = client.get(address).content.decode()
        assert picture.sha256 in said, address
        assert f"{picture.sha256}-" not in said, address
