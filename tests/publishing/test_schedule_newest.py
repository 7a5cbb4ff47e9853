"""What was scheduled and changed since: its newest words are scheduled instead, through the same checks."""

import pytest

from pressreleases import publishing
from pressreleases.editorial.states import Facts
from pressreleases.models import AuditEntry, Edition, PublishedAlone, Release, Withdrawal
from pressreleases.publishing import errors, publish, schedule_newest, unschedule, withdraw
from tests import making
from tests.making import correct, in_future, make_release, make_user, reinstate, rewrite

pytestmark = pytest.mark.django_db


def changed_since_scheduled(release):
    return Facts.of(Release.objects.with_state().get(pk=release.pk)).changed_since_scheduled


@pytest.fixture
def scheduled(details, editor):
    release = make_release("Visit", "Old words.")
    publish([release], by=editor, at=in_future())
    return release


def test_the_newest_words_go_out_at_the_same_instant_as_the_same_edition(scheduled, editor):
    (before,) = Edition.objects.all()
    rewrite(scheduled, title="The visit")
    (edition,) = schedule_newest([scheduled], by=editor)
    assert list(Edition.objects.all()) == [edition]
    assert (edition.title, edition.number, edition.live_during) == ("The visit", 1, before.live_during)
    assert edition.digest != before.digest
    assert not changed_since_scheduled(scheduled)


def test_a_correction_keeps_its_note_or_takes_a_new_one_and_ends_what_is_live_at_the_same_instant(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    at = in_future()
    correct([rewrite(release, title="One")], by=editor, change_note="The name.", at=at)
    (edition,) = schedule_newest([rewrite(release, title="Two")], by=editor)
    assert (edition.number, edition.title, edition.change_note, edition.begins_at) == (2, "Two", "The name.", at)
    note = {"en": "The title."}
    (edition,) = making.schedule_newest([rewrite(release, title="Three")], by=editor, change_note=note)
    assert (edition.title, edition.change_note) == ("Three", "The title.")
    first = Edition.objects.get(number=1)
    assert first.ends_at == at
    unschedule([release], by=editor)
    first.refresh_from_db()
    assert first.ends_at is None


def test_a_correction_that_needs_a_note_is_not_left_without_one(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    correct([rewrite(release, title="One")], by=editor, change_note="The name.", at=in_future())
    rewrite(release, title="Two")
    with pytest.raises(errors.NoChangeNote):
        schedule_newest([release], by=editor, change_note={"en": " "})
    assert Edition.objects.get(number=2).title == "One"


def test_a_minor_fix_stays_one_and_needs_no_note(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    correct([rewrite(release, title="One")], by=editor, minor=True, at=in_future())
    (edition,) = schedule_newest([rewrite(release, title="Two")], by=editor, change_note={})
    assert (edition.minor, edition.change_note) == (True, "")


def test_a_reinstatement_still_lifts_the_withdrawal_then(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    withdraw([release], by=editor, reasons={"en": "An error."})
    at = in_future()
    reinstate([release], by=editor, change_note="No error.", at=at)
    (edition,) = schedule_newest([rewrite(release, title="Two")], by=editor)
    assert (edition.title, edition.change_note, edition.begins_at) == ("Two", "No error.", at)
    assert Withdrawal.objects.get().in_force_during.upper == at


def test_all_languages_go_together_or_none(scheduled, editor):
    other = make_release("Səfər", language="az", family=scheduled.family, is_original=False, slug="sefer")
    publish([other], by=editor, at=in_future(hours=2))
    rewrite(scheduled, title="The visit")
    with pytest.raises(errors.NothingChangedSinceScheduled):
        schedule_newest([scheduled, other], by=editor)
    assert Edition.objects.get(release=scheduled).title == "Visit"
    rewrite(other, title="Bu səfər")
    assert {edition.title for edition in schedule_newest([scheduled, other], by=editor)} == {"The visit", "Bu səfər"}


def test_nothing_is_scheduled_by_it_that_was_not(details, editor):
    draft, live = make_release("Draft"), make_release("Live")
    publish([live], by=editor)
    rewrite(live, title="Live, changed")
    for release in (draft, live):
        with pytest.raises(errors.NotPlanned):
            schedule_newest([release], by=editor)
    assert Edition.objects.count() == 1


def test_what_cannot_be_published_leaves_what_was_scheduled(scheduled, editor):
    with pytest.raises(errors.NoText):
        schedule_newest([rewrite(scheduled, body="")], by=editor)
    assert Edition.objects.get().title == "Visit"


def test_it_is_for_editors(scheduled, author):
    rewrite(scheduled, title="The visit")
    with pytest.raises(errors.NotAllowed):
        schedule_newest([scheduled], by=author)


def test_whoever_wrote_the_newest_words_needs_a_colleague_or_a_reason(scheduled, editor):
    scheduled._history_user = editor
    rewrite(scheduled, title="My own words")
    with pytest.raises(errors.WroteIt):
        schedule_newest([scheduled], by=editor)
    assert Edition.objects.get().title == "Visit"
    (edition,) = schedule_newest([scheduled], by=editor, alone="Nobody else is in.")
    assert PublishedAlone.objects.get().edition == edition
    (edition,) = schedule_newest([rewrite(scheduled, title="Again")], by=make_user("Editor", "colleague"))
    assert not PublishedAlone.objects.exists()


def test_it_is_recorded_and_told(scheduled, editor):
    schedule_newest([rewrite(scheduled, title="The visit")], by=editor)
    entry = AuditEntry.objects.get(act="scheduled-newest")
    assert (entry.key, entry.actor) == (scheduled.pk, editor)


@pytest.mark.parametrize("change", [{"title": "Other"}, {"slug": "other"}, {"summary": "Other"}, {"place": "Baku"}])
def test_a_release_is_changed_since_it_was_scheduled_when_it_would_tell_something_else(scheduled, change):
    assert not changed_since_scheduled(scheduled)
    assert changed_since_scheduled(rewrite(scheduled, **change))


def test_a_release_that_is_not_scheduled_is_never_changed_since(details, editor):
    release = make_release("Visit")
    assert not changed_since_scheduled(release)
    publish([release], by=editor)
    assert not changed_since_scheduled(rewrite(release, title="Other"))


def test_what_is_scheduled_is_compared_and_not_what_is_live(details, editor):
    release = make_release("One")
    publish([release], by=editor)
    correct([rewrite(release, title="Two")], by=editor, change_note="The name.", at=in_future())
    assert not changed_since_scheduled(release)
    assert changed_since_scheduled(rewrite(release, title="One"))


def rewrite_by(release, by, **changes):
    release.refresh_from_db()
    release._history_user = by
    release.version += 1
    return rewrite(release, **changes)


def test_a_note_of_ones_own_that_was_scheduled_alone_stays_flagged_until_a_colleague_endorses_it(
    details, editor, author
):
    release = make_release("Visit")
    publish([release], by=editor)
    rewrite_by(release, author, title="The visit")
    publishing.correct([release], by=editor, change_note="My own.", at=in_future(), alone="It is night.")
    rewrite_by(release, author, title="The long visit")
    with pytest.raises(errors.WroteTheNote):
        schedule_newest([release], by=editor)
    schedule_newest([release], by=editor, alone="It is still night.")
    assert PublishedAlone.objects.get().reason == "It is still night."
