"""Programs that no Python package brings, for tests that run them. `.ci/run` installs them."""

import os
import shutil

import pytest


def program(name: str) -> str:
    """The path of `name`. Without it, a test is skipped on a developer's machine, and fails in CI."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None and not os.environ.get("CI"):
        pytest.skip(f"{name} is not installed")
    assert found, f"{name} is not installed, and CI has to have it: see .ci/run"
    return found
