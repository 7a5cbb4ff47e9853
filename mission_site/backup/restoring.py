"""Restoring: everything is unpacked and loaded next to what is there, and replaces it only when all of it is good.

What was there stays, under names that say when it was replaced. A store of objects gets the files that it lacks before
anything is replaced, and keeps all others: their names are hashes of their content, so a restore that is undone has
done no harm.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage

from mission_site.backup import archive, encryption, interrupted
from mission_site.backup.database import BESIDE, Database
from mission_site.backup.failure import BackupFailure
from mission_site.embedded_postgres import locks
from pressreleases import file_store
from pressreleases.migrations import SCHEMA


@dataclass(frozen=True)
class Restored:
    """When the backup was made, where what it replaced is kept now, and what was said of interrupted restores."""

    made_at: str
    kept: list[str]
    settled: list[str]


def restore(source: Path, key: Path | None = None) -> Restored:
    """Put the site back as the backup `source` holds it; on BackupFailure the site is as it was.

    If it is encrypted, the file `key` has the private key.
    """
    if source.suffix == encryption.SUFFIX and key is None:
        raise BackupFailure(f"{source} is encrypted. Say where the private key is: make restore FILE=… KEY=…")
    data = Path(settings.DATA_DIR)
    stamp = f"{datetime.now(UTC):%Y%m%d_%H%M%S}"
    try:
        data.mkdir(parents=True, exist_ok=True)
        with _nobody_serving(data):
            database = Database()
            settled = interrupted.settle(data, database)
            unpacked = Path(tempfile.mkdtemp(prefix=interrupted.PREFIX, dir=data))
            try:
                manifest = _unpack(source, unpacked, key)
                _refuse_other_schemas(manifest, source)
                kept = _exchange(unpacked, data, stamp, database)
            except BaseException:
                interrupted.settle(data, database)
                raise
            shutil.rmtree(unpacked)
    except file_store.StoreDown as error:
        raise BackupFailure(f"{error}, so nothing was restored. The site is as it was.") from error
    except OSError as error:
        raise BackupFailure(f"Restoring into {data} failed, and nothing was changed: {error.strerror}.") from error
    return Restored(str(manifest.get("made_at", "an unknown time")), kept, settled)


def _unpack(source: Path, folder: Path, key: Path | None) -> dict[str, Any]:
    if source.suffix != encryption.SUFFIX or key is None:
        return archive.read(source, folder)
    decrypted = folder / "decrypted"
    encryption.decrypt(source, decrypted, key)
    manifest = archive.read(decrypted, folder)
    decrypted.unlink()
    return manifest


@contextmanager
def _nobody_serving(data: Path) -> Iterator[None]:
    if not locks.is_free(data / "web.lock"):
        raise BackupFailure("The web server of this data folder is running: interrupt it first, then restore.")
    # Held so that none is started meanwhile; `make run` waits for it.
    with locks.held(data / "web.lock"):
        yield


def _refuse_other_schemas(manifest: dict[str, Any], source: Path) -> None:
    schema = manifest.get("schema")
    if not isinstance(schema, int):
        raise BackupFailure(
            f"{source} was made before version 0.2.0, and no later version can restore such a backup: restore it with "
            "a copy of the site from before 0.2.0, then update that one."
        )
    if schema > SCHEMA:
        raise BackupFailure(
            f"{source} comes from a newer copy of the site (its schema has the number {schema}, the newest that this "
            f"one knows is {SCHEMA}): update this one first."
        )


def _exchange(unpacked: Path, data: Path, stamp: str, database: Database) -> list[str]:
    """Let what was unpacked take its place and return where the former things are. The database comes last."""
    if others := database.others_connected():
        raise BackupFailure(
            f"The database is in use by {others} other session{'s' * (others > 1)}, such as a shell, a test run or a "
            "web server: end them first, then restore."
        )
    beside, before = f"{database.name}{BESIDE}{stamp}", f"{database.name}_before_{stamp}"
    database.load_beside(unpacked / archive.DUMP, beside)
    media = unpacked / archive.MEDIA
    media.mkdir(exist_ok=True)
    pairs = [(data / archive.KEY, unpacked / archive.KEY)]
    if file_store.is_folder():
        pairs.insert(0, (Path(settings.MEDIA_ROOT), media))
    else:
        source = FileSystemStorage(location=media)
        for name in file_store.names(source):
            file_store.copy(name, source, default_storage)
    moves = [
        (present, new, present.with_name(f"{present.name}_before_{stamp}")) for present, new in pairs if new.exists()
    ]
    interrupted.write_journal(unpacked, beside, moves)
    kept = []
    for present, new, former in moves:
        if present.exists():
            present.rename(former)
            kept.append(str(former))
        present.parent.mkdir(parents=True, exist_ok=True)
        new.rename(present)
    database.take_place(beside, before)
    if database.is_empty(before):
        database.drop(before)
    else:
        kept.append(f"the database {before}")
    return kept
