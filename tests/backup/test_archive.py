"""The backup file itself: what is written is read back, and nothing hostile or broken is."""

import io
import tarfile
from pathlib import Path

import pytest

from mission_site.backup import archive
from mission_site.backup.failure import BackupFailure


@pytest.fixture
def good(tmp_path: Path) -> Path:
    (tmp_path / "media" / "images").mkdir(parents=True)
    (tmp_path / "media" / "images" / "a.png").write_bytes(b"picture")
    (tmp_path / "dump").write_bytes(b"rows" * 1000)
    (tmp_path / "key").write_text("secret")
    target = tmp_path / "good.tar.gz"
    with target.open("wb") as file:
        archive.write(
            file,
            {"made_at": "today"},
            dump=tmp_path / "dump",
            key=tmp_path / "key",
            media=archive.in_folder(tmp_path / "media"),
        )
    return target


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "unpacked").mkdir()
    return tmp_path / "unpacked"


def test_what_was_written_is_read_back(good: Path, folder: Path) -> None:
    manifest = archive.read(good, folder)
    assert manifest["made_at"] == "today"
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found.pop("manifest.json")
    assert found == {"database.dump": b"rows" * 1000, "secret-key": b"secret", "media/images/a.png": b"picture"}


@pytest.mark.parametrize(
    "name", ["../outside", "/outside", "media/../../outside", "media", "other.txt", "media/a/../../../outside"]
)
def test_a_name_that_no_backup_has_is_refused(tmp_path: Path, folder: Path, name: str) -> None:
    hostile = tmp_path / "hostile.tar.gz"
    with tarfile.open(hostile, "w:gz") as tar:
        entry = tarfile.TarInfo(name)
        entry.size = 4
        tar.addfile(entry, io.BytesIO(b"evil"))
    with pytest.raises(BackupFailure, match="which no backup of this site does"):
        archive.read(hostile, folder)
    assert not list(tmp_path.rglob("outside"))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_only_plain_files_are_unpacked(tmp_path: Path, folder: Path, kind: bytes) -> None:
    hostile = tmp_path / "hostile.tar.gz"
    with tarfile.open(hostile, "w:gz") as tar:
        entry = tarfile.TarInfo("media/link")
        entry.type = kind
        entry.linkname = "/etc/passwd"
        tar.addfile(entry)
    with pytest.raises(BackupFailure, match="which no backup of this site does"):
        archive.read(hostile, folder)
    assert list(folder.rglob("*")) == []


def test_a_file_cut_short_anywhere_is_refused(good: Path, folder: Path, tmp_path: Path) -> None:
    whole = good.read_bytes()
    cut = tmp_path / "cut.tar.gz"
    for length in range(0, len(whole) - 1, max(1, len(whole) // 40)):
        place = folder / str(length)
        place.mkdir()
        cut.write_bytes(whole[:length])
        with pytest.raises(BackupFailure, match=r"damaged|lacks"):
            archive.read(cut, place)


def test_a_changed_byte_is_noticed(good: Path, folder: Path) -> None:
    whole = bytearray(good.read_bytes())
    whole[len(whole) // 2] ^= 1
    good.write_bytes(whole)
    with pytest.raises(BackupFailure):
        archive.read(good, folder)


def test_another_format_and_a_missing_file_are_named(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(BackupFailure, match="There is no file"):
        archive.read(tmp_path / "nothing", folder)
    other = tmp_path / "other.tar.gz"
    with tarfile.open(other, "w:gz") as tar:
        entry = tarfile.TarInfo("manifest.json")
        text = b'{"format": 99}'
        entry.size = len(text)
        tar.addfile(entry, io.BytesIO(text))
    with pytest.raises(BackupFailure, match="format 99"):
        archive.read(other, folder)
