"""A data folder of its own for one test, and the processes that use it. Everything started here is ended here."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psycopg2

from mission_site.embedded_postgres.cluster import Cluster
from mission_site.embedded_postgres.postmaster import find_postmaster

ROOT = Path(__file__).resolve().parent.parent.parent

# What a program in these tests begins with: `query` runs one statement on the cluster of the test.
PRELUDE = """
import os, sys, time
from pathlib import Path
from mission_site.embedded_postgres.cluster import cluster_at
import psycopg2
cluster = cluster_at(Path(os.environ["MISSION_VAR"]) / "postgres")
def connect(**more):
    cluster.enter()
    connection = psycopg2.connect(**{"dbname": "mission", "user": "mission", **cluster.connection(), **more})
    connection.autocommit = True
    return connection
def query(statement, **more):
    connection = connect(**more)
    cursor = connection.cursor()
    cursor.execute(statement)
    rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows
"""


def new_folder(prefix: str = "mission-test-") -> Path:
    """Make a folder that every account can reach."""
    # Not tmp_path: as root its parents are closed to the account that runs PostgreSQL, and its names are long.
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=_place()))
    folder.chmod(0o755)
    return folder


def _place() -> str:
    """Where the data folders are: in memory if there is room for them, since a database waits for a disk."""
    memory = Path("/dev/shm")  # on Linux
    has_room = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4_000_000_000
    return str(memory) if has_room else "/tmp"


class Site:
    """One data folder, `var`, and the environment that leads programs to it."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.children: list[subprocess.Popen[str]] = []

    @property
    def data(self) -> Path:
        return self.var / "postgres" / "data"

    def copy_cluster(self, var: Path) -> None:
        """Take the cluster of the data folder `var`, which must not be running, in place of one's own."""
        shutil.rmtree(self.var / "postgres", ignore_errors=True)
        subprocess.run(["cp", "-a", var / "postgres", self.var], check=True)

    def environment(self, **more: str) -> dict[str, str]:
        ours = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MISSION_SITE_URL"}}
        settings = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
        return {**ours, "MISSION_VAR": str(self.var), "PYTHONPATH": str(ROOT), **settings, **more}

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        """Start Python with these arguments, in a process group of its own as a terminal does."""
        child = subprocess.Popen(
            [sys.executable, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=self.environment(**more),
            start_new_session=True,
        )
        self.children.append(child)
        return child

    def program(self, body: str, **more: str) -> subprocess.Popen[str]:
        """Start a program that may `query` the test's cluster."""
        return self.start("-c", PRELUDE + body, **more)

    def run(self, body: str, **more: str) -> str:
        """Run such a program to its end and return what it printed."""
        output, errors = self.program(body, **more).communicate(timeout=300)
        assert not errors, errors
        return output.strip()

    def query(self, statement: str, database: str = "mission", user: str = "mission") -> list[tuple[Any, ...]]:
        """Run one statement on the server, which has to be running, without a process that would have to start."""
        cluster = Cluster(self.var / "postgres")
        assert cluster.is_running()
        with closing(psycopg2.connect(dbname=database, **{**cluster.connection(), "user": user})) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []

    def says(self, *arguments: str, **more: str) -> tuple[int, str]:
        """Run Python with these arguments; return its exit status and all that it said."""
        child = self.start(*arguments, **more)
        output, errors = child.communicate(timeout=300)
        return child.returncode, (output + errors).strip()

    def server(self) -> int | None:
        """Return the process id of the running database server, or None."""
        found = find_postmaster(self.data)
        return found.pid if found else None

    def serve(self, port: int, **more: str) -> subprocess.Popen[str]:
        """Start the web server and wait for its first answer."""
        child = self.start("-m", "mission_site.run", "--port", str(port), "--sample", "no", **more)
        wait_for(lambda: child.poll() is not None or answers(port), 300)
        assert child.poll() is None, child.communicate()
        return child

    def rest(self) -> None:
        """End all that was started here, the database too; what is in the folder stays."""
        for child in self.children:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
        self.children.clear()
        Cluster(self.var / "postgres").stop()

    def end(self) -> None:
        """End all that was started here and remove the folder."""
        self.rest()
        shutil.rmtree(self.var)


def wait_for(condition: Callable[[], object], seconds: float = 15) -> None:
    """Wait until `condition` holds; fail if it does not within `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def line(child: subprocess.Popen[str]) -> str:
    """Return the next line that `child` prints."""
    assert child.stdout is not None
    return child.stdout.readline().strip()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
