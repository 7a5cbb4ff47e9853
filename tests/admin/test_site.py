"""Every page of the admin: its policy, its language, its clock; and the page for a form without a valid token."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin.filling import RELEASES, change_url, verb_url
from tests.making import make_details, make_release, make_user

pytestmark = pytest.mark.django_db


def test_only_forms_with_the_editor_let_attributes_run(as_editor, client):
    release = make_release()
    policies = {
        url: as_editor.get(url)["Content-Security-Policy"]
        for url in (change_url(release), verb_url(release, "publish"), "/admin/", "/admin/pressreleases/release/")
    }
    policies["/admin/login/"] = client.get("/admin/login/")["Content-Security-Policy"]
    assert {url for url, policy in policies.items() if "unsafe" in policy} == {change_url(release)}
    for policy in policies.values():
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe-eval" not in policy


def test_no_page_of_the_admin_has_a_script_of_its_own(as_editor):
    release = make_release()
    for url in (change_url(release), verb_url(release, "publish"), "/admin/", "/admin/pressreleases/release/"):
        page = as_editor.get(url).content.decode()
        assert "<script>" not in page
        assert "<style>" not in page


def test_the_language_is_changed_by_a_post_only(as_editor):
    assert as_editor.get(reverse("set_language"), {"language": "az"}).cookies.get("django_language") is None
    response = as_editor.post(reverse("set_language"), {"language": "az", "next": "/admin/"})
    assert response.cookies["django_language"].value == "az"
    assert response.cookies["django_language"]["path"] == "/admin/"
    assert 'lang="az"' in as_editor.get("/admin/").content.decode()


def test_every_page_names_the_clock_by_which_it_shows_times(as_editor):
    assert "All times are New York time (America/New_York, UTC" in as_editor.get("/admin/").content.decode()


def test_a_new_site_without_details_shows_utc_and_no_error(client, db):
    client.force_login(make_user("Editor"))
    page = client.get("/admin/").content.decode()
    assert "Press office" in page
    assert "All times are in UTC. It was" in page
    assert "UTC, UTC" not in page
    assert client.get("/admin/pressreleases/release/add/").status_code == 200


def test_the_zone_is_that_of_the_details_of_today(client, db):
    make_details(valid_during=(None, dt.date(2020, 1, 1)), time_zone="Asia/Baku")
    make_details(valid_during=(dt.date(2020, 1, 1), None), time_zone="Europe/Vienna")
    client.force_login(make_user("Editor"))
    assert client.get("/admin/").context["clock"].zone == "Europe/Vienna"


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
