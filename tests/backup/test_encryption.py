"""Backups that only the holder of a private key reads."""

from pathlib import Path

import pytest

from mission_site.backup.encryption import decrypt, encrypt, make_key
from mission_site.backup.failure import BackupFailure


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """A folder with words, their encrypted form, and the key that opens it."""
    (tmp_path / "words").write_bytes(b"the words" * 1000)
    encrypt(tmp_path / "words", tmp_path / "locked", [make_key(tmp_path / "key")])
    return tmp_path


def test_the_private_key_opens_what_was_made_for_its_public_one(locked: Path) -> None:
    assert b"the words" not in (locked / "locked").read_bytes()
    decrypt(locked / "locked", locked / "opened", locked / "key")
    assert (locked / "opened").read_bytes() == (locked / "words").read_bytes()


def test_nobody_else_reads_what_is_written(locked: Path) -> None:
    decrypt(locked / "locked", locked / "opened", locked / "key")
    assert {(locked / name).stat().st_mode & 0o777 for name in ("key", "locked", "opened")} == {0o600}


def test_another_key_does_not_open_it(locked: Path) -> None:
    make_key(locked / "other")
    with pytest.raises(BackupFailure, match="does not open"):
        decrypt(locked / "locked", locked / "opened", locked / "other")


def test_a_changed_byte_is_noticed(locked: Path) -> None:
    data = bytearray((locked / "locked").read_bytes())
    data[-5] ^= 1
    (locked / "locked").write_bytes(data)
    with pytest.raises(BackupFailure, match="damaged"):
        decrypt(locked / "locked", locked / "opened", locked / "key")


def test_a_key_is_never_written_over_a_file(locked: Path) -> None:
    before = (locked / "key").read_text()
    with pytest.raises(BackupFailure, match="cannot be written"):
        make_key(locked / "key")
    assert (locked / "key").read_text() == before


@pytest.mark.parametrize("text", ["", "# public key: age1x\n", "words\n", "ə"])
def test_a_file_without_a_private_key_is_told(locked: Path, text: str) -> None:
    (locked / "key").write_text(text, encoding="utf-8")
    with pytest.raises(BackupFailure, match="holds no private key"):
        decrypt(locked / "locked", locked / "opened", locked / "key")
