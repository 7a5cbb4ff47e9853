"""The pages of bulk actions: how they are reached, by whom; pressed twice they act once; what came of each row."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from pressreleases.admin.bulk import is_token, keep_outcomes, kept_outcomes, lines_of, pressed_once
from pressreleases.editorial.bulk import Outcome, Result
from pressreleases.mission_clock import clock_of
from pressreleases.models import Edition, Release
from pressreleases.publishing import publish
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
    monkeypatch.setattr("pressreleases.admin.bulk.AT_ONCE", 2)
    rows = [ready(str(number)) for number in range(3)]
    page = choose(as_editor, "publish_chosen", *rows, select_across="1")
    assert "You can change at most 2 releases at once." in as_editor.get(page.url).content.decode()
    assert choose(as_editor, "publish_chosen", *rows[:2]).url.startswith(f"{RELEASES}chosen/publish/")


@pytest.mark.parametrize("rows", ["", "abc", "1,x", "999999", "9" * 30, ",".join(["1"] * 201)])
def test_an_address_that_chooses_nothing_leads_back_to_the_list(as_editor, rows):
    assert as_editor.get(f"{RELEASES}chosen/publish/?rows={rows}").url == RELEASES


TOKEN = "0123456789abcdef"


@pytest.fixture
def asked(rf):
    request = rf.get("/")
    request.session = SessionStore()
    request.session.create()
    return request


def said(name, *outcomes):
    return [(line.done, str(line.said)) for line in lines_of(list(outcomes), name, clock_of(None))]


@pytest.mark.usefixtures("details")
@pytest.mark.parametrize(
    ("text", "is_one"), [(TOKEN, True), (TOKEN[1:], False), (f"{TOKEN}0", False), (TOKEN.upper(), False), ("", False)]
)
@pytest.mark.usefixtures("details")
def test_only_a_token_of_the_site_is_one(text, is_one):
    assert is_token(text) is is_one


@pytest.mark.usefixtures("details")
def test_outcomes_are_kept_for_their_session_and_token(asked):
    outcomes = [Outcome(1, Result.DONE, ""), Outcome(2, Result.REFUSED, "NoTitle")]
    keep_outcomes(asked, TOKEN, outcomes)
    assert kept_outcomes(asked, TOKEN) == outcomes
    assert kept_outcomes(asked, "f" * 16) is None


@pytest.mark.usefixtures("details")
def test_the_oldest_of_more_than_five_is_forgotten(asked):
    for number in range(6):
        keep_outcomes(asked, f"{number:016x}", [Outcome(number, Result.DONE, "")])
    assert kept_outcomes(asked, f"{0:016x}") is None
    assert kept_outcomes(asked, f"{1:016x}") == [Outcome(1, Result.DONE, "")]
    assert kept_outcomes(asked, f"{5:016x}") == [Outcome(5, Result.DONE, "")]


@pytest.mark.usefixtures("details")
def test_a_second_press_of_the_same_page_is_known_and_of_another_is_not(asked):
    with pressed_once(asked, TOKEN) as was_pressed:
        assert not was_pressed
        keep_outcomes(asked, TOKEN, [])
    with pressed_once(asked, TOKEN) as was_pressed:
        assert was_pressed
    with pressed_once(asked, "f" * 16) as was_pressed:
        assert not was_pressed


@pytest.mark.usefixtures("details")
def test_what_was_not_done_comes_first_and_what_is_gone_is_left_out():
    one, two = make_release("One"), make_release("Two")
    outcomes = [
        Outcome(one.pk, Result.DONE, ""),
        Outcome(999_999, Result.DONE, ""),
        Outcome(two.pk, Result.CHANGED, ""),
    ]
    lines = lines_of(outcomes, "publish", clock_of(None))
    assert [(line.row.release, line.done) for line in lines] == [(two, False), (one, True)]


@pytest.mark.usefixtures("details")
def test_only_what_was_published_and_is_live_leads_to_its_page(editor):
    live, draft = make_release("Live", slug="live"), make_release("Draft")
    publish([live], by=editor)
    outcomes = [Outcome(live.pk, Result.DONE, ""), Outcome(draft.pk, Result.DONE, "")]
    pages = {line.row.release: line.page for line in lines_of(outcomes, "publish", clock_of(None))}
    assert pages == {live: "/en/releases/2024/live/", draft: ""}
    assert [line.page for line in lines_of(outcomes, "withdraw", clock_of(None))] == ["", ""]
    refused = [Outcome(live.pk, Result.CHANGED, "")]
    assert [line.page for line in lines_of(refused, "publish", clock_of(None))] == [""]


@pytest.mark.usefixtures("details")
@pytest.mark.parametrize("result", [result for result in Result if result is not Result.DONE])
@pytest.mark.usefixtures("details")
def test_every_outcome_has_a_sentence(result):
    [(done, words)] = said("topic", Outcome(make_release().pk, result, ""))
    assert words.endswith((".", "log."))
    assert done is (result is Result.HAD)


@pytest.mark.usefixtures("details")
def test_the_sentence_of_a_refusal_is_about_the_release_as_it_is_now():
    release = make_release("Visit")
    [(_done, words)] = said("publish", Outcome(release.pk, Result.REFUSED, "NoText"))
    assert "Visit" in words
    assert str(said("publish", Outcome(release.pk, Result.REFUSED, "NoSuchError"))[0][1])


@pytest.mark.usefixtures("details")
def test_a_topic_of_what_is_live_is_seen_with_the_next_edition(editor):
    live, draft = make_release("Live", slug="live"), make_release("Draft")
    publish([live], by=editor)
    [(_done, of_live)] = said("topic", Outcome(live.pk, Result.DONE, ""))
    [(_done, of_draft)] = said("topic", Outcome(draft.pk, Result.DONE, ""))
    assert of_live == "The topic was added. Readers see it with the next edition."
    assert of_draft == "The topic was added."
    [(_done, labels)] = said("classify", Outcome(draft.pk, Result.HAD, ""))
    assert labels == "It already had these labels."
