"""Backups of a site that keeps its files in an S3-compatible store, and restores into either place."""

import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running.object_servers import BUCKET, ObjectServer, Relay
from tests.running.sites import Site, free_port, line
from tests.running.test_restore_interrupted import ADD, LOADED

BACKUP = ("-m", "mission_site.backup", "make")
PICTURES = {"media/images/early.png": b"early" * 1000, "media/images/early-480.webp": b"copy"}


def _put(server: ObjectServer, files: dict[str, bytes]) -> None:
    s3 = server.client("s3", server.key, server.secret)
    for name in server.content():
        s3.delete_object(Bucket=BUCKET, Key=name)
    for name, content in files.items():
        s3.put_object(Bucket=BUCKET, Key=f"site/{name.removeprefix('media/')}", Body=content)


@pytest.fixture
def whole(prepared: Site, server: ObjectServer) -> Iterator[Site]:
    """A site with one account, and with `PICTURES` in the store."""
    _put(server, PICTURES)
    keeper = prepared.program('cluster.enter(); print("in", flush=True); time.sleep(600)')
    assert line(keeper) == "in"
    prepared.query("DELETE FROM auth_user")
    prepared.run(ADD.format("early"))
    yield prepared
    prepared.rest()


def _backup(site: Site, server: ObjectServer) -> Path:
    status, said = site.says(*BACKUP, **server.settings())
    assert status == 0, said
    return Path(said)


def _restore(site: Site, file: Path, **settings: str) -> tuple[int, str]:
    return site.says("-m", "mission_site.backup", "restore", str(file), **settings)


def _users(site: Site) -> list[str]:
    return [name for (name,) in site.query("SELECT username FROM auth_user ORDER BY 1")]


def _held(file: Path) -> dict[str, bytes]:
    with tarfile.open(file) as tar:
        return {one.name: tar.extractfile(one).read() for one in tar if one.name.startswith("media/")}  # type: ignore[union-attr]


def test_a_backup_has_the_files_of_the_store(whole: Site, server: ObjectServer) -> None:
    (whole.var / "media").mkdir(exist_ok=True)
    (whole.var / "media" / "left over.png").write_bytes(b"of the time before the store")
    assert _held(_backup(whole, server)) == PICTURES


def test_a_store_gets_back_what_it_lost_and_keeps_what_it_has(whole: Site, server: ObjectServer) -> None:
    file = _backup(whole, server)
    _put(server, {"media/images/late.png": b"late"})
    whole.run(ADD.format("late"))
    status, said = _restore(whole, file, **server.settings())
    assert status == 0, said
    assert {name.replace("site/", "media/"): content for name, content in server.content().items()} == {
        **PICTURES,
        "media/images/late.png": b"late",
    }
    assert _users(whole) == ["early"]


def test_a_backup_of_a_store_is_restored_into_a_folder_and_back(whole: Site, server: ObjectServer, bare: Site) -> None:
    file = _backup(whole, server)
    status, said = _restore(bare, file)
    assert status == 0, said
    found = {str(path.relative_to(bare.var)): path.read_bytes() for path in (bare.var / "media").rglob("*.*")}
    assert found == PICTURES
    status, said = bare.says(*BACKUP)
    assert status == 0, said
    _put(server, {})
    status, restored = _restore(whole, Path(said), **server.settings())
    assert status == 0, restored
    assert {name.replace("site/", "media/"): content for name, content in server.content().items()} == PICTURES


def test_no_backup_is_made_while_the_store_is_away_and_nothing_of_it_stays(whole: Site, server: ObjectServer) -> None:
    before = sorted((whole.var / "backups").glob("*"))
    status, said = whole.says(*BACKUP, **server.settings(MISSION_FILES_ENDPOINT=f"http://127.0.0.1:{free_port()}"))
    assert (status, "so no backup was made" in said, "\n" in said) == (1, True, False), said
    assert server.secret not in said
    assert sorted((whole.var / "backups").glob("*")) == before


def test_no_backup_is_made_of_half_a_file(whole: Site, server: ObjectServer) -> None:
    _put(server, {"media/images/large.png": bytes(300_000)})
    relay = Relay(server.port)
    relay.most = 20_000
    before = sorted((whole.var / "backups").glob("*"))
    status, said = whole.says(*BACKUP, **server.settings(MISSION_FILES_ENDPOINT=relay.url))
    relay.end()
    assert (status, "so no backup was made" in said) == (1, True), said
    assert sorted((whole.var / "backups").glob("*")) == before


def test_nothing_is_restored_while_the_store_is_away(whole: Site, server: ObjectServer) -> None:
    file = _backup(whole, server)
    whole.run(ADD.format("late"))
    away = server.settings(MISSION_FILES_ENDPOINT=f"http://127.0.0.1:{free_port()}")
    status, said = _restore(whole, file, **away)
    assert (status, "so nothing was restored" in said, "\n" in said) == (1, True, False), said
    assert _users(whole) == ["early", "late"]
    assert not list(whole.var.glob(".restoring-*"))
    assert not whole.query("SELECT FROM pg_database WHERE datname LIKE '%restoring%'")


KILLED_WHILE_COPYING = """
from pressreleases import file_store
copy, calls = file_store.copy, 0
def dies(*given):
    global calls
    calls += 1
    if calls == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return copy(*given)
def restore_and_die():
    file_store.copy = dies
    restore()
killed(restore_and_die, "after", "read", 99)
settle()
"""


def test_a_restore_that_is_killed_while_it_copies_is_undone_and_can_be_repeated(
    whole: Site, server: ObjectServer
) -> None:
    file = _backup(whole, server)
    whole.run(ADD.format("late"))
    _put(server, {})
    said = whole.run(LOADED + KILLED_WHILE_COPYING, FILE=str(file), **server.settings())
    assert "the site is as it was before that restore" in said
    assert _users(whole) == ["early", "late"]
    assert len(server.content()) == 1, json.dumps(list(server.content()))
    status, said = _restore(whole, file, **server.settings())
    assert status == 0, said
    assert _users(whole) == ["early"]
    assert len(server.content()) == len(PICTURES)


def test_a_site_with_a_folder_never_loads_the_library(prepared: Site, server: ObjectServer) -> None:
    loaded = """
import django, sys
django.setup()
from mission_site import wsgi
from django.core.files.storage import default_storage
default_storage.url("images/a.png")
print(sorted(name for name in sys.modules if name in ("boto3", "botocore", "storages")))
"""
    assert prepared.run(loaded) == "[]"
    assert prepared.run(loaded, **server.settings()) == "['boto3', 'botocore', 'storages']"


def test_a_start_says_that_the_store_is_away_and_serves_pages(prepared: Site, server: ObjectServer) -> None:
    prepared.rest()
    away = server.settings(MISSION_FILES_ENDPOINT=f"http://127.0.0.1:{free_port()}")
    child = prepared.serve(free_port(), **away)
    prepared_said = []
    assert child.stdout is not None
    while "The site is at" not in (said := child.stdout.readline()):
        prepared_said.append(said)
    assert any("The store of MISSION_FILES does not answer" in words for words in prepared_said)
    assert not any(server.secret in words for words in prepared_said)
    prepared.rest()
