"""The backup file: a tar.gz with `manifest.json`, `database.dump`, perhaps `secret-key`, and the files of `media/`.

Nothing here knows Django or the database. What is read is taken for hostile: only these names, only plain files.
"""

import gzip
import hashlib
import io
import json
import os
import shutil
import tarfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from mission_site.backup.failure import BackupFailure

# The name of a file below `media/`, and what opens it.
Media = Iterable[tuple[str, Callable[[], AbstractContextManager[IO[bytes]]]]]

FORMAT = 1
MANIFEST, DUMP, KEY, MEDIA = "manifest.json", "database.dump", "secret-key", "media"


def write(file: BinaryIO, manifest: dict[str, Any], *, dump: Path, key: Path | None, media: Media) -> None:
    """Write the archive to `file`; the manifest gains the format and the digest of the dump."""
    full = {"format": FORMAT, **manifest, "dump_sha256": _digest(dump)}
    with tarfile.open(fileobj=file, mode="w:gz", compresslevel=1) as tar:
        text = json.dumps(full, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(text)
        entry.mode = 0o600
        tar.addfile(entry, io.BytesIO(text))
        _add(tar, dump.open("rb"), DUMP)
        if key is not None:
            _add(tar, key.open("rb"), KEY)
        for name, opened in media:
            _add(tar, opened(), f"{MEDIA}/{name}")


def in_folder(folder: Path) -> Iterator[tuple[str, Callable[[], io.FileIO]]]:
    """The plain files of `folder`, for `write`."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), partial(io.FileIO, path)


def read(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack the archive `source` into the empty `folder` and return its manifest; raise BackupFailure.

    The whole file is read, so that its checksums are known to be right before anything is done with it.
    """
    try:
        with gzip.open(source) as unzipped:
            with tarfile.open(fileobj=unzipped, mode="r|") as tar:
                for member in tar:
                    _unpack(tar, member, folder)
            # The checksum comes after what the tar format reads.
            while unzipped.read(2**20):
                pass
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise BackupFailure(f"{source} was made by another version of the site (format {manifest['format']}).")
        if _digest(folder / DUMP) != manifest["dump_sha256"]:
            raise BackupFailure(f"{source} is damaged: its database is not the one that was put in.")
    except FileNotFoundError as error:
        if error.filename == os.fspath(source):
            raise BackupFailure(f"There is no file {source}.") from None
        raise BackupFailure(f"{source} is not a whole backup: it lacks {Path(error.filename).name}.") from None
    except (tarfile.TarError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise BackupFailure(f"{source} is damaged or is not a backup of this site ({error}).") from error
    except OSError as error:
        raise BackupFailure(f"{source} cannot be read: {error.strerror or error}.") from error
    return manifest


def _add(tar: tarfile.TarFile, opened: AbstractContextManager[IO[bytes]], name: str) -> None:
    with opened as content:
        entry = tarfile.TarInfo(name)
        content.seek(0, io.SEEK_END)
        entry.size = content.tell()
        content.seek(0)
        entry.mtime = int(time.time())
        entry.mode = 0o600
        tar.addfile(entry, content)


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    name = PurePosixPath(member.name)
    known = member.name in {MANIFEST, DUMP, KEY} or (name.parts[0] == MEDIA and len(name.parts) > 1)
    if not member.isreg() or not known or ".." in name.parts or "\0" in member.name:
        raise BackupFailure(f"The file holds {member.name!r}, which no backup of this site does; nothing was changed.")
    target = folder.joinpath(*name.parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    mode = 0o640 if name.parts[0] == MEDIA else 0o600
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    content = tar.extractfile(member)
    with os.fdopen(descriptor, "wb") as file:
        if content is not None:  # None is only for what is no regular file
            shutil.copyfileobj(content, file)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
