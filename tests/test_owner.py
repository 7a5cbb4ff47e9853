"""Who works in a folder: somebody who is not root stays who they are; `tests/running/test_owner.py` does it as root."""

import os
from pathlib import Path

import pytest

from mission_site import owner


def test_who_is_not_root_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(os, "setuid", None)
    owner.become_owner_of(tmp_path)


def test_root_stays_root_in_its_own_folder_and_where_the_database_is_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "setuid", None)
    monkeypatch.setattr(owner, "_give_back_compiled_files", lambda: None)
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "elsewhere").touch()
    owner.become_owner_of(tmp_path)
    assert owner._has_database_of_another(tmp_path, tmp_path.stat().st_uid)
    assert not owner._has_database_of_another(tmp_path / "postgres", tmp_path.stat().st_uid)


def test_the_line_to_type_names_the_user_and_quotes_what_has_to_be_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.orig_argv", ["python", "manage.py", "import release"])
    said = owner._refusal(tmp_path, "1234", "why")
    assert said.endswith("sudo -u '#1234' python manage.py 'import release'")
    assert "sudo -u press " in owner._refusal(tmp_path, "press", "why")
