"""The emblem of the sample mission: a star of two squares in a ring. It is nobody's coat of arms."""

import io
import math

from PIL import Image, ImageDraw

SIDE = 320
_SHARPER = 4
# Teal with a contrast of 4:1 and more against white paper and against the dark page alike.
_INK = (29, 130, 150)
_FULL, _CLEAR = 255, 0


def draw() -> io.BytesIO:
    """A PNG of some kilobytes, square, transparent but for the drawing, opened for reading."""
    side = SIDE * _SHARPER
    # Only how much ink there is, is drawn; the colour is the same everywhere, which makes the file small.
    ink = Image.new("L", (side, side), _CLEAR)
    pen = ImageDraw.Draw(ink)
    _disc(pen, side, 0.49, _FULL)
    _disc(pen, side, 0.465, _CLEAR)
    _star(pen, side, 0.42, _FULL)
    _star(pen, side, 0.27, _CLEAR)
    _star(pen, side, 0.21, _FULL)
    _disc(pen, side, 0.085, _CLEAR)
    picture = Image.new("RGB", (SIDE, SIDE), _INK)
    picture.putalpha(ink.resize((SIDE, SIDE), Image.Resampling.LANCZOS))
    written = io.BytesIO()
    picture.save(written, format="PNG", optimize=True)
    written.seek(0)
    return written


def _disc(pen: ImageDraw.ImageDraw, side: int, radius: float, ink: int) -> None:
    """`radius` is a part of the side."""
    first, last = side * (0.5 - radius), side * (0.5 + radius)
    pen.ellipse((first, first, last, last), fill=ink)


def _star(pen: ImageDraw.ImageDraw, side: int, radius: float, ink: int) -> None:
    """Two squares whose corners lie on a circle, the one turned by an eighth of a circle."""
    for turned in (0.0, math.pi / 4):
        angles = [turned + quarter * math.pi / 2 for quarter in range(4)]
        corners = [(side * (0.5 + radius * math.cos(a)), side * (0.5 + radius * math.sin(a))) for a in angles]
        pen.polygon(corners, fill=ink)
