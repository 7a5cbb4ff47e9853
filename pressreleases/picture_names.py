"""The names of a picture's smaller copies: which ones it has, by its file and its width, so that nothing notes them."""

import re

# In pixels. A text has 350 on a telephone, of which each can be three dots wide, and up to 608 on a desk, each two.
WIDTHS = (480, 720, 1080, 1440)
# What a telephone gets of a lead picture, however many dots it has.
FOR_TELEPHONES = WIDTHS[0]
# By the ending of the stored file: what its copies are, the smallest first; browsers take the first that they know.
_FORMATS = {"jpg": ("avif", "webp", "jpg"), "webp": ("avif", "webp"), "png": ("webp",)}

_COPY = re.compile(r"images/(?P<sha256>[0-9a-f]{64})-[1-9][0-9]{2,3}\.(?:avif|webp|jpg)")


def copies(file: str, width: int) -> dict[str, dict[str, int]]:
    """The names of the copies of `file`, which has this width, each with its own width; by their endings.

    The narrowest first. A narrow picture has none. None is wider than the picture, and of its own format all are
    narrower.
    """
    stem, _dot, ending = file.rpartition(".")
    if width <= WIDTHS[0]:
        return {}
    widths = [step for step in WIDTHS if step < width]
    full = [width] if width <= WIDTHS[-1] else []
    return {
        form: {f"{stem}-{wide}.{form}": wide for wide in (widths if form == ending else widths + full)}
        for form in _FORMATS.get(ending, ())
    }


def all_copies(file: str, width: int) -> list[str]:
    """The same names in one list."""
    return [name for named in copies(file, width).values() for name in named]


def sha256_of_original(name: str) -> str:
    """The hash in the name of a copy; empty if `name` is not that of a copy."""
    found = _COPY.fullmatch(name)
    return found["sha256"] if found else ""
