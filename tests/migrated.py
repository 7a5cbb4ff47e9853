"""The database that each test database is copied from: migrating takes seconds, copying a tenth of one."""

import fcntl
import hashlib
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

import pressreleases
from mission_site.embedded_postgres.bootstrap import SITE_ROLE
from pressreleases import database_role

_MIGRATIONS = Path(pressreleases.__file__).parent / "migrations"
_REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements" / "base.txt"


def migrated_template() -> str:
    """Return the name of a database with all migrations, made anew when they or the requirements have changed."""
    name = f"template_{digest_of_migrations()}"
    # The workers of one run ask at the same time.
    with Path(__file__).open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if name not in _templates():
            _make(name)
    return name


def digest_of_migrations(*others: Path) -> str:
    """Return a digest of the migrations, of the requirements and of `others`."""
    digest = hashlib.sha256()
    for path in sorted(
        [_REQUIREMENTS, Path(database_role.__file__), *_MIGRATIONS.rglob("*.py"), *_MIGRATIONS.rglob("*.sql"), *others]
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _templates() -> list[str]:
    with connection._nodb_cursor() as cursor:
        cursor.execute(r"SELECT datname FROM pg_database WHERE datname ~ '^template_[0-9a-f]{16}'")
        return [name for (name,) in cursor.fetchall()]


def _make(name: str) -> None:
    """Make it under another name first, so that there is never half a template."""
    draft, of_site = f"{name}_draft", connection.settings_dict["NAME"]
    outdated = _templates()
    with connection._nodb_cursor() as cursor:
        for each in outdated:
            cursor.execute(f'DROP DATABASE "{each}"')
        cursor.execute(f'CREATE DATABASE "{draft}"')
    connection.close()
    connection.settings_dict["NAME"] = draft
    try:
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
        if "EMBEDDED_DIR" in connection.settings_dict:
            with transaction.atomic(), connection.cursor() as cursor:
                database_role.grant(cursor, SITE_ROLE)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = of_site
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
