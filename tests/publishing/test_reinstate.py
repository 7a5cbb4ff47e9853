"""Reinstating: the withdrawal ends and a new edition begins at the same instant."""

import datetime as dt

import pytest

from pressreleases.models import AuditEntry, Edition, PublishedAlone, Withdrawal
from pressreleases.publishing import errors, publish, unschedule, withdraw
from pressreleases.publishing import reinstate as reinstate_with_ones_own_note
from tests.making import correct, in_future, make_release, make_user, reinstate, rewrite
from tests.publishing.test_withdraw import REASONS, readable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_site")]


@pytest.fixture
def release(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    rewrite(release, title="The visit")
    correct([release], by=editor, change_note="Exact.")
    publish([make_release("Other")], by=editor)
    return release


def test_reinstating_ends_the_withdrawal_and_begins_a_new_edition(release, editor):
    withdraw([release], by=editor, reasons=REASONS)
    (edition,) = reinstate([release], by=editor, change_note="It was checked and holds.")
    withdrawal = Withdrawal.objects.get()
    assert withdrawal.in_force_during.upper == edition.live_during.lower
    assert edition.number == 3
    assert readable() == (["Other", "The visit"], ["The visit", "Visit"])


def test_a_planned_reinstatement_can_be_unscheduled(release, editor):
    withdraw([release], by=editor, reasons=REASONS)
    begins = in_future()
    reinstate([release], by=editor, change_note="Holds.", at=begins)
    assert readable() == (["Other"], [])
    unschedule([release], by=editor)
    assert readable(begins + dt.timedelta(hours=1)) == (["Other"], [])
    assert Withdrawal.objects.get().in_force_during.upper is None


def test_what_is_not_withdrawn_cannot_be_reinstated(release, editor):
    with pytest.raises(errors.NotTakenBack):
        reinstate([release], by=editor, change_note="Note")


def test_reinstating_needs_a_note(release, editor):
    withdraw([release], by=editor, reasons=REASONS)
    with pytest.raises(errors.NoChangeNote):
        reinstate([release], by=editor, change_note="")


def test_a_planned_reinstatement_begins_at_its_instant_and_not_before(release, editor):
    withdraw([release], by=editor, reasons=REASONS)
    begins = in_future()
    reinstate([release], by=editor, change_note="Holds.", at=begins)
    assert readable(begins - dt.timedelta(microseconds=1)) == (["Other"], [])
    assert readable(begins) == (["Other", "The visit"], ["The visit", "Visit"])
    with pytest.raises(errors.AlreadyPlanned):
        reinstate([release], by=editor, change_note="Holds.")


def test_a_family_comes_back_together_or_not_at_all(release, editor):
    other = Edition.objects.get(title="Other").release
    withdraw([release], by=editor, reasons=REASONS)
    with pytest.raises(errors.NotTakenBack) as refused:
        reinstate([release, other], by=editor, change_note="Holds.")
    assert refused.value.release == other
    assert Withdrawal.objects.in_force().count() == 1
    assert readable() == (["Other"], [])


def test_a_note_of_ones_own_needs_a_reason_which_is_kept(release, editor):
    withdraw([release], by=editor, reasons=REASONS)
    with pytest.raises(errors.WroteTheNote):
        reinstate_with_ones_own_note([release], by=editor, change_note="It holds.")
    assert readable() == (["Other"], [])
    (edition,) = reinstate_with_ones_own_note([release], by=editor, change_note="It holds.", alone="Nobody is in.")
    assert PublishedAlone.objects.get().edition == edition


def test_words_of_ones_own_are_not_reinstated_by_oneself(release, editor):
    withdraw([release], by=editor, reasons=REASONS)
    writer = make_user("Editor", "writer")
    release.refresh_from_db()
    release.title, release.version = "My words", release.version + 1
    release.save_as(by=writer)
    with pytest.raises(errors.WroteIt):
        reinstate([release], by=writer, change_note="Holds.")
    assert reinstate([release], by=editor, change_note="Holds.")


def test_it_is_recorded_whether_it_is_at_once_or_planned(release, editor):
    withdraw([release], by=editor, reasons=REASONS)
    begins = in_future()
    reinstate([release], by=editor, change_note="Holds.", at=begins)
    entry = AuditEntry.objects.get(act="reinstated")
    assert entry.details == {"live_from": begins.isoformat(), "planned": True}
