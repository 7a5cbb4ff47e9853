"""The page on which staff sign in, and the second step of it."""

from urllib.parse import quote

import pytest
from django.test import Client

from pressreleases.admin import sign_ins

pytestmark = pytest.mark.django_db


PASSWORD = "a long enough password"


HERE, ELSEWHERE = "192.0.2.7", "198.51.100.3"


OF_ONE_NAME, OF_ONE_ADDRESS = sign_ins.OF_ONE_NAME, sign_ins.OF_ONE_ADDRESS


@pytest.fixture(autouse=True)
def _staff(details, editor):
    """An editor who could sign in."""


def sign_in(username="editor", password="wrong", address=HERE, **headers):
    given = {"username": username, "password": password}
    return Client().post("/admin/login/?next=/admin/", given, REMOTE_ADDR=address, **headers)


def fail(times, username="editor", address=HERE, **headers):
    for _time in range(times):
        assert sign_in(username, address=address, **headers).status_code == 200


@pytest.mark.parametrize(
    "wanted",
    [
        *("", "zz", "//evil.example/", "https://evil.example/admin/", "/\\evil.example", "///evil.example"),
        *("http://[", "javascript:alert(1)", "/admin/zz/", "/admin/login/?next=/admin/", "/admin/logout/", "/en/"),
        *("/admin/\r\nX-A: 1", "/admin/" + "x" * 5000, "\0", "/admin/\0", "/admin/%", "/accounts/profile/"),
        *("https://user@testserver/admin/../en/", "/admin/../../etc", " https://evil.example"),
    ],
)
def test_a_bad_next_leads_to_the_desk(wanted):
    given = {"username": "editor", "password": PASSWORD, "next": wanted}
    response = Client().post("/admin/login/", given)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    in_address = Client().post(f"/admin/login/?next={quote(wanted)}", {"username": "editor", "password": PASSWORD})
    assert (in_address.status_code, in_address["Location"]) == (302, "/admin/")
    assert Client().get(f"/admin/login/?next={quote(wanted)}").status_code == 200


@pytest.mark.parametrize(
    "wanted", ["/admin/pressreleases/release/", "/admin/pressreleases/release/?state=draft", "/admin/notices/"]
)
def test_a_good_next_leads_there(wanted):
    response = Client().post("/admin/login/", {"username": "editor", "password": PASSWORD, "next": wanted})
    assert (response.status_code, response["Location"]) == (302, wanted)
    whole = {"username": "editor", "password": PASSWORD, "next": f"http://testserver{wanted}"}
    assert Client().post("/admin/login/", whole)["Location"] == wanted


def test_whoever_is_signed_in_stays_so_while_others_fail(editor):
    signed_in = Client()
    signed_in.force_login(editor)
    fail(OF_ONE_NAME)
    assert signed_in.get("/admin/", REMOTE_ADDR=HERE).status_code == 200
