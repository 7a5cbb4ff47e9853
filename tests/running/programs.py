"""Programs that no Python package brings, for tests that run them. `.ci/run` installs them."""

import os
import shutil

import pytest


def program(name: str) -> str:
    """The path of `name`. Without it, a test is skipped."""
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found
