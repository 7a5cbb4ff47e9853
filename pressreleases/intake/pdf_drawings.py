"""Drawings on the pages of a PDF that are made of lines and shapes, such as charts and maps: where they are."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
from pypdfium2 import raw

from pressreleases.intake.pdf_glyphs import Page

Edges = tuple[float, float, float, float]
"""Left, bottom, right and top, in points."""

MOST_OBJECTS, MOST_SHAPES = 20_000, 600
THINNEST, LEAST = 3.0, 48.0
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
        and min(edges[2] - edges[0], edges[3] - edges[1]) >= LEAST
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
        if min(edges[2] - edges[0], edges[3] - edges[1]) < THINNEST or share > (0 if is_box else FULL_OF_TEXT):
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
