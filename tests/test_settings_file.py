"""The settings file: which settings may stand in it."""

import os
import re

import pytest

from mission_site import settings_file
from tests.running.sites import ROOT


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch, empty: str) -> None:
    monkeypatch.setattr(os, "environ", dict.fromkeys(["MISSION_VAR", "MISSION_CONFIG", "MISSION_DEBUG", "PORT"], empty))
    monkeypatch.setattr(settings_file, "become_owner_of", lambda _folder: None)
    monkeypatch.setattr(settings_file, "NAME", "there-is-no-such-file")
    assert settings_file.load() == ROOT / "var"
    assert os.environ == {}


def test_each_setting_that_is_documented_may_stand_in_the_file() -> None:
    table = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8").split("## Settings")[1].split("\n## ")[0]
    names = re.findall(r"^\| `([A-Z_]+)` \|", table, flags=re.MULTILINE)
    assert len(names) > 15
    assert [name for name in names if not settings_file._is_setting(name)] == []
