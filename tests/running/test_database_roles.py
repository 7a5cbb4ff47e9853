"""A whole site with two roles: the owner migrates, backs up and restores; all else connects as the role of the site."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from mission_site.embedded_postgres import binaries
from mission_site.embedded_postgres.bootstrap import SITE_ROLE
from mission_site.embedded_postgres.cluster import Cluster
from mission_site.install import ROOT
from pressreleases.migrations import SCHEMA
from tests.running.sites import Site, free_port, line, wait_for

# For a new database; for one that had one role until then.
NEW, SECOND = (ROOT / "deploy" / "roles.sql").read_text(encoding="utf-8").split("\\connect mission\n")
VARIABLES = "".join(line for line in NEW.splitlines(keepends=True) if line.startswith("\\getenv"))
PASSWORDS = {"OWNER_PASSWORD": "secret-of-press", "SITE_PASSWORD": "secret-of-press_site"}
FINDINGS = """
import django
django.setup()
from pressreleases.doctor import _examined, check_role
print([finding.code for finding in _examined(check_role)])
"""


def _connected(site: Site, role: str, database: str = "mission") -> Any:
    cluster = Cluster(site.var / "postgres")
    assert cluster.is_running()
    connection = psycopg2.connect(dbname=database, user=role, **cluster.connection())
    connection.autocommit = True
    return closing(connection)


def _ask(site: Site, role: str, statement: str, database: str = "mission") -> Any:
    with _connected(site, role, database) as connection, connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def _stay(site: Site) -> None:
    """Let somebody be in, so that the server does not stop after each command."""
    keeper = site.program('cluster.enter(); print("in", flush=True); time.sleep(600)')
    assert line(keeper) == "in"


def _environments(parent: int) -> list[bytes]:
    """The environments of a process and of all below it."""
    below = [
        int(stat.parent.name)
        for stat in Path("/proc").glob("[0-9]*/stat")
        if stat.exists() and int(stat.read_text().rpartition(")")[2].split()[1]) == parent
    ]
    mine = Path(f"/proc/{parent}/environ").read_bytes()
    return [mine, *(each for child in below for each in _environments(child))]


@pytest.fixture
def whole(prepared: Site) -> Iterator[Site]:
    _stay(prepared)
    yield prepared
    prepared.rest()


def test_web_server_and_worker_connect_as_the_role_of_the_site_alone(prepared: Site) -> None:
    prepared.serve(free_port())
    names = "SELECT DISTINCT usename, usename <> 'postgres' FROM pg_stat_activity WHERE datname = 'mission'"
    wait_for(lambda: (SITE_ROLE, True) in _ask(prepared, "postgres", names), 60)
    assert {name for name, other in _ask(prepared, "postgres", names) if other} == {SITE_ROLE}
    prepared.rest()


@pytest.mark.parametrize(
    "statement",
    [
        "SET ROLE mission",
        "SET SESSION AUTHORIZATION mission",
        "SET session_replication_role = replica",
        "TRUNCATE pressreleases_auditentry",
        "ALTER TABLE pressreleases_edition DISABLE TRIGGER ALL",
        "DROP TRIGGER edition_guard ON pressreleases_edition",
        "UPDATE pressreleases_auditentry SET actor_name = ''",
        "DELETE FROM pressreleases_auditentry",
        "CREATE TABLE mine ()",
        "CREATE TEMPORARY TABLE mine ()",
        "CREATE DATABASE mine",
        "ALTER DATABASE mission RENAME TO mine",
    ],
)
def test_the_role_of_the_site_cannot_become_the_owner_or_change_the_rules(whole: Site, statement: str) -> None:
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        _ask(whole, SITE_ROLE, statement)


def test_commands_work_as_the_role_of_the_site(whole: Site) -> None:
    assert whole.run(FINDINGS) == "['role']"
    # Who is a member of a role may become it.
    _ask(whole, "postgres", f"GRANT postgres TO {SITE_ROLE}")
    assert whole.run(FINDINGS) == "['role_may_too_much']"
    _ask(whole, "postgres", f"REVOKE postgres FROM {SITE_ROLE}")
    command = ("manage.py", "createsuperuser", "--noinput", "--username=first", "--email=first@mission.example")
    assert whole.says(*command, DJANGO_SUPERUSER_PASSWORD="a long password")[0] == 0
    for words in ("tidy", "run_worker --once", "draft_anniversaries", "migrate"):
        status, said = whole.says("manage.py", *words.split())
        assert (status, "denied" in said) == (0, False), said


def test_data_from_before_there_were_two_roles_get_the_second_at_the_next_start(own: Site, migrated: Path) -> None:
    own.copy_cluster(migrated)
    _stay(own)
    for statement in (f"DROP OWNED BY {SITE_ROLE}", f"REVOKE {SITE_ROLE} FROM mission", f"DROP ROLE {SITE_ROLE}"):
        _ask(own, "postgres", statement)
    status, said = own.says("manage.py", "tidy")
    assert (status, f"The role {SITE_ROLE} may not do what the site needs yet" in said) == (1, True), said
    assert "\n" not in said
    own.serve(free_port())
    assert own.run(FINDINGS) == "['role']"


def test_a_backup_from_before_is_restored_and_can_be_used_at_once(whole: Site) -> None:
    command = ("manage.py", "createsuperuser", "--noinput", "--username=one", "--email=one@mission.example")
    whole.says(*command, DJANGO_SUPERUSER_PASSWORD="a long password")
    # Only the roles of the site may connect, by a decision that a restore keeps.
    _ask(whole, "postgres", "REVOKE CONNECT ON DATABASE mission FROM PUBLIC")
    _ask(whole, "postgres", f"GRANT CONNECT ON DATABASE mission TO {SITE_ROLE}")
    _ask(whole, "postgres", "CREATE ROLE watcher LOGIN")
    _ask(whole, "postgres", "GRANT CONNECT ON DATABASE mission TO watcher")
    status, said = whole.says("-m", "mission_site.backup", "make")
    assert status == 0, said
    assert whole.says("-m", "mission_site.backup", "restore", said)[0] == 0
    # A backup has no privileges, as one from before there were two roles.
    assert whole.run(FINDINGS) == "['role']"
    may_connect = "SELECT has_database_privilege('{}', 'mission', 'CONNECT')"
    assert _ask(whole, "postgres", may_connect.format("public")) == [(False,)]
    assert _ask(whole, "postgres", may_connect.format("watcher")) == [(True,)]
    assert whole.says("manage.py", "tidy")[0] == 0


@pytest.fixture
def elsewhere(own: Site) -> Site:
    """A site whose database is on another server, as the administrator of which `postgres` follows the guide."""
    _stay(own)
    _psql(own, NEW, "postgres")
    return own


def _psql(site: Site, script: str, database: str) -> None:
    """Run a part of the file of the guide, for a database that is named `press` instead."""
    cluster = Cluster(site.var / "postgres")
    assert cluster.is_running()
    host = str(cluster.connection()["host"])
    command = [binaries.program("psql"), "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--host", host]
    done = subprocess.run(
        [*command, "--username=postgres", database],
        input=script.replace("mission", "press"),
        env={**os.environ, **PASSWORDS},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _address(site: Site, role: str) -> str:
    host = Cluster(site.var / "postgres")
    assert host.is_running()
    return f"postgres://{role}:secret-of-{role}@/press?host={host.connection()['host']}"


def test_another_server_works_with_one_role_and_the_doctor_says_so(elsewhere: Site) -> None:
    one_role = {"DATABASE_URL": _address(elsewhere, "press")}
    assert elsewhere.says("manage.py", "migrate", "--verbosity=0", **one_role)[0] == 0
    assert elsewhere.run(FINDINGS, **one_role) == "['role_is_owner']"


def test_another_server_gets_a_second_role_with_the_lines_of_the_guide(elsewhere: Site) -> None:
    owner = _address(elsewhere, "press")
    assert elsewhere.says("manage.py", "migrate", "--verbosity=0", DATABASE_URL=owner)[0] == 0
    _psql(elsewhere, VARIABLES + SECOND, "press")
    settings = elsewhere.var / "settings.env"
    settings.write_text(f"DATABASE_URL={_address(elsewhere, 'press_site')}\nDATABASE_OWNER_URL={owner}\n")
    settings.chmod(0o600)
    here = {"MISSION_CONFIG": str(settings), "DJANGO_SETTINGS_MODULE": "mission_site.settings"}
    server = elsewhere.serve(free_port(), **here)
    worker = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'press' AND usename = 'press_site'"
    wait_for(lambda: _ask(elsewhere, "postgres", worker) != [(0,)], 60)
    assert _ask(elsewhere, "postgres", worker.replace("press_site", "press")) == [(0,)]
    wait_for(lambda: any(b"secret-of-press_site@" in each for each in _environments(server.pid)), 60)
    environments = _environments(server.pid)
    assert len(environments) > 2
    assert not [each for each in environments if b"secret-of-press@" in each]
    elsewhere.rest()
    _stay(elsewhere)
    assert elsewhere.run(FINDINGS, **here) == "['role']"
    # Where the address of the owner is not known, as in a container, the site starts as long as nothing is to migrate.
    alone = {"DATABASE_URL": _address(elsewhere, "press_site")}
    elsewhere.serve(free_port(), **alone)
    (newest,) = (path.stem for path in (ROOT / "pressreleases" / "migrations").glob(f"{SCHEMA:04}_*.py"))
    _ask(elsewhere, "postgres", f"DELETE FROM django_migrations WHERE name = '{newest}'", "press")
    status, said = elsewhere.says("-m", "mission_site.run", "--port", str(free_port()), **alone)
    assert (status, said.startswith("The role press_site does not own the tables")) == (1, True), said


def test_the_address_of_the_owner_in_the_environment_is_refused(bare: Site) -> None:
    command = ("-m", "mission_site.run", "--port", str(free_port()))
    status, said = bare.says(*command, DATABASE_OWNER_URL="postgres://press:secret@host/press")
    assert status == 1
    assert said.startswith("DATABASE_OWNER_URL is in the environment, where each process of the site would have it.")
    assert "secret" not in said


@pytest.mark.parametrize(
    ("owner", "complaint"),
    [
        ("postgres://site:secret@host/press", "name the same role"),
        ("postgres://owner:secret@host/other", "name different databases"),
        ("postgres://host/press", "each have to name a role"),
        ("mysql://owner:secret@host/press", "names a database of the kind mysql"),
    ],
)
def test_an_address_of_the_owner_that_cannot_be_right_is_one_sentence(bare: Site, owner: str, complaint: str) -> None:
    addresses = {"DATABASE_URL": "postgres://site:secret@127.0.0.1:1/press", "DATABASE_OWNER_URL": owner}
    status, said = bare.says("manage.py", "migrate", **addresses)
    assert (status, complaint in said, "secret" in said, "\n" in said) == (1, True, False, False), said
