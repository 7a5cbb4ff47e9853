"""`manage.py doctor` prints what was found, for people and for programs, and its exit status says whether it is bad."""

import json

import pytest
from django.contrib.auth.models import User

from pressreleases.models import Heartbeat
from tests.making import make_details, make_user
from tests.management.running import run

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def healthy(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    settings.SITE_URL = "http://127.0.0.1:8000"
    make_details()
    Heartbeat.objects.beat()


def test_each_finding_is_a_line_and_advice_alone_is_no_failure():
    said = run("doctor").splitlines()
    assert "Good    The background process is running." in said
    assert any(line.startswith("Advice  There is no backup in ") for line in said)


def test_if_something_is_wrong_the_exit_status_says_so(settings):
    settings.SITE_URL = "http://press.example"
    with pytest.raises(SystemExit) as ended:
        run("doctor")
    assert ended.value.code == 1


def test_a_program_gets_the_same_as_json():
    findings = json.loads(run("doctor", "--json"))
    assert {
        "level": "good",
        "code": "worker",
        "values": {},
        "sentence": "The background process is running.",
    } in findings


def test_administrators_see_on_their_desk_what_was_found_and_others_do_not(client):
    make_user("Administrator", "administrator")
    make_user("Editor", "editor")
    for name in ("administrator", "editor"):
        client.force_login(User.objects.get(username=name))
        assert "Health of the site" not in client.get("/admin/").content.decode()
    run("doctor")
    for name, seen in [("administrator", True), ("editor", False)]:
        client.force_login(User.objects.get(username=name))
        page = client.get("/admin/").content.decode()
        assert ("Health of the site" in page, "There is no backup in " in page) == (seen, seen)
