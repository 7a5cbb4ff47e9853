"""Restoring: everything is unpacked and loaded beside what is there, and takes its place only when all of it is good.

What was there stays, under names that say when it was replaced.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.migrations.loader import MigrationLoader

from mission_site.backup import archive
from mission_site.backup.database import Database
from mission_site.backup.failure import BackupFailure
from mission_site.embedded import locks


@dataclass(frozen=True)
class Restored:
    """When the backup was made, and where what it replaced is kept now."""

    made_at: str
    kept: list[str]


def restore(source: Path) -> Restored:
    """Put the site back as the backup `source` holds it; on BackupFailure the site is as it was."""
    data = Path(settings.DATA_DIR)
    stamp = f"{datetime.now(UTC):%Y%m%d_%H%M%S}"
    try:
        data.mkdir(parents=True, exist_ok=True)
        with _nobody_serving(data), tempfile.TemporaryDirectory(prefix=".restoring-", dir=data) as workplace:
            unpacked = Path(workplace)
            manifest = archive.read(source, unpacked)
            _refuse_a_newer_site(manifest, source)
            kept = _exchange(unpacked, data, stamp)
    except OSError as error:
        raise BackupFailure(f"Restoring into {data} failed, and nothing was changed: {error.strerror}.") from error
    return Restored(str(manifest.get("made_at", "an unknown time")), kept)


@contextmanager
def _nobody_serving(data: Path) -> Iterator[None]:
    if not locks.is_free(data / "web.lock"):
        raise BackupFailure("The web server of this data folder is running: interrupt it first, then restore.")
    # Held so that none is started meanwhile; `make run` waits for it.
    with locks.held(data / "web.lock"):
        yield


def _refuse_a_newer_site(manifest: dict[str, Any], source: Path) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if unknown := sorted(set(manifest.get("migrations", [])) - known):
        raise BackupFailure(
            f"{source} comes from a newer copy of the site (this one does not know {unknown[0]}): "
            "update this one first."
        )


def _exchange(unpacked: Path, data: Path, stamp: str) -> list[str]:
    """Let what was unpacked take its place and return where the former things are. The database comes last."""
    database = Database()
    if others := database.others_connected():
        raise BackupFailure(
            f"The database is in use by {others} other session{'s' * (others > 1)}, such as a shell, a test run or a "
            "web server: end them first, then restore."
        )
    beside, before = f"{database.name}_restoring_{stamp}", f"{database.name}_before_{stamp}"
    database.load_beside(unpacked / archive.DUMP, beside)
    kept = []
    media = Path(settings.MEDIA_ROOT)
    (unpacked / archive.MEDIA).mkdir(exist_ok=True)
    with ExitStack() as undo:
        undo.callback(database.drop, beside)
        kept += _replace(media, unpacked / archive.MEDIA, media.with_name(f"{media.name}_before_{stamp}"), undo)
        if (unpacked / archive.KEY).exists():
            key = data / archive.KEY
            kept += _replace(key, unpacked / archive.KEY, key.with_name(f"{key.name}_before_{stamp}"), undo)
        database.take_place(beside, before)
        undo.pop_all()
    if database.is_empty(before):
        database.drop(before)
    else:
        kept.append(f"the database {before}")
    return kept


def _replace(present: Path, new: Path, before: Path, undo: ExitStack) -> list[str]:
    """Put `new` where `present` is and keep that as `before`; `undo` learns how to go back."""
    kept = []
    if present.exists():
        present.rename(before)
        undo.callback(os.replace, before, present)
        kept.append(str(before))
    present.parent.mkdir(parents=True, exist_ok=True)
    new.rename(present)
    undo.callback(present.rename, new)
    return kept
