"""Making a backup: a dump of the database, then the pictures and the key, into one file that only its maker reads."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from mission_site.backup import archive
from mission_site.backup.database import Database
from mission_site.backup.failure import BackupFailure
from mission_site.embedded import binaries


def make_backup(folder: Path) -> Path:
    """Write a new backup into `folder` and return its path; raise BackupFailure and leave nothing behind."""
    now = datetime.now(UTC)
    target = folder / f"mission-{now:%Y%m%d-%H%M%S}.tar.gz"
    key = Path(settings.DATA_DIR) / "secret-key"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Pictures are never overwritten or renamed, so that those of the dump are all there when it is done.
        with tempfile.TemporaryDirectory(prefix=".making-", dir=folder) as workplace:
            draft = Path(workplace) / "draft"
            dump = Path(workplace) / archive.DUMP
            database = Database()
            database.dump(dump)
            manifest = {
                "made_at": now.isoformat(timespec="seconds"),
                "postgresql": database.server,
                "pg_dump": binaries.version(),
                "django": django.get_version(),
                "migrations": _applied(),
            }
            with draft.open("xb") as file:
                os.fchmod(file.fileno(), 0o600)
                archive.write(
                    file, manifest, dump=dump, key=key if key.exists() else None, media=Path(settings.MEDIA_ROOT)
                )
                file.flush()
                os.fsync(file.fileno())
            # A link, unlike a renaming, never replaces what another backup of this second has put there.
            os.link(draft, target)
    except FileExistsError:
        raise BackupFailure(f"{target} exists already: another backup was made in this very second.") from None
    except OSError as error:
        raise BackupFailure(f"The backup cannot be written to {folder}: {error.strerror or error}.") from error
    return target


def _applied() -> list[str]:
    recorder = MigrationRecorder(connection)
    try:
        return sorted(f"{app}.{name}" for app, name in recorder.applied_migrations())
    finally:
        connection.close()
