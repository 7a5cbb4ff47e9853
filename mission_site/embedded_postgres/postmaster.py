"""The running server as its `postmaster.pid` tells of it, believed only as far as the process bears it out.

A folder may be written in many ways (a symbolic link, `x/../var`, a bind mount), so that it is known by its device and
inode only.
"""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Postmaster:
    """A server process that is alive and serves the data folder it was asked about."""

    pid: int
    sockets: Path
    state: str

    @property
    def ready(self) -> bool:
        return self.state == "ready"


def find_postmaster(data: Path) -> Postmaster | None:
    """Return the live server of `data`, or None.

    A pid file outlives a crash, and its number may belong to any process by now; so the process itself is asked.
    """
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
        pid = int(lines[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None
    if not is_server(pid, data):
        return None
    sockets = Path(lines[4]) if len(lines) > 4 else Path()
    return Postmaster(pid, sockets, lines[7].strip() if len(lines) > 7 else "starting")


def remove_stale_locks(data: Path, sockets: Path) -> None:
    """Remove the lock files of a server that is dead: `postmaster.pid`, and the one next to its socket.

    PostgreSQL itself would refuse to start where a process of the same user, or a zombie, now has that number.
    Leftover children of a dead server are still noticed: it finds their shared memory by the data folder.
    Call it with the cluster's lock held, and only while no other process is among the cluster's users.
    """
    if find_postmaster(data) is None:
        for leftover in (data / "postmaster.pid", *sockets.glob(".s.PGSQL.*")):
            leftover.unlink(missing_ok=True)


def is_server(pid: int, data: Path) -> bool:
    """Tell whether process `pid` is a PostgreSQL server of `data`. A zombie is not: it has no command line."""
    words = _command_line(pid)
    if not words or not words[0].endswith("postgres"):
        return False
    # The server works within its data folder; until it is there, its command line names it.
    named = words[words.index("-D") + 1 : words.index("-D") + 2] if "-D" in words else []
    return any(_is_same_folder(folder, data) for folder in (f"/proc/{pid}/cwd", *named))


def _is_same_folder(one: str, other: Path) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def _command_line(pid: int) -> list[str]:
    """Return the words of the process's command line, or nothing when it is gone."""
    if Path("/proc/self/cmdline").exists():
        try:
            return os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes()).split("\0")
        except OSError:
            return []
    # Without /proc the words come in one line. The server's first two are known to be `postgres -D`.
    listing = subprocess.run(
        ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    program, _, rest = listing.stdout.strip().partition(" -D ")
    return [program, "-D", rest.partition(" -c ")[0]]
