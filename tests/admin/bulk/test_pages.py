"""The pages of bulk actions: how they are reached, by whom, and that pressing twice does it once."""

import pytest
from django.test import Client

from pressreleases.models import Edition, Release
from tests.admin.choosing import choose, held_by, outcome, page_url, press
from tests.admin.filling import RELEASES
from tests.making import make_release, today

pytestmark = pytest.mark.django_db

DONE = "Published: readers can see it now."


@pytest.fixture(autouse=True)
def _details(details):
    """Nothing can be published without mission details."""


def ready(title="Ready", **changes):
    """A release that no checklist minds."""
    words = {"summary": "A lead.", "issued_on": today(), "slug": f"s-{Release.objects.count()}"}
    return make_release(f"{title} for readers", **{**words, **changes})


def live_titles():
    return sorted(Edition.objects.live().values_list("title", flat=True))


def test_the_list_leads_to_a_page_that_publishes_nothing_yet(as_editor):
    one, two = ready("One"), ready("Two")
    response = choose(as_editor, "publish_chosen", one, two)
    assert response.url == page_url("publish", two, one)
    page = as_editor.get(response.url)
    assert [text.first.title for text in page.context["page"].ready] == ["Two for readers", "One for readers"]
    assert live_titles() == []


def test_pressed_twice_it_is_done_once_and_the_outcome_is_that_of_the_first(as_editor):
    one = ready("One")
    url = page_url("publish", one)
    held = held_by(as_editor.get(url))
    first, second = as_editor.post(url, held), as_editor.post(url, held)
    assert first.url == second.url
    assert outcome(as_editor, second) == {"One for readers": DONE}
    assert outcome(as_editor, second) == {"One for readers": DONE}
    assert Edition.objects.count() == 1


def test_the_outcome_is_kept_without_words_for_the_session_that_asked(as_editor, as_administrator):
    response = press(as_editor, page_url("publish", ready("One"), ready("Two", body="")))
    assert "for readers" not in str(dict(as_editor.session))
    assert as_editor.get(response.url).status_code == 200
    assert as_administrator.get(response.url).status_code == 404


def test_an_author_is_offered_none_of_it_and_cannot_forge_it(as_author, as_editor):
    one = ready("One")
    held = held_by(as_editor.get(page_url("publish", one)))
    offered = dict(as_author.get(RELEASES).context["action_form"].fields["action"].choices)
    assert {"add_topic_to_chosen", "export_as_csv"} <= offered.keys()
    assert not {"publish_chosen", "withdraw_chosen"} & offered.keys()
    choose(as_author, "publish_chosen", one)
    assert as_author.get(page_url("publish", one)).status_code == 403
    assert as_author.post(page_url("publish", one), held).status_code == 403
    assert live_titles() == []


def test_strangers_and_forged_pages_do_nothing(client, as_editor, editor):
    one = ready("One")
    held = held_by(as_editor.get(page_url("publish", one)))
    assert client.post(page_url("publish", one), held).url.startswith("/admin/login/")
    foreign = Client(enforce_csrf_checks=True)
    foreign.force_login(editor)
    assert foreign.post(page_url("publish", one), held).status_code == 403
    assert live_titles() == []


def test_more_than_can_be_read_through_are_refused_in_words(as_editor, monkeypatch):
    monkeypatch.setattr("pressreleases.admin.bulk.pages.AT_ONCE", 2)
    rows = [ready(str(number)) for number in range(3)]
    page = choose(as_editor, "publish_chosen", *rows, select_across="1")
    assert "You can change at most 2 releases at once." in as_editor.get(page.url).content.decode()
    assert choose(as_editor, "publish_chosen", *rows[:2]).url.startswith(f"{RELEASES}chosen/publish/")


@pytest.mark.parametrize("rows", ["", "abc", "1,x", "999999", "9" * 30, ",".join(["1"] * 201)])
def test_an_address_that_chooses_nothing_leads_back_to_the_list(as_editor, rows):
    assert as_editor.get(f"{RELEASES}chosen/publish/?rows={rows}").url == RELEASES
