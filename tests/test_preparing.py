"""What a first start puts into the site, and that no later one does."""

import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from mission_site import preparing
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that were called, none of which does anything here."""
    names: list[str] = []
    monkeypatch.setattr(preparing, "call_command", lambda name, **_: names.append(name))
    return names


def test_an_empty_site_gets_the_sample_content(called: list[str], tmp_path: Path) -> None:
    preparing.first_start(tmp_path, "")
    assert called == ["load_samples"]


def test_a_site_with_an_account_never_gets_samples(called: list[str], tmp_path: Path) -> None:
    User.objects.create_user("somebody")
    preparing.first_start(tmp_path, "")
    preparing.first_start(tmp_path, "yes")
    assert called == []


def test_a_site_with_a_release_never_gets_samples(called: list[str], tmp_path: Path) -> None:
    making.make_release()
    User.objects.all().delete()
    preparing.first_start(tmp_path, "yes")
    assert called == []


def test_a_site_begun_empty_gets_no_samples_when_that_is_forgotten_the_next_time(
    called: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    preparing.first_start(tmp_path, "no")
    assert "manage.py createsuperuser" in capsys.readouterr().out
    preparing.first_start(tmp_path, "")
    assert called == []
    preparing.first_start(tmp_path, "yes")
    assert called == ["load_samples"]


def test_a_person_at_a_terminal_is_asked_for_the_first_administrator(
    called: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    preparing.first_start(tmp_path, "no")
    assert called == ["createsuperuser"]
