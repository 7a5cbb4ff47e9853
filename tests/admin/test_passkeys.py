"""Passkeys as a program sends them: right answers are taken, wrong and hostile ones refused without an error."""

import json
import re
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from fido2.utils import websafe_encode

from pressreleases.admin import signing_in
from pressreleases.models import AuditEntry, StaffSession
from tests.making import make_user
from tests.passkeys import ORIGIN, Passkey

pytestmark = pytest.mark.django_db

OWN, ALONE = "/admin/second-factors/", "/admin/passkey/"
NESTED = websafe_encode(b"\0" * 32 + b"\x85" + b"\0\0\0\1" + b"\x81" * 9000)


@pytest.fixture
def ann(details):
    return make_user("Author", "ann")


@pytest.fixture
def inside(ann):
    client = Client(headers={"host": "localhost"})
    client.force_login(ann)
    return client


def asked_in(page):
    return json.loads(unescape(re.findall(r'data-challenge="([^"]+)"', page.content.decode())[0]))


def add(client, passkey, change=lambda answer: answer, **more):
    answer = change(passkey.made(asked_in(client.get(OWN)), **more))
    return client.post(OWN, {"act": "passkey", "name": "Blue key", "credential": json.dumps(answer)})


def sign_in(passkey, **instead):
    client = Client(headers={"host": "localhost"})
    answer = passkey.used(client.post(ALONE).json(), **instead)
    return client, client.post(ALONE, {"credential": json.dumps(answer), "next": "/admin/notices/"})


def is_in(client):
    return client.get("/admin/notices/").status_code == 200


def test_one_that_was_added_signs_its_owner_in(inside):
    passkey = Passkey()
    assert add(inside, passkey).status_code == 200
    client, response = sign_in(passkey)
    assert response["Location"] == "/admin/notices/"
    assert is_in(client)


def test_what_a_browser_adds_to_its_answer_is_not_stored_and_breaks_nothing(inside):
    passkey = Passkey()

    def filled(answer):
        return {**answer, "more": "\0", "clientExtensionResults": {"\ud800": "\0"}}

    assert add(inside, passkey, filled).status_code == 200
    assert "more" not in Authenticator.objects.get(type="webauthn").data["credential"]
    assert is_in(sign_in(passkey)[0])


@pytest.mark.parametrize("origin", ["http://localhost:9000", "http://other.localhost", "https://localhost", "null"])
def test_an_answer_to_the_page_of_another_place_under_the_name_of_the_site_is_wrong(inside, origin):
    assert add(inside, Passkey(), origin=origin).status_code == 422
    passkey = Passkey()
    add(inside, passkey)
    assert not is_in(sign_in(passkey, origin=origin)[0])


def test_the_address_of_the_site_counts_where_a_proxy_tells_no_port(inside, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["http://localhost:8443"]
    passkey = Passkey()
    assert add(inside, passkey, origin="http://localhost:8443").status_code == 200
    assert is_in(sign_in(passkey, origin="http://localhost:8443")[0])


def test_one_whose_answers_the_site_could_not_check_is_not_added(inside):
    assert add(inside, Passkey(), algorithm=-999).status_code == 422
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "hostile",
    [
        {"authenticatorData": NESTED},
        {"clientDataJSON": websafe_encode(b"[" * 9000)},
        {"clientDataJSON": websafe_encode(b'{"type": "webauthn.get", "challenge": "\\ud800", "origin": "\\u0000"}')},
        {"signature": "AA"},
        {"userHandle": websafe_encode(b"9" * 300)},
    ],
    ids=["nested data", "nested client", "no letters", "signature", "owner"],
)
def test_a_hostile_answer_signs_nobody_in_and_is_no_error(inside, hostile):
    passkey = Passkey()
    add(inside, passkey)
    client, response = sign_in(passkey, **hostile)
    assert response.status_code == 302
    assert not is_in(client)
    assert not AuditEntry.objects.filter(act="signed-in").exists()


def test_one_of_an_inactive_account_signs_nobody_in(inside, ann):
    passkey = Passkey()
    add(inside, passkey)
    ann.is_active = False
    ann.save()
    assert not is_in(sign_in(passkey)[0])


def test_an_answer_signs_in_once(inside):
    passkey = Passkey()
    add(inside, passkey)
    client = Client(headers={"host": "localhost"})
    answer = json.dumps(passkey.used(client.post(ALONE).json(), origin=ORIGIN))
    session = client.cookies["sessionid"].value
    assert client.post(ALONE, {"credential": answer})["Location"] == "/admin/"
    again = Client(headers={"host": "localhost"})
    again.cookies["sessionid"] = session
    again.post(ALONE, {"credential": answer})
    assert not is_in(again)
    again.post(ALONE)
    again.post(ALONE, {"credential": answer})
    assert not is_in(again)


def test_however_many_ask_for_challenges_only_the_newest_are_kept_and_nobody_is_signed_out(inside, monkeypatch):
    monkeypatch.setattr(signing_in, "MOST_CHALLENGES", 3)
    passkey = Passkey()
    add(inside, passkey)
    for _request in range(5):
        assert Client().post("/admin/passkey/", headers={"host": "localhost"}).status_code == 200
    assert StaffSession.objects.filter(user=None).count() == 3
    assert is_in(inside)
    assert is_in(sign_in(passkey)[0])
