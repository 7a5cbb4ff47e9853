"""The fonts of the share picture: serif ones for Latin and Cyrillic, Arabic and Chinese, from wheels with fonts only.

A line is set in one font that has all its letters, since a missing letter would be drawn as a box. Where no font has
them all the line is left out. Fonts are not safe to use from two threads at once; `share_picture` takes care of that.
"""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont, Layout

from pressreleases.language.languages import direction

REGULAR, SEMIBOLD = 400, 600
# Package, and its file for each weight.
_VARIABLE = "files/SourceSerif4[opsz,wght].ttf"
_FACES = (
    ("fontpkg_source_serif_4", {REGULAR: _VARIABLE, SEMIBOLD: _VARIABLE}),
    ("fontpkg_amiri", {REGULAR: "files/Amiri-Regular.ttf", SEMIBOLD: "files/Amiri-Bold.ttf"}),
    ("pylopdf_fonts_zh_cn", {REGULAR: "NotoSerifSC-Regular.otf", SEMIBOLD: "NotoSerifSC-Regular.otf"}),
)
_NO_LETTER = "\uffff"  # never a letter, so that every face draws its box


@dataclass(frozen=True)
class Type:
    """A face in a size for words of one language, as `ImageDraw.text` takes them."""

    font: FreeTypeFont
    language: str

    def width(self, words: str) -> float:
        return self.font.getlength(words, **self.shaping)

    @property
    def shaping(self) -> dict[str, Any]:
        """Raqm orders the letters of both directions, joins them, and picks the language's forms."""
        return {"direction": direction(self.language), "language": self.language}


def type_for(words: str, language: str, size: int, weight: int = REGULAR) -> Type | None:
    """The first face that has every letter of `words`; None if there is none."""
    face = next((number for number in range(len(_FACES)) if _has_all(number, words)), None)
    return None if face is None else Type(_opened(face, size, weight), language)


def _has_all(face: int, words: str) -> bool:
    return all(_has(face, letter) for letter in set(words) if not letter.isspace())


@cache
def _has(face: int, letter: str) -> bool:
    """Whether it draws anything but the box for a missing letter."""
    font = _plain(face)
    shown, box = (font.getmask(one) for one in (letter, _NO_LETTER))
    return (shown.size, bytes(shown)) != (box.size, bytes(box))


@cache
def _plain(face: int) -> FreeTypeFont:
    return ImageFont.truetype(_path(face, REGULAR), 24, layout_engine=Layout.BASIC)


@cache
def _opened(face: int, size: int, weight: int) -> FreeTypeFont:
    path = _path(face, weight)
    font = ImageFont.truetype(path, size, layout_engine=Layout.RAQM)
    if path.name == Path(_VARIABLE).name:
        font.set_variation_by_axes([weight, min(max(size, 8), 60)])
    return font


def _path(face: int, weight: int) -> Path:
    package, files = _FACES[face]
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent / files[weight]
