"""Smaller copies of the pictures of the site: made in several widths and formats, and stored beside the picture."""

import io
import logging
import math
import time
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import Storage
from PIL import Image as Pillow

from pressreleases import disk, file_store, images, picture_names
from pressreleases.models import Image

_WRITING: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "progressive": True, "optimize": True},
}
_SHARP = {"format": "WEBP", "lossless": True, "method": 4}
# The narrowest copy is what telephones get of a lead picture, with the page, its style and its font in 60 kB: it is
# made at the best of these qualities (as Pillow counts them) that takes no more bytes than this, else at the last.
_MOST_FOR_TELEPHONES = 10_000
_QUALITIES = (52, 44, 38, 32, 26, 20)
# How many times as much may a sharp copy take as one that is not.
_SHARP_FOR = 3

# Why copies cannot be made: the picture is lost or broken, or there is no room.
_UNREADABLE = (OSError, SyntaxError, ValueError)
# For how long missing copies are made in one go, and of which pictures this process could not make any.
_SECONDS = 5.0
_FAILED: set[str] = set()
# A store of objects wants money for its lists: one in so many seconds is enough, unless there is a new picture.
_LIST_ANEW = 3600.0
# The newest picture when all had their copies, and when that was.
_COMPLETE = {"newest": 0, "at": 0.0}

log = logging.getLogger(__name__)


def make(image: Image) -> None:
    """Make the smaller copies of a stored picture. If that fails, pages show the picture itself."""
    try:
        _make(image)
    except _UNREADABLE:
        log.exception("The smaller copies of %s could not be made", image.file.name)


def make_missing() -> int:
    """Make the copies that are missing, newest pictures first; return how many pictures got theirs.

    After some seconds the rest is left to the next time. Raises the error of a full disk, or of a store of
    files that cannot be reached: the next time may do better.
    """
    newest = 0 if file_store.is_folder() else Image.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if newest and newest == _COMPLETE["newest"] and time.monotonic() - _COMPLETE["at"] < _LIST_ANEW:
        return 0
    there, done, ends = set(images.names_stored()), 0, time.monotonic() + _SECONDS
    for image in Image.objects.order_by("-pk").iterator():
        if time.monotonic() > ends:
            break
        file = PurePosixPath(str(image.file.name)).name
        names = set(picture_names.all_copies(file, image.width))
        if names <= there or file not in there or image.sha256 in _FAILED:
            continue
        try:
            _make(image)
            done += 1
        except _UNREADABLE as error:
            if disk.is_full(error) or isinstance(error, file_store.StoreDown):
                raise
            _FAILED.add(image.sha256)
            log.exception("The smaller copies of %s could not be made", file)
    else:
        _COMPLETE.update(newest=newest, at=time.monotonic())
    return done


def read(storage: Storage, name: str) -> bytes | None:
    """A copy, if it was written to its end: a process may have been killed, or be writing still."""
    try:
        with storage.open(name, "rb") as stored:
            content: bytes = stored.read()
    except FileNotFoundError:
        return None
    return content if _is_whole(content, PurePosixPath(name).suffix) else None


def _is_whole(content: bytes, suffix: str) -> bool:
    if suffix == ".jpg":
        return content.endswith(b"\xff\xd9")
    if suffix == ".webp":
        return len(content) == 8 + int.from_bytes(content[4:8], "little")
    # An AVIF is a row of boxes, each of which begins with its size.
    end = 0
    while end < len(content) and (size := int.from_bytes(content[end : end + 4], "big")) >= 8:
        end += size
    return end == len(content) > 0


def _make(image: Image) -> None:
    storage, file = image.file.storage, str(image.file.name)
    with storage.open(file, "rb") as stored, images.UNPACKING, Pillow.open(stored, formats=images.FORMATS) as opened:
        opened.load()
        for form, named in picture_names.copies(file, image.width).items():
            for name, width in named.items():
                if read(storage, name) is None:
                    images.store(storage, name, _copy(opened, form, width))
    if not Image.objects.filter(sha256=image.sha256).exists():
        for name in picture_names.all_copies(file, image.width):
            storage.delete(name)  # the picture was deleted meanwhile, with the copies that there were by then


def _copy(picture: Pillow.Image, form: str, width: int) -> bytes:
    height = max(1, round(picture.height * width / picture.width))
    smaller = picture.resize((width, height), Pillow.Resampling.LANCZOS)
    smooth = _written(smaller, _WRITING[form])
    most = _MOST_FOR_TELEPHONES if width == picture_names.FOR_TELEPHONES and form != "jpg" else None
    if picture.format == "PNG":
        # Drawings and pictures of a screen keep their sharp edges; a photograph would be many times larger so.
        sharp = _written(smaller, _SHARP)
        if len(sharp) < _SHARP_FOR * len(smooth) and (most is None or len(sharp) <= most):
            return sharp
    return smooth if most is None or len(smooth) <= most else _at_most(most, smaller, form, len(smooth))


def _at_most(most: int, picture: Pillow.Image, form: str, size: int) -> bytes:
    """`picture` in `most` bytes, if any of `_QUALITIES` takes so few; `size` is what it takes at the usual quality."""
    # Each takes about three quarters of what the one before it takes: try none that cannot do.
    first = min(int(math.log(size / most, 4 / 3)), len(_QUALITIES) - 1)
    for quality in _QUALITIES[first:]:
        written = _written(picture, {**_WRITING[form], "quality": quality})
        if len(written) <= most:
            break
    return written


def _written(picture: Pillow.Image, writing: dict[str, Any]) -> bytes:
    written = io.BytesIO()
    picture.save(written, **writing)
    return written.getvalue()
