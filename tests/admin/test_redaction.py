"""Redacting from the admin: administrators only, on POST only, and only what is over."""

import pytest

from pressreleases.models import Edition
from pressreleases.publishing import publish
from tests.making import correct, make_release, rewrite


@pytest.fixture
def first(details, editor):
    release = make_release("Visit", "They met the informant.")
    publish([release], by=editor)
    rewrite(release, body="<p>They met.</p>")
    correct([release], by=editor, minor=True)
    return Edition.objects.get(number=1)


def url(edition, end="redact/"):
    return f"/admin/pressreleases/edition/{edition.pk}/{end}"


def test_an_administrator_redacts_after_saying_that_it_cannot_be_undone(as_administrator, first):
    assert url(first) in as_administrator.get(url(first, "change/")).content.decode()
    assert as_administrator.get(url(first)).status_code == 200
    refused = as_administrator.post(url(first), {})
    assert refused.status_code == 422
    assert "Tick this" in refused.content.decode()
    assert Edition.objects.get(number=1).text == "They met the informant."
    assert as_administrator.post(url(first), {"certain": "on"}).status_code == 302
    assert Edition.objects.get(number=1).text == ""


def test_an_editor_neither_sees_the_page_nor_can_post_to_it(as_editor, as_author, first):
    assert url(first) not in as_editor.get(url(first, "change/")).content.decode()
    for client in (as_editor, as_author):
        assert client.get(url(first)).status_code == 403
        assert client.post(url(first), {"certain": "on"}).status_code == 403
    assert Edition.objects.get(number=1).text == "They met the informant."


def test_what_readers_see_is_not_redacted_and_the_page_says_what_to_do(as_administrator, first):
    live = Edition.objects.get(number=2)
    refused = as_administrator.post(url(live), {"certain": "on"})
    assert "Publish a correction without these words first" in refused.content.decode()
    assert Edition.objects.get(number=2).text == "They met."


def test_an_unknown_edition_is_not_found(as_administrator, details):
    assert as_administrator.get("/admin/pressreleases/edition/999/redact/").status_code == 404
    assert as_administrator.get("/admin/pressreleases/edition/x/redact/").status_code == 404
