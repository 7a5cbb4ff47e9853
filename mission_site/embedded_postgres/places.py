"""Where one cluster keeps its data and its socket, and who may enter there."""

import hashlib
import os
import secrets
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mission_site.embedded_postgres.account import Account, choose_account
from mission_site.embedded_postgres.binaries import SHARED
from mission_site.embedded_postgres.failure import EmbeddedFailure

# A socket's path may have 107 bytes on Linux and 103 on macOS; `/.s.PGSQL.5432.lock` is still to come.
_LONGEST_SOCKET_FOLDER = 84

# Names the folder that holds the cluster where the chosen one cannot be reached by the server's account.
_POINTER = "elsewhere"
# In that folder: the chosen one, as device, inode and path.
_OWNER = "belongs-to"


@dataclass(frozen=True)
class Places:
    """The folders of one cluster: `base` is the chosen one, with the locks; `data` and `sockets` are private."""

    base: Path
    data: Path
    sockets: Path
    account: Account


def find_places(base: Path) -> Places:
    """Make `base` if need be and decide where its cluster lives, the same way for every process; raise EmbeddedFailure.

    Call it with the cluster's lock held: the first decision is written down.
    """
    home = _home(base)
    data = home / "data"
    account = choose_account(data)
    if account.dropped and home == base and not account.can_enter(base):
        home = _away(base, account)
        data = home / "data"
        account = choose_account(data)
    return Places(base, data, _sockets(home, account), account)


def _home(base: Path) -> Path:
    pointer = base / _POINTER
    if not pointer.exists():
        return base
    home = Path(pointer.read_text(encoding="utf-8").strip())
    if not home.is_dir():
        raise EmbeddedFailure(
            f"The database of {base} was kept in {home}, which is not there any more. Put it back, or remove {pointer} "
            "to begin with a new database."
        )
    owner = home / _OWNER
    inode, _, path = owner.read_text(encoding="utf-8").partition("\n") if owner.exists() else ("", "", "")
    if inode != _inode(base):
        # A folder that was moved keeps its database; a copy of one that is still there does not share it.
        if path and Path(path).is_dir() and _inode(Path(path)) == inode:
            raise EmbeddedFailure(
                f"The database in {home} belongs to {path}, of which {base} is a copy, and two sites cannot share one. "
                f"Remove {pointer} to begin with a new database here, and restore a backup into it."
            )
        with suppress(PermissionError):  # another user will be told whose database it is
            owner.write_text(_record(base), encoding="utf-8")
    return home


def _record(base: Path) -> str:
    return f"{_inode(base)}\n{base}"


def _inode(folder: Path) -> str:
    found = folder.stat()
    return f"{found.st_dev}:{found.st_ino}"


def _away(base: Path, account: Account) -> Path:
    """Return a new folder that `account` can reach, and note in it and in `base` that they belong together.

    Where a folder of the same name had a database before, that one is left alone and named.
    """
    if (base / "data").exists():
        raise EmbeddedFailure(
            f"The user {account.name}, who owns the database in {base / 'data'}, can no longer reach it: a folder "
            "above it was closed. Open the way again (`chmod o+x` on that folder) or move the data folder."
        )
    digest = hashlib.sha256(os.fsencode(base)).hexdigest()[:10]
    first = SHARED / f"{base.parent.parent.name or 'site'}-{digest}"
    former = [found for found in (first, *sorted(SHARED.glob(f"{first.name}-*"))) if found.exists()]
    home = first if not former else first.with_name(f"{first.name}-{secrets.token_hex(4)}")
    try:
        for folder in (SHARED, home):
            folder.mkdir(mode=0o755, parents=True, exist_ok=True)
            folder.chmod(0o755)
        (home / _OWNER).write_text(_record(base), encoding="utf-8")
        (base / _POINTER).write_text(f"{home}\n", encoding="utf-8")
    except OSError as error:
        raise EmbeddedFailure(
            f"The user {account.name}, who has to run PostgreSQL because root may not, cannot reach {base}, and "
            f"{home} cannot be made either: {error.strerror}. Set MISSION_VAR to a folder that others may enter."
        ) from error
    print(
        f"The user {account.name} runs the database, because root may not, and cannot reach {base}: "
        f"the database is kept in {home}."
        + "".join(f" It is a new one; the database of an earlier folder of this name is in {old}." for old in former),
        file=sys.stderr,
    )
    return home


def _sockets(home: Path, account: Account) -> Path:
    beside = home / "sockets"
    if len(os.fsencode(beside)) <= _LONGEST_SOCKET_FOLDER:
        return beside
    digest = hashlib.sha256(_inode(home).encode()).hexdigest()[:10]
    # Not $TMPDIR, which may differ between two terminals, while both have to find the same socket.
    return Path("/tmp") / f"mission-{account.uid}-{digest}"  # noqa: S108 - checked for its owner before use
