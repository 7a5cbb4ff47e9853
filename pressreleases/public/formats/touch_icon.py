"""The icon of a bookmark on a telephone: the emblem of the mission on paper, or a sheet where it has none."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw, UnidentifiedImageError

from pressreleases.images import UNPACKING

SIDE = 180
_MARGIN = 18
_PAPER, _ACCENT = (253, 252, 249), (10, 86, 110)


@lru_cache(maxsize=8)
def drawn(emblem: bytes | None) -> bytes:
    """A PNG without transparency, which telephones would fill with black."""
    paper = Image.new("RGB", (SIDE, SIDE), _PAPER)
    if not (emblem and _put_emblem(paper, emblem)):
        _draw_sheet(ImageDraw.Draw(paper))
    written = io.BytesIO()
    paper.quantize(64, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        written, format="PNG", optimize=True
    )
    return written.getvalue()


def _put_emblem(paper: Image.Image, emblem: bytes) -> bool:
    """Whether `emblem` could be read."""
    try:
        with UNPACKING, Image.open(io.BytesIO(emblem)) as opened:
            shown = opened.convert("RGBA")
    except UnidentifiedImageError:
        return False
    room = SIDE - 2 * _MARGIN
    shown.thumbnail((room, room), Image.Resampling.LANCZOS)
    paper.paste(shown, ((SIDE - shown.width) // 2, (SIDE - shown.height) // 2), shown)
    return True


def _draw_sheet(pen: ImageDraw.ImageDraw) -> None:
    """As `templates/public/icon.svg` has it."""
    pen.rectangle((48, 30, 132, 150), outline=_ACCENT, width=8)
    for top, right in ((60, 112), (80, 112), (100, 112), (120, 96)):
        pen.line((68, top, right, top), fill=_ACCENT, width=7)
