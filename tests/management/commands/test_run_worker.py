"""`manage.py run_worker`: each task of the site once, or a sentence that says why not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from pressreleases import worker
from pressreleases.management.commands import run_worker
from pressreleases.worker import TASKS
from tests.management.running import run as run_command

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_command_does_every_duty_of_the_site_once(monkeypatch):
    done = []
    for task in TASKS:
        monkeypatch.setitem(task.__dict__, "do", lambda name=task.name: done.append(name))
    call_command("run_worker", "--once", stdout=StringIO())
    assert done == [task.name for task in TASKS]
    assert {"mail", "tidy"} <= set(done)


def test_a_second_worker_says_that_another_one_is_running(monkeypatch):
    monkeypatch.setattr(run_worker, "run_once", lambda: False)
    assert run_command("run_worker", "--once") == "Another background worker is already running for this site.\n"
    monkeypatch.setattr(run_worker, "run_once", lambda: True)
    assert run_command("run_worker", "--once") == ""


def test_a_pooler_that_shares_sessions_is_refused_in_words(monkeypatch):
    def refuse(*_args):
        raise worker.SessionsAreShared

    monkeypatch.setattr(run_worker, "run_once", refuse)
    monkeypatch.setattr(run_worker, "run_worker", refuse)
    for arguments in (["--once"], []):
        with pytest.raises(CommandError, match="Set DATABASE_DIRECT_URL to the database itself"):
            call_command("run_worker", *arguments)
