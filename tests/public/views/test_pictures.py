"""Who is handed a picture: readers, if something that they may read shows it; staff; nobody else."""

import io
import time
from urllib.parse import urlsplit

import pytest
from PIL import Image as Pillow

from pressreleases import images, publishing
from pressreleases.models import ImageDescription, MissionDetails
from tests.making import correct, in_future, make_details, make_release, rewrite
from tests.public.page_elements import elements

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def make_picture(colour, size=(40, 20)):
    stream = io.BytesIO()
    Pillow.new("RGB", size, colour).save(stream, format="PNG")
    stream.seek(0)
    picture = images.keep(images.read(stream), title=colour, credit="A. Sample")
    ImageDescription.objects.create(image=picture, language="en", alternative_text=f"All {colour}")
    return picture


def status(client, picture):
    return client.get(f"/media/{picture.file.name}").status_code


def test_a_picture_of_a_live_or_superseded_edition_is_served_for_ever(client, details, editor):
    first, second = make_picture("teal"), make_picture("red")
    release = make_release("Live", lead_image=first)
    publishing.publish([release], by=editor)
    correct([rewrite(release, lead_image=second)], by=editor, change_note="Another picture.")
    for picture in (first, second):
        response = client.get(f"/media/{picture.file.name}")
        assert response.status_code == 200
        assert response["Content-Type"] == "image/png"
        assert response["Cache-Control"].startswith("public, max-age=10, ")
        assert response["ETag"] == f'"{picture.sha256}"'
        assert not response.cookies
        again = client.get(f"/media/{picture.file.name}", headers={"if-none-match": f'"{picture.sha256}"'})
        assert (again.status_code, again.content) == (304, b"")


def test_a_picture_that_readers_may_not_see_is_as_unknown_as_any(client, details, editor):
    loose, drafted, planned, withdrawn = map(make_picture, ("black", "white", "blue", "green"))
    make_release("Draft", lead_image=drafted)
    publishing.publish([make_release("Planned", lead_image=planned)], by=editor, at=in_future())
    taken_back = make_release("Withdrawn", lead_image=withdrawn)
    publishing.publish([taken_back], by=editor)
    assert status(client, withdrawn) == 200
    publishing.withdraw([taken_back], by=editor, reasons={"en": "Called off."})
    unknown = client.get(f"/media/images/{'0' * 64}.png")
    answers = [client.get(f"/media/{picture.file.name}") for picture in (loose, drafted, planned, withdrawn)]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert {answer.content for answer in answers} == {unknown.content}


def test_staff_see_every_picture_and_nobody_keeps_it_for_them(client, editor):
    picture = make_picture("black")
    client.force_login(editor)
    response = client.get(f"/media/{picture.file.name}")
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    editor.is_staff = False
    editor.save()
    assert status(client, picture) == 404


def test_after_its_longest_time_a_session_shows_no_picture_of_a_draft(client, editor, settings):
    picture = make_picture("black")
    client.force_login(editor)
    session = client.session
    session["began_at"] = time.time() - settings.SESSION_LONGEST + 60
    session.save()
    assert status(client, picture) == 200
    session["began_at"] -= 61
    session.save()
    assert status(client, picture) == 404


def test_pages_of_other_sites_show_what_readers_may_see_and_no_draft(client, details, editor):
    seen, drafted = make_picture("teal"), make_picture("red")
    publishing.publish([make_release("Live", lead_image=seen)], by=editor)
    client.force_login(editor)
    said = [client.get(f"/media/{each.file.name}")["Cross-Origin-Resource-Policy"] for each in (seen, drafted)]
    assert said == ["cross-origin", "same-origin"]
    metas = [attrs for _tag, attrs, _text in elements(client.get("/en/"), "meta")]
    [address] = [attrs["content"] for attrs in metas if attrs.get("property") == "og:image"]
    assert client.get(urlsplit(address).path)["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert {client.get(path)["Cross-Origin-Resource-Policy"] for path in ("/en/", "/admin/")} == {"same-origin"}


def test_the_emblem_of_shown_details_is_served(client, db):
    emblem = make_picture("teal")
    make_details(emblem=emblem)
    assert status(client, emblem) == 200
    MissionDetails.objects.update(shown=False)
    assert status(client, emblem) == 404


def test_the_lead_picture_stands_with_its_words_credit_and_size(client, details, editor):
    picture = make_picture("teal")
    publishing.publish([make_release("Live", lead_image=picture)], by=editor)
    [figure] = elements(client.get("/en/releases/2024/live/"), "figure")
    assert figure[2].split() == ["A.", "Sample"]
    [image] = [attrs for _t, attrs, _w in elements(client.get("/en/releases/2024/live/"), "img")]
    assert image == {
        "src": f"/media/{picture.file.name}",
        "alt": "All teal",
        "fetchpriority": "high",
        "width": "40",
        "height": "20",
    }


def test_a_picture_whose_file_is_lost_is_unknown_and_not_an_error(client, details, editor):
    picture = make_picture("teal")
    publishing.publish([make_release("Live", lead_image=picture)], by=editor)
    picture.file.storage.delete(picture.file.name)
    assert status(client, picture) == 404


def test_a_picture_takes_two_queries_at_most(client, details, editor, django_assert_max_num_queries):
    picture = make_picture("teal")
    publishing.publish([make_release("Live", lead_image=picture)], by=editor)
    with django_assert_max_num_queries(1):
        assert status(client, picture) == 200


def test_a_picture_in_a_text_has_its_size_so_that_nothing_moves_when_it_comes(client, details, editor):
    picture = make_picture("teal")
    body = f'<p>A teal field.</p><p><img alt="Teal" src="/media/{picture.file.name}"></p>'
    publishing.publish([make_release("Shown", body=body)], by=editor)
    [(_tag, attributes, _words)] = elements(client.get("/en/releases/2024/shown/"), "img", alt="Teal")
    assert (attributes["width"], attributes["height"]) == (str(picture.width), str(picture.height))


def test_a_text_without_pictures_asks_for_none(client, details, editor, django_assert_num_queries):
    publishing.publish([make_release("Plain")], by=editor)
    with django_assert_num_queries(3):
        client.get("/en/releases/2024/plain/")
