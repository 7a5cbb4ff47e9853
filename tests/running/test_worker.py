"""The process in the background that `make run` starts: it works, comes again when it dies, and ends with the site."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator

import pytest

from mission_site.embedded_postgres.cluster import Cluster
from tests.outbox.mail_servers import MailServer
from tests.running.sites import Site, answers, free_port, wait_for

TELL = """
import django
django.setup()
from django.contrib.auth.models import User
from django.db import transaction
from pressreleases.models import Release
from pressreleases.outbox import NoticeKind, tell
User.objects.get_or_create(username="root", is_staff=True, is_superuser=True, email="root@mission.example")
release, _new = Release.objects.get_or_create(language="en", title="Visit", slug="visit", issued_on="2024-01-20")
with transaction.atomic():
    tell(NoticeKind.SUBMITTED, release, by=None)
"""


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.up()
    yield server
    server.down()


def workers(site: int) -> list[int]:
    """The processes in the background whose parent is `site`."""
    found = subprocess.run(
        ["pgrep", "-P", str(site), "-f", "mission_site.worker"], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in found.stdout.split()]


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def the_worker(site: int) -> int:
    wait_for(lambda: workers(site), 30)
    (pid,) = workers(site)
    return pid


def test_a_notice_is_mailed_and_again_after_the_process_was_killed(prepared: Site, mail_server: MailServer) -> None:
    server = prepared.serve(free_port(), MISSION_EMAIL_URL=f"smtp://127.0.0.1:{mail_server.port}")
    assert prepared.run(TELL) == ""
    wait_for(lambda: len(mail_server.taken) == 1, 60)
    first = the_worker(server.pid)
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: workers(server.pid) not in ([], [first]), 30)
    assert prepared.run(TELL) == ""
    wait_for(lambda: len(mail_server.taken) == 2, 60)
    assert {mail["Subject"] for _to, mail in mail_server.taken} == {"Review requested: Visit"}
    prepared.rest()


def test_it_ends_with_the_site_and_does_not_keep_the_database_running(prepared: Site) -> None:
    server = prepared.serve(free_port())
    worker = the_worker(server.pid)
    os.killpg(server.pid, signal.SIGINT)
    server.communicate(timeout=20)
    assert not lives(worker)
    assert prepared.server() is None


def test_it_ends_when_the_site_was_killed(prepared: Site) -> None:
    port = free_port()
    server = prepared.serve(port)
    worker = the_worker(server.pid)
    server.kill()
    wait_for(lambda: not lives(worker) and not answers(port), 20)
    # The database may be left over, as it always was, but nobody uses it: the next to leave stops it.
    assert prepared.run("""print(query("SELECT 1")[0][0])""") == "1"
    assert prepared.server() is None


def test_a_mail_server_that_never_answers_holds_up_neither_the_end_nor_the_work(prepared: Site) -> None:
    import socket

    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        port = free_port()
        server = prepared.serve(port, MISSION_EMAIL_URL=f"smtp://127.0.0.1:{deaf.getsockname()[1]}")
        assert prepared.run(TELL) == ""
        deaf.settimeout(60)
        connected, _address = deaf.accept()
        with connected:
            assert answers(port)
            os.killpg(server.pid, signal.SIGINT)
            server.communicate(timeout=20)
    assert prepared.server() is None


def test_a_command_of_its_own_ends_at_once_when_asked(prepared: Site) -> None:
    child = prepared.start("manage.py", "run_worker")
    wait_for(lambda: _someone_listens(prepared), 30)
    child.send_signal(signal.SIGTERM)
    _said, errors = child.communicate(timeout=20)
    assert (child.returncode, errors) == (0, "")


def test_a_site_that_is_to_have_none_leaves_the_work_to_the_command(prepared: Site) -> None:
    port = free_port()
    server = prepared.start("-m", "mission_site.run", "--port", str(port), "--sample", "no", "--worker", "no")
    wait_for(lambda: answers(port), 300)
    # Takes longer to start than the site would wait before it starts one.
    command = prepared.start("manage.py", "run_worker")
    wait_for(lambda: _someone_listens(prepared), 30)
    assert (workers(server.pid), command.poll()) == ([], None)
    prepared.rest()


def test_one_attends_and_the_next_takes_over_when_it_ends(prepared: Site) -> None:
    first = prepared.start("manage.py", "run_worker")
    wait_for(lambda: _someone_listens(prepared), 30)
    status, said = prepared.says("manage.py", "run_worker", "--once")
    assert (status, said) == (0, "Another background worker is already running for this site.")
    second = prepared.start("manage.py", "run_worker")
    first.kill()
    first.communicate()
    wait_for(lambda: _someone_listens(prepared), 30)
    assert second.poll() is None


def test_it_outlives_a_database_that_goes_away(prepared: Site, mail_server: MailServer) -> None:
    mail = {"MISSION_EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}"}
    child = prepared.start("manage.py", "run_worker", **mail)
    wait_for(lambda: _someone_listens(prepared), 30)
    assert prepared.says("-m", "mission_site.embedded_postgres", "stop") == (0, "The database was stopped.")
    assert prepared.run(TELL) == ""
    wait_for(lambda: mail_server.taken, 60)
    assert child.poll() is None


def test_it_outlives_a_database_that_can_only_be_read(prepared: Site, mail_server: MailServer) -> None:
    """As after a failover to the wrong server, or while a disk is full."""
    child = prepared.start("manage.py", "run_worker", MISSION_EMAIL_URL=f"smtp://127.0.0.1:{mail_server.port}")
    wait_for(lambda: _someone_listens(prepared), 30)
    try:
        _only_reading(prepared, "on")
        beats = prepared.query("SELECT max(beat_at) FROM pressreleases_heartbeat")
        time.sleep(5)
        assert child.poll() is None
        assert prepared.query("SELECT max(beat_at) FROM pressreleases_heartbeat") == beats
    finally:
        _only_reading(prepared, "off")
    assert prepared.run(TELL) == ""
    wait_for(lambda: mail_server.taken, 90)
    assert child.poll() is None


def _only_reading(site: Site, how: str) -> None:
    """All that is connected then connects anew."""
    site.query(f"BEGIN READ WRITE; ALTER DATABASE mission SET default_transaction_read_only = {how}; COMMIT")
    site.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'mission_site'")


def _someone_listens(site: Site) -> bool:
    """Whether somebody holds the lock of those who attend."""
    held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    return Cluster(site.var / "postgres").is_running() and site.query(held) == [(1,)]
