"""Where uploaded files are kept, a folder or a store of objects: whether it answers, and copies between two of them."""

import hashlib
import posixpath
from collections.abc import Iterator
from typing import IO, Any, cast

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage
from django.utils.translation import gettext_lazy as _

# For how many seconds a reader's program is asked to wait after a file could not be had.
RETRY_AFTER = 30

# What staff read when something could not be saved because of it.
UNREACHABLE = _(
    "The storage for files cannot be reached at the moment, so nothing was saved. Go back to the form: "
    "your text is still there. Save again in a few minutes."
)


class StoreDown(OSError):
    """The store does not answer, or refuses what the site asks; `str()` says why, without any secret."""


def is_folder() -> bool:
    """Tell whether files are kept in a folder of this machine."""
    return isinstance(default_storage, FileSystemStorage)


def problem() -> str:
    """Why the store cannot be used now; empty if it can. A folder is not looked at."""
    if is_folder():
        return ""
    try:
        cast("Any", default_storage).probe()
    except StoreDown as error:
        return str(error)
    return ""


def names(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files in `storage`, in order, folder by folder."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (posixpath.join(folder, name) for name in sorted(files))
    for name in sorted(folders):
        yield from names(storage, posixpath.join(folder, name))


def copy(name: str, source: Storage, target: Storage) -> tuple[bool, str]:
    """Copy one file, and read it back; tell whether it was missing, and its SHA-256.

    A file of that name with other content is a part of it, left by a copy that was interrupted, and is replaced.
    """
    with source.open(name, "rb") as file:
        sha256 = _sha256(file)
        if target.exists(name):
            if sha256_of(target, name) == sha256:
                return False, sha256
            target.delete(name)
        file.seek(0)
        stored = target.save(name, File(file))
    if stored != name or sha256_of(target, name) != sha256:
        raise StoreDown(f"the file {name} is not the same after it was copied")
    return True, sha256


def sha256_of(storage: Storage, name: str) -> str:
    with storage.open(name, "rb") as file:
        return _sha256(file)


def _sha256(file: "IO[bytes] | File[bytes]") -> str:
    digest = hashlib.sha256()
    while part := file.read(2**20):
        digest.update(part)
    return digest.hexdigest()
