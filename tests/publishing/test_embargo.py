"""The embargo: no edition of a release begins before it ends, and only a reason lifts it."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from pressreleases.editorial import trash
from pressreleases.editorial.preflight import preflight
from pressreleases.editorial.states import state_of
from pressreleases.mission_clock import MissionClock
from pressreleases.models import AuditEntry, Edition, Notice, Release
from pressreleases.publishing import (
    errors,
    lift_embargo,
    move,
    publish,
    redact,
    schedule_newest,
    set_embargo,
    unschedule,
)
from tests.making import correct, in_future, make_release, make_user, rewrite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_site")]

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def ends_at():
    return in_future(hours=5)


@pytest.fixture
def release(details, author, ends_at):
    found = make_release("Visit", created_by=author)
    set_embargo([found], by=author, ends_at=ends_at)
    found.refresh_from_db()
    return found


def clock():
    return MissionClock("America/New_York", dt.datetime.now(dt.UTC))


def test_nothing_is_published_or_scheduled_before_it_ends(release, editor, ends_at):
    for at in (None, ends_at - SECOND):
        with pytest.raises(errors.UnderEmbargo) as refused:
            publish([release], by=editor, at=at)
    assert "“Visit” is under embargo until" in str(refused.value)
    assert "(New York)" in str(refused.value)
    assert not Edition.objects.exists()


def test_from_the_instant_on_at_which_it_ends_it_is(release, editor, ends_at):
    (edition,) = publish([release], by=editor, at=ends_at)
    assert edition.begins_at == ends_at
    (edition,) = schedule_newest([rewrite(release, title="The visit")], by=editor)
    assert edition.begins_at == ends_at


def test_the_schedule_cannot_be_moved_before_it(release, editor, ends_at):
    publish([release], by=editor, at=ends_at + SECOND)
    with pytest.raises(errors.UnderEmbargo):
        move([release], by=editor, at=ends_at - SECOND)
    move([release], by=editor, at=ends_at)
    assert Edition.objects.get().begins_at == ends_at


def test_one_language_under_embargo_keeps_the_other_from_going_with_it(release, editor):
    other = make_release("Səfər", language="az", family=release.family, is_original=False)
    with pytest.raises(errors.UnderEmbargo):
        publish([release, other], by=editor)
    assert not Edition.objects.exists()


def test_lifting_needs_a_reason_and_an_editor_and_is_recorded(release, author, editor, ends_at):
    with pytest.raises(errors.NotAllowed):
        lift_embargo([release], by=author, reason="The capital agreed.")
    with pytest.raises(errors.NoReasonForLifting):
        lift_embargo([release], by=editor, reason=" ")
    lift_embargo([release], by=editor, reason=" The capital agreed. ")
    entry = AuditEntry.objects.get(act="embargo-lifted")
    assert entry.details == {"was": ends_at.isoformat(), "reason": "The capital agreed."}
    publish([release], by=editor)
    assert Edition.objects.live().count() == 1
    with pytest.raises(errors.NoEmbargo):
        lift_embargo([release], by=editor, reason="Again.")


def test_it_can_be_made_longer_but_not_shorter_or_past(release, author, ends_at):
    for earlier in (ends_at - SECOND, dt.datetime.now(dt.UTC) + SECOND):
        with pytest.raises(errors.EmbargoEndsLater):
            set_embargo([release], by=author, ends_at=earlier)
    with pytest.raises(errors.EmbargoIsOver):
        set_embargo([release], by=author, ends_at=dt.datetime.now(dt.UTC) - SECOND)
    set_embargo([release], by=author, ends_at=ends_at)
    assert AuditEntry.objects.filter(act="embargo-set").count() == 1
    set_embargo([release], by=author, ends_at=ends_at + SECOND)
    release.refresh_from_db()
    assert release.embargo_ends_at == ends_at + SECOND


def test_what_readers_have_seen_or_will_see_earlier_gets_none(release, editor, author, ends_at):
    publish([release], by=editor, at=ends_at)
    with pytest.raises(errors.ScheduledEarlier):
        set_embargo([release], by=author, ends_at=ends_at + SECOND)
    unschedule([release], by=editor)
    lift_embargo([release], by=editor, reason="Sooner.")
    publish([release], by=editor)
    with pytest.raises(errors.ReadersHaveSeenIt):
        set_embargo([release], by=author, ends_at=ends_at)


def test_setting_it_changes_no_word_and_no_contributor(release, author):
    assert release.version == 1
    saved = release.history.first()
    assert (saved.history_user, saved.embargo_ends_at) == (author, release.embargo_ends_at)
    assert set(Notice.objects.values_list("kind", flat=True)) <= {"embargo-set"}


def test_staff_see_it_in_every_state_while_it_lasts(release, editor, ends_at):
    said = f"embargo until {clock().words(ends_at)}"
    assert said in state_of(Release.objects.with_state().get(), clock()).notes
    publish([release], by=editor, at=ends_at)
    assert said in state_of(Release.objects.with_state().get(), clock()).notes
    assert Release.objects.with_state(ends_at).get().embargoed_until is None


def test_preflight_says_it_beforehand_and_only_of_times_that_are_too_early(release, ends_at):
    found = Release.objects.with_state().get()

    def refusal(verb, at=None):
        (text,) = preflight([found], verb, at, clock=clock()).texts
        return text.refusal

    assert isinstance(refusal("publish"), errors.UnderEmbargo)
    assert isinstance(refusal("schedule", ends_at - SECOND), errors.UnderEmbargo)
    assert refusal("schedule") is None
    assert refusal("schedule", ends_at) is None


def test_the_database_holds_it_also_against_a_shell(release, editor, ends_at):
    publish([release], by=editor, at=ends_at)
    for statement in (
        "UPDATE pressreleases_release SET embargo_ends_at = embargo_ends_at + interval '1 second'",
        "UPDATE pressreleases_edition SET live_during = tstzrange(lower(live_during) - interval '1 second', NULL)",
    ):
        with pytest.raises(DatabaseError, match="embargo"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_an_author_sets_none_on_a_text_of_which_they_wrote_nothing(details, author, editor, ends_at):
    other = make_release("Other", created_by=editor)
    with pytest.raises(errors.NotYours):
        set_embargo([other], by=author, ends_at=ends_at)
    set_embargo([other], by=editor, ends_at=ends_at)


def test_a_draft_that_is_restored_or_made_later_is_under_the_embargo_of_its_text(release, editor, ends_at):
    other = make_release("Səfər", language="az", family=release.family, is_original=False)
    other.delete()
    set_embargo([release], by=editor, ends_at=ends_at + SECOND)
    trash.bring_back(trash.deleted_drafts().get().history_id, by=editor)
    assert Release.objects.get(language="az").embargo_ends_at == ends_at + SECOND


def test_who_set_it_is_told_that_it_was_lifted(release, author, editor):
    User.objects.filter(pk=author.pk).update(email="ann@mission.example")
    Release.objects.update(created_by=None)
    Notice.objects.all().delete()
    lift_embargo([release], by=editor, reason="The capital agreed.")
    assert {notice.to for notice in Notice.objects.all()} == {author}


def test_a_reason_goes_with_a_redaction_of_another_language_of_the_text(release, editor, ends_at):
    other = make_release("Səfər", language="az", family=release.family, is_original=False, embargo_ends_at=ends_at)
    gone = make_release("Visite", language="fr", family=release.family, is_original=False, embargo_ends_at=ends_at)
    lift_embargo([release, other, gone], by=editor, reason="A secret.")
    gone.delete()
    release.refresh_from_db()
    publish([release], by=editor)
    correct([rewrite(release, title="One", body="<p>Two.</p>", place="Three")], by=editor, change_note="All.")
    redact([Edition.objects.get(number=1)], by=make_user("Administrator"))
    assert AuditEntry.objects.filter(act="embargo-lifted").count() == 3
    assert not AuditEntry.objects.filter(details__has_key="reason").exists()


def test_a_reason_stays_while_nothing_of_the_text_is_redacted(release, editor):
    lift_embargo([release], by=editor, reason="A secret.")
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.filter(act="embargo-lifted").update(details={}, redacted_at=dt.datetime.now(dt.UTC))


def test_preflight_takes_as_many_queries_for_ten_texts_under_embargo_as_for_two(details, editor, ends_at):
    made = [make_release(f"Text {number}", embargo_ends_at=ends_at) for number in range(10)]
    counted = []
    for count in (2, 10):
        found = list(Release.objects.with_state().filter(pk__in=[row.pk for row in made[:count]]))
        with CaptureQueriesContext(connection) as queries:
            texts = preflight(found, "publish", clock=clock()).texts
            assert all("under embargo" in str(text.refusal) for text in texts)
        counted.append(len(queries))
    assert counted[0] == counted[1]
