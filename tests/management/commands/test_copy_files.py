"""`manage.py copy_files`. `tests/running/test_object_store.py` copies to a real store and back."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError

from pressreleases import file_store
from pressreleases.management.commands import copy_files
from tests.management.running import run

NAME = "images/a.txt"


@pytest.fixture
def store(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileSystemStorage:
    """Another folder in place of the store."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    store = FileSystemStorage(tmp_path / "store")
    monkeypatch.setattr(file_store, "is_folder", lambda: False)
    monkeypatch.setattr(copy_files, "default_storage", store)
    FileSystemStorage().save(NAME, ContentFile(b"words"))
    return store


def test_what_is_missing_is_copied_and_what_is_there_is_not(store: FileSystemStorage) -> None:
    assert run("copy_files", "to-store") == "1 files copied, 0 were there already.\n"
    assert Path(store.path(NAME)).read_bytes() == b"words"
    assert run("copy_files", "to-store") == "0 files copied, 1 were there already.\n"


def test_nothing_is_deleted_on_the_way_back(store: FileSystemStorage) -> None:
    assert run("copy_files", "to-folder") == "0 files copied, 0 were there already.\n"
    assert FileSystemStorage().exists(NAME)


def test_a_file_that_is_not_what_its_name_says_is_named(store: FileSystemStorage) -> None:
    damaged = f"images/{'0' * 64}.png"
    FileSystemStorage().save(damaged, ContentFile(b"words"))
    with pytest.raises(CommandError, match=f"damaged where they come from: {damaged}"):
        run("copy_files", "to-store")


def test_without_a_store_there_is_nowhere_to_copy_to() -> None:
    with pytest.raises(CommandError, match="MISSION_FILES is not set"):
        run("copy_files", "to-store")
