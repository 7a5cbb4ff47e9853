"""What `make run` is told; `tests/running/test_run.py` runs it."""

import sys

import pytest

from mission_site.run import _arguments


def said(monkeypatch: pytest.MonkeyPatch, *words: str, **environment: str) -> tuple[int, str, bool]:
    monkeypatch.setattr(sys, "argv", ["run", *words])
    for name in ("PORT", "SAMPLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return _arguments()


def test_without_a_word_it_is_port_8000_with_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(monkeypatch) == (8000, "", True)


def test_what_is_typed_counts_more_than_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(monkeypatch, PORT="8123", SAMPLE="no") == (8123, "no", True)
    assert said(monkeypatch, "--port", "8124", "--worker", "no", PORT="8123") == (8124, "", False)


@pytest.mark.parametrize("environment", [{"PORT": "0"}, {"PORT": "65536"}, {"PORT": "x"}, {"SAMPLE": "maybe"}])
def test_nonsense_is_refused_and_named(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> None:
    ((name, value),) = environment.items()
    with pytest.raises(SystemExit, match=f"{name}={value} is"):
        said(monkeypatch, **environment)
