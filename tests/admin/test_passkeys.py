"""Passkeys as a program sends them: right answers are taken, wrong and hostile ones refused without an error."""

import datetime as dt
import json
import re
import time
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from fido2.utils import websafe_encode

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
    told = client.post(ALONE).json()
    answer = json.dumps(passkey.used(told, **instead))
    return client, client.post(ALONE, {"credential": answer, "asked": told["asked"], "next": "/admin/notices/"})


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
    told, earlier = client.post(ALONE).json(), client.post(ALONE).json()
    sent = {"credential": json.dumps(passkey.used(told, origin=ORIGIN)), "asked": told["asked"]}
    unused = {"credential": json.dumps(passkey.used(earlier, origin=ORIGIN)), "asked": earlier["asked"]}
    assert client.post(ALONE, sent)["Location"] == "/admin/"
    again = Client(headers={"host": "localhost"})
    for answer in (sent, unused, {**sent, "asked": again.post(ALONE).json()["asked"]}):
        again.post(ALONE, answer)
        assert not is_in(again)
    assert is_in(sign_in(passkey)[0])


def test_an_answer_counts_once_also_where_the_clock_of_the_server_that_asked_is_ahead(inside, monkeypatch):
    passkey = Passkey()
    add(inside, passkey)
    client = Client(headers={"host": "localhost"})
    ahead = timezone.now() + dt.timedelta(seconds=30)
    with monkeypatch.context() as patched:
        patched.setattr("pressreleases.second_factors.timezone.now", lambda: ahead)
        told = client.post(ALONE).json()
    sent = {"credential": json.dumps(passkey.used(told, origin=ORIGIN)), "asked": told["asked"]}
    client.post(ALONE, sent)
    assert is_in(client)
    again = Client(headers={"host": "localhost"})
    again.post(ALONE, sent)
    assert not is_in(again)


@pytest.mark.parametrize("asked", [None, "", "x" * 5000, "\0", "WzEsIDJd:1abc:x"])
def test_an_answer_to_what_the_site_has_not_asked_signs_nobody_in(inside, asked):
    passkey = Passkey()
    add(inside, passkey)
    client = Client(headers={"host": "localhost"})
    answer = json.dumps(passkey.used(client.post(ALONE).json(), origin=ORIGIN))
    client.post(ALONE, {"credential": answer} if asked is None else {"credential": answer, "asked": asked})
    assert not is_in(client)


def test_a_challenge_can_be_answered_for_ten_minutes(inside, monkeypatch):
    passkey = Passkey()
    add(inside, passkey)
    client = Client(headers={"host": "localhost"})
    for minutes, counts in ((11, False), (9, True)):
        before = time.time() - 60 * minutes
        with monkeypatch.context() as patched:
            patched.setattr("django.core.signing.time.time", lambda before=before: before)
            told = client.post(ALONE).json()
        answer = json.dumps(passkey.used(told, origin=ORIGIN))
        client.post(ALONE, {"credential": answer, "asked": told["asked"]})
        assert is_in(client) is counts


def test_however_many_ask_for_challenges_nothing_is_stored_and_those_of_staff_still_count(inside):
    passkey = Passkey()
    add(inside, passkey)
    client = Client(headers={"host": "localhost"})
    told = client.post(ALONE).json()
    sessions = StaffSession.objects.count()
    for _request in range(5):
        asking = Client(headers={"host": "localhost"})
        asked = asking.post(ALONE).json()["asked"]
        asking.post(ALONE, {"credential": "{}", "asked": asked})
        assert "sessionid" not in asking.cookies
    assert StaffSession.objects.count() == sessions
    answer = json.dumps(passkey.used(told, origin=ORIGIN))
    client.post(ALONE, {"credential": answer, "asked": told["asked"]})
    assert is_in(client)
