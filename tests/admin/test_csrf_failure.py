"""A form that is sent without a valid token: the page says why, and leads back to the text that was kept."""

import re

import pytest
from django.test import Client

from tests.admin.filling import RELEASES, change_url
from tests.making import make_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(details):
    return make_release(body="<p>First words.</p>", place="New York")


def token_in(page):
    return re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[0]


def test_a_form_that_is_too_old_leads_back_to_where_its_text_is_offered(author, release):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(author)
    answer = strict.post(change_url(release), {"title": "Newer"})
    assert answer.status_code == 403
    assert f'href="{change_url(release)}"' in answer.content.decode()
    assert "No cookie was sent" in answer.content.decode()
    assert "signed in again" not in answer.content.decode()
    elsewhere = strict.post(f"{RELEASES}unsaved/1/discard/")
    assert 'class="verb" href="/admin/"' in elsewhere.content.decode()
    assert "default-src" in answer.headers["Content-Security-Policy"]


def test_that_somebody_signed_in_again_is_said_only_to_those_who_did(author, release):
    strict, signing_in = Client(enforce_csrf_checks=True), "/admin/login/"
    before = token_in(strict.get(signing_in))
    account = {"username": "author", "password": "a long enough password"}
    assert strict.post(signing_in, {**account, "csrfmiddlewaretoken": before}).status_code == 302
    old = strict.post(change_url(release), {"title": "Newer", "csrfmiddlewaretoken": before}).content.decode()
    assert "You have signed in again since you opened this page" in old
    for wrong in ({}, {"csrfmiddlewaretoken": "x"}):
        foreign = strict.post(change_url(release), {"title": "Newer", **wrong}).content.decode()
        assert "did not come from a page of this site" in foreign
        assert "signed in again" not in foreign
    elsewhere = strict.post(
        change_url(release), {"csrfmiddlewaretoken": before}, headers={"Origin": "http://evil.example"}
    )
    assert "did not come from a page of this site" in elsewhere.content.decode()
    now = token_in(strict.get("/admin/"))
    strict.post("/admin/logout/", {"csrfmiddlewaretoken": now})
    signed_out = strict.post(signing_in, {**account, "csrfmiddlewaretoken": before}).content.decode()
    assert "Your browser’s cookie has changed" in signed_out
    assert "signed in again" not in signed_out
