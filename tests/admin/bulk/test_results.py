"""What came of a bulk action: kept in the session by keys alone, and put into words when it is read."""

import pytest
from django.contrib.sessions.backends.db import SessionStore

from pressreleases.admin.bulk.results import in_words, is_token, keep, kept, once
from pressreleases.editorial.bulk import Outcome, Result
from pressreleases.mission_clock import clock_of
from pressreleases.publishing import publish
from tests.making import make_release

pytestmark = pytest.mark.usefixtures("details")

TOKEN = "0123456789abcdef"


@pytest.fixture
def asked(rf):
    request = rf.get("/")
    request.session = SessionStore()
    request.session.create()
    return request


def said(name, *outcomes):
    return [(line.done, str(line.said)) for line in in_words(list(outcomes), name, clock_of(None))]


@pytest.mark.parametrize(
    ("text", "is_one"), [(TOKEN, True), (TOKEN[1:], False), (f"{TOKEN}0", False), (TOKEN.upper(), False), ("", False)]
)
def test_only_a_token_of_the_site_is_one(text, is_one):
    assert is_token(text) is is_one


def test_outcomes_are_kept_for_their_session_and_token(asked):
    outcomes = [Outcome(1, Result.DONE, ""), Outcome(2, Result.REFUSED, "NoTitle")]
    keep(asked, TOKEN, outcomes)
    assert kept(asked, TOKEN) == outcomes
    assert kept(asked, "f" * 16) is None


def test_the_oldest_of_more_than_five_is_forgotten(asked):
    for number in range(6):
        keep(asked, f"{number:016x}", [Outcome(number, Result.DONE, "")])
    assert kept(asked, f"{0:016x}") is None
    assert kept(asked, f"{1:016x}") == [Outcome(1, Result.DONE, "")]
    assert kept(asked, f"{5:016x}") == [Outcome(5, Result.DONE, "")]


def test_a_second_press_of_the_same_page_is_known_and_of_another_is_not(asked):
    with once(asked, TOKEN) as was_pressed:
        assert not was_pressed
        keep(asked, TOKEN, [])
    with once(asked, TOKEN) as was_pressed:
        assert was_pressed
    with once(asked, "f" * 16) as was_pressed:
        assert not was_pressed


def test_what_was_not_done_comes_first_and_what_is_gone_is_left_out():
    one, two = make_release("One"), make_release("Two")
    outcomes = [
        Outcome(one.pk, Result.DONE, ""),
        Outcome(999_999, Result.DONE, ""),
        Outcome(two.pk, Result.CHANGED, ""),
    ]
    lines = in_words(outcomes, "publish", clock_of(None))
    assert [(line.row.release, line.done) for line in lines] == [(two, False), (one, True)]


def test_only_what_was_published_and_is_live_leads_to_its_page(editor):
    live, draft = make_release("Live", slug="live"), make_release("Draft")
    publish([live], by=editor)
    outcomes = [Outcome(live.pk, Result.DONE, ""), Outcome(draft.pk, Result.DONE, "")]
    pages = {line.row.release: line.page for line in in_words(outcomes, "publish", clock_of(None))}
    assert pages == {live: "/en/releases/2024/live/", draft: ""}
    assert [line.page for line in in_words(outcomes, "withdraw", clock_of(None))] == ["", ""]
    refused = [Outcome(live.pk, Result.CHANGED, "")]
    assert [line.page for line in in_words(refused, "publish", clock_of(None))] == [""]


@pytest.mark.parametrize("result", [result for result in Result if result is not Result.DONE])
def test_every_outcome_has_a_sentence(result):
    [(done, words)] = said("topic", Outcome(make_release().pk, result, ""))
    assert words.endswith((".", "log."))
    assert done is (result is Result.HAD)


def test_the_sentence_of_a_refusal_is_about_the_release_as_it_is_now():
    release = make_release("Visit")
    [(_done, words)] = said("publish", Outcome(release.pk, Result.REFUSED, "NoText"))
    assert "Visit" in words
    assert str(said("publish", Outcome(release.pk, Result.REFUSED, "NoSuchError"))[0][1])


def test_a_topic_of_what_is_live_is_seen_with_the_next_edition(editor):
    live, draft = make_release("Live", slug="live"), make_release("Draft")
    publish([live], by=editor)
    [(_done, of_live)] = said("topic", Outcome(live.pk, Result.DONE, ""))
    [(_done, of_draft)] = said("topic", Outcome(draft.pk, Result.DONE, ""))
    assert of_live == "The topic was added. Readers see it with the next edition."
    assert of_draft == "The topic was added."
    [(_done, labels)] = said("classify", Outcome(draft.pk, Result.HAD, ""))
    assert labels == "It already had these labels."
