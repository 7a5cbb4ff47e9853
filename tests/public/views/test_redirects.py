"""The front door, probes, robots, and what every public answer has or must not have: language, cookies, headers."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from pressreleases import publishing
from tests.making import make_anniversary, make_details, make_release
from tests.public.page_elements import elements

PAGES = [
    "/en/",
    "/en/releases/",
    "/en/releases/2024/",
    "/en/releases/2024/01/",
    "/en/releases/2024/a-visit-to-geneva/",
    "/en/anniversaries/",
    "/en/anniversaries/black-january/",
    "/en/contact/",
]


@pytest.fixture
def site(details, editor):
    """A site with something on each page."""
    anniversary = make_anniversary(en="Black January", az="Qara Yanvar")
    publishing.publish([make_release("A visit to Geneva", anniversary=anniversary)], by=editor)


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_in_the_language_of_its_address_whatever_is_asked_for(client, site, address):
    client.cookies["django_language"] = "az"
    response = client.get(address, headers={"accept-language": "az"})
    assert response.status_code == 200
    assert elements(response, "html")[0][1]["lang"] == "en"
    assert response["Content-Language"] == "en"


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*PAGES, "/", "/en/nothing/", "/robots.txt", "/healthz", "/readyz"])
def test_no_public_answer_sets_a_cookie_or_varies_by_one(client, site, address):
    response = client.get(address)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert "language" not in response.get("Vary", "").lower() or address == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*PAGES, "/en/nothing/"])
def test_a_page_needs_no_script_nothing_inline_and_nothing_from_elsewhere(client, site, address):
    response = client.get(address)
    # What is linked data (public.linked_data) is no script but for its element's name.
    scripts = [attributes for _tag, attributes, _words in elements(response, "script")]
    assert all(attributes == {"type": "application/ld+json"} for attributes in scripts)
    assert not elements(response, "style")
    for _tag, attrs, _words in elements(response):
        assert not {name for name in attrs if name == "style" or name.startswith("on")}
        for name in ("src", "href"):
            if not attrs.get("rel") and name in attrs:
                # A calendar program subscribes to this very site under the scheme `webcal`.
                webcal = settings.SITE_URL.replace("http", "webcal", 1)
                own = ("/", "#", "tel:", "mailto:", "?", f"{settings.SITE_URL}/", webcal)
                assert attrs[name].startswith(own), attrs[name]
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*PAGES, "/en/nothing/"])
def test_the_first_response_is_small(client, site, address):
    response = client.get(address, headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 5_000


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_heading_a_description_and_no_id_twice(client, site, address):
    response = client.get(address)
    assert len(elements(response, "h1")) == 1
    assert len(elements(response, "main")) == 1
    assert len(elements(response, "title")) == 1
    assert elements(response, "meta", name="description")[0][1]["content"].strip()
    ids = [attrs["id"] for _tag, attrs, _words in elements(response) if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {attrs["href"][1:] for _t, attrs, _w in elements(response, "a") if attrs["href"].startswith("#")} <= set(ids)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "az"])
@pytest.mark.parametrize("known", [True, False], ids=["with details", "with nothing at all"])
def test_a_site_without_content_answers_on_every_page(client, language, known):
    if known:
        make_details()
    for rest in ("", "releases/", "anniversaries/", "contact/"):
        response = client.get(f"/{language}/{rest}")
        assert response.status_code == 200
        assert len(elements(response, "h1")) == 1
        assert len(elements(response, "p", class_="name")) == (2 if known else 1)


def test_a_request_for_an_unknown_host_is_one_line_that_names_our_setting():
    command = """
import django
django.setup()
from django.test import Client
Client().get("/healthz", headers={"host": "evil.example"})
"""
    done = subprocess.run(
        [sys.executable, "-c", command],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    (only,) = done.stderr.splitlines()
    assert only.endswith(
        "A request for the unknown host 'evil.example' was refused. A host of this site belongs in MISSION_HOSTS."
    )


@pytest.mark.django_db
def test_the_admin_speaks_the_language_that_the_member_of_staff_chose(client):
    response = client.get("/admin/login/", headers={"accept-language": "az"})
    assert response["Content-Language"] == "az"
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in response["Vary"].split(",")}
    client.cookies["django_language"] = "en"
    assert client.get("/admin/login/", headers={"accept-language": "az"})["Content-Language"] == "en"
