"""Starting and stopping the server process of a cluster. Who may do so, and when, is the business of `cluster`."""

import os
import signal
import time
from pathlib import Path

from mission_site.embedded_postgres import binaries, locks
from mission_site.embedded_postgres.bootstrap import make_cluster
from mission_site.embedded_postgres.failure import EmbeddedFailure
from mission_site.embedded_postgres.places import Places
from mission_site.embedded_postgres.postmaster import find_postmaster, is_server, remove_stale_locks

PORT = "5432"  # only a part of the socket's name: nothing listens on a network

_PATIENCE = 60.0  # seconds for a stop, or for a start that makes no progress we can see (recovery after a crash)

_LAST_MOMENTS = 10.0  # seconds for the children of a server that crashed

_OPTIONS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "shared_buffers": "64MB",
    "max_wal_size": "256MB",
    "jit": "off",
    "timezone": "UTC",
    # One file a weekday, overwritten a week later: the log cannot grow for ever.
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_timezone": "UTC",
    # A failing statement may hold the words of a release under embargo; they have no place in a log.
    "log_min_error_statement": "panic",
}


def start(places: Places, *, unused: bool) -> Path:
    """Make the cluster if there is none, start its server if it is not running, and return the socket's folder.

    Call it with the cluster's lock held; `unused` says that no other process uses the cluster. Raises EmbeddedFailure
    when there can be no server, or OSError.
    """
    server = find_postmaster(places.data)
    if server is not None and server.state == "stopping":
        _wait_for_end(server.pid, places)
        server = None
    if server is not None:
        return _wait_until_ready(server.pid, places)
    _wait_for_lock(places)
    programs = binaries.for_account(places.account)
    if not (places.data / "PG_VERSION").exists():
        make_cluster(places.data, places.account, programs)
    _refuse_another_version(places.data)
    places.account.make_private_folder(places.sockets)
    if unused:
        remove_stale_locks(places.data, places.sockets)
    return _wait_until_ready(_launch(places, programs), places)


def stop(places: Places) -> bool:
    """Stop the server, ending every connection and undoing what was not committed; tell whether one was running."""
    server = find_postmaster(places.data)
    if server is None:
        _wait_for_lock(places)
        return False
    os.kill(server.pid, signal.SIGINT)
    _wait_for_end(server.pid, places)
    return True


def _wait_for_lock(places: Places) -> None:
    """Wait until no process of a server has the cluster's lock any more, or raise EmbeddedFailure.

    What a crashed server leaves behind ends within moments. What does not is a server that cannot be seen from here.
    """
    deadline = time.monotonic() + _LAST_MOMENTS
    while not locks.is_free(_lock(places)):
        if time.monotonic() > deadline:
            raise EmbeddedFailure(
                f"The database in {places.data} is kept running by a process that cannot be seen from here, probably "
                "in another container. Stop the site there first."
            )
        time.sleep(0.05)


def _lock(places: Places) -> Path:
    return places.base / "server.lock"


def _launch(places: Places, programs: Path) -> int:
    """Start the server in the background and return its process id. It inherits the cluster's lock."""
    options = {**_OPTIONS, "unix_socket_directories": _quoted(places.sockets)}
    # The shell ends at once, so that the server is nobody's child here: it may outlive this process, and leaves it
    # no zombie.
    lock = locks.join(_lock(places))
    done = places.account.run(
        [
            "/bin/sh",
            "-c",
            'log=$1; shift; "$@" </dev/null >"$log" 2>&1 & echo $!',
            "sh",
            _start_log(places),
            programs / "postgres",
            "-D",
            places.data,
            *(part for name, value in options.items() for part in ("-c", f"{name}={value}")),
        ],
        inherited=[lock],
    )
    os.close(lock)
    try:
        return int(done.stdout)
    except ValueError:
        raise EmbeddedFailure(f"PostgreSQL could not be started: {done.stdout.strip()}") from None


def _wait_until_ready(pid: int, places: Places) -> Path:
    deadline = time.monotonic() + _PATIENCE
    # The shell's child becomes PostgreSQL a moment after its number is known.
    grace = time.monotonic() + 1.0
    while time.monotonic() < deadline:
        server = find_postmaster(places.data)
        if server is not None and server.ready:
            return server.sockets
        if server is None and time.monotonic() > grace and not is_server(pid, places.data):
            raise EmbeddedFailure(f"PostgreSQL did not start: {_last_words(places)}")
        time.sleep(0.01)
    raise EmbeddedFailure(
        f"PostgreSQL is still not ready after {_PATIENCE:.0f} seconds; its log is in {places.data / 'log'}."
    )


def _wait_for_end(pid: int, places: Places) -> None:
    deadline = time.monotonic() + _PATIENCE
    while is_server(pid, places.data):
        if time.monotonic() > deadline:
            raise EmbeddedFailure(
                f"PostgreSQL (process {pid}) did not stop within {_PATIENCE:.0f} seconds; "
                f"its log is in {places.data / 'log'}."
            )
        time.sleep(0.01)


def _refuse_another_version(data: Path) -> None:
    made_by = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    ours = binaries.version()
    if made_by != ours.split(".")[0]:
        raise EmbeddedFailure(
            f"The database in {data} was made by PostgreSQL {made_by}, and this copy of the site brings PostgreSQL "
            f"{ours}, which cannot read it. Take a dump with the copy of the site that made it (`make backup`), move "
            f"{data} away, and type `make restore FILE=…` here."
        )


def _last_words(places: Places) -> str:
    """Return the line in which the server said why it would not start."""
    said: list[str] = []
    daily = sorted((places.data / "log").glob("*.log"), key=lambda path: path.stat().st_mtime)
    for log in (_start_log(places), *daily):
        if log.exists():
            text = log.read_text(encoding="utf-8", errors="replace")
            said += [line.split("FATAL:", 1)[1].strip() for line in text.splitlines() if "FATAL:" in line]
    return said[-1] if said else f"it gave no reason; its logs are in {places.data}."


def _start_log(places: Places) -> Path:
    return places.data / "start.log"


def _quoted(folder: Path) -> str:
    """Quote one folder for a setting that is a list of them."""
    return '"' + os.fspath(folder).replace('"', '""') + '"'
