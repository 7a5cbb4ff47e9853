"""Dumping the site's database, and loading a dump next to it and then in its place. Django names the database."""

import os
import re
import subprocess
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
from django.db import connection
from django.db.utils import OperationalError
from psycopg2 import sql
from psycopg2.extensions import make_dsn

from mission_site.backup.failure import BackupFailure
from mission_site.database_owner import as_owner, role_of_site
from mission_site.embedded_postgres import binaries
from mission_site.embedded_postgres.failure import EmbeddedFailure
from pressreleases import database_role
from pressreleases.migrations import EXTENSIONS

# After the database's own name: one that is being restored.
BESIDE = "_restoring_"
# Each row of these tables signs somebody in; the second is that of older copies of the site.
_SESSIONS = ("pressreleases_staffsession", "django_session")

_OPEN_TO_ALL = "SELECT has_database_privilege('public', oid, 'CONNECT') FROM pg_database WHERE datname = %s"
_MAY_CONNECT = """
    SELECT rolname FROM pg_database, aclexplode(datacl) JOIN pg_roles AS r ON r.oid = grantee
    WHERE datname = %s AND privilege_type = 'CONNECT'
"""

_ENDING = 5  # seconds that a busy server may take to end a session whose program has left
_PREAMBLE = 40  # lines, at least as many as pg_restore writes before the first statement


class Database:
    """The database that the settings name, reached as its owner with PostgreSQL's own programs."""

    def __init__(self) -> None:
        # Not Django's own connection, which refuses a newer database: a restore may be what replaces that.
        with as_owner():
            try:
                with connection.wrap_database_errors:
                    raw = connection.get_new_connection(connection.get_connection_params())
            except OperationalError as error:
                raise BackupFailure(_first_line(error)) from error
            self._password: str = connection.settings_dict["PASSWORD"]
        self.name: str = raw.info.dbname
        self.server: str = raw.info.parameter_status("server_version")
        self._where: dict[str, Any] = {
            key: value for key, value in raw.info.dsn_parameters.items() if key not in {"dbname", "replication"}
        }
        self._role_of_site = role_of_site()
        raw.close()

    def dump(self, target: Path) -> None:
        """Write the database to `target`, as it was at one instant, without the sessions of those signed in."""
        without = [f"--exclude-table-data={table}" for table in _SESSIONS]
        options = ["--format=custom", "--no-owner", "--no-acl", *without]
        self._tool("pg_dump", *options, f"--file={target}", dbname=self.name)

    def others_connected(self) -> int:
        """Return how many other sessions still use the database after a wait for those that are ending."""
        until = time.monotonic() + _ENDING
        with closing(self._connect()) as session, session.cursor() as cursor:
            while True:
                cursor.execute(
                    # Without a user it is one of the server's own workers.
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND usename IS NOT NULL",
                    [self.name],
                )
                others = int(cursor.fetchone()[0])
                if not others or time.monotonic() > until:
                    return others
                time.sleep(0.1)

    def load_beside(self, dump: Path, beside: str) -> None:
        """Make the database `beside` from `dump`, whole or not at all."""
        listing = self._tool("pg_restore", "--list", str(dump))
        # The server's owner has made the extensions; their comments are not ours to set. Older backups hold sessions.
        unwanted = re.compile(rf"\bEXTENSION\b|\bTABLE DATA \S+ ({'|'.join(_SESSIONS)})\b")
        wanted = [line for line in listing.splitlines() if not unwanted.search(line)]
        contents = dump.with_name("contents")
        contents.write_text("\n".join(wanted), encoding="utf-8")
        script = dump.with_name("script.sql")
        self._tool("pg_restore", "--no-owner", "--no-acl", f"--use-list={contents}", f"--file={script}", str(dump))
        _suit_older_servers(script)
        try:
            self._create(beside)
            self._tool(
                "psql",
                "--no-psqlrc",
                "--quiet",
                "--set=ON_ERROR_STOP=1",
                "--single-transaction",
                f"--file={script}",
                dbname=beside,
            )
            self._grant(beside)
        except (BackupFailure, psycopg2.Error) as error:
            self.drop(beside)
            raise BackupFailure(f"The database could not be restored: {_first_line(error)}.") from error

    def take_place(self, beside: str, before: str) -> None:
        """Give `beside` the site's name and the site's present database the name `before`, both or neither."""
        try:
            with closing(self._connect(autocommit=False)) as session, session, session.cursor() as cursor:
                for old, new in ((self.name, before), (beside, self.name)):
                    cursor.execute(
                        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new))
                    )
        except psycopg2.Error as error:
            raise BackupFailure(f"The database could not be exchanged: {_first_line(error)}.") from error

    def is_empty(self, name: str) -> bool:
        """Tell whether the database `name` has no table."""
        with closing(self._connect(name)) as session, session.cursor() as cursor:
            cursor.execute("SELECT NOT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public')")
            return bool(cursor.fetchone()[0])

    def loaded_beside(self) -> list[str]:
        """Return the names of the databases that restores have loaded and not put in this one's place."""
        with closing(self._connect(self.name)) as session, session.cursor() as cursor:
            prefix = self.name + BESIDE
            cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY 1", [prefix])
            return [name for (name,) in cursor.fetchall()]

    def drop(self, name: str) -> None:
        """Remove the database `name`, ending connections that still load it."""
        with closing(self._connect(self.name)) as session, session.cursor() as cursor:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _create(self, name: str) -> None:
        with closing(self._connect()) as session, session.cursor() as cursor:
            cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            cursor.execute(_OPEN_TO_ALL, [self.name])
            if cursor.fetchall() == [(False,)]:
                # The administrator has decided who may connect to the site's database.
                cursor.execute(sql.SQL("REVOKE CONNECT ON DATABASE {} FROM PUBLIC").format(sql.Identifier(name)))
                cursor.execute(_MAY_CONNECT, [self.name])
                for (role,) in cursor.fetchall():
                    statement = sql.SQL("GRANT CONNECT ON DATABASE {} TO {}")
                    cursor.execute(statement.format(sql.Identifier(name), sql.Identifier(role)))
        with closing(self._connect(name)) as session, session.cursor() as cursor:
            for extension in EXTENSIONS:
                cursor.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(extension)))

    def _grant(self, name: str) -> None:
        if self._role_of_site is not None:
            with closing(self._connect(name, autocommit=False)) as session, session, session.cursor() as cursor:
                database_role.grant(cursor, self._role_of_site)

    def _connect(self, name: str = "postgres", *, autocommit: bool = True) -> Any:
        try:
            session = psycopg2.connect(dbname=name, password=self._password or None, **self._where)
        except psycopg2.OperationalError as error:
            raise BackupFailure(f"The database {name} cannot be reached: {_first_line(error)}.") from error
        session.autocommit = autocommit
        return session

    def _tool(self, name: str, *options: str, dbname: str = "") -> str:
        where: Sequence[str] = [f"--dbname={make_dsn(dbname=dbname, **self._where)}"] if dbname else []
        try:
            program = binaries.program(name)
        except EmbeddedFailure as failure:
            raise BackupFailure(str(failure)) from failure
        done = subprocess.run(
            [program, *where, *options],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            env={**os.environ, "LC_ALL": "C", "PGPASSWORD": self._password or ""},
        )
        if done.returncode != 0:
            if "server version mismatch" in done.stderr:
                raise BackupFailure(
                    f"The database runs PostgreSQL {self.server}, which is newer than the programs that came with the "
                    f"site ({binaries.version()}): use the pg_dump and pg_restore of that server."
                )
            said = [line for line in done.stderr.splitlines() if "error:" in line.lower()] or done.stderr.splitlines()
            raise BackupFailure((said or [f"{name} failed"])[0].strip())
        return done.stdout


def _suit_older_servers(script: Path) -> None:
    """Take the one setting out of the preamble of `script` that PostgreSQL 15 and 16 do not know yet."""
    draft = script.with_name("script.new")
    with script.open("rb") as source, draft.open("wb") as target:
        for number, line in enumerate(source):
            if number > _PREAMBLE or not line.startswith(b"SET transaction_timeout"):
                target.write(line)
    draft.replace(script)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["no reason given"])[0].rstrip(".")
