"""Room on the disk: how much is left for files and the site's own database, and which errors mean there is none."""

import errno
import shutil
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pressreleases import file_store

# Below so many bytes the desk warns: enough for some days, in which somebody can make room.
LOW = 500 * 1024 * 1024

# What staff read when something could not be saved because of it.
FULL = _(
    "The disk of the server is full, so nothing was saved. Go back to the form: your text "
    "is still there. Tell the person who runs the site, and save again when there is "
    "space."
)

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DISK_FULL = "53100"  # what Postgres calls it


def free() -> int:
    """Return the bytes that are free where there are fewest of them: for files, or for the site's own database.

    Files that are in a store of objects need no room here, but backups of them are made in the data folder.
    """
    files = settings.MEDIA_ROOT if file_store.is_folder() else settings.DATA_DIR
    folders = [files, settings.DATABASES["default"].get("EMBEDDED_DIR")]
    return min(shutil.disk_usage(_there(Path(folder))).free for folder in folders if folder)


def is_full(error: BaseException | None) -> bool:
    """Tell whether `error`, or one that led to it, says that a disk is full: this machine's, or that of Postgres."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            return True
        # A server that could not even start has no code, only the words of the system in its message.
        if getattr(error, "pgcode", None) == _DISK_FULL or "No space left on device" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _there(folder: Path) -> Path:
    """`folder`, or the nearest one above it that has been made."""
    return next(path for path in (folder, *folder.parents) if path.exists())
