"""The press contact of a release: in place of the mission's, wherever a reader finds the text."""

import io
import zipfile

import pytest

from pressreleases.models import Edition
from pressreleases.publishing import publish, redact
from tests.making import correct, make_details, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db

OWN = "Leyla Aliyeva\n+1 212 371 2559\nleyla@mission.example"
PAGE = "/en/releases/2024/visit"


@pytest.fixture(autouse=True)
def _details(db):
    make_details(press_contact_name="Rauf Mammadov", press_contact_email="rauf@mission.example")


@pytest.fixture
def editor():
    return make_user("Editor")


@pytest.fixture
def release(editor):
    release = make_release("Visit", slug="visit", press_contact=OWN)
    publish([release], by=editor)
    return release


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", [f"{PAGE}/", f"{PAGE}.txt"])
def test_it_is_in_place_of_the_missions(client, release, address):
    said = read(client, address)
    assert "Leyla Aliyeva" in said
    assert "Rauf" not in said
    assert said.count("For journalists") == 1


@pytest.mark.parametrize("address", [f"{PAGE}/", f"{PAGE}.txt"])
def test_without_one_the_missions_is_there(client, editor, address):
    publish([make_release("Visit", slug="visit")], by=editor)
    said = read(client, address)
    assert "Rauf Mammadov" in said
    assert said.count("For journalists") == 1


def test_it_is_in_the_feed_the_json_and_the_archive_of_the_month(client, release):
    assert "leyla@mission.example" in read(client, "/en/feed.atom")
    assert client.get(f"{PAGE}.json").json()["press_contact"] == OWN
    archive = b"".join(client.get("/en/releases/2024/01.zip"))
    pages = zipfile.ZipFile(io.BytesIO(archive))
    (name,) = (name for name in pages.namelist() if "visit" in name)
    assert "leyla@mission.example" in pages.read(name).decode()


def test_two_languages_have_their_own_next_to_each_other(client, editor):
    english = make_release("Visit", slug="visit", press_contact=OWN)
    azerbaijani = {"language": "az", "slug": "sefer", "family": english.family, "is_original": False}
    publish([english, make_release("Səfər", press_contact="Leyla Əliyeva", **azerbaijani)], by=editor)
    said = read(client, "/en+az/releases/2024/visit/")
    assert said.index("Leyla Aliyeva") < said.index("Leyla Əliyeva")


def test_each_edition_keeps_its_own(client, release, editor):
    rewrite(release, press_contact="Another person")
    correct([release], by=editor, change_note="The contact was put right.")
    assert "Another person" in read(client, f"{PAGE}/")
    assert "Leyla Aliyeva" in read(client, f"{PAGE}/editions/1/")
    assert "Another person" not in read(client, f"{PAGE}/editions/1/")


def test_a_redaction_empties_it(client, release, editor):
    rewrite(release, press_contact="", place="Baku", title="Another visit", body="<p>Other words.</p>")
    correct([release], by=editor, change_note="Corrected.")
    first = Edition.objects.get(number=1)
    redact([first], by=make_user("Administrator"))
    first.refresh_from_db()
    assert first.press_contact == ""
    assert "Leyla" not in read(client, f"{PAGE}/editions/1/")
