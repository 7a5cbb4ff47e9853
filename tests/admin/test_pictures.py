"""Pictures in the admin: what is stored of an upload, and what is refused."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow

from pressreleases import images, picture_names
from pressreleases.models import AuditEntry, Image
from pressreleases.publishing import publish
from tests.making import make_release, make_user, rewrite
from tests.test_picture_copies import photograph as taken

pytestmark = pytest.mark.django_db


def upload(colour="teal", kind="PNG"):
    stream = io.BytesIO()
    Pillow.new("RGB", (30, 20), colour).save(stream, kind)
    return SimpleUploadedFile("photo", stream.getvalue())


def photograph(**how):
    return SimpleUploadedFile("photo.jpg", taken(**how).getvalue())


def picture(**changes):
    rows = {
        "descriptions-TOTAL_FORMS": 1,
        "descriptions-INITIAL_FORMS": 0,
        "descriptions-0-language": "en",
        "descriptions-0-alternative_text": "The building",
    }
    return {"title": "The building", "credit": "", "upload": upload(), **rows, **changes}


def test_a_picture_is_kept_by_its_hash_and_shows_its_address(as_editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert as_editor.post("/admin/pressreleases/image/add/", picture()).status_code == 302
    image = Image.objects.get()
    assert (tmp_path / f"images/{image.sha256}.png").exists()
    page = as_editor.get(f"/admin/pressreleases/image/{image.pk}/change/").content.decode()
    assert f"<code>/media/images/{image.sha256}.png</code>" in page


def test_an_upload_has_its_smaller_copies_at_once(as_editor, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    with django_capture_on_commit_callbacks(execute=True):
        as_editor.post("/admin/pressreleases/image/add/", picture(upload=photograph(size=(600, 400))))
    image = Image.objects.get()
    named = picture_names.all_copies(str(image.file.name), image.width)
    stored = [str(image.file.name), *named]
    assert sorted(images.names_stored()) == sorted(name.removeprefix("images/") for name in stored)


def test_an_upload_is_kept_even_if_its_copies_cannot_be_made(
    as_editor, settings, tmp_path, monkeypatch, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pressreleases.picture_copies._copy", full)
    with django_capture_on_commit_callbacks(execute=True):
        sent = as_editor.post("/admin/pressreleases/image/add/", picture(upload=photograph(size=(600, 400))))
    assert sent.status_code == 302
    assert images.names_stored() == [f"{Image.objects.get().sha256}.jpg"]


def test_a_decorative_picture_needs_no_description_and_its_list_says_so(as_editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    as_editor.post("/admin/pressreleases/image/add/", picture())
    image = Image.objects.get()
    image.descriptions.all().delete()
    rows = {"descriptions-TOTAL_FORMS": 1, "descriptions-INITIAL_FORMS": 0, "descriptions-0-language": "en"}
    page = as_editor.get(f"/admin/pressreleases/image/{image.pk}/change/").content.decode()
    assert 'name="descriptions-0-alternative_text"' in page
    sent = {"title": "The building", "credit": "", "decorative": "on", **rows}
    assert as_editor.post(f"/admin/pressreleases/image/{image.pk}/change/", sent).status_code == 302
    image.refresh_from_db()
    assert image.decorative
    assert "decorative" in as_editor.get("/admin/pressreleases/image/").content.decode()


@pytest.mark.parametrize("file", [SimpleUploadedFile("a.svg", b"<svg onload='alert(1)'/>"), upload(kind="GIF")])
def test_what_is_no_picture_is_refused_at_its_field(as_editor, settings, tmp_path, file):
    settings.MEDIA_ROOT = tmp_path
    response = as_editor.post("/admin/pressreleases/image/add/", picture(upload=file))
    assert "Choose a PNG, JPEG or WebP file." in response.context["adminform"].form.errors["upload"][0]
    assert list(tmp_path.iterdir()) == []


def test_the_same_picture_twice_leads_to_the_one_that_is_there(as_editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    as_editor.post("/admin/pressreleases/image/add/", picture())
    image = Image.objects.get()
    response = as_editor.post("/admin/pressreleases/image/add/", picture(title="Again"))
    assert f'href="/admin/pressreleases/image/{image.pk}/change/"' in response.content.decode()
    assert Image.objects.count() == 1


def test_a_picture_stays_while_the_text_of_a_draft_shows_it(as_administrator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = images.keep(images.read(upload()), title="The building")
    draft = make_release("The visit", body=f'<p>A <img src="{image.file.url}" alt="house">.</p>')
    address = f"/admin/pressreleases/image/{image.pk}/delete/"
    assert "The visit" in as_administrator.get(address).content.decode()
    as_administrator.post(address, {"post": "yes"})
    assert Image.objects.exists()
    rewrite(draft, body="<p>Gone.</p>")
    assert "The visit" not in as_administrator.get(address).content.decode()
    as_administrator.post(address, {"post": "yes"})
    assert not Image.objects.exists()


PASTE = "/admin/pressreleases/image/paste/"


def test_a_pasted_picture_is_stored_once_and_named_after_its_file(as_author, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = upload()
    file.name = "Old map.png"
    (answer, again) = (as_author.post(PASTE, {"upload": each}) for each in (file, upload()))
    image = Image.objects.get()
    assert answer.json() == again.json()
    assert (answer.json()["src"], answer.json()["key"]) == (f"/media/images/{image.sha256}.png", image.pk)
    assert image.title == "Old map"
    assert AuditEntry.objects.filter(kind="picture", key=image.pk, act="saved").count() == 1


@pytest.mark.parametrize("name", ["image.png", "", "\x00.png"])
def test_a_pasted_picture_without_a_name_has_one(as_author, settings, tmp_path, name):
    settings.MEDIA_ROOT = tmp_path
    file = upload()
    file.name = name or "image.png"
    as_author.post(PASTE, {"upload": file})
    assert Image.objects.get().title == "Pasted picture"


@pytest.mark.parametrize("posted", [{}, {"upload": "words"}, {"upload": SimpleUploadedFile("a.png", b"<svg/>")}])
def test_what_is_pasted_and_is_no_picture_is_refused_with_a_sentence(as_author, posted):
    response = as_author.post(PASTE, posted)
    assert response.status_code in (400, 422)
    assert "Choose a PNG, JPEG or WebP file." in response.json()["error"]
    assert as_author.get(PASTE).status_code == 400
    assert not Image.objects.exists()


def listed(client, **asked):
    page = client.get("/admin/pressreleases/image/", asked)
    return [image.title for image in page.context["cl"].result_list]


def test_pictures_are_found_by_their_tags_in_list_and_dialog(as_editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    as_editor.post("/admin/pressreleases/image/add/", picture(tags="Geneva,  visit ، GENEVA;talks"))
    lake = Image.objects.get()
    assert lake.tags == "Geneva, visit, talks"
    as_editor.post(
        "/admin/pressreleases/image/add/", picture(upload=upload("red"), title="Flag", tags="geneva,İstanbul")
    )
    as_editor.post("/admin/pressreleases/image/add/", picture(upload=upload("blue"), title="The sea"))
    assert listed(as_editor, tag="Geneva") == ["Flag", "The building"]
    assert listed(as_editor, tag="talks") == listed(as_editor, q="talk") == ["The building"]
    assert listed(as_editor, tag="İstanbul") == ["Flag"]
    # A part of a tag is none, and what is none filters nothing.
    assert len(listed(as_editor, tag="talk")) == 3
    page = as_editor.get("/admin/pressreleases/image/").content.decode()
    assert [f"?tag={tag}" in page for tag in ("Geneva", "visit", "talks", "sea")] == [True, True, True, False]
    found = as_editor.get("/admin/pressreleases/image/choose/", {"q": "visit"}).content.decode()
    assert "The building" in found
    assert "Flag" not in found


def test_a_tag_is_one_however_its_capitals_are_written(as_editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for colour, tags in (
        ("red", "Straße, İclas"),
        ("blue", "STRASSE, iclas"),
        ("green", "strasse 2, ICLAS"),
        ("white", ""),
    ):
        as_editor.post("/admin/pressreleases/image/add/", picture(upload=upload(colour), title=colour, tags=tags))
    page = as_editor.get("/admin/pressreleases/image/")
    [shown] = [spec for spec in page.context["cl"].filter_specs if spec.title == "tag"]
    assert [tag for tag, _name in shown.lookup_choices] == ["ICLAS", "STRASSE", "strasse 2"]
    assert listed(as_editor, tag="ICLAS") == ["green", "blue", "red"]
    assert listed(as_editor, tag="STRASSE") == ["blue", "red"]
    assert listed(as_editor, tag="strasse 2") == ["green"]


def test_a_title_that_another_picture_has_is_refused_at_its_field(as_editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    as_editor.post("/admin/pressreleases/image/add/", picture(title="The sea"))
    there = Image.objects.get()
    response = as_editor.post("/admin/pressreleases/image/add/", picture(upload=upload("red"), title="the SEA"))
    [said] = response.context["adminform"].form.errors["title"]
    assert "Another picture has this title." in said
    assert f"/admin/pressreleases/image/{there.pk}/change/" in said
    assert as_editor.post("/admin/pressreleases/image/add/", picture(upload=upload("red"), title="The sea 2"))
    assert sorted(Image.objects.values_list("title", flat=True)) == ["The sea", "The sea 2"]


def test_pictures_that_are_pasted_one_after_the_other_have_titles_of_their_own(as_author, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    files = [SimpleUploadedFile("image.png", upload(colour).read()) for colour in ("red", "blue")]
    titles = [as_author.post(PASTE, {"upload": file}).json()["title"] for file in files]
    assert titles == ["Pasted picture", "Pasted picture (2)"]


@pytest.mark.parametrize("tags", ["\u200b, ,", "Geneva  \u200b,geneva \u200b"])
def test_tags_that_nobody_can_see_or_tell_apart_are_none(as_editor, settings, tmp_path, tags):
    settings.MEDIA_ROOT = tmp_path
    as_editor.post("/admin/pressreleases/image/add/", picture(tags=tags))
    assert len([tag for tag in Image.objects.get().tags.split(", ") if tag]) == ("Geneva" in tags)


def test_tags_that_are_too_long_with_their_spaces_are_refused_at_their_field(as_editor, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    tags = ",".join(f"{number:02}" for number in range(66))
    response = as_editor.post("/admin/pressreleases/image/add/", picture(tags=tags))
    assert response.context["adminform"].form.errors["tags"] == ["Leave out some tags: together they are too long."]
    assert f'value="{tags}"' in response.content.decode()


def test_readers_never_see_the_tags_of_a_picture(client, as_editor, details, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = images.keep(images.read(upload()), title="The building")
    Image.objects.update(tags="rare-word")
    image.descriptions.create(language="en", alternative_text="The building")
    release = make_release("The visit", body=f'<p>A <img src="{image.file.url}" alt="house">.</p>')
    publish([release], by=make_user("Editor", "other"))
    page = f"/en/releases/{release.issued_on.year}/{release.slug}/"
    for address in (page, f"{page[:-1]}.txt", f"{page[:-1]}.json"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "rare-word" not in answer.content.decode()
