"""Changing and cancelling what is scheduled: its newest words instead, or nothing at all. Moving: `test_move`."""

import pytest

from pressreleases import publishing
from pressreleases.editorial.states import Facts
from pressreleases.models import AuditEntry, Edition, PublishedAlone, Release, Withdrawal
from pressreleases.publishing import change_notice, endorse, errors, publish, schedule_newest, unschedule, withdraw
from tests import making
from tests.audit_entries import acts
from tests.making import correct, in_future, make_release, make_user, reinstate, rewrite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_site")]


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


def live_titles(at=None):
    return list(Edition.objects.live(at).order_by("title").values_list("title", flat=True))


def test_unscheduling_takes_back_what_has_not_begun(details, editor):
    release = make_release("Planned")
    begins = in_future()
    publish([release], by=editor, at=begins)
    unschedule([release], by=editor)
    assert live_titles(begins) == []
    with pytest.raises(errors.NotPlanned):
        unschedule([release], by=editor)


def test_what_is_live_cannot_be_unscheduled(details, editor):
    release = make_release("Live")
    publish([release], by=editor)
    with pytest.raises(errors.NotPlanned):
        unschedule([release], by=editor)
    assert live_titles() == ["Live"]


def test_a_text_that_was_unscheduled_can_be_scheduled_again_at_its_address(details, editor):
    release = make_release("Planned")
    publish([release], by=editor, at=in_future())
    unschedule([release], by=editor)
    (edition,) = publish([release], by=editor, at=in_future(hours=2))
    assert edition.number == 1


def test_what_a_cancelled_correction_would_have_ended_goes_on_and_earlier_ends_stay(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    correct([rewrite(release, title="The visit")], by=editor, minor=True)
    first_ends = Edition.objects.get(number=1).ends_at
    correct([rewrite(release, title="The visits")], by=editor, minor=True, at=in_future())
    unschedule([release], by=editor)
    assert list(Edition.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert [edition.ends_at for edition in Edition.objects.order_by("number")] == [first_ends, None]


def test_a_cancelled_withdrawal_leaves_the_text_to_readers(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    begins = in_future()
    withdraw([release], by=editor, reasons={"en": "Why"}, at=begins)
    unschedule([release], by=editor)
    assert live_titles(begins) == ["Visit"]
    assert not Withdrawal.objects.exists()


def test_a_cancelled_change_of_a_notice_leaves_the_notice_in_force(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    (notice,) = withdraw([release], by=editor, reasons={"en": "Why"})
    change_notice([release], by=editor, reasons={"en": "Another reason"}, act="removed", at=in_future())
    unschedule([release], by=editor)
    assert list(Withdrawal.objects.values_list("pk", "act")) == [(notice.pk, "withdrawn")]
    assert Withdrawal.objects.get().in_force_during.upper is None


def test_a_family_is_cancelled_together_or_not_at_all(details, editor):
    planned, live = make_release("Planned"), make_release("Live")
    begins = in_future()
    publish([live], by=editor)
    publish([planned], by=editor, at=begins)
    with pytest.raises(errors.NotPlanned) as refused:
        unschedule([planned, live], by=editor)
    assert refused.value.release == live
    assert live_titles(begins) == ["Live", "Planned"]


def test_it_is_for_editors_and_recorded_with_what_it_was(details, editor, author):
    release = make_release("Planned")
    begins = in_future()
    publish([release], by=editor, at=begins)
    with pytest.raises(errors.NotAllowed):
        unschedule([release], by=author)
    unschedule([release], by=editor)
    assert acts()[-1] == ("editor", "unscheduled", "Planned")
    assert AuditEntry.objects.latest("pk").details == {"what": "edition", "for": begins.isoformat()}


@pytest.fixture
def correction(details, editor):
    """A correction that `editor` scheduled alone, with a change note of their own."""
    release = make_release("Visit")
    publish([release], by=editor)
    rewrite(release, title="The visit")
    publishing.correct([release], by=editor, change_note="The title.", at=in_future(), alone="Nobody else is in.")
    return release


def test_a_new_note_alone_is_a_reason_to_schedule_anew(correction, editor):
    (edition,) = making.schedule_newest([correction], by=editor, change_note="The title was made exact.")
    assert (edition.title, edition.change_note) == ("The visit", "The title was made exact.")


def test_a_note_that_a_colleague_wrote_alone_is_not_the_note_of_who_schedules_anew(correction):
    schedule_newest([rewrite(correction, place="Baku")], by=make_user("Editor", "colleague"))
    assert not PublishedAlone.objects.exists()


def test_a_note_that_was_endorsed_is_not_asked_about_again(correction, editor):
    rewrite(correction, place="Baku")
    with pytest.raises(errors.WroteTheNote):
        schedule_newest([correction], by=editor)
    endorse(Edition.objects.planned().get(), by=make_user("Editor", "colleague"))
    schedule_newest([correction], by=editor)
    assert not PublishedAlone.objects.exists()
