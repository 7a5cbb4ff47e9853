"""The embargo: nothing of a release begins before it ends, whoever asks; it is lifted only with a reason."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from pressreleases.editorial.preflight import preflight
from pressreleases.editorial.states import state_of
from pressreleases.mission_clock import MissionClock
from pressreleases.models import AuditEntry, Edition, Notice, Release
from pressreleases.publishing import errors, lift_embargo, move, publish, schedule_newest, set_embargo, unschedule
from tests.making import in_future, make_release, rewrite

pytestmark = pytest.mark.django_db

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def ends_at():
    return in_future(hours=5)


@pytest.fixture
def release(details, author, ends_at):
    found = make_release("Visit")
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
    with pytest.raises(errors.InThePast):
        set_embargo([release], by=author, ends_at=dt.datetime.now(dt.UTC) - SECOND)
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
    with pytest.raises(errors.AlreadyPublished):
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
