"""The locks of a cluster, held by the kernel."""

import os
from pathlib import Path

import pytest

from mission_site.embedded_postgres import locks
from mission_site.embedded_postgres.failure import EmbeddedFailure


def test_who_joined_keeps_it_from_being_free_until_they_leave(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    assert locks.is_free(lock)
    one, other = locks.join(lock), locks.join(lock)
    os.close(one)
    assert not locks.is_free(lock)
    os.close(other)
    assert locks.is_free(lock)


def test_a_lock_that_is_held_is_not_free_under_another_spelling(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with locks.held(tmp_path / "lock"):
        assert not locks.is_free(tmp_path / "link" / "lock")
    assert locks.is_free(tmp_path / "link" / "lock")


def test_those_of_another_machine_are_refused_with_its_name(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    descriptor = locks.join_from_here(lock)
    os.close(locks.join_from_here(lock))
    lock.write_text("another start\nother-machine\n", encoding="utf-8")
    with pytest.raises(EmbeddedFailure, match=r"in another container \(other-machine\)"):
        locks.join_from_here(lock)
    os.close(descriptor)
    # When all have left, what was written there tells nothing.
    os.close(locks.join_from_here(lock))


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddedFailure, match="The database cannot be kept in"):
        locks.open_lock(tmp_path / "file" / "lock")
