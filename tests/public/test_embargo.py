"""A text under embargo, as journalists are given it: by a preview link, as a page and as plain text."""

import datetime as dt

import pytest
from django.utils import timezone

from pressreleases import publishing
from pressreleases.models import PreviewVisit
from pressreleases.public.formats.release_text import embargo_line
from tests.making import correct, in_future, make_details, make_release, rewrite
from tests.public.page_elements import links, page, words
from tests.public.test_preview_links import send

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2027, 1, 20, 17, tzinfo=dt.UTC)


@pytest.fixture
def details(db):
    return make_details(press_contact_email="press@mission.example")


def ribbon(response):
    return words(response, "aside", class_="ribbon")[0]


def test_an_embargo_is_told_by_both_clocks_and_once_where_they_are_one():
    assert embargo_line(NOON, "America/New_York") == (
        "EMBARGOED until 20 January 2027, 12:00 (New York) = 20 January 2027, 17:00 (UTC). Not for publication before."
    )
    assert "until 20 January 2027, 17:00 (UTC). Not" in embargo_line(NOON, "UTC")


def test_a_scheduled_text_says_above_all_until_when_it_is_embargoed_as_page_and_as_text(client, details, editor):
    release = make_release("Visit", "They met.", notes_to_editors="Pictures follow.")
    publishing.publish([release], by=editor, at=in_future(hours=2))
    edition = release.editions.get()
    line = embargo_line(edition.begins_at, "America/New_York")
    path = send(release, editor)
    response = client.get(path)
    assert ribbon(response).startswith(line)
    assert "not for publication" not in ribbon(response)
    address = links(response)["Plain text"]
    text = client.get(address)
    assert (text.status_code, text["Content-Type"], text["Cache-Control"]) == (
        200,
        "text/plain; charset=utf-8",
        "private, no-store",
    )
    paragraphs = text.content.decode().rstrip().split("\n\n")
    assert paragraphs[0] == line
    assert paragraphs[-6:] == [
        "They met.",
        "END",
        "Notes to editors",
        "Pictures follow.",
        "For journalists",
        "press@mission.example",
    ]
    # Nothing stands at its addresses yet.
    assert release.code not in text.content.decode()
    assert PreviewVisit.objects.count() == 2


def test_a_draft_without_a_date_and_one_taken_from_the_schedule_are_not_to_be_published_at_all(client, details, editor):
    release = make_release("Visit", "They met.")
    path = send(release, editor)
    assert ribbon(client.get(path)).startswith("Preview of a draft: not for publication.")
    publishing.publish([release], by=editor, at=in_future(hours=2))
    assert "EMBARGOED" in ribbon(client.get(path))
    publishing.unschedule([release], by=editor)
    assert "EMBARGOED" not in ribbon(client.get(path))
    assert client.get(f"{path}text.txt").content.decode().startswith("Preview of a draft: not for publication.\n")


def test_a_scheduled_correction_is_embargoed_and_the_text_that_stands_is_not(client, details, editor):
    release = make_release("Visit", "They met on Monday.")
    publishing.publish([release], by=editor)
    changed = rewrite(release, body="<p>They met on Tuesday.</p>")
    correct([changed], by=editor, change_note="The day.", at=in_future(hours=2))
    rewrite(changed, body="<p>They met on Wednesday.</p>")
    path = send(changed, editor)
    assert client.get(f"{path}text.txt").content.decode().startswith("EMBARGOED until ")
    public = client.get("/en/releases/2024/visit/")
    assert "They met on Monday." in page(public)
    assert "EMBARGOED" not in public.content.decode() + client.get("/en/releases/2024/visit.txt").content.decode()


def test_the_text_is_gone_with_its_link(client, details, editor):
    release = make_release("Visit", "They met.")
    path = send(release, editor)
    assert "They met." in client.get(f"{path}text.txt").content.decode()
    release.preview_links.update(revoked_at=timezone.now(), revoked_by=editor)
    over = client.get(f"{path}text.txt")
    assert (over.status_code, over.content) == (404, client.get("/preview/unknown/").content)
