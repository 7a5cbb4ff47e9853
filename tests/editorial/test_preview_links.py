"""Preview links and clearances: what opens them, and which text an answer is bound to."""

import datetime as dt
import hashlib

import pytest
from django.utils import timezone

from pressreleases.editorial import preview_links
from pressreleases.errors import ExplainedError
from pressreleases.models import Clearance, PreviewLink, PreviewVisit
from pressreleases.models.preview_link import ClearanceState, Verdict
from pressreleases.publishing import errors, publish
from tests.audit_entries import acts
from tests.making import in_future, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(details):
    return make_release("Visit")


def make(release, by, **changes):
    return preview_links.make(release, **{"by": by, "for_whom": "The capital", "days": 3, **changes})


def secret_of(made):
    return made.address.rstrip("/").rpartition("/")[2]


def test_a_link_is_found_by_its_secret_of_which_only_the_hash_is_kept(release, editor):
    made = make(release, editor)
    secret = secret_of(made)
    assert preview_links.find(secret) == made.link
    assert preview_links.find(secret[:-1]) is None
    assert made.link.address_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(PreviewLink.objects.values().get())
    assert len(secret) == 32
    assert acts() == [("editor", "preview-link-made", "Visit")]


def test_a_link_is_over_at_the_instant_at_which_it_expires(release, editor):
    made = make(release, editor, days=1)
    assert made.link.expires_at - made.link.made_at == dt.timedelta(days=1)
    assert preview_links.find(secret_of(made), made.link.expires_at - dt.timedelta(microseconds=1))
    assert preview_links.find(secret_of(made), made.link.expires_at) is None


def test_a_revoked_link_is_over_and_is_not_revoked_twice(release, editor):
    made = make(release, editor)
    preview_links.revoke(made.link, by=editor)
    assert preview_links.find(secret_of(made)) is None
    with pytest.raises(preview_links.OverAlready):
        preview_links.revoke(made.link, by=editor)
    assert PreviewLink.objects.get().revoked_by == editor


def test_who_may_not_write_neither_makes_nor_revokes_links(release, editor):
    nobody = make_user("Author", "nobody")
    nobody.groups.clear()
    made = make(release, editor)
    with pytest.raises(errors.NotAllowed):
        make(release, nobody)
    with pytest.raises(errors.NotAllowed):
        preview_links.revoke(made.link, by=nobody)
    assert preview_links.find(secret_of(made))


def test_an_author_shows_only_what_they_wrote_part_of(release, author):
    with pytest.raises(errors.NotYours):
        make(release, author)
    release.history.update(history_user=author)
    assert make(release, author)


def test_what_readers_see_already_and_what_has_no_text_gets_no_link(release, editor):
    with pytest.raises(errors.NoText):
        make(make_release("Empty", body="<p> </p>"), editor)
    publish([release], by=editor)
    with pytest.raises(preview_links.ReadersSeeIt) as refused:
        make(release, editor)
    assert isinstance(refused.value, ExplainedError)
    assert make(rewrite(release, title="The visit"), editor)


def test_only_the_offered_days_can_be_chosen(release, editor):
    with pytest.raises(ValueError, match="2"):
        make(release, editor, days=2)
    assert all(make(release, editor, days=days) for days in preview_links.DAYS)


def test_a_link_to_a_scheduled_text_says_until_when_it_is_embargoed(release, editor):
    found = preview_links.find(secret_of(made := make(release, editor)))
    assert found is not None
    assert found.embargoed_until is None
    at = in_future()
    publish([release], by=editor, at=at)
    found = preview_links.find(secret_of(made))
    assert found is not None
    assert found.embargoed_until == at


def test_a_link_is_over_once_a_later_edition_has_begun(release, editor):
    made = make(release, editor)
    publish([release], by=editor)
    assert preview_links.find(secret_of(made)) is None


def test_the_digest_of_what_a_link_shows_follows_every_save(release, editor):
    secret = secret_of(make(release, editor))

    def sheet():
        found = preview_links.find(secret)
        assert found is not None
        return found.sheet

    before = sheet()
    rewrite(release, title="The visit")
    assert sheet() != before
    rewrite(release, title="Visit")
    assert sheet() == before


def test_visits_are_noted_up_to_a_limit_with_a_short_name_of_the_program(release, editor, monkeypatch):
    monkeypatch.setattr(preview_links, "MOST_VISITS", 2)
    link = make(release, editor).link
    for _visit in range(3):
        preview_links.note_visit(link, agent="x\0" * 300)
    assert [visit.agent for visit in PreviewVisit.objects.all()] == ["x" * 200] * 2


def test_visits_are_forgotten_ninety_days_after_the_link_expired(release, editor):
    link = make(release, editor).link
    preview_links.note_visit(link, agent="Browser")
    over = link.expires_at + dt.timedelta(days=90)
    assert preview_links.forget_visits(over - dt.timedelta(microseconds=1)) == 0
    assert preview_links.forget_visits(timezone.now()) == 0
    assert preview_links.forget_visits(over) == 1
    assert PreviewLink.objects.exists()


def ask(release, by, **changes):
    given = {"by": by, "for_whom": "The capital", "days": 3, "asks_clearance": True, **changes}
    return preview_links.make(release, **given).link


def sheet_of(link):
    return preview_links.with_sheet(type(link).objects.filter(pk=link.pk)).get().sheet


def answer(link, verdict=Verdict.CLEARED, **changes):
    given = {"name": "A. Mammadov", "comment": "", "shown": sheet_of(link), **changes}
    return preview_links.answer(link, verdict, **given)


def states(release, at=None):
    return [(asked.for_whom, asked.state) for asked in preview_links.asked_of([release], at).get(release.pk, [])]


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
    with pytest.raises(preview_links.TextChanged):
        answer(link, shown=shown)
    assert not Clearance.objects.exists()


def test_who_was_not_asked_or_whose_link_is_over_does_not_answer(release, editor):
    with pytest.raises(preview_links.NotAsked):
        answer(ask(release, editor, asks_clearance=False))
    over = ask(release, editor)
    preview_links.revoke(over, by=editor)
    with pytest.raises(preview_links.NotAsked):
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
    monkeypatch.setattr(preview_links, "MOST_ANSWERS", 2)
    link = ask(release, editor)
    for comment in ("One.", "Two."):
        answer(link, comment=comment)
    with pytest.raises(preview_links.TooManyAnswers):
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
    asked = preview_links.asked_of([release])[release.pk]
    assert {item.field for item in preview_links.clearance_items(asked)} == {"previews"}
    codes["waits"] = [item.code for item in preview_links.clearance_items(asked)]
    answer(link, Verdict.DECLINED, comment="No.")
    codes["declined"] = [
        item.code for item in preview_links.clearance_items(preview_links.asked_of([release])[release.pk])
    ]
    answer(link)
    codes["given"] = [
        item.code for item in preview_links.clearance_items(preview_links.asked_of([release])[release.pk])
    ]
    rewrite(release, place="Baku")
    codes["void"] = [item.code for item in preview_links.clearance_items(preview_links.asked_of([release])[release.pk])]
    assert codes == {
        "waits": ["clearance-waits"],
        "declined": ["clearance-declined"],
        "given": [],
        "void": ["clearance-void"],
    }


def test_the_note_for_lists_quotes_the_name(release, editor):
    ask(release, editor)
    (asked,) = preview_links.asked_of([release])[release.pk]
    assert asked.note == "Waiting for clearance: “The capital”"
    assert not asked.is_given


def test_how_many_words_were_changed_since_an_answer_is_counted_from_its_save(release, editor, details):
    given = answer(ask(release, editor))
    assert preview_links.since_answered(release, [given])[given.pk].words == 0
    rewrite(release, place="Baku")
    since = preview_links.since_answered(release, [given])[given.pk]
    assert since.words > 0
    assert since.save == release.history.order_by("history_id").values_list("history_id", flat=True)[0]
    assert preview_links.since_answered(release, []) == {}


def test_requests_of_many_releases_take_two_queries(details, editor, django_assert_num_queries):
    releases = [make_release(f"Number {number}") for number in range(5)]
    for release in releases:
        ask(release, editor)
    for rows in (releases[:1], releases):
        with django_assert_num_queries(2):
            assert len(preview_links.asked_of(rows, timezone.now())) == len(rows)
