"""Withdrawing, removing and reinstating: what readers may still read, and what they are told."""

import datetime as dt

import pytest

from pressreleases.models import Edition, Release, Withdrawal
from pressreleases.publishing import errors, publish, unschedule, withdraw
from tests.making import correct, in_future, make_release, reinstate, rewrite

pytestmark = pytest.mark.django_db

REASONS = {"en": "It was sent by mistake."}


@pytest.fixture
def release(details, editor):
    release = make_release("Visit")
    publish([release], by=editor)
    rewrite(release, title="The visit")
    correct([release], by=editor, change_note="Exact.")
    publish([make_release("Other")], by=editor)
    return release


def readable(at=None):
    live = Edition.objects.live(at).values_list("title", flat=True)
    return sorted(live), list(Edition.objects.superseded(at).values_list("title", flat=True))


def test_withdrawing_takes_every_edition_of_the_release_from_readers(release, editor):
    assert readable() == (["Other", "The visit"], ["Visit"])
    withdraw([release], by=editor, reasons=REASONS)
    assert readable() == (["Other"], [])
    assert set(Edition.objects.taken_back().values_list("title", flat=True)) == {"Visit", "The visit"}
    assert Withdrawal.objects.in_force().get().reason_in("en") == "It was sent by mistake."


def test_a_withdrawal_needs_a_reason_in_the_language_of_the_release(release, editor):
    for reasons in ({}, {"en": "  "}, {"az": "Səhvən."}):
        with pytest.raises(errors.NoReason, match="English") as refusal:
            withdraw([release], by=editor, reasons=reasons)
        assert refusal.value.field == "reason"
    assert readable() == (["Other", "The visit"], ["Visit"])


def test_withdrawing_drops_a_planned_correction(release, editor):
    rewrite(release, title="Third")
    begins = in_future()
    correct([release], by=editor, change_note="Again.", at=begins)
    withdraw([release], by=editor, reasons=REASONS)
    assert readable(begins) == (["Other"], [])
    assert not Edition.objects.planned().exists()


def test_a_planned_withdrawal_takes_effect_at_its_instant_and_can_be_unscheduled(release, editor):
    begins = in_future()
    withdraw([release], by=editor, reasons=REASONS, at=begins)
    assert readable() == (["Other", "The visit"], ["Visit"])
    assert readable(begins) == (["Other"], [])
    unschedule([release], by=editor)
    assert readable(begins) == (["Other", "The visit"], ["Visit"])
    assert not Withdrawal.objects.exists()


def test_what_is_withdrawn_can_neither_be_published_nor_corrected_nor_withdrawn_again(release, editor):
    withdraw([release], by=editor, reasons=REASONS, act="removed")
    with pytest.raises(errors.TakenBack):
        publish([release], by=editor)
    with pytest.raises(errors.TakenBack):
        correct([release], by=editor, change_note="Note")
    with pytest.raises(errors.TakenBack):
        withdraw([release], by=editor, reasons=REASONS)
    assert readable() == (["Other"], [])


def test_what_is_not_live_cannot_be_withdrawn(details, editor):
    with pytest.raises(errors.NotLive):
        withdraw([make_release()], by=editor, reasons=REASONS)
    assert not Withdrawal.objects.exists()


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


def test_an_author_can_neither_withdraw_nor_reinstate(release, author, editor):
    with pytest.raises(errors.NotAllowed):
        withdraw([release], by=author, reasons=REASONS)
    withdraw([release], by=editor, reasons=REASONS)
    with pytest.raises(errors.NotAllowed):
        reinstate([release], by=author, change_note="Note")


def test_the_state_names_the_act(release, editor):
    withdraw([release], by=editor, reasons=REASONS, act="removed")
    assert Release.objects.with_state().get(pk=release.pk).taken_back == "removed"


def test_an_unknown_act_is_refused(release, editor):
    with pytest.raises(ValueError, match="hidden"):
        withdraw([release], by=editor, reasons=REASONS, act="hidden")
