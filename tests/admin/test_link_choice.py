"""The dialog for a link: which texts, pages and files it offers, and at which addresses."""

import re

import pytest

from pressreleases.models import Attachment
from pressreleases.models.pages import MissionPage
from pressreleases.publishing import publish, withdraw
from tests.making import make_page, make_release

pytestmark = pytest.mark.django_db
LINKS = "/admin/pressreleases/release/links/"


def offered(client, **asked):
    page = client.get(LINKS, {"language": "en", **asked}).content.decode()
    return re.findall(r'data-address="([^"]*)" data-title="([^"]*)"', page), page


def test_the_newest_published_texts_are_offered_first_those_in_the_language_of_the_text_before_others(
    as_author, editor
):
    first = make_release("A visit to Geneva")
    publish([first], by=editor)
    other = make_release("Cenevrəyə səfər", language="az")
    publish([other], by=editor)
    make_release("A draft")
    found, page = offered(as_author)
    assert [title for _address, title in found] == ["A visit to Geneva", "Cenevrəyə səfər"]
    assert found[0][0] == f"/en/releases/{first.issued_on.year}/{first.slug}/"
    assert "Not visible to readers" not in page
    (_address, title), *_others = offered(as_author, language="az")[0]
    assert title == "Cenevrəyə səfər"


def test_a_search_finds_drafts_too_at_the_short_address_that_stays(as_author, editor):
    draft = make_release("A draft on rivers")
    publish([make_release("A visit to Geneva")], by=editor)
    found, page = offered(as_author, q="rivers")
    assert found == [(f"/r/{draft.code}", "A draft on rivers")]
    assert "Not visible to readers" in page
    assert offered(as_author, q="nothing like it")[0] == []


def test_a_withdrawn_text_is_only_found_and_said_to_be_out_of_sight(as_author, editor):
    release = make_release("A visit to Geneva")
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "By mistake."})
    assert offered(as_author)[0] == []
    found, page = offered(as_author, q="Geneva")
    assert found == [(f"/r/{release.code}", "A visit to Geneva")]
    assert "Not visible to readers" in page


def test_pages_of_the_mission_and_attachments_of_published_texts_are_offered(as_author, editor):
    page = make_page(MissionPage.ABOUT, language="en")
    publish([page], by=editor)
    sha256 = "a" * 64
    file = Attachment.objects.create(sha256=sha256, type="pdf", size=1, file=f"attachments/{sha256}.pdf")
    release = make_release("A visit", attachments=[file.entry(title="The programme", language="en")])
    hidden = make_release("A draft", attachments=[file.entry(title="Not yet", language="en")])
    publish([release], by=editor)
    found = dict(offered(as_author)[0])
    assert "/en/about/" in found
    assert found[f"/en/releases/{release.issued_on.year}/{release.slug}/attachments/{sha256}.pdf"] == "The programme"
    assert "Not yet" not in offered(as_author, q=hidden.title)[1]


def test_the_dialog_takes_as_many_queries_with_many_texts_as_with_one(as_author, editor, django_assert_max_num_queries):
    def ask():
        with django_assert_max_num_queries(25) as asked:
            offered(as_author)
        return len(asked)

    publish([make_release("One")], by=editor)
    ask()
    with_one = ask()
    for number in range(14):
        publish([make_release(f"Another {number}")], by=editor)
    assert ask() == with_one
    assert len(offered(as_author)[0]) == 12


def test_only_those_who_write_are_offered_anything(client):
    assert client.get(LINKS).status_code == 302
