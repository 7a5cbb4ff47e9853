"""The locks of a cluster: one is held while it is started or stopped, one by all who use it, one by its server.

The kernel keeps them by the file itself, so that another spelling of the folder's name, or another container that has
the same folder, meets the same lock.
"""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mission_site.embedded_postgres.failure import EmbeddedFailure


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
    """Hold the exclusive lock at `path`, waiting until it is free. The kernel frees it when a process dies."""
    descriptor = open_lock(path)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def join(path: Path) -> int:
    """Become one of the users of `path`; closing the descriptor that this returns ends that."""
    descriptor = open_lock(path)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def join_from_here(path: Path) -> int:
    """Become one of the users of `path`, as `join`; raise EmbeddedFailure when the others are on another machine.

    Another container is another machine here: its processes cannot be seen from this one. Call it with the lock held
    under which everybody joins.
    """
    if is_free(path):
        path.write_text(f"{_here()}\n{socket.gethostname()}\n", encoding="utf-8")
    here, name, *_rest = [*path.read_text(encoding="utf-8").splitlines(), "", ""]
    if here and here != _here():
        raise EmbeddedFailure(
            f"The database in {path.parent} is in use on another machine or in another container ({name}). Stop the "
            "site there first, or set MISSION_VAR to another folder: two of them cannot share one."
        )
    return join(path)


def _here() -> str:
    """What tells the processes that see each other from those that do not: the start of the system and the container.

    Without /proc there is only the machine's name.
    """
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').stat().st_ino}"
    except OSError:
        return socket.gethostname()


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
