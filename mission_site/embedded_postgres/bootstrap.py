"""Making a new cluster: `initdb`, the site's role and database, and the extensions every database starts with."""

import os
import shutil
from pathlib import Path
from typing import Any

from mission_site.embedded_postgres.account import Account
from mission_site.embedded_postgres.failure import EmbeddedFailure
from pressreleases.migrations import EXTENSIONS

SUPERUSER = "postgres"
# The owner of the database, who migrates it. It can neither read files nor run programs; CREATEDB is for restores.
ROLE = "mission"
# As whom the site connects for everything else.
SITE_ROLE = "mission_site"

# The owner may do what the site may, and not the other way round.
_MAKE_SITE_ROLE = (
    f"CREATE ROLE {SITE_ROLE} LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB",
    f"GRANT {SITE_ROLE} TO {ROLE}",
)
_SQL = "".join(
    f"{statement}\n"
    for statement in (
        *(f"CREATE EXTENSION {name}" for name in EXTENSIONS),
        f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOCREATEROLE CREATEDB",
        *_MAKE_SITE_ROLE,
        f"CREATE DATABASE {ROLE} OWNER {ROLE}",
    )
)


def make_cluster(data: Path, account: Account, programs: Path) -> None:
    """Make a complete cluster at `data`; on any failure there is none. Call it with the cluster's lock held."""
    for leftover in data.parent.glob(f"{data.name}.new*"):
        shutil.rmtree(leftover)
    draft = data.with_name(f"{data.name}.new-{os.getpid()}")
    account.make_private_folder(draft)
    # One locale on every machine: with another, `ə`, Cyrillic and pg_trgm go wrong.
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-ctype=C.UTF-8", "--lc-collate=C"]
    _step(
        account,
        [programs / "initdb", "-D", draft, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", *locale, "--no-instructions"],
    )
    # A single-user server: nothing can connect to the half-made cluster, and its first error ends it.
    _step(account, [programs / "postgres", "--single", "-D", draft, "-c", "exit_on_error=on", "template1"], _SQL)
    draft.rename(data)


def make_missing_role(cursor: Any) -> None:
    """Make the role of the site in a cluster from before there was one. Call it as the superuser, with the lock."""
    cursor.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [SITE_ROLE])
    if not cursor.fetchone()[0]:
        cursor.execute("; ".join(_MAKE_SITE_ROLE))


def _step(account: Account, command: list[str | Path], text: str = "") -> None:
    done = account.run(command, text)
    if done.returncode != 0:
        lines = [line for line in done.stdout.splitlines() if "error" in line.lower() or "FATAL" in line]
        reason = (lines or done.stdout.splitlines() or ["no reason given"])[-1].strip()
        raise EmbeddedFailure(f"A new database could not be made ({Path(command[0]).name}): {reason}")
