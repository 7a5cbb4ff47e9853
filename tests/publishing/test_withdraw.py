"""Withdrawing, removing and reinstating: what readers may still read, and what they are told."""

import pytest

from pressreleases.models import AuditEntry, Edition, Release, Withdrawal
from pressreleases.publishing import change_notice, errors, move, publish, redact_reasons, unschedule, withdraw
from tests.making import correct, database_now, in_future, make_release, make_user, reinstate, rewrite

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_site")]

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


OTHER = {"en": "Its date was wrong."}


def told(at=None):
    notice = Withdrawal.objects.in_force(at).get()
    return notice.act, notice.reason_in("en")


def test_a_later_notice_replaces_the_one_in_force_without_a_new_edition(release, editor):
    withdraw([release], by=editor, reasons=REASONS)
    before = database_now()
    change_notice([release], by=editor, reasons=OTHER, act="removed")
    assert told() == ("removed", "Its date was wrong.")
    assert told(before) == ("withdrawn", "It was sent by mistake.")
    first, second = Withdrawal.objects.order_by("pk")
    assert first.in_force_during.upper == second.in_force_during.lower
    assert Edition.objects.filter(release=release).count() == 2
    assert readable() == (["Other"], [])
    act = AuditEntry.objects.latest("pk")
    assert (act.act, act.details["was"], "Its date" in str(act.details)) == ("removed", "withdrawn", False)


def test_a_planned_notice_begins_at_its_instant_and_can_be_moved_and_unscheduled(release, editor):
    withdraw([release], by=editor, reasons=REASONS)
    begins, later = in_future(), in_future(hours=2)
    change_notice([release], by=editor, reasons=OTHER, act="withdrawn", at=begins)
    assert told() == ("withdrawn", "It was sent by mistake.")
    assert told(begins) == ("withdrawn", "Its date was wrong.")
    move([release], by=editor, at=later)
    assert told(begins) == ("withdrawn", "It was sent by mistake.")
    assert told(later) == ("withdrawn", "Its date was wrong.")
    for refused in (
        lambda: change_notice([release], by=editor, reasons=OTHER, act="removed"),
        lambda: reinstate([release], by=editor, change_note="Holds."),
    ):
        with pytest.raises(errors.AlreadyPlanned):
            refused()
    unschedule([release], by=editor)
    assert told(later) == ("withdrawn", "It was sent by mistake.")
    assert Withdrawal.objects.get().in_force_during.upper is None


def test_a_planned_reinstatement_outlives_a_change_of_the_notice(release, editor):
    withdraw([release], by=editor, reasons=REASONS)
    begins = in_future()
    reinstate([release], by=editor, change_note="Holds.", at=begins)
    change_notice([release], by=editor, reasons=OTHER, act="withdrawn")
    assert told() == ("withdrawn", "Its date was wrong.")
    assert readable(begins)[0] == ["Other", "The visit"]
    assert not Withdrawal.objects.in_force(begins).exists()
    with pytest.raises(errors.AlreadyPlanned):
        change_notice([release], by=editor, reasons=REASONS, act="withdrawn", at=in_future(minutes=30))
    unschedule([release], by=editor)
    assert told(begins) == ("withdrawn", "Its date was wrong.")


def test_a_notice_is_not_changed_into_itself_nor_without_a_reason_nor_of_what_is_live(release, editor, author):
    with pytest.raises(errors.NotTakenBack):
        change_notice([release], by=editor, reasons=OTHER, act="removed")
    withdraw([release], by=editor, reasons=REASONS)
    with pytest.raises(errors.SameNotice):
        change_notice([release], by=editor, reasons=REASONS, act="withdrawn")
    with pytest.raises(errors.NoReason):
        change_notice([release], by=editor, reasons={"az": "S\u0259hv."}, act="withdrawn")
    with pytest.raises(errors.NotAllowed):
        change_notice([release], by=author, reasons=OTHER, act="withdrawn")
    assert told() == ("withdrawn", "It was sent by mistake.")


def test_the_reason_of_a_withdrawal_that_has_ended_is_redacted_by_administrators(release, editor):
    administrator = make_user("Administrator")
    (first,) = withdraw([release], by=editor, reasons={"en": "The informant."})
    with pytest.raises(errors.ReasonStillRead):
        redact_reasons([first], by=administrator)
    (second,) = change_notice([release], by=editor, reasons=OTHER, act="withdrawn")
    with pytest.raises(errors.NotAllowed):
        redact_reasons([first], by=editor)
    redact_reasons([first], by=administrator)
    assert [row.reasons for row in Withdrawal.objects.order_by("pk")] == [{}, OTHER]
    with pytest.raises(errors.RedactedBefore):
        redact_reasons([first], by=administrator)
    with pytest.raises(errors.ReasonStillRead):
        redact_reasons([second], by=administrator)
    assert told() == ("withdrawn", "Its date was wrong.")


def test_a_reason_that_the_notice_in_force_repeats_is_not_redacted(release, editor):
    (first,) = withdraw([release], by=editor, reasons=REASONS)
    change_notice([release], by=editor, reasons=REASONS, act="removed")
    with pytest.raises(errors.ReasonStillRead):
        redact_reasons([first], by=make_user("Administrator"))
    assert Withdrawal.objects.get(pk=first.pk).reasons == REASONS
