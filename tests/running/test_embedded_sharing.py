"""One data folder under several names, and shared by several containers: the running database is never disturbed."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mission_site.embedded_postgres import places
from mission_site.embedded_postgres.cluster import cluster_at
from mission_site.embedded_postgres.failure import EmbeddedFailure
from tests.running.sites import ROOT, Site, line

HOLD = 'print(query("SELECT 1")[0][0], flush=True); time.sleep(60)'
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make containers and hand over files")


def _spellings(site: Site) -> dict[str, str]:
    (site.var.parent / f"{site.var.name}-link").symlink_to(site.var)
    (site.var / "other").mkdir(exist_ok=True)
    return {
        "a symbolic link": f"{site.var}-link",
        "through another folder and back": f"{site.var}/other/..",
        "a slash at the end": f"{site.var}/",
        "doubled slashes": str(site.var).replace("/", "//"),
        "relative": os.path.relpath(site.var, ROOT),
    }


def _lock_files(site: Site) -> dict[str, int]:
    files = [site.data / "postmaster.pid", *(site.var / "postgres" / "sockets").iterdir()]
    return {str(file): file.stat().st_ino for file in files}


def test_another_spelling_of_the_folder_leads_to_the_same_running_server(site: Site) -> None:
    holder = site.program(HOLD)
    assert line(holder) == "1"
    before = site.server(), _lock_files(site)
    try:
        for how, spelling in _spellings(site).items():
            pid = site.run('print(query("SELECT pg_backend_pid()")[0][0] > 0)', MISSION_VAR=spelling)
            assert (how, pid, (site.server(), _lock_files(site))) == (how, "True", before)
            status, said = site.says("-m", "mission_site.embedded_postgres", "stop", MISSION_VAR=spelling)
            assert (how, status, said) == (how, 0, "The database was stopped.")
            assert site.server() is None
            holder = site.program(HOLD, MISSION_VAR=spelling)
            assert line(holder) == "1"
            before = site.server(), _lock_files(site)
    finally:
        (site.var.parent / f"{site.var.name}-link").unlink()


def test_one_process_has_one_cluster_whichever_spelling_it_uses(site: Site, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(site.var)
    assert cluster_at(tmp_path / "link" / "postgres") is cluster_at(site.var / "postgres")


def test_no_lock_file_is_removed_while_another_process_uses_the_cluster(own: Site) -> None:
    own.run('query("SELECT 1")')
    # PostgreSQL itself believes a file that names a living process of its own user.
    with subprocess.Popen(["sleep", "300"], user=own.data.stat().st_uid) as alive:
        (own.data / "postmaster.pid").write_text(f"{alive.pid}\n{own.data}\n0\n5432\n{own.var}\n\n\nready\n")
        with (own.var / "postgres" / "users.lock").open() as stranger:
            fcntl.flock(stranger, fcntl.LOCK_SH)
            status, said = own.says("manage.py", "migrate")
        assert (status, (own.data / "postmaster.pid").exists()) == (1, True), said
        assert "\n" not in said
        # As soon as nobody uses it, what a dead server left is removed.
        assert own.run('print(query("SELECT 2")[0][0])') == "2"
        alive.kill()


def test_a_folder_in_use_on_another_machine_is_refused_with_its_name(own: Site) -> None:
    own.run('query("SELECT 1")')
    users = own.var / "postgres" / "users.lock"
    with users.open("w") as other:
        other.write("another-boot 4026531836\nembassy-2\n")
        other.flush()
        fcntl.flock(other, fcntl.LOCK_SH)
        status, said = own.says("manage.py", "migrate")
    assert status == 1
    assert "in use on another machine or in another container (embassy-2)" in said
    assert "\n" not in said
    # What that machine wrote does not count once it has left.
    assert own.run('print(query("SELECT 3")[0][0])') == "3"


def test_a_server_whose_process_cannot_be_seen_is_not_replaced(own: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    starter = own.program(HOLD)
    assert line(starter) == "1"
    starter.kill()
    starter.communicate()
    real = own.server()
    pid_file = own.data / "postmaster.pid"
    kept = pid_file.read_text()
    monkeypatch.setattr("mission_site.embedded_postgres.server._LAST_MOMENTS", 0.2)
    # The number that it has in another container means nobody here.
    pid_file.write_text(kept.replace(str(real), str(2**22 - 1), 1))
    with pytest.raises(EmbeddedFailure, match="cannot be seen from here"):
        cluster_at(own.var / "postgres").enter()
    assert pid_file.exists()
    pid_file.write_text(kept)
    assert own.server() == real


@as_root
def test_a_real_container_is_kept_from_a_running_database_and_gets_it_afterwards(site: Site) -> None:
    apart = ["unshare", "--pid", "--fork", "--mount-proc"]
    if subprocess.run([*apart, "true"], capture_output=True, check=False).returncode != 0:
        pytest.fail("This test needs the right to make a process namespace (unshare --pid).")
    holder = site.program(HOLD)
    assert line(holder) == "1"
    before = site.server(), _lock_files(site)
    command = [*apart, sys.executable, "manage.py", "showmigrations", "auth"]
    refused = subprocess.run(
        command, cwd=ROOT, env=site.environment(), capture_output=True, text=True, check=False, timeout=300
    )
    assert refused.returncode == 1
    assert "in use on another machine or in another container" in refused.stderr
    assert (site.server(), _lock_files(site)) == before
    holder.terminate()
    holder.communicate()
    assert site.says("-m", "mission_site.embedded_postgres", "stop")[0] == 0
    taken = subprocess.run(
        command, cwd=ROOT, env=site.environment(), capture_output=True, text=True, check=False, timeout=300
    )
    assert (taken.returncode, taken.stderr) == (0, "")


@as_root
def test_a_bind_mount_is_the_same_folder(site: Site) -> None:
    holder = site.program(HOLD)
    assert line(holder) == "1"
    before = site.server(), _lock_files(site)
    mounted = site.var / "mounted"
    mounted.mkdir()
    mount = [
        "unshare",
        "--mount",
        "sh",
        "-ec",
        'mount --bind "$1" "$2"; shift 2; exec "$@"',
        "sh",
        str(site.var),
        str(mounted),
    ]
    done = subprocess.run(
        [*mount, sys.executable, "manage.py", "showmigrations", "auth"],
        cwd=ROOT,
        env=site.environment(MISSION_VAR=str(mounted)),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (site.server(), _lock_files(site)) == before


@as_root
@pytest.mark.parametrize("copied", [True, False])
def test_a_copy_of_a_folder_does_not_share_its_database_but_a_moved_one_keeps_it(
    bare: Site, monkeypatch: pytest.MonkeyPatch, copied: bool
) -> None:
    base = _closed(bare, monkeypatch)
    home = places.find_places(base).data.parent
    other = bare.var / "closed" / "other" / "postgres"
    other.parent.mkdir()
    shutil.copytree(base, other)
    if copied:
        with pytest.raises(EmbeddedFailure, match="is a copy"):
            places.find_places(other)
    else:
        shutil.rmtree(base)
        assert places.find_places(other).data.parent == home


@as_root
def test_a_new_folder_under_an_old_name_gets_a_new_database_and_the_old_one_is_named(
    bare: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    base = _closed(bare, monkeypatch)
    old = places.find_places(base).data.parent
    (old / "data").mkdir()
    assert "earlier" not in capsys.readouterr().err
    shutil.rmtree(base)
    base.mkdir()
    new = places.find_places(base).data.parent
    assert new != old
    assert not (new / "data").exists()
    assert f"the database of an earlier folder of this name is in {old}." in capsys.readouterr().err
    assert (old / "data").is_dir()
    # The decision holds.
    assert places.find_places(base).data.parent == new


@as_root
def test_a_database_that_was_kept_elsewhere_and_is_gone_is_not_replaced(
    bare: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = _closed(bare, monkeypatch)
    shutil.rmtree(places.find_places(base).data.parent)
    with pytest.raises(EmbeddedFailure, match="is not there any more"):
        places.find_places(base)


def _closed(site: Site, monkeypatch: pytest.MonkeyPatch) -> Path:
    base = site.var / "closed" / "var" / "postgres"
    base.mkdir(parents=True)
    (site.var / "closed").chmod(0o700)
    monkeypatch.setattr(places, "SHARED", site.var / "shared")
    return base
