"""The pictures on the pages of a PDF, drawn as a reader sees them: what is cut off or covered is not taken along.

A drawing that is made of lines and not of a picture, such as a chart, is only found, so that it can be named.
"""

from __future__ import annotations

import base64
import ctypes
import io
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pypdfium2 import raw

from pressreleases.intake.pdf_glyphs import Page
from pressreleases.intake.pdf_lines import Cell, Line, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_SIGN = 0xF2000
"""A line with this character alone is the place of the first picture, the next one that of the second."""

MOST_PICTURES = 40
MOST_PIXELS = 12_000_000
"""A larger picture is drawn smaller."""

MOST_STORED_PIXELS = 50_000_000
MOST_BYTES = 30_000_000
SECONDS = 8
"""All pictures of a file together; those beyond it are named as left out."""

LEAST, THINNEST = 24.0, 20.0
"""What is smaller, in points, or longer by so many times than wide, is a rule or a sign."""

MOST_LOSSLESS = 2_000_000
DEEPEST = 4
COVERS, WRITTEN_ON = 0.4, 0.2
"""A picture on so much of the page with so many of its characters on it is its background."""

PARAGRAPH = 1.6
"""A gap between lines of so many times their size parts paragraphs."""


@dataclass(slots=True)
class Shown:
    """A picture at its place on a page, in points. `data` is empty if it is left out."""

    left: float
    bottom: float
    right: float
    top: float
    pixels: int = 0
    density: float = 1.0
    is_photograph: bool = False
    data: bytes = b""
    is_drawing: bool = False

    @property
    def is_small(self) -> bool:
        width, height = self.right - self.left, self.top - self.bottom
        return min(width, height) < LEAST or max(width, height) > THINNEST * min(width, height)

    def touches(self, other: Shown) -> bool:
        apart = max(self.left, other.left) > min(self.right, other.right) + 1
        return not apart and max(self.bottom, other.bottom) <= min(self.top, other.top) + 1

    def joined(self, other: Shown) -> Shown:
        return Shown(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
            self.pixels + other.pixels,
            max(self.density, other.density),
            self.is_photograph or other.is_photograph,
        )


@dataclass(slots=True)
class Pictures:
    """The pictures of a document so far; one that is on several pages, such as an emblem, is taken once."""

    shown: list[Shown] = field(default_factory=list)
    seen: set[tuple[int, ...]] = field(default_factory=set)
    until: float = field(default_factory=lambda: time.monotonic() + SECONDS)

    def take(self, drawn: pdfium.PdfPage, page: Page) -> list[tuple[int, Shown]]:
        """Draw the pictures of a page; return them with their numbers, from the top."""
        found = []
        images = _found_on(drawn)
        for each in sorted(
            [*images, *(Shown(*edges, is_drawing=True) for edges in _drawings(drawn, page, images))],
            key=lambda one: -one.top,
        ):
            edges = (each.left, each.bottom, each.right, each.top)
            key = (*(round(edge / 3) for edge in edges), each.pixels)
            if each.is_small or key in self.seen:
                continue
            self.seen.add(key)
            if len(self.shown) >= MOST_PICTURES:
                break
            is_within = sum(len(one.data) for one in self.shown) < MOST_BYTES and time.monotonic() < self.until
            is_odd = drawn.get_rotation() or each.pixels > MOST_STORED_PIXELS or _is_background(each, drawn, page)
            if is_within and not is_odd and not each.is_drawing:
                drawing = _drawn(each, drawn)
                if drawing is None:
                    continue
                each.data = drawing
            found.append((len(self.shown), each))
            self.shown.append(each)
        return found

    def as_text(self) -> list[str | None]:
        """The bytes of the pictures, for JSON; None for a drawing."""
        return [None if each.is_drawing else base64.b64encode(each.data).decode() for each in self.shown]


def with_signs(lines: list[Line], pictures: list[tuple[int, Shown]]) -> list[Line]:
    """The lines of a page with one for each picture, where no paragraph is cut by it."""
    places = sorted(((_place(lines, each), number, each) for number, each in pictures), key=lambda one: one[:2])
    for at, number, each in reversed(places):
        near = lines[at - 1] if at else lines[at] if lines else None
        base = each.bottom if near is None else min(near.base, each.bottom) if at else max(near.base, each.bottom)
        segment = Segment((Cell(chr(FIRST_SIGN + number)),), each.left, each.right)
        lines = [*lines[:at], Line((segment,), base, near.size if near else 10.0), *lines[at:]]
    return lines


def is_sign(line: Line) -> bool:
    return len(text := line.text) == 1 and number_of(text) is not None


def number_of(text: str) -> int | None:
    """The number of the picture whose place a row of the sheet is; None for other rows."""
    at = ord(text) - FIRST_SIGN if len(text) == 1 else -1
    return at if 0 <= at < MOST_PICTURES else None


def _place(lines: list[Line], picture: Shown) -> int:
    """Before which line a picture is; beside lines, before or behind their paragraph."""
    under = next((at for at, line in enumerate(lines) if line.base < picture.top - 1), len(lines))
    if under == len(lines) or lines[under].base < picture.bottom + 1:
        return under
    for at in (*range(under, -1, -1), *range(under + 1, len(lines) + 1)):
        if at in (0, len(lines)) or lines[at - 1].base - lines[at].base > PARAGRAPH * lines[at].size:
            return at
    return under


def _found_on(page: pdfium.PdfPage) -> list[Shown]:
    found: list[Shown] = []
    for each in _objects(page):
        # A picture that a program cut into stripes is one again.
        for other in [one for one in found if one.touches(each)]:
            found.remove(other)
            each = each.joined(other)  # noqa: PLW2901  the joined one goes on
        found.append(each)
    return found


def _drawings(drawn: pdfium.PdfPage, page: Page, images: list[Shown]) -> list[Edges]:
    """The edges of the drawings on a page that are no frame of a picture."""
    return [edges for edges in drawings_on(drawn, page) if not any(one.touches(Shown(*edges)) for one in images)]


def _objects(page: pdfium.PdfPage) -> Iterator[Shown]:
    """Yield the pictures themselves, and groups that hold pictures and no text."""
    width, height = page.get_size()
    for drawn in page.get_objects(max_depth=1):
        kinds = [drawn] if drawn.type == raw.FPDF_PAGEOBJ_IMAGE else []
        if drawn.type == raw.FPDF_PAGEOBJ_FORM:
            kinds = list(page.get_objects(max_depth=DEEPEST, form=drawn.raw, level=1))
            if any(one.type == raw.FPDF_PAGEOBJ_TEXT for one in kinds):
                kinds = []
        images = [one for one in kinds if isinstance(one, pdfium.PdfImage)]
        if not images:
            continue
        edges = [ctypes.c_float() for _edge in range(4)]
        if not raw.FPDFPageObj_GetBounds(drawn.raw, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        sizes = [one.get_px_size() for one in images]
        whole = Shown(max(0.0, left), max(0.0, bottom), min(width, right), min(height, top))
        if whole.right - whole.left > 1 and whole.top - whole.bottom > 1:
            many = sum(across * up for across, up in sizes)
            density = max(across for across, _up in sizes) / max(1.0, right - left)
            lossy = any(set(one.get_filters()) & {"DCTDecode", "JPXDecode"} for one in images)
            yield replace(whole, pixels=many, density=density, is_photograph=lossy)


def _is_background(picture: Shown, drawn: pdfium.PdfPage, page: Page) -> bool:
    width, height = drawn.get_size()
    share = (picture.right - picture.left) * (picture.top - picture.bottom) / max(1.0, width * height)
    inked = [glyph for glyph in page.glyphs if not glyph.text.isspace()]
    within = sum(
        picture.left < glyph.left < picture.right and picture.bottom < glyph.base < picture.top for glyph in inked
    )
    return share > COVERS and within > WRITTEN_ON * len(inked)


def _drawn(picture: Shown, page: pdfium.PdfPage) -> bytes | None:
    """The part of the page where the picture is, as PNG or, for a photograph, as JPEG; no bytes if it fails.

    None if nothing is seen there. White edges are cut off, since a picture may be larger than what is seen of it.
    """
    width, height = page.get_size()
    area = (picture.right - picture.left) * (picture.top - picture.bottom)
    scale = min(max(picture.density, 1.0), 20.0, (MOST_PIXELS / area) ** 0.5)
    crop = (picture.left, picture.bottom, width - picture.right, height - picture.top)
    try:
        image = page.render(scale=scale, crop=crop, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
        seen = image.point(lambda value: 255 - value).getbbox()
        if seen is None:
            return None
        image = image.crop(seen)
        stream = io.BytesIO()
        if picture.is_photograph or image.width * image.height > MOST_LOSSLESS:
            image.save(stream, "JPEG", quality=90)
        else:
            image.save(stream, "PNG")
    except (pdfium.PdfiumError, MemoryError, ValueError, OSError):
        return b""
    return stream.getvalue()


Edges = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""

MOST_OBJECTS, MOST_SHAPES = 20_000, 600
THINNEST_SHAPE, LEAST_EDGE = 3.0, 48.0
"""A thinner shape is a rule; a smaller drawing is a sign."""

APART = 14.0
ENOUGH = 4
"""A drawing has so many shapes, where one with many corners counts for several."""

CORNERS_OF_BOX, CORNERS_OF_SHAPE, MOST_WEIGHT = 5, 4, 10
FULL_OF_TEXT = 0.15
"""A shape with text on so much of it is a box around text."""


def drawings_on(page: pdfium.PdfPage, read: Page) -> list[Edges]:
    """The edges of each drawing. Rules, frames around text and the cells of tables are none."""
    if page.get_rotation():
        return []
    found: list[tuple[Edges, int]] = []
    for each in _shapes(page, read):
        edges, weight = each
        for other in [one for one in found if _touch(one[0], edges)]:
            found.remove(other)
            edges, weight = _joined(edges, other[0]), weight + other[1]
        found.append((edges, weight))
    return [
        edges
        for edges, weight in found
        if weight >= ENOUGH
        and min(edges[2] - edges[0], edges[3] - edges[1]) >= LEAST_EDGE
        and _share_of_text(edges, read) < FULL_OF_TEXT
    ]


def _shapes(page: pdfium.PdfPage, read: Page) -> list[tuple[Edges, int]]:
    """The shapes of a page that are seen, and as how many each counts."""
    width, height = page.get_size()
    found: list[tuple[Edges, int]] = []
    for at in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page, at)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH or len(found) >= MOST_SHAPES:
            continue
        bounds = [ctypes.c_float() for _edge in range(4)]
        if not raw.FPDFPageObj_GetBounds(drawn, *bounds) or not _is_painted(drawn):
            continue
        left, bottom, right, top = (edge.value for edge in bounds)
        edges = max(0.0, left), max(0.0, bottom), min(width, right), min(height, top)
        corners = raw.FPDFPath_CountSegments(drawn)
        is_box = corners <= CORNERS_OF_BOX
        share = _share_of_text(edges, read)
        if min(edges[2] - edges[0], edges[3] - edges[1]) < THINNEST_SHAPE or share > (0 if is_box else FULL_OF_TEXT):
            continue
        found.append((edges, 1 if is_box else min(MOST_WEIGHT, 1 + corners // CORNERS_OF_SHAPE)))
    return found


def _is_painted(drawn: raw.FPDF_PAGEOBJECT) -> bool:
    """Whether a path is filled or drawn along, and not only used to cut others."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(drawn, fill, stroke) and (fill.value or stroke.value))


def _share_of_text(edges: Edges, read: Page) -> float:
    left, bottom, right, top = edges
    inked = (glyph for glyph in read.glyphs if not glyph.text.isspace())
    within = [glyph for glyph in inked if left <= glyph.left <= right and bottom <= glyph.base <= top]
    return sum(glyph.size**2 / 2 for glyph in within) / max(1.0, (right - left) * (top - bottom))


def _touch(one: Edges, other: Edges) -> bool:
    across = max(one[0], other[0]) - min(one[2], other[2])
    return across <= APART and max(one[1], other[1]) - min(one[3], other[3]) <= APART


def _joined(one: Edges, other: Edges) -> Edges:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
