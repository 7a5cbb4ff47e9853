"""`make run`: serving, stopping, being killed, and what it says when it cannot serve."""

import os
import signal
import socket

import pytest

from mission_site.serving import PortTaken, claim_port
from tests.running.sites import Site, answers, free_port, line, wait_for


@pytest.fixture
def run_site(prepared: Site) -> Site:
    prepared.rest()
    return prepared


def test_a_repeated_start_answers_and_an_interrupt_ends_all_of_it(run_site: Site) -> None:
    port = free_port()
    run_site.serve(port)
    run_site.rest()
    server = run_site.serve(port)
    os.killpg(server.pid, signal.SIGINT)
    output, errors = server.communicate(timeout=20)
    assert f"http://127.0.0.1:{port}/" in output
    assert (server.returncode, errors) == (0, "")
    assert (answers(port), run_site.server()) == (False, None)


def test_an_interrupt_leaves_the_database_to_another_terminal(run_site: Site) -> None:
    server = run_site.serve(free_port())
    other = run_site.program('print(query("SELECT 1")[0][0], flush=True); time.sleep(60)')
    assert line(other) == "1"
    os.killpg(server.pid, signal.SIGINT)
    server.communicate(timeout=20)
    assert run_site.server() is not None


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_a_termination_and_a_closed_terminal_end_it_like_an_interrupt(run_site: Site, ending: signal.Signals) -> None:
    port = free_port()
    server = run_site.serve(port)
    server.send_signal(ending)
    server.communicate(timeout=20)
    assert (answers(port), run_site.server()) == (False, None)


def test_after_a_kill_its_workers_end_too_and_it_starts_again(run_site: Site) -> None:
    port = free_port()
    server = run_site.serve(port)
    server.kill()
    wait_for(lambda: not answers(port))
    again = run_site.serve(port)
    os.killpg(again.pid, signal.SIGINT)
    again.communicate(timeout=20)
    assert run_site.server() is None


def test_a_worker_that_dies_is_replaced(run_site: Site) -> None:
    port = free_port()
    server = run_site.serve(port)
    for worker in _children(server.pid):
        os.kill(worker, signal.SIGKILL)
    wait_for(lambda: _children(server.pid) and answers(port))


def test_a_taken_port_is_one_sentence_and_nothing_is_made(bare: Site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, said = bare.says("-m", "mission_site.run", "--port", str(port))
    assert status == 1
    assert said.startswith(f"Port {port} of 127.0.0.1 is taken")
    assert "\n" not in said
    assert list(bare.var.iterdir()) == []


def test_a_port_is_kept_from_the_first_moment_so_that_two_sites_that_start_at_once_cannot_share_it(bare: Site) -> None:
    port = free_port()
    with claim_port("127.0.0.1", port), pytest.raises(PortTaken, match=f"Port {port} of 127.0.0.1 is taken"):
        claim_port("127.0.0.1", port)
    with claim_port("127.0.0.1", port):
        status, said = bare.says("-m", "mission_site.run", "--port", str(port))
        assert (status, said.partition(" is taken")[0]) == (1, f"Port {port} of 127.0.0.1")
        with socket.socket() as worker:
            worker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            worker.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            worker.bind(("127.0.0.1", port))
            worker.listen()
            with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
                assert client.getpeername()[1] == port
            with pytest.raises(PortTaken):
                claim_port("127.0.0.1", port)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--port", "80a"], "PORT=80a is no port"),
        (["--port", "70000"], "PORT=70000 is no port"),
        (["--sample", "maybe"], "SAMPLE=maybe is not understood"),
    ],
)
def test_nonsense_is_one_sentence(bare: Site, arguments: list[str], expected: str) -> None:
    status, said = bare.says("-m", "mission_site.run", *arguments)
    assert status == 1
    assert said.startswith(expected)
    assert "\n" not in said


def test_a_data_folder_that_cannot_be_made_is_one_sentence(bare: Site) -> None:
    (bare.var / "file").touch()
    status, said = bare.says("-m", "mission_site.run", "--port", str(free_port()), MISSION_VAR=str(bare.var / "file"))
    assert status == 1
    assert "Set MISSION_VAR to a folder that this user can write" in said
    assert "\n" not in said


def test_a_database_that_cannot_be_reached_is_one_sentence(bare: Site) -> None:
    url = {"DATABASE_URL": f"postgres:///mission?host={bare.var}"}
    status, said = bare.says("-m", "mission_site.run", "--port", str(free_port()), **url)
    assert status == 1
    assert said.startswith("The database cannot be reached")
    assert "\n" not in said


def test_stop_says_what_it_did(run_site: Site) -> None:
    stop = ("-m", "mission_site.embedded_postgres", "stop")
    assert run_site.says(*stop) == (0, "The database was not running.")
    child = run_site.program('print(query("SELECT 1")[0][0], flush=True); time.sleep(60)')
    assert line(child) == "1"
    assert run_site.says(*stop) == (0, "The database was stopped.")
    assert run_site.server() is None


def test_stop_does_not_pull_the_database_from_under_the_web_server(run_site: Site) -> None:
    port = free_port()
    run_site.serve(port)
    status, said = run_site.says("-m", "mission_site.embedded_postgres", "stop")
    assert status == 1
    assert "web server of this data folder is running" in said
    assert answers(port)


def _children(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as file:  # noqa: PTH123 - a Path of /proc reads no size
        return [int(child) for child in file.read().split()]
