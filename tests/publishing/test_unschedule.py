"""Cancelling what is scheduled: it never appears, and what it would have ended goes on."""

import pytest

from pressreleases.models import AuditEntry, Edition, Withdrawal
from pressreleases.publishing import change_notice, errors, publish, unschedule, withdraw
from tests.audit.reading import acts
from tests.making import correct, in_future, make_release, rewrite

pytestmark = pytest.mark.django_db


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
