"""Making a picture of an upload: checked, turned upright, in sRGB, without metadata, re-encoded, kept by its hash."""

import hashlib
import io
import logging
import math
import struct
import threading
import warnings
from dataclasses import dataclass
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import connection, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, ImageCms, ImageOps, UnidentifiedImageError
from PIL import Image as Pillow

from pressreleases.models import Image

# Telephones take 48 to 50 million pixels, and write up to 35 MB of them.
MOST_MEGABYTES = 40
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2400

# Unpacked, a picture of 50 million pixels takes up to 700 MB of memory, so each process unpacks one at a time.
UNPACKING = threading.Lock()

# What cameras note as the colour space: the second is no part of the standard, and some write it all the same.
_EXIF_NOT_SRGB, _EXIF_ADOBE_RGB = 0xFFFF, 2

# What Pillow may open, what it is then kept as, and how that is written.
FORMATS = ("PNG", "JPEG", "WEBP")
# A photograph with further ones behind it, such as a smaller copy: a JPEG to everybody who shows it.
_SEVERAL_JPEGS = "MPO"
_ENDINGS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
_WRITING: dict[str, dict[str, Any]] = {
    "PNG": {"optimize": True},
    "JPEG": {"quality": 88, "progressive": True, "optimize": True},
    "WEBP": {"quality": 88, "method": 4},
}

log = logging.getLogger(__name__)

Sides = tuple[float, float, float, float]
NOTHING: Sides = (0.0, 0.0, 0.0, 0.0)


class NotAPicture(Exception):
    """The upload was refused; `str()` says why, in the active language."""

    sentence = _("The site cannot read this file as a picture. Choose a PNG, JPEG or WebP file.")

    def __str__(self) -> str:
        return str(self.sentence)


class TooManyBytes(NotAPicture):
    sentence = format_lazy(
        _("This file is larger than {megabytes} MB. Make the picture smaller first."), megabytes=MOST_MEGABYTES
    )


class TooManyPixels(NotAPicture):
    sentence = _("This picture has more than 50 million pixels. Make it smaller first.")


class Animated(NotAPicture):
    sentence = _("This picture is animated. Choose a still picture.")


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


def read(upload: IO[bytes], *, cropped: Sides = NOTHING) -> Picture:
    """The picture in `upload`, upright, at most 2,400 pixels long, without metadata. Raises `NotAPicture`.

    `cropped`: what is cut off it first, as shares of its width and height: left, top, right, bottom.
    """
    if upload.seek(0, io.SEEK_END) > MOST_BYTES:
        raise TooManyBytes
    upload.seek(0)
    try:
        with UNPACKING, warnings.catch_warnings():
            # What Pillow only warns of, 90 million pixels, is far beyond what is allowed here.
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
            return _made_anew(upload, cropped)
    except Pillow.DecompressionBombError as error:
        raise TooManyPixels from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotAPicture from error


def hold(sha256: str) -> None:
    """Let nobody else add the same picture until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"picture {sha256}"])


def keep(picture: Picture, *, title: str, credit: str = "") -> Image:
    """The site's picture with this content: the one that is there, or a new one with `title` and `credit`."""
    with transaction.atomic():
        hold(picture.sha256)
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
    store(image.file.storage, picture.name, picture.content)
    image.file.name = picture.name
    image.sha256, image.width, image.height = picture.sha256, picture.width, picture.height
    return image


def store(storage: Storage, name: str, content: bytes) -> None:
    """Write the file. One that is there stays; when it cannot be stored whole, nothing of it stays."""
    if storage.exists(name) and storage.size(name) != len(content):
        storage.delete(name)  # a part of it, left by a process that was killed
    if not storage.exists(name):
        try:
            storage.save(name, ContentFile(content))
        except OSError:
            storage.delete(name)
            raise


def forget(image: Image) -> None:
    """Delete the picture, and its files once that is committed, unless the same picture is there again by then."""
    sha256 = image.sha256
    image.delete()

    def delete() -> None:
        if not Image.objects.filter(sha256=sha256).exists():
            try:
                delete_files(sha256)
            except OSError:
                log.exception("The files images/%s* of a deleted picture could not be deleted", sha256)

    transaction.on_commit(delete)


def delete_files(sha256: str) -> None:
    """Delete the file of a picture that is no longer in the database, and all its copies, of any width and format."""
    for name in names_stored():
        if name.startswith(sha256):
            _storage().delete(f"images/{name}")


def names_stored() -> list[str]:
    """The names of all files of pictures, without their folder."""
    try:
        return _storage().listdir("images")[1]
    except FileNotFoundError:
        return []


def _storage() -> Storage:
    return Image._meta.get_field("file").storage


def _made_anew(upload: IO[bytes], cropped: Sides) -> Picture:
    with Pillow.open(upload, formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise TooManyPixels
        kind = opened.format or ""
        if kind == _SEVERAL_JPEGS:
            kind = "JPEG"
        elif getattr(opened, "is_animated", False):
            raise Animated
        # A large JPEG is unpacked at a half or a quarter of its size, so that it takes less memory.
        opened.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
        opened.load()
        picture = _eight_bits(_without_sides(opened, cropped))
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Pillow.Resampling.LANCZOS)
        clean = _without_metadata(_for_screens(ImageOps.exif_transpose(picture)), kind)
    written = io.BytesIO()
    clean.save(written, format=kind, **_WRITING[kind])
    return Picture(written.getvalue(), _ENDINGS[kind], clean.width, clean.height)


def _without_sides(picture: Pillow.Image, cropped: Sides) -> Pillow.Image:
    """`picture` without what is cut off. Raises NotAPicture where it is not sure which sides those are."""
    if cropped == NOTHING:
        return picture
    if picture.getexif().get(ExifTags.Base.Orientation, 1) != 1:
        # Programs differ in whether they turn a picture before or after it is cropped.
        raise NotAPicture
    left, top, right, bottom = cropped
    # Rounded inwards: not a line of what was cut off stays.
    box = (
        math.ceil(picture.width * left),
        math.ceil(picture.height * top),
        math.floor(picture.width * (1 - right)),
        math.floor(picture.height * (1 - bottom)),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        raise NotAPicture
    return picture.crop(box)


def _eight_bits(picture: Pillow.Image) -> Pillow.Image:
    """`picture` with eight bits a channel, in a mode that can be made smaller smoothly: no palette, no single bits.

    It is `picture` itself where that is so already: a copy of a large one takes as much memory again.
    """
    see_through = "transparency" in picture.info
    if picture.mode.startswith("I"):
        # Converted as it is, everything but the darkest would be white.
        scaled = picture.convert("I").point(lambda value: value * (1 / 257)).convert("L")
        scaled.info = {**picture.info}
        if see_through:
            scaled.info["transparency"] = int(picture.info["transparency"]) // 257
        picture = scaled
    if see_through:
        return picture.convert("RGBA")
    plain = {"P": "RGB", "PA": "RGBA", "1": "L"}.get(picture.mode)
    return picture.convert(plain) if plain else picture


def _for_screens(picture: Pillow.Image) -> Pillow.Image:
    """`picture` in sRGB, by the colour profile that it brought, or what the camera noted in place of one.

    As it is without either, or with a profile that is broken.
    """
    profile = picture.info.get("icc_profile") or (ADOBE_RGB if _told_as_adobe_rgb(picture) else None)
    if not profile:
        return picture
    colours = picture.convert(picture.mode.removesuffix("A")) if picture.mode in {"RGBA", "LA"} else picture
    try:
        converted = ImageCms.profileToProfile(
            colours,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return picture
    assert converted is not None, "it was not asked to change the picture in place"  # noqa: S101  for the type checker
    if colours.mode == "L":
        converted = converted.convert("L")
    if colours is not picture:
        converted.putalpha(picture.getchannel("A"))
    return converted


def _told_as_adobe_rgb(picture: Pillow.Image) -> bool:
    """Whether only the camera's notes say that the colours are Adobe RGB, as DCF has it: "not sRGB", and "R03"."""
    if picture.mode not in {"RGB", "RGBA"}:
        return False
    try:
        noted = picture.getexif()
        space = noted.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.ColorSpace)
        interoperability = noted.get_ifd(ExifTags.IFD.Interop).get(ExifTags.Interop.InteropIndex, "")
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):
        return False
    if isinstance(interoperability, bytes):
        interoperability = interoperability.decode("ascii", "replace")
    return space == _EXIF_ADOBE_RGB or (space == _EXIF_NOT_SRGB and str(interoperability).strip("\0 ") == "R03")


def _without_metadata(picture: Pillow.Image, kind: str) -> Pillow.Image:
    """Only the pixels: no comment, place, camera or colour profile, in a mode that every reader's browser knows."""
    mode = "RGBA" if "A" in picture.getbands() and kind != "JPEG" else "L" if picture.mode == "L" else "RGB"
    pixels = picture.convert(mode)
    bare = Pillow.new(mode, pixels.size)
    bare.paste(pixels)
    return bare


def _fixed(*values: float) -> bytes:
    """`values` as ICC writes them: 16 bits before the point and 16 behind it."""
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(*values)


def _profile(name: bytes, red: bytes, green: bytes, blue: bytes, curve: bytes) -> bytes:
    """A profile of ICC version 2 for a screen, by its primaries, and one curve for all three."""
    white = (0.9642, 1.0, 0.8249)
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + bytes(1 + 78),
        b"cprt": b"text\0\0\0\0None\0",
        b"wtpt": _xyz(*white),
        **dict(zip((b"rXYZ", b"gXYZ", b"bXYZ"), (red, green, blue), strict=True)),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, data, begins = b"", b"", 128 + 4 + 12 * len(tags)
    for key, value in tags.items():
        table += key + struct.pack(">II", begins + len(data), len(value))
        data += value + bytes(-len(value) % 4)
    head = struct.pack(">I4xI4s4s4s", begins + len(data), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += struct.pack(">6H4s28x", 1998, 1, 1, 0, 0, 0, b"acsp") + _fixed(*white)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


# The numbers of "Adobe RGB (1998) Color Image Encoding", 2005-05, for the white of profiles, D50.
ADOBE_RGB = _profile(
    b"Adobe RGB",
    _xyz(0.60974, 0.31111, 0.01947),
    _xyz(0.20528, 0.62567, 0.06087),
    _xyz(0.14919, 0.06322, 0.74457),
    b"curv\0\0\0\0" + struct.pack(">IH2x", 1, 0x0233),
)
