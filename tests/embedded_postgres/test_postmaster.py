"""What `postmaster.pid` says is believed only as far as the process bears it out; `tests/running` asks real servers."""

import os
from pathlib import Path

import pytest

from mission_site.embedded_postgres.postmaster import Postmaster, find_postmaster, is_server, remove_stale_locks


def pid_file(data: Path, *lines: str) -> None:
    (data / "postmaster.pid").write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("lines", [(), ("",), ("no number",), (str(os.getpid()),), ("999999999",)])
def test_a_pid_file_without_a_server_behind_it_is_no_server(tmp_path: Path, lines: tuple[str, ...]) -> None:
    if lines:
        pid_file(tmp_path, *lines)
    assert find_postmaster(tmp_path) is None


def test_this_process_is_no_server_of_any_folder(tmp_path: Path) -> None:
    assert not is_server(os.getpid(), tmp_path)


def test_a_server_is_ready_only_when_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mission_site.embedded_postgres.postmaster.is_server", lambda _pid, _data: True)
    pid_file(tmp_path, "42", str(tmp_path), "0", "5432")
    assert find_postmaster(tmp_path) == Postmaster(42, Path(), "starting")
    pid_file(tmp_path, "42", str(tmp_path), "0", "5432", "/sockets", "", "1 2", "ready   ")
    found = find_postmaster(tmp_path)
    assert found == Postmaster(42, Path("/sockets"), "ready")
    assert found.ready


def test_locks_of_a_dead_server_are_removed_and_those_of_a_live_one_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid_file(tmp_path, "999999999")
    (tmp_path / ".s.PGSQL.5432.lock").touch()
    monkeypatch.setattr("mission_site.embedded_postgres.postmaster.is_server", lambda _pid, _data: True)
    remove_stale_locks(tmp_path, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    monkeypatch.undo()
    remove_stale_locks(tmp_path, tmp_path)
    assert list(tmp_path.iterdir()) == []
