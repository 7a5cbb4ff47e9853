"""A restore that was interrupted is undone unless it was complete; `tests/running` kills real ones."""

from pathlib import Path
from typing import Any

import pytest

from mission_site.backup.interrupted import PREFIX, settle, write_journal


class Beside:
    """The databases that were loaded beside that of the site."""

    def __init__(self, *names: str) -> None:
        self.names = list(names)

    def loaded_beside(self) -> list[str]:
        return list(self.names)

    def drop(self, name: str) -> None:
        self.names.remove(name)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder amid a restore: the new pictures have taken the place of the former ones."""
    workplace = tmp_path / f"{PREFIX}1"
    workplace.mkdir()
    (tmp_path / "media").write_text("former")
    write_journal(workplace, "loaded", [(tmp_path / "media", workplace / "media", tmp_path / "media-before")])
    (tmp_path / "media").rename(tmp_path / "media-before")
    (tmp_path / "media").write_text("new")
    return tmp_path


def test_while_the_loaded_database_is_beside_everything_is_put_back(data: Path) -> None:
    beside: Any = Beside("loaded")
    sentences = settle(data, beside)
    assert (data / "media").read_text() == "former"
    assert sorted(path.name for path in data.iterdir()) == ["media"]
    assert beside.names == []
    assert "the site is as it was before that restore" in sentences[0]


def test_once_it_has_taken_the_name_of_the_site_the_restore_is_complete(data: Path) -> None:
    beside: Any = Beside()
    (sentence,) = settle(data, beside)
    assert (data / "media").read_text() == "new"
    assert (data / "media-before").read_text() == "former"
    assert "the site is as the backup holds it" in sentence


def test_one_that_had_not_begun_to_exchange_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / f"{PREFIX}1").mkdir()
    (tmp_path / "media").write_text("former")
    beside: Any = Beside()
    settle(tmp_path, beside)
    assert [path.name for path in tmp_path.iterdir()] == ["media"]


def test_where_nothing_was_interrupted_nothing_is_said(tmp_path: Path) -> None:
    beside: Any = Beside()
    assert settle(tmp_path, beside) == []


def test_the_undoing_may_be_repeated(data: Path) -> None:
    again: Any = Beside()
    first: Any = Beside("loaded")
    settle(data, first)
    assert settle(data, again) == []
    assert (data / "media").read_text() == "former"
