"""Databases of other copies of the site: nothing starts on one that this copy cannot use, or writes into it."""

from collections.abc import Iterator

import pytest

from tests.running.sites import Site, free_port, line

FUTURE = "INSERT INTO django_migrations (app, name, applied) VALUES ('pressreleases', '9999_from_the_future', now())"
PAST = "DELETE FROM django_migrations WHERE name = '9999_from_the_future'"


@pytest.fixture
def running(prepared: Site) -> Site:
    """Someone who is in keeps the server from stopping after each command."""
    if prepared.server() is None:
        keeper = prepared.program('cluster.enter(); print("in", flush=True); time.sleep(600)')
        assert line(keeper) == "in"
    return prepared


@pytest.fixture
def newer(running: Site) -> Iterator[Site]:
    running.query(FUTURE)
    yield running
    running.query(PAST)


@pytest.mark.parametrize(
    "command",
    [
        ("manage.py", "migrate"),
        ("manage.py", "createsuperuser", "--noinput", "--username=a", "--email=a@mission.example"),
        ("manage.py", "tidy"),
        ("manage.py", "run_worker"),
        ("manage.py", "run_worker", "--once"),
        ("manage.py", "draft_anniversaries"),
        ("-m", "mission_site.backup", "make"),
        ("-m", "mission_site.run", "--sample", "no"),
    ],
    ids=lambda command: " ".join(command[:3]),
)
def test_every_start_is_refused_in_one_sentence(newer: Site, command: tuple[str, ...]) -> None:
    if command[1] == "mission_site.run":
        command = (*command, "--port", str(free_port()))
    status, said = newer.says(*command)
    # Django puts the name of the error before what a command says.
    sentence = said.removeprefix("NewerDatabase: ")
    assert (status, sentence.startswith("The database was made by a newer copy")) == (1, True), said
    assert "9999_from_the_future" in said
    assert "\n" not in said


def test_a_second_try_of_the_same_process_is_refused_too(newer: Site) -> None:
    body = """
import django
django.setup()
from django.contrib.auth.models import User
from mission_site.apps import NewerDatabase
for _attempt in range(2):
    try:
        User.objects.create(username="a")
    except NewerDatabase:
        print("refused")
"""
    assert newer.run(body) == "refused\nrefused"
    assert newer.query("SELECT count(*) FROM auth_user") == [(0,)]


def test_a_database_that_lacks_migrations_of_before_0_2_0_is_refused_until_it_has_them(running: Site) -> None:
    running.query(PAST.replace("9999_from_the_future", "0018_what_pages_can_show"))
    status, said = running.says("manage.py", "migrate")
    running.query(FUTURE.replace("9999_from_the_future", "0018_what_pages_can_show"))
    assert (status, "was made before version 0.2.0 and lacks some of" in said, "\n" in said) == (1, True, False), said
    assert running.says("manage.py", "migrate", "--verbosity=0") == (0, "")


def test_a_backup_of_this_copy_can_still_be_put_back(newer: Site, bare: Site) -> None:
    """The way back to an earlier copy: its own backup replaces the newer database."""
    newer.query(PAST)
    newer.query(
        "INSERT INTO auth_user (username, password, is_superuser, first_name, last_name, email, is_staff, is_active, "
        "date_joined) VALUES ('early', '', false, '', '', '', false, true, now())"
    )
    status, file = newer.says("-m", "mission_site.backup", "make")
    assert status == 0, file
    newer.query(FUTURE)
    status, said = newer.says("-m", "mission_site.backup", "restore", file)
    assert status == 0, said
    assert newer.says("manage.py", "tidy") == (0, "")
