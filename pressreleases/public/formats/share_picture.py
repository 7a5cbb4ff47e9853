"""The picture of a page where it is shared: names and emblem, kind, title and date, 1200 by 630 pixels; its fonts.

A release with a lead picture has that one, cropped around its most important point, above the name of the mission.

The fonts are serif ones for Latin and Cyrillic, Arabic and Chinese, from wheels with fonts only. A line is set in one
font that has all its letters, since a missing letter would be drawn as a box. Where no font has them all the line is
left out.
"""

import io
import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image, ImageDraw, ImageFont, ImageOps, UnidentifiedImageError
from PIL.ImageFont import FreeTypeFont, Layout

from pressreleases.images import UNPACKING
from pressreleases.language import characters
from pressreleases.language.dates import day_in_words
from pressreleases.language.languages import capitals, direction
from pressreleases.language.punctuation import comma
from pressreleases.models import Edition
from pressreleases.public.formats.page_place import Shared
from pressreleases.public.reading.masthead import head_of, site_name
from pressreleases.public_addresses import absolute

REGULAR, SEMIBOLD = 400, 600
# Package, and its file for each weight.
_VARIABLE = "files/SourceSerif4[opsz,wght].ttf"
# It has the sign of the manat, and letters that few languages have.
_MORE_SIGNS = "files/NotoSerif[wdth,wght].ttf"
_FACES = (
    ("fontpkg_source_serif_4", {REGULAR: _VARIABLE, SEMIBOLD: _VARIABLE}),
    ("fontpkg_noto_serif", {REGULAR: _MORE_SIGNS, SEMIBOLD: _MORE_SIGNS}),
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


WIDTH, HEIGHT = 1200, 630
MEDIA_TYPE = "image/png"
_PAPER, _INK, _SOFT, _RULE, _ACCENT = (253, 252, 249), (23, 35, 43), (71, 84, 92), (201, 209, 213), (10, 86, 110)
_MARGIN = 72
_INNER = WIDTH - 2 * _MARGIN
_EMBLEM = 112
_NAMES_TOP, _RULE_AT, _LABEL_AT, _TITLE_AT, _DATE_AT = 48, 190, 222, 276, 548
_TITLE_SIZES = (72, 64, 56, 50, 44, 40)
# Words may end before these, and not begin with them, where a script has no spaces between words.
_NOT_FIRST = frozenset("，。、；：？！）》」』”’％")


@dataclass(frozen=True)
class Words:
    """One language's words."""

    words: str
    language: str


@dataclass(frozen=True)
class Sheet:
    """What the picture says, in `language`; names are in their own. Empty title: the names alone, larger."""

    language: str
    names: tuple[Words, ...]
    label: str = ""
    title: str = ""
    date: str = ""


# One at a time in each process: fonts are not safe to use from two threads, and many asked for at once leave the other
# core to readers.
_one_at_a_time = threading.Lock()


@lru_cache(maxsize=128)
def picture(sheet: Sheet, emblem: bytes | None) -> bytes:
    """A PNG of some 20 to 40 kB. The newest asked for are kept in memory, and nowhere else."""
    with _one_at_a_time:
        paper = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
        pen = ImageDraw.Draw(paper)
        pen.rectangle((0, HEIGHT - 10, WIDTH, HEIGHT), fill=_ACCENT)
        title = fitted(sheet.title, sheet.language) if sheet.title else None
        if title:
            _head(paper, pen, sheet, io.BytesIO(emblem) if emblem else None)
            pen.line((_MARGIN, _RULE_AT, WIDTH - _MARGIN, _RULE_AT), fill=_RULE, width=2)
            label = capitals(sheet.label, sheet.language)
            _line(pen, label, type_for(label, sheet.language, 24, SEMIBOLD), _LABEL_AT)
            face, lines = title
            for number, line in enumerate(lines):
                _put(pen, line, face, (_start(face, line), _TITLE_AT + number * leading(face)), _INK)
            _line(pen, sheet.date, type_for(sheet.date, sheet.language, 30), _DATE_AT - 30 // 2)
        else:
            _names_alone(paper, pen, sheet, io.BytesIO(emblem) if emblem else None)
        written = io.BytesIO()
        paper.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(written, format="PNG")
        return written.getvalue()


def _head(paper: Image.Image, pen: ImageDraw.ImageDraw, sheet: Sheet, emblem: IO[bytes] | None) -> None:
    """The first name where lines begin, the others where they end, the emblem between them, as on the sheet."""
    column = (_INNER - _EMBLEM) // 2 - 24
    rtl = direction(sheet.language) == "rtl"
    for number, name in enumerate(sheet.names[:2]):
        at_left = (number == 0) != rtl
        set_name = _set_name(name, 26, column)
        if set_name is None:
            continue
        face, lines = set_name
        top = _NAMES_TOP + (_EMBLEM - len(lines) * 32) // 2
        for row, line in enumerate(lines):
            left = _MARGIN if at_left else WIDTH - _MARGIN - face.width(line)
            _put(pen, line, face, (left, top + row * 32), _INK)
    _paste_emblem(paper, emblem, _NAMES_TOP, _EMBLEM)


def _names_alone(paper: Image.Image, pen: ImageDraw.ImageDraw, sheet: Sheet, emblem: IO[bytes] | None) -> None:
    """Emblem and names one below the other in the middle."""
    set_names = [found for name in sheet.names[:3] if (found := _set_name(name, 40, _INNER))]
    height = sum(len(lines) * 50 + 22 for _face, lines in set_names)
    side = 180 if emblem else 0
    top = max((HEIGHT - side - height) // 2, 24)
    _paste_emblem(paper, emblem, top, side)
    top += side + 40
    for face, lines in set_names:
        for line in lines:
            _put(pen, line, face, ((WIDTH - face.width(line)) / 2, top), _INK)
            top += 50
        top += 22


def _set_name(name: Words, size: int, width: int) -> tuple[Type, list[str]] | None:
    """In the lines of the sheet, smaller if one of them is too long; None if no face has its letters."""
    lines = [line.strip() for line in name.words.splitlines() if line.strip()][:4]
    for fitting in range(size, 13, -1):
        face = type_for("".join(lines), name.language, fitting, SEMIBOLD)
        if face is None:
            break
        if all(face.width(line) <= width for line in lines):
            return face, lines
    return None


def _paste_emblem(paper: Image.Image, emblem: IO[bytes] | None, top: int, side: int, left: int | None = None) -> None:
    """In the middle, or at `left`."""
    if emblem is None:
        return
    with Image.open(emblem) as opened:
        drawn = opened.convert("RGBA")
    drawn.thumbnail((side, side), Image.Resampling.LANCZOS)
    start = (WIDTH - drawn.width) // 2 if left is None else left + (side - drawn.width) // 2
    paper.paste(drawn, (start, top + (side - drawn.height) // 2), drawn)


def fitted(title: str, language: str) -> tuple[Type, list[str]] | None:
    """The title in the largest size in which it fits, in lines of about one length; None without letters for it."""
    title, room = " ".join(title.split()), _DATE_AT - _TITLE_AT - 24
    for size in _TITLE_SIZES:
        face = type_for(title, language, size, SEMIBOLD)
        if face is None:
            return None
        lines = _lines(title, face, _INNER)
        if len(lines) * leading(face) <= room and all(face.width(line) <= _INNER for line in lines):
            return face, _balanced(title, face, len(lines))
        if size == _TITLE_SIZES[-1]:
            most = room // leading(face)
            return face, lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]
    return None


def _balanced(title: str, face: Type, most: int) -> list[str]:
    """In `most` lines, none of them much shorter than the others."""
    lines = _lines(title, face, _INNER)
    for width in range(_INNER, _INNER // 2, -40):
        narrower = _lines(title, face, width)
        if len(narrower) > most:
            break
        lines = narrower
    return lines


def _lines(words: str, face: Type, width: int) -> list[str]:
    lines = [""]
    for piece in _pieces(words):
        longer = lines[-1] + piece
        if lines[-1].strip() and face.width(longer.rstrip()) > width:
            lines.append(piece)
        else:
            lines[-1] = longer
    return [line.strip() for line in lines]


def _pieces(words: str) -> list[str]:
    """Where a line may end: after a space, and between any two Chinese letters but before a mark."""
    pieces = [""]
    for before, letter in zip(" " + words, words, strict=False):
        breaks = before == " " or (_is_chinese(before) and _is_chinese(letter) and letter not in _NOT_FIRST)
        if breaks and pieces[-1]:
            pieces.append(letter)
        else:
            pieces[-1] += letter
    return pieces


def _is_chinese(letter: str) -> bool:
    return "\u2e80" <= letter <= "\u9fff" or "\uff00" <= letter <= "\uffef"


def leading(face: Type) -> int:
    return round(face.font.size * 1.16)


def _line(pen: ImageDraw.ImageDraw, words: str, face: Type | None, top: int) -> None:
    if face:
        _put(pen, words, face, (_start(face, words), top), _SOFT)


def _start(face: Type, words: str) -> float:
    """The left edge of a line that begins at the margin of its direction."""
    return WIDTH - _MARGIN - face.width(words) if direction(face.language) == "rtl" else _MARGIN


def _put(pen: ImageDraw.ImageDraw, words: str, face: Type, at: tuple[float, int], colour: tuple[int, int, int]) -> None:
    # Lines hang from the ascent of their face, not from the top of their own letters.
    pen.text(at, words, fill=colour, font=face.font, anchor="la", **face.shaping)


_BAND = 96


@lru_cache(maxsize=32)
def photograph(names: tuple[Words, ...], emblem: bytes | None, file: str, focus: str) -> bytes:
    """A JPEG of the lead picture in `file` above a band with the first of `names`.

    Raises `FileNotFoundError` or `UnidentifiedImageError` if the file is lost or broken.
    """
    with default_storage.open(file, "rb") as stored, UNPACKING, Image.open(stored) as opened:
        opened.draft("RGB", (WIDTH, HEIGHT))
        shown = cropped(opened, focus)
    with _one_at_a_time:
        paper = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
        paper.paste(shown, (0, 0))
        pen = ImageDraw.Draw(paper)
        pen.rectangle((0, HEIGHT - 10, WIDTH, HEIGHT), fill=_ACCENT)
        middle = HEIGHT - (_BAND + 10) // 2
        for name in names[:1]:
            in_one_line = Words(" ".join(name.words.split()), name.language)
            if set_name := _set_name(in_one_line, 30, _INNER - _BAND):
                face, (line,) = set_name
                start = _start(face, line)
                beside = -_BAND if direction(name.language) == "rtl" else _BAND
                _put(pen, line, face, (start + (beside if emblem else 0), middle - leading(face) // 2), _INK)
        if emblem:
            rtl = bool(names) and direction(names[0].language) == "rtl"
            left = WIDTH - _MARGIN - _BAND + 24 if rtl else _MARGIN
            _paste_emblem(paper, io.BytesIO(emblem), middle - (_BAND - 24) // 2, _BAND - 24, left)
        written = io.BytesIO()
        paper.save(written, format="JPEG", quality=84, progressive=True, optimize=True)
        return written.getvalue()


def cropped(picture: Image.Image, focus: str) -> Image.Image:
    """`picture` in the room above the band, with as much of it as fits around the point `focus` (empty: its middle)."""
    x, y = (int(side) / 100 for side in (focus or "50 50").split())
    seen_through = picture.convert("RGBA")
    ground = Image.new("RGBA", seen_through.size, (*_PAPER, 255))
    ground.alpha_composite(seen_through)
    # As `object-position` has it, so that staff see beforehand which part stays.
    return ImageOps.fit(ground.convert("RGB"), (WIDTH, HEIGHT - _BAND - 10), Image.Resampling.LANCZOS, centering=(x, y))


def shared(edition: Edition) -> Shared:
    """The picture of `edition`: its address is bound to its words, so that another edition has another."""
    name = site_name(head_of(edition.letterhead), edition.language)
    address = reverse("release_picture", args=[edition.language, edition.year, edition.slug, edition.digest])
    return Shared(absolute(address), " · ".join([name, edition.kind_label, edition.title, _date(edition)]))


def of_edition(edition: Edition) -> tuple[bytes, str]:
    """The picture and its media type."""
    names, emblem = _names(edition.letterhead, edition.language), emblem_of(edition.letterhead)
    if edition.lead_picture:
        # In the language of the release, where the letterhead has a name in it.
        own = sorted(names, key=lambda name: name.language != edition.language)
        try:
            return photograph(tuple(own), emblem, edition.lead_picture["file"], edition.lead_focus), "image/jpeg"
        except (FileNotFoundError, UnidentifiedImageError):
            pass  # the title is still right
    label, title, date = map(characters.line, (edition.kind_label, edition.title, _date(edition)))
    return picture(Sheet(edition.language, names, label, title, date), emblem), MEDIA_TYPE


def of_mission(letterhead: dict[str, Any], language: str) -> bytes:
    """Names and emblem alone; without details what the site is called."""
    names = _names(letterhead, language)
    return picture(
        Sheet(language, names or (Words(site_name(head_of({}), language), language),)), emblem_of(letterhead)
    )


def _names(letterhead: dict[str, Any], language: str) -> tuple[Words, ...]:
    """The two names in the head of a sheet in `language`."""
    return tuple(Words(characters.lines(name.name), name.language) for name in head_of(letterhead).masthead(language))


def _date(edition: Edition) -> str:
    """As on the sheet: place and day."""
    return comma(edition.language).join(
        filter(None, [edition.place, day_in_words(edition.issued_on, edition.language)])
    )


def emblem_of(letterhead: dict[str, Any]) -> bytes | None:
    """The file of the emblem; None if there is none, or it is lost: the rest of the picture is still right."""
    emblem = letterhead.get("emblem")
    if not emblem:
        return None
    try:
        with default_storage.open(emblem["file"], "rb") as file:
            content: bytes = file.read()
    except FileNotFoundError:
        return None
    return content
