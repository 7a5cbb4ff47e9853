"""Making a picture of an upload: checked, turned upright, freed of metadata, encoded anew and kept by its hash."""

import hashlib
import io
import logging
import warnings
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from pressreleases.models import Image

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2400

# What Pillow may open, what it is then kept as, and how that is written.
_FORMATS = ("PNG", "JPEG", "WEBP")
_ENDINGS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
_WRITING: dict[str, dict[str, Any]] = {
    "PNG": {"optimize": True},
    "JPEG": {"quality": 88, "progressive": True, "optimize": True},
    "WEBP": {"quality": 88, "method": 4},
}


class NotAPicture(Exception):
    """The upload was refused; `str()` says why, in the active language."""

    sentence = _("This is not a picture that the site can read. Choose a PNG, JPEG or WebP file.")

    def __str__(self) -> str:
        return str(self.sentence)


class TooManyBytes(NotAPicture):
    sentence = _("This file is larger than 15 MB. Make the picture smaller first.")


class TooManyPixels(NotAPicture):
    sentence = _("This picture has more than 40 million pixels. Make it smaller first.")


class Animated(NotAPicture):
    sentence = _("This picture moves. Choose one that stands still.")


@dataclass(frozen=True)
class Picture:
    """A picture as it will be stored: nothing in `content` but the picture itself."""

    content: bytes
    ending: str
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def name(self) -> str:
        """Where it is kept below the media folder: `images/<sha256>.jpg`."""
        return f"images/{self.sha256}.{self.ending}"


def read(upload: IO[bytes]) -> Picture:
    """The picture in `upload`, upright, at most 2,400 pixels long, without metadata. Raises `NotAPicture`."""
    given = upload.read(MOST_BYTES + 1)
    if len(given) > MOST_BYTES:
        raise TooManyBytes
    try:
        with warnings.catch_warnings():
            # What Pillow only warns of, 90 million pixels, is far beyond what is allowed here.
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            return _made_anew(given)
    except Pillow.DecompressionBombError as error:
        raise TooManyPixels from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotAPicture from error


def keep(picture: Picture, *, title: str, credit: str = "") -> Image:
    """The site's picture with this content: the one that is there, or a new one with `title` and `credit`."""
    there = Image.objects.filter(sha256=picture.sha256).first()
    if there is not None:
        return there
    image = fill(Image(title=title, credit=credit), picture)
    image.save()
    return image


def fill(image: Image, picture: Picture) -> Image:
    """Store the file of `picture` and note it in `image`, which the caller saves. A file that is there stays.

    When it cannot be stored whole, nothing of it stays, and the storage's own error is raised.
    """
    storage = image.file.storage
    if storage.exists(picture.name) and storage.size(picture.name) != len(picture.content):
        storage.delete(picture.name)  # a part of it, left by a process that was killed
    if not storage.exists(picture.name):
        try:
            storage.save(picture.name, ContentFile(picture.content))
        except OSError:
            storage.delete(picture.name)
            raise
    image.file.name = picture.name
    image.sha256, image.width, image.height = picture.sha256, picture.width, picture.height
    return image


def forget(image: Image) -> None:
    """Delete the picture, and its file once that is committed, unless the same picture is there again by then."""
    storage, name, sha256 = image.file.storage, str(image.file.name), image.sha256
    image.delete()

    def delete_file() -> None:
        if not Image.objects.filter(sha256=sha256).exists():
            try:
                storage.delete(name)
            except OSError:
                logging.getLogger(__name__).exception("The file %s of a deleted picture could not be deleted", name)

    transaction.on_commit(delete_file)


def _made_anew(given: bytes) -> Picture:
    with Pillow.open(io.BytesIO(given), formats=_FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise TooManyPixels
        if getattr(opened, "is_animated", False):
            raise Animated
        kind = opened.format or ""
        opened.load()
        upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Pillow.Resampling.LANCZOS)
    clean = _bare(upright, kind)
    written = io.BytesIO()
    clean.save(written, format=kind, **_WRITING[kind])
    return Picture(written.getvalue(), _ENDINGS[kind], clean.width, clean.height)


def _bare(picture: Pillow.Image, kind: str) -> Pillow.Image:
    """Only the pixels: no comment, place, camera or colour profile, in a mode that every reader's browser knows."""
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if see_through and kind != "JPEG" else "L" if picture.mode in ("1", "L") else "RGB"
    pixels = picture.convert(mode)
    bare = Pillow.new(mode, pixels.size)
    bare.paste(pixels)
    return bare
