"""A real PgBouncer in transaction mode, and a real standby that follows the PostgreSQL of a test."""

import os
import shutil
import signal
import subprocess
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psycopg2

from mission_site.embedded_postgres import binaries
from mission_site.embedded_postgres.cluster import Cluster
from mission_site.embedded_postgres.places import find_places
from mission_site.embedded_postgres.postmaster import find_postmaster
from tests.running.object_servers import answers
from tests.running.sites import free_port, new_folder, wait_for

PGBOUNCER = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")

_CONFIGURATION = """
[databases]
mission = host={sockets} port=5432
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = 8
server_login_retry = 1
"""


class Pooler:
    """Lends the sessions of the PostgreSQL whose sockets are in a folder, each for one transaction."""

    def __init__(self, cluster: Cluster) -> None:
        assert PGBOUNCER
        self.account = find_places(cluster.base).account
        self.port, self.folder = free_port(), new_folder("mission-pooler-")
        (self.folder / "users").write_text('"mission" ""\n"mission_site" ""\n')
        self.process: subprocess.Popen[bytes] | None = None
        self.lead_to(Path(cluster.connection()["host"]))
        dropped: dict[str, Any] = {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}
        self.process = subprocess.Popen(
            [PGBOUNCER, "--quiet", self.folder / "pgbouncer.ini"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **(dropped if self.account.dropped else {}),
        )
        wait_for(lambda: answers(self.port))

    def url(self, role: str = "mission_site") -> str:
        return f"postgres://{role}@127.0.0.1:{self.port}/mission"

    def lead_to(self, sockets: Path) -> None:
        """Lend the sessions of the server there, also if it is running."""
        text = _CONFIGURATION.format(sockets=sockets, port=self.port, folder=self.folder)
        (self.folder / "pgbouncer.ini").write_text(text)
        if self.process is not None:
            self.process.send_signal(signal.SIGHUP)

    def end(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder)


class Standby:
    """Follows the PostgreSQL of `cluster` by streaming, until it is promoted."""

    def __init__(self, cluster: Cluster) -> None:
        self.account = find_places(cluster.base).account
        self.programs = binaries.for_account(self.account)
        self.folder = new_folder("mission-standby-")
        self.data, self.sockets = self.folder / "data", self.folder / "sockets"
        for folder in (self.data, self.sockets):
            self.account.make_private_folder(folder)
        where = cluster.connection(superuser=True)
        self.primary = f"host={where['host']} port={where['port']} user={where['user']} application_name=standby"
        copying = ("--checkpoint=fast", "--wal-method=stream", "--write-recovery-conf", "--no-sync")
        self._do("pg_basebackup", f"--dbname={self.primary}", f"--pgdata={self.data}", *copying)
        self.start()

    def start(self) -> None:
        options = f"-c unix_socket_directories={self.sockets} -c listen_addresses='' -c shared_buffers=16MB"
        self._do("pg_ctl", "start", "--wait", f"--pgdata={self.data}", f"--log={self.data}/start.log", "-o", options)

    def stop(self) -> None:
        """As a machine that is gone."""
        self._do("pg_ctl", "stop", "--wait", "--mode=immediate", f"--pgdata={self.data}")

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        with closing(psycopg2.connect(dbname="mission", user="postgres", host=str(self.sockets))) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []

    def follow(self, *, cut_off: bool = False) -> None:
        """Follow its primary again; or receive nothing more from it."""
        self.ask(f"ALTER SYSTEM SET primary_conninfo = '{'' if cut_off else self.primary}'")
        self.ask("SELECT pg_reload_conf()")

    def promote(self) -> None:
        self._do("pg_ctl", "promote", "--wait", f"--pgdata={self.data}")

    def freeze(self, *, frozen: bool = True) -> None:
        """Take connections and answer nothing; or go on."""
        server = find_postmaster(self.data)
        assert server is not None
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                if server.pid in (int(stat.parent.name), int(stat.read_text().rpartition(")")[2].split()[1])):
                    os.kill(int(stat.parent.name), signal.SIGSTOP if frozen else signal.SIGCONT)

    def end(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)

    def _do(self, program: str, *arguments: str) -> None:
        done = self.account.run([self.programs / program, *arguments])
        assert done.returncode == 0, done.stdout
