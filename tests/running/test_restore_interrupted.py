"""A restore that is killed at any of its steps leaves a site that fits together, and no remains."""

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from mission_site.embedded_postgres.cluster import Cluster
from tests.running.sites import Site, free_port, line

ADD = """query("INSERT INTO auth_user (username, password, is_superuser, first_name, last_name, email, is_staff, "
"is_active, date_joined) VALUES ('{}', '', false, '', '', '', false, true, now())")"""

# Restores FILE, and kills itself before or after the call of STEP whose number is given.
KILLED = """
import django, signal
django.setup()
from pathlib import Path
from mission_site.backup import archive, interrupted, restoring
from mission_site.backup.database import Database
when, step, number = os.environ["WHEN"], os.environ["STEP"], int(os.environ["NUMBER"])
owners = {"read": archive, "write_journal": interrupted, "rename": Path, "rmtree": restoring.shutil}
owner = owners.get(step, Database)
real = getattr(owner, step)
calls = 0
def die():
    os.kill(os.getpid(), signal.SIGKILL)
def replaced(*args, **more):
    global calls
    # The journal is also renamed once, within its folder.
    calls += step != "rename" or Path(args[1]).name != "journal.json"
    if when == "before" and calls == number:
        die()
    result = real(*args, **more)
    if when == "after" and calls == number:
        die()
    return result
setattr(owner, step, replaced)
restoring.restore(Path(os.environ["FILE"]))
"""

SETTLE = """
import django
django.setup()
from django.conf import settings
from mission_site import preparing
preparing.settle_restores(Path(settings.DATA_DIR))
"""

PICTURES_AND_KEY = [("after", "rename", number) for number in (1, 2, 3, 4)]
STEPS_BEFORE_THE_DECISION = [
    ("after", "read", 1),
    ("before", "_create", 1),
    ("after", "_create", 1),
    ("after", "load_beside", 1),
    ("after", "write_journal", 1),
    *PICTURES_AND_KEY,
    ("before", "take_place", 1),
]
STEPS_AFTER_IT = [("after", "take_place", 1), ("before", "rmtree", 1), ("after", "rmtree", 1)]


@pytest.fixture(scope="module")
def kept_running(prepared: Site) -> Site:
    """A site with a picture, an account and a key, whose server is not stopped after each command."""
    picture = prepared.var / "media" / "images" / "early.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(b"early")
    (prepared.var / "secret-key").write_text("early" * 10)
    prepared.run(ADD.format("early"))
    return prepared


@pytest.fixture(scope="module")
def file(kept_running: Site) -> Path:
    """A backup of it, after which account, picture and key become others."""
    status, said = kept_running.says("-m", "mission_site.backup", "make")
    assert status == 0, said
    kept_running.run("query(\"UPDATE auth_user SET username = 'late'\")")
    (kept_running.var / "media" / "images" / "early.png").rename(kept_running.var / "media" / "images" / "late.png")
    (kept_running.var / "secret-key").write_text("late" * 10)
    return Path(said)


@pytest.fixture
def damaged(file: Path, kept_running: Site, own: Site) -> Site:
    """A copy of that site for one test, with its server kept running."""
    kept_running.rest()
    shutil.rmtree(own.var / "postgres")
    for name in ("postgres", "media", "secret-key"):
        subprocess.run(["cp", "-a", kept_running.var / name, own.var], check=True)
    assert not Cluster(own.var / "postgres").is_running()
    keeper = own.program('cluster.enter(); print("in", flush=True); time.sleep(600)')
    assert line(keeper) == "in"
    return own


def _site(site: Site) -> set[str]:
    """Of which time account, pictures and key are: one word, if the site fits together."""
    users = json.loads(
        site.run('import json; print(json.dumps([n for n, in query("SELECT username FROM auth_user")]))')
    )
    pictures = [path.stem for path in (site.var / "media" / "images").iterdir()]
    key = (site.var / "secret-key").read_text()
    return {*users, *pictures, *(word for word in ("early", "late") if key.startswith(word))}


def _remains(site: Site) -> list[str]:
    left = site.run("print(query(\"SELECT datname FROM pg_database WHERE datname LIKE '%restoring%'\"))")
    return [*(path.name for path in site.var.glob(".restoring-*")), *([left] if left != "[]" else [])]


def _kill_at(site: Site, file: Path, when: str, step: str, number: int) -> None:
    child = site.program(KILLED, FILE=str(file), WHEN=when, STEP=step, NUMBER=str(number))
    output, errors = child.communicate(timeout=300)
    assert child.returncode == -signal.SIGKILL, output + errors


@pytest.mark.parametrize(("when", "step", "number"), STEPS_BEFORE_THE_DECISION)
def test_before_the_database_changes_places_a_killed_restore_is_undone(
    damaged: Site, file: Path, when: str, step: str, number: int
) -> None:
    _kill_at(damaged, file, when, step, number)
    said = damaged.run(SETTLE)
    assert "A restore was interrupted: the site is as it was before that restore." in said
    assert (_site(damaged), _remains(damaged)) == ({"late"}, [])
    assert damaged.run(SETTLE) == ""


@pytest.mark.parametrize(("when", "step", "number"), STEPS_AFTER_IT)
def test_after_it_a_killed_restore_is_complete(damaged: Site, file: Path, when: str, step: str, number: int) -> None:
    _kill_at(damaged, file, when, step, number)
    said = damaged.run(SETTLE)
    assert ("A restore was interrupted when it was complete" in said) == ((when, step) != ("after", "rmtree"))
    assert (_site(damaged), _remains(damaged)) == ({"early"}, [])
    assert damaged.run(SETTLE) == ""


def test_the_undoing_itself_may_be_killed(damaged: Site, file: Path) -> None:
    _kill_at(damaged, file, "before", "take_place", 1)
    for number in (1, 2, 3, 4):
        body = KILLED.replace("restoring.restore(", "Path(") + SETTLE
        child = damaged.program(body, FILE=str(file), WHEN="after", STEP="rename", NUMBER="1")
        child.communicate(timeout=300)
        assert child.returncode == -signal.SIGKILL, number
    assert "as it was before" in damaged.run(SETTLE)
    assert (_site(damaged), _remains(damaged)) == ({"late"}, [])


def test_the_next_start_undoes_it_and_says_so(damaged: Site, file: Path) -> None:
    _kill_at(damaged, file, "after", "rename", 3)
    server = damaged.serve(free_port())
    assert _site(damaged) == {"late"}
    assert _remains(damaged) == []
    os.killpg(server.pid, signal.SIGINT)
    output, _errors = server.communicate(timeout=30)
    assert "A restore was interrupted: the site is as it was before that restore." in output


def test_the_next_restore_undoes_it_and_says_so(damaged: Site, file: Path) -> None:
    _kill_at(damaged, file, "after", "rename", 2)
    status, said = damaged.says("-m", "mission_site.backup", "restore", str(file))
    assert status == 0, said
    assert "A restore was interrupted: the site is as it was before that restore." in said
    assert (_site(damaged), _remains(damaged)) == ({"early"}, [])


def test_a_backup_is_not_made_of_half_a_restore(damaged: Site, file: Path) -> None:
    _kill_at(damaged, file, "after", "rename", 2)
    status, said = damaged.says("-m", "mission_site.backup", "make")
    assert status == 0, said
    assert "A restore was interrupted: the site is as it was before that restore." in said
    assert (_site(damaged), _remains(damaged)) == ({"late"}, [])


def test_what_a_killed_backup_left_is_removed_by_the_next(damaged: Site) -> None:
    leftover = damaged.var / "backups" / ".making-killed"
    leftover.mkdir(parents=True)
    (leftover / "database.dump").write_text("rows")
    status, said = damaged.says("-m", "mission_site.backup", "make")
    assert status == 0, said
    assert sorted(path.name for path in leftover.parent.iterdir()) == [Path(said).name]
