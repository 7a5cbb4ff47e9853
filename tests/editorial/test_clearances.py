"""Clearance: an answer is bound to the very text that was shown."""

import datetime as dt

import pytest
from django.utils import timezone

from pressreleases.editorial import clearances, preview_links
from pressreleases.models import Clearance
from pressreleases.models.preview_link import ClearanceState, Verdict
from pressreleases.publishing import publish
from tests.making import make_release, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(details):
    return make_release("Visit")


def ask(release, by, **changes):
    given = {"by": by, "for_whom": "The capital", "days": 3, "asks_clearance": True, **changes}
    return preview_links.make(release, **given).link


def sheet_of(link):
    return preview_links.with_sheet(type(link).objects.filter(pk=link.pk)).get().sheet


def answer(link, verdict=Verdict.CLEARED, **changes):
    given = {"name": "A. Mammadov", "comment": "", "shown": sheet_of(link), **changes}
    return clearances.answer(link, verdict, **given)


def states(release, at=None):
    return [(asked.for_whom, asked.state) for asked in clearances.asked_of([release], at).get(release.pk, [])]


def test_an_answer_holds_for_the_text_that_was_shown_is_void_for_another_and_holds_again(release, editor):
    link = ask(release, editor)
    assert states(release) == [("The capital", ClearanceState.WAITS)]
    answer(link)
    assert states(release) == [("The capital", ClearanceState.CLEARED)]
    rewrite(release, place="Baku")
    assert states(release) == [("The capital", ClearanceState.VOIDED)]
    rewrite(release, place="New York")
    assert states(release) == [("The capital", ClearanceState.CLEARED)]


def test_nobody_answers_to_a_text_that_is_another_one_by_now(release, editor):
    link = ask(release, editor)
    shown = sheet_of(link)
    rewrite(release, place="Baku")
    with pytest.raises(clearances.TextChanged):
        answer(link, shown=shown)
    assert not Clearance.objects.exists()


def test_who_was_not_asked_or_whose_link_is_over_does_not_answer(release, editor):
    with pytest.raises(clearances.NotAsked):
        answer(ask(release, editor, asks_clearance=False))
    over = ask(release, editor)
    preview_links.revoke(over, by=editor)
    with pytest.raises(clearances.NotAsked):
        answer(over)
    assert not Clearance.objects.exists()


def test_the_same_answer_again_is_recorded_once_and_another_one_is_recorded(release, editor):
    link = ask(release, editor)
    assert answer(link) == answer(link)
    assert Clearance.objects.count() == 1
    answer(link, Verdict.DECLINED, comment="The place is wrong.")
    answer(link)
    assert Clearance.objects.count() == 3
    assert states(release) == [("The capital", ClearanceState.CLEARED)]


def test_a_link_takes_only_so_many_answers(release, editor, monkeypatch):
    monkeypatch.setattr(clearances, "MOST_ANSWERS", 2)
    link = ask(release, editor)
    for comment in ("One.", "Two."):
        answer(link, comment=comment)
    with pytest.raises(clearances.TooManyAnswers):
        answer(link, comment="Three.")
    assert answer(link, comment="Two.")


def test_links_for_the_same_name_are_one_request_however_it_is_typed(release, editor):
    ask(release, editor)
    answer(ask(release, editor, for_whom=" the  Capital"))
    ask(release, editor, for_whom="The translator")
    assert states(release) == [
        (" the  Capital", ClearanceState.CLEARED),
        ("The translator", ClearanceState.WAITS),
    ]


def test_a_request_that_expired_is_unanswered_and_one_that_was_revoked_was_never_made(release, editor):
    link = ask(release, editor, days=1)
    later = link.expires_at
    assert states(release, later - dt.timedelta(microseconds=1)) == [("The capital", ClearanceState.WAITS)]
    assert states(release, later) == [("The capital", ClearanceState.UNANSWERED)]
    preview_links.revoke(link, by=editor)
    assert states(release) == []


def test_an_answer_stays_known_when_its_link_is_revoked(release, editor):
    link = ask(release, editor)
    answer(link, Verdict.DECLINED, comment="No.")
    preview_links.revoke(link, by=editor)
    assert states(release) == [("The capital", ClearanceState.DECLINED)]


def test_once_the_text_is_published_nothing_is_asked_any_more(release, editor):
    answer(ask(release, editor))
    publish([release], by=editor)
    assert states(release) == []


def test_what_is_to_be_looked_at_before_publishing_is_all_but_a_clearance_that_is_given(release, editor):
    codes = {}
    link = ask(release, editor)
    asked = clearances.asked_of([release])[release.pk]
    assert {item.field for item in clearances.items(asked)} == {"previews"}
    codes["waits"] = [item.code for item in clearances.items(asked)]
    answer(link, Verdict.DECLINED, comment="No.")
    codes["declined"] = [item.code for item in clearances.items(clearances.asked_of([release])[release.pk])]
    answer(link)
    codes["given"] = [item.code for item in clearances.items(clearances.asked_of([release])[release.pk])]
    rewrite(release, place="Baku")
    codes["void"] = [item.code for item in clearances.items(clearances.asked_of([release])[release.pk])]
    assert codes == {
        "waits": ["clearance-waits"],
        "declined": ["clearance-declined"],
        "given": [],
        "void": ["clearance-void"],
    }


def test_the_note_for_lists_quotes_the_name(release, editor):
    ask(release, editor)
    (asked,) = clearances.asked_of([release])[release.pk]
    assert asked.note == "Waiting for clearance: “The capital”"
    assert not asked.is_given


def test_how_many_words_were_changed_since_an_answer_is_counted_from_its_save(release, editor, details):
    given = answer(ask(release, editor))
    assert clearances.since_answered(release, [given])[given.pk].words == 0
    rewrite(release, place="Baku")
    since = clearances.since_answered(release, [given])[given.pk]
    assert since.words > 0
    assert since.save == release.history.order_by("history_id").values_list("history_id", flat=True)[0]
    assert clearances.since_answered(release, []) == {}


def test_requests_of_many_releases_take_two_queries(details, editor, django_assert_num_queries):
    releases = [make_release(f"Number {number}") for number in range(5)]
    for release in releases:
        ask(release, editor)
    for rows in (releases[:1], releases):
        with django_assert_num_queries(2):
            assert len(clearances.asked_of(rows, timezone.now())) == len(rows)
