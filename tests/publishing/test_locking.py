"""How a verb begins: fresh rows in one order, one instant of the database's clock, and spans that end or begin."""

import datetime as dt

import pytest
from django.db import transaction

from pressreleases.models import Edition, Release, Withdrawal
from pressreleases.publishing import locking, publish, withdraw
from pressreleases.publishing.errors import InThePast, NothingGiven, TooFarAhead
from tests.making import database_now, in_future, make_release

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 1, 20, 12, tzinfo=dt.UTC)
MOMENT = dt.timedelta(microseconds=1)


def test_rows_come_fresh_and_in_the_order_of_their_keys_whatever_order_is_given(details):
    first, second = make_release("First"), make_release("Second")
    Release.objects.filter(pk=first.pk).update(title="Changed meanwhile")
    locked, now = locking.lock([second, first, second])
    assert [row.title for row in locked] == ["Changed meanwhile", "Second"]
    assert now <= database_now()


def test_the_instant_is_read_after_the_locks_and_not_when_the_transaction_began(details):
    release = make_release()
    with transaction.atomic():
        before = database_now()
        _locked, now = locking.lock([release])
    assert now > before


def test_no_release_and_one_that_is_gone_are_refused(details):
    with pytest.raises(NothingGiven):
        locking.lock([])
    release, gone = make_release("First"), make_release("Gone")
    Release.objects.filter(pk=gone.pk).delete()
    with pytest.raises(Release.DoesNotExist):
        locking.lock([release, gone])


def test_a_family_is_locked_whole_and_no_other(details):
    english = make_release("Visit")
    azerbaijani = make_release("Səfər", language="az", family=english.family, is_original=False)
    make_release("Other")
    assert locking.lock_families(Release.objects.filter(pk=azerbaijani.pk)) == [english, azerbaijani]


def test_an_instant_may_be_now_or_later_but_neither_past_nor_in_the_year_2200():
    assert locking.instant_of(None, NOW) == NOW
    assert locking.instant_of(NOW, NOW) == NOW
    with pytest.raises(InThePast):
        locking.instant_of(NOW - MOMENT, NOW)
    last = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)
    assert locking.instant_of(last - MOMENT, NOW) == last - MOMENT
    with pytest.raises(TooFarAhead):
        locking.instant_of(last, NOW)


def test_what_is_live_and_what_is_planned_are_found_and_are_never_the_same(details, editor):
    release = make_release()
    begins = in_future()
    (edition,) = publish([release], by=editor, at=begins)
    assert locking.planned_edition(release, begins - MOMENT) == edition
    assert locking.live_edition(release, begins - MOMENT) is None
    assert locking.planned_edition(release, begins) is None
    assert locking.live_edition(release, begins) == edition
    assert locking.live_edition(make_release("Other"), begins) is None


def test_a_withdrawal_is_planned_until_it_is_in_force(details, editor):
    release = make_release()
    publish([release], by=editor)
    begins = in_future()
    (withdrawal,) = withdraw([release], by=editor, reasons={"en": "Why"}, at=begins)
    assert locking.planned_withdrawal(release, begins - MOMENT) == withdrawal
    assert locking.withdrawal_in_force(release, begins - MOMENT) is None
    assert locking.planned_withdrawal(release, begins) is None
    assert locking.withdrawal_in_force(release, begins) == withdrawal


def test_an_end_is_set_and_opened_again_and_the_beginning_stays(details, editor):
    release = make_release()
    (edition,) = publish([release], by=editor)
    begins, ends = edition.begins_at, in_future()
    locking.end_edition(edition, ends)
    assert (Edition.objects.get().begins_at, Edition.objects.get().ends_at) == (begins, ends)
    locking.end_edition(edition, None)
    assert (Edition.objects.get().begins_at, Edition.objects.get().ends_at) == (begins, None)
    (withdrawal,) = withdraw([release], by=editor, reasons={"en": "Why"})
    locking.end_withdrawal(withdrawal, ends)
    assert Withdrawal.objects.get().in_force_during.upper == ends
    locking.end_withdrawal(withdrawal, None)
    assert Withdrawal.objects.get().in_force_during.upper is None
