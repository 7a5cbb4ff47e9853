"""The account that the server runs under."""

import os
import pwd
from pathlib import Path

import pytest

from mission_site.embedded_postgres import account as accounts
from mission_site.embedded_postgres.account import Account, choose_account, clean_environment
from mission_site.embedded_postgres.failure import EmbeddedFailure

ME = Account(os.geteuid(), os.getegid(), dropped=False)


def test_a_command_gets_its_input_and_none_of_the_callers_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "elsewhere")
    done = ME.run(["/bin/sh", "-c", 'cat; echo "$PGHOST$LC_ALL"; echo wrong >&2; exit 3'], "words ")
    assert (done.returncode, done.stdout) == (3, "words C\nwrong\n")
    assert set(clean_environment()) == {"PATH", "LC_ALL", "TZ"}


def test_a_private_folder_is_made_once_and_another_in_its_place_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "sockets"
    ME.make_private_folder(folder)
    ME.make_private_folder(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o755)
    with pytest.raises(EmbeddedFailure, match="a folder that only the user"):
        ME.make_private_folder(folder)
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(EmbeddedFailure):
        ME.make_private_folder(tmp_path / "link")


def test_who_is_not_root_is_the_account_and_not_in_the_data_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid)
    if tmp_path.stat().st_uid:
        assert not choose_account(tmp_path).dropped
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    assert choose_account(tmp_path / "not-there").uid == tmp_path.stat().st_uid + 1
    with pytest.raises(EmbeddedFailure, match="belongs to the user"):
        choose_account(tmp_path)


def test_root_hands_the_server_to_a_user_without_rights_or_says_that_there_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    chosen = choose_account(tmp_path / "not-there")
    assert (chosen.name in accounts._UNPRIVILEGED, chosen.dropped) == (True, True)

    def unknown(_name: str) -> None:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwnam", unknown)
    with pytest.raises(EmbeddedFailure, match="neither a user postgres nor a user nobody"):
        choose_account(tmp_path / "not-there")


def test_a_user_without_a_name_is_called_by_number() -> None:
    assert Account(4_000_000, 4_000_000, dropped=True).name == "4000000"
