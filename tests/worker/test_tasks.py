"""The tasks of the background process: what tidying forgets, what it keeps, and which task a call wakes."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from pressreleases import outbox, search
from pressreleases.anniversaries.nightly import draft_anniversaries
from pressreleases.models import CountsTaken
from pressreleases.worker import tasks

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def test_tidying_forgets_sessions_that_have_ended_and_no_others():
    now = timezone.now()
    Session.objects.create(session_key="over", session_data="", expire_date=now - HOUR)
    Session.objects.create(session_key="open", session_data="", expire_date=now + HOUR)
    assert (1, "Removed 1 ended session.") in tasks.tidy()
    assert [session.pk for session in Session.objects.all()] == ["open"]


def test_tidying_says_of_each_store_how_much_went_also_where_nothing_did():
    said = tasks.tidy()
    assert len(said) == len(tasks.STORES)
    assert {count for count, _sentence in said} == {0}
    assert "Permanently removed 0 deleted drafts." in [sentence for _count, sentence in said]


def test_tidying_counts_the_months_anew_and_renews_the_index_only_if_asked(monkeypatch):
    asked = []
    monkeypatch.setattr(search, "add_missing", lambda *, renew: asked.append(renew))
    tasks.tidy(renew=False)
    tasks.tidy()
    assert asked == [False, True]
    assert CountsTaken.objects.count() == 1


def test_only_mail_waits_for_a_call_of_the_outbox():
    assert [task.name for task in tasks.TASKS if task.heeds_calls] == ["mail"]


def test_a_new_day_is_noticed_within_the_hour_and_mail_within_seconds():
    every = {task.do: task.every for task in tasks.TASKS}
    assert every[draft_anniversaries] <= HOUR
    assert every[tasks.send_mail] <= dt.timedelta(seconds=30)
    assert len({task.name for task in tasks.TASKS}) == len(tasks.TASKS)


def test_the_times_in_mails_are_those_of_the_mission_and_utc_without_one(monkeypatch, details):
    zones = []
    monkeypatch.setattr(outbox, "send_due", lambda *, zone: zones.append(zone))
    tasks.send_mail()
    details.delete()
    tasks.send_mail()
    assert zones == ["America/New_York", "UTC"]
