"""The glyphs of a PDF page as pdfium finds them: their characters, places, sizes and weights."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
from pypdfium2 import raw

MOST_CHARACTERS = 100_000
"""More than this many characters on a page are no page of text."""

MOST_OBJECTS = 20_000
BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd\b", re.IGNORECASE)
FORCE_BOLD = 1 << 18
FILL_AND_STROKE = 2
HYPHENS = (0x2, 0xFFFE)
PRESENTATION_FORMS = re.compile("[\ufb00-\ufb06\ufb13-\ufb17\ufb1d-\ufdff\ufe70-\ufefc]+")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character at its place, in points; `base` is the height of its base line.

    `index` is its place in pdfium's order. `is_made`: a space that pdfium saw in a gap.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    index: int
    is_bold: bool = False
    is_made: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A small drawing, which may be the sign of a list's item."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Page:
    """What is on a page. `pictured` is the share of it that pictures cover; `lost` how many characters have no code."""

    glyphs: list[Glyph]
    marks: list[Mark]
    pictured: float
    drawings: int
    lost: int


@dataclass(frozen=True, slots=True)
class Style:
    """What all characters of a text object share; `turn` is how many quarters it is turned by."""

    size: float
    is_bold: bool
    turn: int | None


def read_page(page: pdfium.PdfPage) -> Page:
    """Return what is on a page. Text that is not parallel to most of the text, such as a watermark, is left out."""
    text = page.get_textpage()
    found = list(_glyphs(text))
    turns = Counter(turn for glyph, turn in found if not glyph.text.isspace())
    main = turns.most_common(1)[0][0] if turns else 0
    glyphs = [_turned(glyph, main or 0) for glyph, turn in found if turn == main]
    marks, pictured, drawings = _drawn(page)
    lost = sum(1 for glyph in glyphs if _is_lost(glyph.text))
    return Page(glyphs, marks, pictured, drawings, lost)


def _is_lost(text: str) -> bool:
    return text == "\ufffd" or unicodedata.category(text[0]) in ("Cc", "Cn", "Co")


def _glyphs(text: pdfium.PdfTextPage) -> Iterator[tuple[Glyph, int | None]]:
    """Yield each character with the quarters that it is turned by."""
    styles: dict[int | None, Style] = {}
    style = Style(10, False, 0)
    count = min(text.count_chars(), MOST_CHARACTERS + 1)
    high = 0
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        character = _character(code, is_hyphen=code in HYPHENS and raw.FPDFText_IsHyphen(text, at) == 1)
        if not character:
            continue
        drawn = raw.FPDFText_GetTextObject(text, at)
        address = ctypes.addressof(drawn.contents) if drawn else None
        if address is not None:
            if address not in styles:
                styles[address] = _style(text, at)
            style = styles[address]
        glyph = _placed(text, at, character, style, is_made=address is None)
        if glyph:
            yield glyph, style.turn


def _character(code: int, *, is_hyphen: bool) -> str:
    """Return the character; nothing for line ends, and for what is no character."""
    if is_hyphen:
        return "-"
    if code in (0, 0xA, 0xD, 0xFEFF, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return ""
    character = chr(code)
    if character == "\N{NO-BREAK SPACE}":
        return character
    if character.isspace():
        return " "
    return PRESENTATION_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), character)


def _style(text: pdfium.PdfTextPage, at: int) -> Style:
    name, flags, matrix = ctypes.create_string_buffer(200), ctypes.c_int(), raw.FS_MATRIX()
    raw.FPDFText_GetFontInfo(text, at, name, len(name), flags)
    raw.FPDFText_GetMatrix(text, at, matrix)
    mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, at))
    is_bold = (
        bool(BOLD.search(name.value.decode("utf-8", "replace")))
        or bool(flags.value & FORCE_BOLD)
        or mode == FILL_AND_STROKE
    )
    size = raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
    quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2) if all(map(math.isfinite, (matrix.a, matrix.b))) else 0.5
    turn = round(quarters) % 4 if abs(quarters - round(quarters)) < 0.05 else None
    return Style(size if math.isfinite(size) and 1 < size < 500 else 10.0, is_bold, turn)


def _placed(text: pdfium.PdfTextPage, at: int, character: str, style: Style, *, is_made: bool) -> Glyph | None:
    """Return the character at its place, before turning; nothing if it has no place."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    raw.FPDFText_GetCharOrigin(text, at, x, y)
    raw.FPDFText_GetLooseCharBox(text, at, box)
    if style.turn in (1, 3):
        left, right, base = min(box.bottom, box.top), max(box.bottom, box.top), x.value
    else:
        left, right, base = min(box.left, box.right), max(box.left, box.right), y.value
    if style.turn == 0 and unicodedata.bidirectional(character[0]) == "L":
        # Letters such as J reach to the left of their place.
        left = max(left, min(x.value, right))
    if not all(map(math.isfinite, (left, right, base))) or max(map(abs, (left, right, base))) > 100_000:
        return None
    # LibreOffice writes some spaces without a width, and not always at their place.
    is_made = is_made or (character == " " and right - left < 0.1)
    return Glyph(character, left, right, base, style.size, at, style.is_bold, is_made)


def _turned(glyph: Glyph, turn: int) -> Glyph:
    """Return the glyph as it is seen when the page is turned so that its text is upright."""
    left, right, base = glyph.left, glyph.right, glyph.base
    if turn == 1:
        return replace(glyph, base=-base)
    if turn == 2:
        return replace(glyph, left=-right, right=-left, base=-base)
    if turn == 3:
        return replace(glyph, left=-right, right=-left)
    return glyph


def _drawn(page: pdfium.PdfPage) -> tuple[list[Mark], float, int]:
    """Return small drawings, the share of the page that pictures cover, and how many other drawings it has."""
    width, height = page.get_size()
    area = max(1.0, width * height)
    marks, pictured, drawings = [], 0.0, 0
    for at in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        drawn = raw.FPDFPage_GetObject(page, at)
        kind = raw.FPDFPageObj_GetType(drawn)
        edges = [ctypes.c_float() for _edge in range(4)]
        if kind == raw.FPDF_PAGEOBJ_TEXT or not raw.FPDFPageObj_GetBounds(drawn, *edges):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            pictured += max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0)) / area
        elif 1 < right - left < 8 and 1 < top - bottom < 8 and abs((right - left) - (top - bottom)) < 1.5:
            marks.append(Mark(left, bottom, right, top))
        else:
            drawings += 1
    return marks, pictured, drawings
