"""Which letters and signs the fonts of the letterhead PDF have: the others leave an edition without its PDF.

Read from the tables of characters in the font files (`cmap`, OpenType 1.9), which takes a fraction of a second once.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pressreleases.letterhead_pdf.drawing import font_folders

# Of the Unicode platform or Windows: characters beyond the first plane, and of the first plane.
_ALL, _FIRST_PLANE = 12, 4
# What is not drawn: spaces, and signs that only change what is beside them.
_UNDRAWN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_VARIANTS = frozenset({*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})


def not_drawn(words: str) -> list[str]:
    """The letters and signs of `words` that no font has, each once, in order."""
    return [one for one in dict.fromkeys(unicodedata.normalize("NFC", words)) if not _is_drawn(one)]


def _is_drawn(one: str) -> bool:
    # Letters and signs of ASCII are in every font, and are most of what is asked for.
    if one.isascii() or unicodedata.category(one) in _UNDRAWN or ord(one) in _VARIANTS:
        return True
    drawn = _drawn()
    return ord(one) in drawn or all(ord(part) in drawn for part in unicodedata.normalize("NFD", one))


@cache
def _drawn() -> frozenset[int]:
    """The characters that at least one of the fonts has."""
    files = (file for folder in font_folders() for file in sorted(folder.rglob("*.[ot]tf")))
    return frozenset(code for file in files for code in _of_font(file))


def _of_font(file: Path) -> Iterator[int]:
    font = file.read_bytes()
    (count,) = struct.unpack_from(">H", font, 4)
    tables = {font[at : at + 4]: struct.unpack_from(">L", font, at + 8)[0] for at in range(12, 12 + 16 * count, 16)}
    start = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", font, start + 2)
    found = {}
    for at in range(start + 4, start + 4 + 8 * count, 8):
        table = start + struct.unpack_from(">L", font, at + 4)[0]
        found[struct.unpack_from(">H", font, table)[0]] = table
    if _ALL in found:
        yield from _of_all_planes(font, found[_ALL])
    elif _FIRST_PLANE in found:
        yield from _of_first_plane(font, found[_FIRST_PLANE])


def _of_all_planes(font: bytes, table: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">L", font, table + 12)
    for at in range(table + 16, table + 16 + 12 * count, 12):
        first, last, glyph = struct.unpack_from(">LLL", font, at)
        # The glyph 0 is the one for characters that a font does not have.
        yield from range(first if glyph else first + 1, last + 1)


def _of_first_plane(font: bytes, table: int) -> Iterator[int]:
    double = struct.unpack_from(">H", font, table + 6)[0]
    ends, starts = table + 14, table + 16 + double
    for at in range(0, double, 2):
        (last,), (first,) = struct.unpack_from(">H", font, ends + at), struct.unpack_from(">H", font, starts + at)
        shift_at, range_at = starts + double + at, starts + 2 * double + at
        (shift,), (offset,) = struct.unpack_from(">H", font, shift_at), struct.unpack_from(">H", font, range_at)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offset:
                (glyph,) = struct.unpack_from(">H", font, range_at + offset + 2 * (code - first))
            if glyph and (glyph + shift) & 0xFFFF:
                yield code
