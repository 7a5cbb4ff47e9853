"""Making a backup: a dump of the database, then the files and the key, into one file that only its maker reads."""

import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from mission_site import apps, preparing
from mission_site.backup import archive, encryption, interrupted
from mission_site.backup.database import Database
from mission_site.backup.failure import BackupFailure
from mission_site.database_owner import as_owner
from mission_site.embedded_postgres import binaries, locks
from pressreleases import file_store

_PREFIX = ".making-"


@as_owner()
def make_backup(folder: Path) -> Path:
    """Write a new backup into `folder` and return its path; raise BackupFailure and leave nothing behind.

    One is made at a time. A site without content is refused, and so is a database of a newer copy of the site.
    """
    now = datetime.now(UTC)
    target = folder / f"mission-{now:%Y%m%d-%H%M%S}.tar.gz{encryption.SUFFIX if settings.BACKUP_KEYS else ''}"
    try:
        database = Database()
        _settle_restores(Path(settings.DATA_DIR), database)
        schema = _schema()
        _refuse_an_empty_site(database, schema)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Files are never overwritten or renamed, so that those of the dump are all there when it is done.
        with (
            locks.held(Path(settings.DATA_DIR) / "backup.lock"),
            tempfile.TemporaryDirectory(prefix=_PREFIX, dir=folder) as workplace,
        ):
            for leftover in folder.glob(f"{_PREFIX}*"):
                if leftover != Path(workplace):  # of a backup that was killed
                    shutil.rmtree(leftover)
            dump = Path(workplace) / archive.DUMP
            database.dump(dump)
            manifest = {
                "made_at": now.isoformat(timespec="seconds"),
                "postgresql": database.server,
                "pg_dump": binaries.version(),
                "django": django.get_version(),
                "schema": schema,
            }
            draft = _draft_in(Path(workplace), manifest, dump)
            # A link, unlike a renaming, never replaces what another backup of this second has put there.
            os.link(draft, target)
    except FileExistsError:
        raise BackupFailure(f"{target} exists already: another backup was made in this very second.") from None
    except file_store.StoreDown as error:
        raise BackupFailure(f"{error}, so no backup was made.") from error
    except OSError as error:
        raise BackupFailure(f"The backup cannot be written to {folder}: {error.strerror or error}.") from error
    return target


def _draft_in(workplace: Path, manifest: dict[str, Any], dump: Path) -> Path:
    """Write the backup into `workplace`, encrypted if the site has keys, and wait until the disk has it."""
    draft = workplace / "draft"
    key = Path(settings.DATA_DIR) / "secret-key"
    with draft.open("xb") as file:
        os.fchmod(file.fileno(), 0o600)
        archive.write(file, manifest, dump=dump, key=key if key.exists() else None, media=_media())
        file.flush()
        os.fsync(file.fileno())
    if not settings.BACKUP_KEYS:
        return draft
    encrypted = workplace / "encrypted"
    encryption.encrypt(draft, encrypted, settings.BACKUP_KEYS)
    with encrypted.open("rb") as file:
        os.fsync(file.fileno())
    return encrypted


def _media() -> archive.Media:
    """All files of the site, one after the other."""
    if file_store.is_folder():
        return archive.in_folder(Path(settings.MEDIA_ROOT))
    return ((name, partial(default_storage.open, name)) for name in file_store.names(default_storage))


def _settle_restores(data: Path, database: Database) -> None:
    """Wait for a restore that is running, and undo one that was killed: half of one is not to be kept."""
    if any(data.glob(f"{interrupted.PREFIX}*")):
        with locks.held(data / "web.lock"):
            for sentence in interrupted.settle(data, database):
                print(sentence, file=sys.stderr)


def _refuse_an_empty_site(database: Database, schema: int) -> None:
    has_tables = schema > 0
    if not has_tables or preparing.is_first_start():
        raise BackupFailure(
            f"The database {database.name} of the data folder {settings.DATA_DIR} holds "
            f"{'no account and no release' if has_tables else 'no site'}, so there is nothing to back up. Is this the "
            "right one? MISSION_VAR, MISSION_CONFIG or DATABASE_URL names another."
        )


def _schema() -> int:
    """Return the number of the database's own newest migration, which may be older than this copy of the site."""
    recorder = MigrationRecorder(connection)
    try:
        return apps.schema_of(name for app, name in recorder.applied_migrations() if app == "pressreleases")
    finally:
        connection.close()
