"""Setting up `.venv`: what is missing is said in one sentence, and what is pinned agrees."""

import importlib.util
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from mission_site import install
from tests.running.sites import ROOT

REQUIREMENTS = ROOT / "requirements"


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the requirements with no `.venv` beside it; whatever would be run is refused."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "base.txt").write_text("# nothing\n")
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(install, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(install, "_STAMP", tmp_path / ".venv" / "installed.json")
    return tmp_path


def test_it_makes_the_venv_once_and_then_does_nothing(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    install.main(["base"])
    assert (fresh / ".venv" / "bin" / "python").exists()
    assert "Installing" in capsys.readouterr().out
    monkeypatch.setattr("mission_site.install.subprocess.run", None)
    install.main(["base"])
    assert capsys.readouterr().out == ""


def test_a_changed_file_is_installed_again(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (fresh / ".venv").symlink_to(ROOT / ".venv")
    monkeypatch.setattr(install, "_STAMP", fresh / "installed.json")  # the real one must not change
    monkeypatch.setattr("mission_site.install.subprocess.run", lambda *_, **__: SimpleNamespace(returncode=0))
    install.main(["base"])
    (fresh / "requirements" / "base.txt").write_text("# still nothing\n")
    install.main(["base"])
    assert capsys.readouterr().out.count("Installing") == 2


def test_an_old_python_is_told_which_one_is_needed(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer"):
        install.main(["base"])


def test_a_missing_venv_module_is_named_with_its_package(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else find(name))
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        install.main(["base"])
    assert not (fresh / ".venv").exists()


def test_an_unwritable_folder_is_one_sentence(fresh: Path) -> None:
    (fresh / ".venv").touch()
    with pytest.raises(SystemExit, match="in a folder that it can write") as said:
        install.main(["base"])
    assert "\n" not in str(said.value)


def test_a_part_that_cannot_be_installed_ends_it(
    fresh: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (fresh / ".venv").symlink_to(ROOT / ".venv")
    monkeypatch.setattr(install, "_STAMP", fresh / "installed.json")
    (fresh / "requirements" / "base.txt").write_text("./there-is-no-such-file.whl\n")
    with pytest.raises(SystemExit, match="could not be installed"):
        install.main(["base"])
    assert not (fresh / "installed.json").exists()
    capfd.readouterr()


def test_the_requirements_files_agree_on_every_version() -> None:
    pins: dict[str, set[str]] = {}
    for file in REQUIREMENTS.glob("*.txt"):
        for name, version in re.findall(r"^([\w.-]+)==([^ ;\\]+)", file.read_text(), flags=re.MULTILINE):
            pins.setdefault(name, set()).add(version)
    assert len(pins) > 20
    assert {name: found for name, found in pins.items() if len(found) > 1} == {}


def test_the_requirements_files_pin_with_hashes_and_name_no_registry() -> None:
    for file in REQUIREMENTS.glob("*.txt"):
        text = file.read_text()
        assert "://" not in text
        for block in re.split(r"\n(?=\S)", text.strip()):
            assert "==" in block.splitlines()[0]
            assert "--hash=sha256:" in block
