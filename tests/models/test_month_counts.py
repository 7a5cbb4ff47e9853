"""The counts by month: always what a count of everything would give, whenever they were last taken."""

import datetime as dt
import time
from collections import Counter

import pytest
from django.db import connection

from pressreleases import publishing
from pressreleases.models import CountsTaken, Edition, MonthCount, month_counts
from tests.making import correct, database_now, make_details, make_release, make_user, rewrite

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = dt.timedelta(0)


@pytest.fixture
def editor():
    make_details()
    return make_user("Editor")


def counted_one_by_one():
    found = Counter((one.language, one.year, one.issued_on.month) for one in Edition.objects.live())
    months: month_counts.Months = {}
    for (language, year, month), n in found.items():
        months.setdefault(language, {}).setdefault(year, {})[month] = n
    return months


def live_once(title, editor, **changes):
    release = make_release(title, **changes)
    publishing.publish([release], by=editor)
    return release


@pytest.mark.parametrize("taken_after", [None, 0, 1, 2, 3, 4])
def test_counts_are_those_of_everything_whenever_they_were_taken(editor, taken_after):
    """Taken never, before anything, or between any two acts."""

    def acts():
        yield
        a, b = live_once("A", editor), live_once("B", editor, issued_on=dt.date(2024, 2, 1))
        live_once("C", editor, language="az")
        yield
        correct([rewrite(a, issued_on=dt.date(2023, 12, 31))], by=editor, change_note="The date.")
        yield
        publishing.withdraw([b], by=editor, reasons={"en": "It was called off."})
        yield
        publishing.publish([make_release("Soon")], by=editor, at=database_now() + dt.timedelta(seconds=0.3))
        yield
        time.sleep(0.4)

    for step, _done in enumerate(acts()):
        if step == taken_after:
            month_counts.recount(AT_ONCE)
        assert month_counts.live_by_month() == counted_one_by_one()
    assert (
        month_counts.live_by_month()
        == counted_one_by_one()
        == {"en": {2023: {12: 1}, 2024: {1: 1}}, "az": {2024: {1: 1}}}
    )
    assert CountsTaken.objects.count() == (taken_after is not None)


def test_what_is_kept_is_used_and_what_has_ended_since_taken_off(editor):
    release = live_once("A", editor)
    month_counts.recount(AT_ONCE)
    MonthCount.objects.update(live=7)
    assert month_counts.live_by_month() == {"en": {2024: {1: 7}}}
    publishing.withdraw([release], by=editor, reasons={"en": "An error."})
    assert month_counts.live_by_month() == {"en": {2024: {1: 6}}}


@pytest.fixture
def open_transaction():
    """Another connection, in the middle of something."""
    another = connection.copy()
    with another.cursor() as cursor:
        cursor.execute("BEGIN; SELECT 1")
    yield
    another.close()


def test_what_a_running_transaction_may_still_publish_is_not_settled(editor, open_transaction):
    """The instant that is kept lies before the start of any transaction that is still open."""
    began = database_now()
    live_once("A", editor)
    month_counts.recount(AT_ONCE)
    assert CountsTaken.objects.get().at < began
    assert not MonthCount.objects.exists()
    assert month_counts.live_by_month() == {"en": {2024: {1: 1}}}


def test_a_count_without_an_open_transaction_beside_it_is_of_now(editor):
    live_once("A", editor)
    before = database_now()
    month_counts.recount(AT_ONCE)
    assert CountsTaken.objects.get().at > before - dt.timedelta(milliseconds=50)
    assert MonthCount.objects.get().live == 1


def test_counting_takes_one_query(editor, django_assert_num_queries):
    live_once("A", editor)
    month_counts.recount(AT_ONCE)
    with django_assert_num_queries(1):
        month_counts.live_by_month()
