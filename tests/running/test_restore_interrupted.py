"""A restore that is killed at any of its steps leaves a site that fits together, and no remains."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mission_site.embedded_postgres.cluster import Cluster
from tests.running.sites import Site, free_port, line, new_folder

ADD = """query("INSERT INTO auth_user (username, password, is_superuser, first_name, last_name, email, is_staff, "
"is_active, date_joined) VALUES ('{}', '', false, '', '', '', false, true, now())")"""

# Loads Django once for all that a test does; `killed` lets a child do something and kill itself before or after the
# call of the step whose number is given.
LOADED = """
import signal
import django
django.setup()
from django.conf import settings
from mission_site import preparing
from mission_site.backup import archive, interrupted, restoring
from mission_site.backup.database import Database
def restore():
    restoring.restore(Path(os.environ["FILE"]))
def settle():
    preparing.settle_restores(Path(settings.DATA_DIR))
def killed(act, when, step, number):
    child = os.fork()
    if child == 0:
        die_at(when, step, number)
        act()
        os._exit(1)
    status = os.waitpid(child, 0)[1]
    assert status == signal.SIGKILL, status
def die_at(when, step, number):
    owners = {"read": archive, "write_journal": interrupted, "rename": Path, "rmtree": restoring.shutil}
    owner = owners.get(step, Database)
    real = getattr(owner, step)
    calls = 0
    def die():
        os.kill(os.getpid(), signal.SIGKILL)
    def replaced(*args, **more):
        nonlocal calls
        # The journal is also renamed once, within its folder.
        calls += step != "rename" or Path(args[1]).name != "journal.json"
        if when == "before" and calls == number:
            die()
        result = real(*args, **more)
        if when == "after" and calls == number:
            die()
        return result
    setattr(owner, step, replaced)
"""
# Kills a restore at each of the steps, one after the other, and prints as JSON what became of each.
AT_EACH_STEP = """
import contextlib, io, json, time
from django.db import connections
def settled():
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        settle()
    connections.close_all()
    return said.getvalue().strip()
def as_damaged():
    query("UPDATE auth_user SET username = 'late'")
    for picture in (var / "media" / "images").iterdir():
        picture.rename(picture.with_stem("late"))
    (var / "secret-key").write_text("late-key-of-tests" * 5)
def outcome():
    users = [name for name, in query("SELECT username FROM auth_user")]
    pictures = [path.stem for path in (var / "media" / "images").iterdir()]
    key = (var / "secret-key").read_text()
    databases = [name for name, in query("SELECT datname FROM pg_database WHERE datname LIKE '%restoring%'")]
    return {
        "site": [*users, *pictures, *(word for word in ("early", "late") if key.startswith(word))],
        "remains": [*(path.name for path in var.glob(".restoring-*")), *databases],
    }
var = Path(settings.DATA_DIR)
for when, step, number in json.loads(os.environ["STEPS"]):
    as_damaged()
    # What a restore keeps of the site is named by the second of its start.
    time.sleep(1 - time.time() % 1)
    killed(restore, when, step, number)
    print(json.dumps({"first": settled(), "second": settled(), **outcome()}), flush=True)
"""

Step = tuple[str, str, int]
PICTURES_AND_KEY: list[Step] = [("after", "rename", number) for number in (1, 2, 3, 4)]
STEPS_BEFORE_THE_DECISION: list[Step] = [
    ("after", "read", 1),
    ("before", "_create", 1),
    ("after", "_create", 1),
    ("after", "load_beside", 1),
    ("after", "write_journal", 1),
    *PICTURES_AND_KEY,
    ("before", "take_place", 1),
]
STEPS_AFTER_IT: list[Step] = [("after", "take_place", 1), ("before", "rmtree", 1), ("after", "rmtree", 1)]


@pytest.fixture(scope="module")
def kept_running(prepared: Site) -> Site:
    """A site with a picture, an account and a key, whose server is not stopped after each command."""
    picture = prepared.var / "media" / "images" / "early.png"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(b"early")
    (prepared.var / "secret-key").write_text("early-key-of-tests" * 5)
    prepared.run(ADD.format("early"))
    return prepared


@pytest.fixture(scope="module")
def file(kept_running: Site) -> Path:
    """A backup of it, after which account, picture and key become others."""
    status, said = kept_running.says("-m", "mission_site.backup", "make")
    assert status == 0, said
    kept_running.run("query(\"UPDATE auth_user SET username = 'late'\")")
    (kept_running.var / "media" / "images" / "early.png").rename(kept_running.var / "media" / "images" / "late.png")
    (kept_running.var / "secret-key").write_text("late-key-of-tests" * 5)
    return Path(said)


@pytest.fixture
def damaged(file: Path, kept_running: Site, bare: Site) -> Site:
    """A copy of that site for one test, with its server kept running."""
    _copy(kept_running, bare)
    return bare


def _copy(kept_running: Site, copy: Site) -> None:
    kept_running.rest()
    for name in ("postgres", "media", "secret-key"):
        subprocess.run(["cp", "-a", kept_running.var / name, copy.var], check=True)
    assert not Cluster(copy.var / "postgres").is_running()
    keeper = copy.program('cluster.enter(); print("in", flush=True); time.sleep(600)')
    assert line(keeper) == "in"


@pytest.fixture(scope="module")
def outcomes(file: Path, kept_running: Site) -> Iterator[dict[Step, Any]]:
    """What became of a restore that was killed at each step. One process does them all: loading Django takes longer."""
    site = Site(new_folder())
    _copy(kept_running, site)
    steps = [*STEPS_BEFORE_THE_DECISION, *STEPS_AFTER_IT]
    said = site.run(LOADED + AT_EACH_STEP, FILE=str(file), STEPS=json.dumps(steps))
    yield dict(zip(steps, map(json.loads, said.splitlines()), strict=True))
    site.end()


def _site(site: Site) -> set[str]:
    """Of which time account, pictures and key are: one word, if the site fits together."""
    users = [name for (name,) in site.query("SELECT username FROM auth_user")]
    pictures = [path.stem for path in (site.var / "media" / "images").iterdir()]
    key = (site.var / "secret-key").read_text()
    return {*users, *pictures, *(word for word in ("early", "late") if key.startswith(word))}


def _remains(site: Site) -> list[str]:
    left = [name for (name,) in site.query("SELECT datname FROM pg_database WHERE datname LIKE '%restoring%'")]
    return [*(path.name for path in site.var.glob(".restoring-*")), *left]


def _kill_at(site: Site, file: Path, when: str, step: str, number: int, *, then: str = "") -> str:
    """Kill a restore at that step, do what `then` names, and return what was said."""
    return site.run(f"{LOADED}\nkilled(restore, {when!r}, {step!r}, {number})\n{then}", FILE=str(file))


@pytest.mark.parametrize("step", STEPS_BEFORE_THE_DECISION, ids=str)
def test_before_the_database_changes_places_a_killed_restore_is_undone(outcomes: dict[Step, Any], step: Step) -> None:
    found = outcomes[step]
    assert "A restore was interrupted: the site is as it was before that restore." in found["first"]
    assert (set(found["site"]), found["remains"]) == ({"late"}, [])
    assert found["second"] == ""


@pytest.mark.parametrize("step", STEPS_AFTER_IT, ids=str)
def test_after_it_a_killed_restore_is_complete(outcomes: dict[Step, Any], step: Step) -> None:
    found = outcomes[step]
    was_complete = "A restore was interrupted when it was complete" in found["first"]
    assert was_complete == (step != ("after", "rmtree", 1))
    assert (set(found["site"]), found["remains"]) == ({"early"}, [])
    assert found["second"] == ""


def test_the_undoing_itself_may_be_killed(damaged: Site, file: Path) -> None:
    undoing = 'for _time in range(4):\n    killed(settle, "after", "rename", 1)\nsettle()'
    said = _kill_at(damaged, file, "before", "take_place", 1, then=undoing)
    assert "as it was before" in said
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
