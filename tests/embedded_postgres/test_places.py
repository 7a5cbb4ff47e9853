"""Where a cluster keeps its data and its socket; `tests/running` moves and copies real ones."""

import os
from pathlib import Path

import pytest

from mission_site.embedded_postgres import places
from mission_site.embedded_postgres.account import Account
from mission_site.embedded_postgres.failure import EmbeddedFailure

ME = Account(os.geteuid(), os.getegid(), dropped=False)


def test_a_cluster_is_at_home_in_the_chosen_folder(tmp_path: Path) -> None:
    assert places._home(tmp_path) == tmp_path
    assert places._sockets(Path("/x"), ME) == Path("/x/sockets")


def test_a_long_path_has_a_short_folder_for_its_socket_the_same_for_each_process(tmp_path: Path) -> None:
    home = tmp_path / ("x" * 90)
    home.mkdir()
    folder = places._sockets(home, ME)
    assert len(os.fsencode(folder)) <= places._LONGEST_SOCKET_FOLDER
    assert folder == places._sockets(home, ME)
    assert folder != places._sockets(home, Account(ME.uid + 1, ME.gid, dropped=False))


@pytest.fixture
def elsewhere(tmp_path: Path) -> tuple[Path, Path]:
    """The chosen folder, and the one in which its cluster is kept."""
    base, home = tmp_path / "base", tmp_path / "home"
    base.mkdir()
    home.mkdir()
    (base / places._POINTER).write_text(f"{home}\n", encoding="utf-8")
    (home / places._OWNER).write_text(places._record(base), encoding="utf-8")
    return base, home


def test_a_cluster_kept_elsewhere_is_found_also_after_a_move(elsewhere: tuple[Path, Path]) -> None:
    base, home = elsewhere
    assert places._home(base) == home
    moved = base.rename(base.with_name("moved"))
    assert places._home(moved) == home


def test_a_copy_does_not_share_it(elsewhere: tuple[Path, Path]) -> None:
    base, _home = elsewhere
    copy = base.with_name("copy")
    copy.mkdir()
    (copy / places._POINTER).write_text((base / places._POINTER).read_text())
    with pytest.raises(EmbeddedFailure, match=f"belongs to {base}, of which {copy} is a copy"):
        places._home(copy)


def test_one_that_is_gone_is_not_replaced(elsewhere: tuple[Path, Path]) -> None:
    base, home = elsewhere
    (home / places._OWNER).unlink()
    home.rmdir()
    with pytest.raises(EmbeddedFailure, match="which is not there any more"):
        places._home(base)
