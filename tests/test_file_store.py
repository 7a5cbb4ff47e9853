"""Files are listed in order, and copied between two stores until they are the same."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

from pressreleases import file_store


@pytest.fixture
def stores(tmp_path: Path) -> tuple[FileSystemStorage, FileSystemStorage]:
    return FileSystemStorage(tmp_path / "one"), FileSystemStorage(tmp_path / "other")


def test_names_are_those_of_all_folders_in_order_and_of_none_that_is_not_there(stores: Any) -> None:
    source, _target = stores
    for name in ("b/two.txt", "a.txt", "b/one.txt"):
        source.save(name, ContentFile(b"x"))
    assert list(file_store.names(source)) == ["a.txt", "b/one.txt", "b/two.txt"]
    assert list(file_store.names(source, "elsewhere")) == []


def test_a_file_is_copied_once_with_its_hash(stores: Any) -> None:
    source, target = stores
    source.save("a.txt", ContentFile(b"words"))
    sha256 = hashlib.sha256(b"words").hexdigest()
    assert file_store.copy("a.txt", source, target) == (True, sha256)
    assert file_store.copy("a.txt", source, target) == (False, sha256)
    assert file_store.sha256_of(target, "a.txt") == sha256


def test_a_part_of_a_file_is_replaced_by_the_whole(stores: Any) -> None:
    source, target = stores
    source.save("a.txt", ContentFile(b"words"))
    target.save("a.txt", ContentFile(b"wor"))
    assert file_store.copy("a.txt", source, target)[0]
    assert Path(target.path("a.txt")).read_bytes() == b"words"


def test_a_copy_that_is_not_the_same_is_an_error(stores: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = stores
    source.save("a.txt", ContentFile(b"words"))
    save = target.save
    monkeypatch.setattr(target, "save", lambda name, _content: save(name, ContentFile(b"other")))
    with pytest.raises(file_store.StoreDown, match=r"a\.txt is not the same"):
        file_store.copy("a.txt", source, target)


def test_a_folder_has_no_problem_and_a_store_says_its_own(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (file_store.is_folder(), file_store.problem()) == (True, "")

    def away() -> None:
        raise file_store.StoreDown("it does not answer")

    monkeypatch.setattr(file_store, "is_folder", lambda: False)
    monkeypatch.setattr(default_storage, "probe", away, raising=False)
    assert file_store.problem() == "it does not answer"
