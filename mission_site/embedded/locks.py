"""The two locks of a cluster: one is held while it is started or stopped, one by everybody who uses it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mission_site.embedded.failure import EmbeddedFailure


def open_lock(path: Path) -> int:
    """Open the lock file at `path`, making it and its folder, and return its descriptor; raise EmbeddedFailure."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise EmbeddedFailure(
            f"The database cannot be kept in {path.parent}: {error.strerror}. "
            "Set MISSION_VAR to a folder that this user can write, or name another database in DATABASE_URL."
        ) from error


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the exclusive lock at `path`, waiting for whoever has it. The kernel frees it when a process dies."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def join(path: Path) -> int:
    """Become one of the users of `path`; whoever closes the descriptor that this returns leaves again."""
    descriptor = open_lock(path)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def is_free(path: Path) -> bool:
    """Tell whether nobody is among the users of `path`."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(descriptor)
