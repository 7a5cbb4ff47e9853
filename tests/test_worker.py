"""The worker: what its tasks do and which one a call wakes; each has its turn, and one that fails stops no other."""

import dataclasses
import datetime as dt
import logging
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from pressreleases import direct_connection, outbox, picture_copies, publishing, search, worker
from pressreleases.anniversaries.nightly import draft_anniversaries
from pressreleases.live_checks.run import run_checks
from pressreleases.models import CountsTaken, Heartbeat, LiveCheck, StaffSession
from pressreleases.outbox.telling import CHANNEL
from pressreleases.publishing.locking import database_now
from pressreleases.worker import Stop, Task, run_once, run_worker
from tests.making import make_release

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def test_tidying_forgets_sessions_that_have_ended_and_no_others():
    now = timezone.now()
    StaffSession.objects.create(session_key="over", session_data="", expire_date=now - HOUR)
    StaffSession.objects.create(session_key="open", session_data="", expire_date=now + HOUR)
    assert (1, "Removed 1 ended session.") in worker.tidy()
    assert [session.pk for session in StaffSession.objects.all()] == ["open"]


def test_tidying_says_of_each_store_how_much_went_also_where_nothing_did():
    said = worker.tidy()
    assert len(said) == len(worker.STORES)
    assert {count for count, _sentence in said} == {0}
    assert "Permanently removed 0 deleted drafts." in [sentence for _count, sentence in said]


def test_tidying_counts_the_months_anew_and_renews_the_index_only_if_asked(monkeypatch):
    asked = []
    monkeypatch.setattr(search, "add_missing", lambda *, renew: asked.append(renew))
    worker.tidy(renew=False)
    worker.tidy()
    assert asked == [False, True]
    assert CountsTaken.objects.count() == 1


def test_only_mail_waits_for_a_call_of_the_outbox():
    assert [task.name for task in worker.TASKS if task.called_on == CHANNEL] == ["mail"]


def test_nothing_is_looked_for_more_often_than_three_times_a_minute():
    assert min(task.every for task in worker.TASKS) >= dt.timedelta(seconds=20)


def test_a_new_day_is_noticed_within_the_hour_and_mail_within_seconds():
    every = {task.do: task.every for task in worker.TASKS}
    assert every[draft_anniversaries] <= HOUR
    assert every[worker.send_mail] <= dt.timedelta(seconds=30)
    assert len({task.name for task in worker.TASKS}) == len(worker.TASKS)


def test_a_picture_that_came_with_a_document_has_its_smaller_copies_within_minutes():
    every = {task.do: task.every for task in worker.TASKS}
    assert every[picture_copies.make_missing] <= dt.timedelta(minutes=2)


def test_the_times_in_mails_are_those_of_the_mission_and_utc_without_one(monkeypatch, details):
    zones = []
    monkeypatch.setattr(outbox, "send_due", lambda *, zone: zones.append(zone))
    worker.send_mail()
    details.delete()
    worker.send_mail()
    assert zones == ["America/New_York", "UTC"]


@pytest.fixture
def stop():
    stop = Stop()
    yield stop
    stop.close()


def failing():
    raise ValueError("This task cannot be done")


@pytest.mark.django_db(transaction=True)
def test_a_round_leaves_a_note_that_this_process_is_at_work(stop):
    assert Heartbeat.objects.age() is None
    run_worker(stop, [Task("a", stop.ask, HOUR)])
    assert (Heartbeat.objects.age() or HOUR) < dt.timedelta(minutes=1)
    Heartbeat.objects.all().delete()
    assert run_once([])
    assert (Heartbeat.objects.age() or HOUR) < dt.timedelta(minutes=1)


class OneSession:
    """What a pooler in transaction mode does with two connections: both get the same session of the database."""

    def __init__(self, session):
        self.session = session

    def __getattr__(self, name):
        return getattr(self.session, name)

    def copy(self):
        return self

    def set_autocommit(self, on):
        pass

    def close(self):
        pass


@pytest.mark.django_db(transaction=True)
def test_sessions_of_the_database_itself_are_not_shared():
    assert not direct_connection.sessions_are_shared()


@pytest.mark.django_db(transaction=True)
def test_nobody_attends_where_sessions_are_shared(stop, monkeypatch):
    done = []
    monkeypatch.setattr(direct_connection, "connection", OneSession(connection))
    with pytest.raises(worker.SessionsAreShared):
        run_worker(stop, [Task("a", lambda: done.append("a"), HOUR)])
    with pytest.raises(CommandError, match="pooler in transaction mode"):
        call_command("run_worker", "--once")
    assert done == []


@pytest.mark.django_db(transaction=True)
def test_a_duty_that_fails_is_logged_and_the_others_are_done(caplog):
    done = []
    with caplog.at_level(logging.ERROR, "mission.worker"):
        assert run_once([Task("a", lambda: done.append("a"), HOUR), Task("b", failing, HOUR)])
        assert run_once([Task("b", failing, HOUR), Task("c", lambda: done.append("c"), HOUR)])
    assert done == ["a", "c"]
    assert caplog.text.count("“b” failed") == 2
    assert "This task cannot be done" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_each_duty_has_its_turn_when_its_time_has_come_and_not_before(stop):
    seldom, often = [], []

    def count():
        often.append(1)
        if len(often) == 3:
            stop.ask()

    run_worker(stop, [Task("seldom", lambda: seldom.append(1), HOUR), Task("often", count, dt.timedelta(0))])
    assert (len(seldom), len(often)) == (1, 3)


def call(channel):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {channel}")


def break_the_connection():
    connection.connection.close()


class Counted:
    """Counts how often it is done; the first time does `at_first`, the last time asks `stop`."""

    def __init__(self, stop, at_first=lambda: None, last=2):
        self.stop, self.at_first, self.last, self.times = stop, at_first, last, 0

    def __call__(self):
        self.times += 1
        if self.times == 1:
            self.at_first()
        if self.times == self.last:
            self.stop.ask()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("channel", [CHANNEL, worker.READERS])
def test_a_call_wakes_the_duty_that_heeds_it_and_no_other(stop, channel):
    # Nothing is due again within the hour, so that only the call can bring the second turn.
    def call_from_elsewhere():
        call(channel)
        connection.close()

    thread = threading.Thread(target=call_from_elsewhere)
    heeding, other, deaf = Counted(stop, thread.start), Counted(stop), Counted(stop)
    elsewhere = ({CHANNEL, worker.READERS} - {channel}).pop()
    noted: list[str] = []
    tasks = [
        Task("a", heeding, HOUR, channel, note=lambda: noted.append(str(heeding.times))),
        Task("b", other, HOUR, elsewhere, note=lambda: noted.append("other")),
        Task("c", deaf, HOUR),
    ]
    run_worker(stop, tasks, pause=3600)
    thread.join()
    assert (heeding.times, other.times, deaf.times) == (2, 1, 1)
    # At first too, since nobody has listened until then.
    assert noted == ["0", "other", "1"]


@pytest.mark.django_db(transaction=True)
def test_a_call_that_came_while_a_task_asked_the_database_is_not_slept_over(stop):
    def during():
        call(CHANNEL)
        Heartbeat.objects.age()

    heeding = Counted(stop, during)
    run_worker(stop, [Task("a", heeding, HOUR, CHANNEL)], pause=3600)
    assert heeding.times == 2


@pytest.mark.django_db(transaction=True)
def test_calls_without_end_leave_a_pause(stop):
    often = Counted(stop, last=5)

    def call_and_count():
        call(CHANNEL)
        often()

    seldom = Counted(stop)
    tasks = [Task("a", call_and_count, HOUR, CHANNEL), Task("b", seldom, HOUR, CHANNEL, pause=HOUR)]
    run_worker(stop, tasks, pause=3600)
    assert (often.times, seldom.times) == (5, 1)


@pytest.mark.django_db(transaction=True)
def test_a_duty_has_its_turn_at_the_instant_at_which_it_is_due_and_not_before(stop):
    due_at, turns = database_now() + dt.timedelta(seconds=1), []
    counted, never = Counted(stop), Counted(stop)

    def turn():
        turns.append(database_now())
        counted()

    planned = Task("planned", turn, HOUR, next_due=lambda: due_at)
    run_worker(stop, [planned, Task("never", never, HOUR)], pause=3600)
    assert turns[0] < due_at <= turns[1]
    assert never.times == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_always_due_has_a_pause_all_the_same(stop):
    due, other = Counted(stop), Counted(stop, last=3)
    long_ago = database_now() - HOUR
    tasks = [Task("a", due, HOUR, next_due=lambda: long_ago, pause=HOUR), Task("b", other, dt.timedelta(0))]
    run_worker(stop, tasks)
    assert (due.times, other.times) == (1, 3)


@pytest.mark.django_db(transaction=True)
def test_what_was_called_while_the_connection_was_lost_is_done_when_it_is_back(stop, caplog):
    heeding, other = Counted(stop, break_the_connection), Counted(stop)
    with caplog.at_level(logging.CRITICAL, "mission.worker"):
        run_worker(stop, [Task("a", other, HOUR), Task("b", heeding, HOUR, CHANNEL)], pause=0)
    assert (heeding.times, other.times) == (2, 1)


@pytest.mark.django_db(transaction=True)
def test_the_pages_of_a_scheduled_edition_are_checked_when_it_begins(stop, details, editor):
    (task,) = (task for task in worker.TASKS if task.do is run_checks)
    at = database_now() + dt.timedelta(seconds=2)
    publishing.publish([make_release(issued_on=at.date())], by=editor, at=at)
    checked = []

    def check():
        checked.append(run_checks())
        if checked[-1] or len(checked) == 5:
            stop.ask()

    run_worker(stop, [dataclasses.replace(task, do=check, every=HOUR)], pause=3600)
    assert checked[0] == 0
    assert (len(checked), LiveCheck.objects.count()) == (2, checked[-1])


@pytest.mark.django_db(transaction=True)
def test_while_somebody_else_attends_nothing_is_done():
    done, held, over = [], threading.Event(), threading.Event()

    def somebody():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [worker.LOCK])
        held.set()
        over.wait()
        connection.close()

    thread = threading.Thread(target=somebody)
    thread.start()
    held.wait()
    assert not run_once([Task("a", lambda: done.append(1), HOUR)])
    over.set()
    thread.join()
    assert done == []


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_breaks_is_made_anew(stop, caplog):
    turns = []

    def break_it():
        turns.append(1)
        if len(turns) == 2:
            stop.ask()
        else:
            connection.connection.close()

    with caplog.at_level(logging.CRITICAL, "mission.worker"):
        run_worker(stop, [Task("a", break_it, dt.timedelta(0))], pause=0)
    assert len(turns) == 2


@pytest.mark.django_db(transaction=True)
def test_a_second_request_to_stop_ends_at_once(stop):
    stop.ask(15)
    with pytest.raises(SystemExit) as end:
        stop.ask(15)
    assert end.value.code == 143
