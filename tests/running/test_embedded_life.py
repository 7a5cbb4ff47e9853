"""When the embedded server starts, and when it stops: by first and last use, whatever happens in between."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.running.sites import Site, line, wait_for

HOLD = 'print(query("SELECT 1")[0][0], flush=True); sys.stdin = open("/dev/null"); time.sleep(60)'


def test_importing_the_settings_starts_nothing(site: Site) -> None:
    status, said = site.says("-c", "import django; django.setup(); print('done')")
    assert (status, said, site.server()) == (0, "done", None)


def test_the_first_connection_starts_the_server_and_the_exit_stops_it(site: Site) -> None:
    body = 'import django; django.setup(); from django.db import connection as c; k = c.cursor(); k.execute("SELECT 1")'
    child = site.start("-c", f"{body}; print('in', flush=True); input()")
    # Its input is empty, so it ends by itself, with an error that a shell's user could make as well.
    assert line(child) == "in"
    child.communicate(timeout=20)
    assert site.server() is None


def test_a_process_that_leaves_does_not_stop_the_server_under_another(site: Site) -> None:
    other = site.program(HOLD)
    assert line(other) == "1"
    before = site.server()
    assert site.run('print(query("SELECT 2")[0][0])') == "2"
    assert site.server() == before is not None


def test_the_last_one_out_stops_the_server_although_it_did_not_start_it(site: Site) -> None:
    starter = site.program('print(query("SELECT 1")[0][0], flush=True); time.sleep(1)')
    assert line(starter) == "1"
    second = site.program(HOLD.replace("time.sleep(60)", "time.sleep(2)"))
    assert line(second) == "1"
    starter.communicate(timeout=20)
    assert site.server() is not None
    second.communicate(timeout=20)
    assert site.server() is None


def test_the_server_stays_while_a_client_that_is_no_part_of_the_site_is_connected(site: Site) -> None:
    starter = site.program(
        """
print(query("SELECT 1")[0][0], cluster.connection()["host"], flush=True)
while not Path(os.environ["MISSION_VAR"], "go").exists():
    time.sleep(0.02)
"""
    )
    host = line(starter).split()[1]
    import psycopg2

    outsider = psycopg2.connect(host=host, port="5432", user="mission", dbname="mission")
    (site.var / "go").touch()
    starter.communicate(timeout=20)
    assert site.server() is not None
    outsider.close()


def test_processes_that_start_at_once_share_one_server(bare: Site) -> None:
    children = [
        bare.program('print(query("SELECT pg_postmaster_start_time()")[0][0]); time.sleep(1)') for _ in range(4)
    ]
    started = {child.communicate(timeout=60)[0] for child in children}
    assert len(started) == 1
    assert "20" in started.pop()
    assert bare.server() is None


def test_what_was_committed_survives_a_killed_server_and_the_connection_comes_back(site: Site) -> None:
    site.run(
        'query("DROP TABLE IF EXISTS kept"); query("CREATE TABLE kept (n int)"); query("INSERT INTO kept VALUES (1)");'
        'query("GRANT ALL ON kept TO mission_site")'
    )
    body = """
import django, signal; django.setup()
from django.db import connection
from mission_site.embedded_postgres.postmaster import find_postmaster
connection.cursor().execute("INSERT INTO kept VALUES (2)")
os.kill(find_postmaster(connection.cluster.base / "data").pid, signal.SIGKILL)
time.sleep(0.3)
connection.close()
cursor = connection.cursor()
cursor.execute("SELECT count(*) FROM kept")
print(cursor.fetchone()[0])
"""
    assert site.run(body) == "2"
    assert site.server() is None


def test_a_server_stopped_between_two_connections_is_started_again(site: Site) -> None:
    assert site.run('query("SELECT 1"); cluster.stop(); cluster.revive(); print(query("SELECT 3")[0][0])') == "3"


def test_a_process_that_is_killed_leaves_the_server_to_the_next_one(site: Site) -> None:
    child = site.program(HOLD)
    assert line(child) == "1"
    os.killpg(child.pid, signal.SIGKILL)
    child.communicate()
    assert site.server() is not None
    assert site.run('print(query("SELECT 4")[0][0])') == "4"
    assert site.server() is None


def test_an_interrupt_in_the_terminal_does_not_reach_the_server(site: Site) -> None:
    holder = site.program(HOLD)
    assert line(holder) == "1"
    starter = site.program(HOLD)
    assert line(starter) == "1"
    before = site.server()
    os.killpg(holder.pid, signal.SIGINT)
    holder.communicate(timeout=20)
    assert site.server() == before is not None


@pytest.mark.parametrize("stale", ["our own number", "a process that does not exist"])
def test_a_pid_file_without_a_server_behind_it_is_not_believed(site: Site, stale: str) -> None:
    pid = os.getpid() if stale == "our own number" else 2**22 - 1
    (site.data / "postmaster.pid").write_text(f"{pid}\n{site.data}\n0\n5432\n{site.var}\n\n\nready\n")
    assert site.server() is None
    assert site.run('print(query("SELECT 5")[0][0])') == "5"


def test_a_zombie_is_no_server(site: Site) -> None:
    child = subprocess.Popen(["/bin/true"])
    wait_for(lambda: Path(f"/proc/{child.pid}/cmdline").read_bytes() == b"")
    (site.data / "postmaster.pid").write_text(f"{child.pid}\n{site.data}\n0\n5432\n{site.var}\n\n\nready\n")
    assert site.server() is None
    child.wait()
    (site.data / "postmaster.pid").unlink()
