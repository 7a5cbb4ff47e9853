"""The operating-system account that the server runs under, and running programs as that account.

PostgreSQL refuses to run as root, so root hands it to an account with fewer rights. Everybody else is that account.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mission_site.embedded_postgres.failure import EmbeddedFailure

# The first of these that exists runs the server when root starts the site.
_UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user and group id; `dropped` when root hands the server over to them."""

    uid: int
    gid: int
    dropped: bool

    @property
    def name(self) -> str:
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return str(self.uid)

    def run(
        self, command: Sequence[str | Path], text: str = "", inherited: Sequence[int] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run `command` as this account with `text` as its input; its output and errors come back together.

        The descriptors `inherited` stay open in it.
        """
        try:
            return subprocess.run(
                [os.fspath(part) for part in command],
                input=text,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                check=False,
                pass_fds=inherited,
                # Not the caller's folder: the account may not be allowed to enter it.
                cwd="/",
                env=clean_environment(),
                umask=0o077,
                # Out of this terminal's reach: an interrupt typed here is for the site, not for the server.
                start_new_session=True,
                user=self.uid if self.dropped else None,
                group=self.gid if self.dropped else None,
                extra_groups=[] if self.dropped else None,
            )
        except subprocess.SubprocessError as error:
            raise EmbeddedFailure(f"Could not become the user {self.name} to run PostgreSQL: {error}") from error
        except PermissionError as error:
            if error.filename and Path(error.filename) != Path("/"):
                return subprocess.CompletedProcess(list(command), 126, str(error))
            raise EmbeddedFailure(
                f"PostgreSQL refuses to run as root, and here root may not become the user {self.name}. "
                "Run the site as an ordinary user, or name another database in DATABASE_URL."
            ) from error

    def can_enter(self, folder: Path) -> bool:
        """Tell whether this account reaches `folder` through all its parents. Asks the system, not the mode bits."""
        return not self.dropped or self.run(["/bin/sh", "-c", 'cd "$1"', "sh", folder]).returncode == 0

    def make_private_folder(self, folder: Path) -> None:
        """Make `folder`, or accept the one that is there, as this account's own with mode 0700.

        Raises EmbeddedFailure when something else is in its place: in a shared folder that may be a trap.
        """
        try:
            folder.mkdir(mode=0o700)
            if self.dropped:
                os.chown(folder, self.uid, self.gid)
        except FileExistsError:
            pass
        found = folder.lstat()
        if not folder.is_dir() or folder.is_symlink() or found.st_uid != self.uid or found.st_mode & 0o077:
            raise EmbeddedFailure(
                f"{folder} has to be a folder that only the user {self.name} can enter. Remove it and try again."
            )


def clean_environment() -> dict[str, str]:
    """An environment in which neither the caller's language nor his PG* variables change what PostgreSQL does."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def choose_account(data: Path) -> Account:
    """Return the account that owns the cluster in `data`, or that a new one there will belong to."""
    if os.geteuid() != 0:
        account = Account(os.geteuid(), os.getegid(), dropped=False)
        if data.exists() and data.stat().st_uid != account.uid:
            owner = Account(data.stat().st_uid, data.stat().st_gid, dropped=False)
            raise EmbeddedFailure(
                f"The database in {data} belongs to the user {owner.name}. Run the site as that user or as root "
                "if root made it, or set MISSION_VAR to a folder of your own."
            )
        return account
    if data.exists() and data.stat().st_uid != 0:
        return Account(data.stat().st_uid, data.stat().st_gid, dropped=True)
    for name in _UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, dropped=True)
    raise EmbeddedFailure(
        "PostgreSQL refuses to run as root, and this machine has neither a user postgres nor a user nobody. "
        "Run the site as an ordinary user."
    )
