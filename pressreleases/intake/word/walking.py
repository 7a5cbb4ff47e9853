"""Collect the words of a paragraph from its XML: runs, links, fields, pictures, marks of notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import Literal

from lxml import etree
from mammoth.docx.dingbats import dingbats  # type: ignore[import-untyped]  # has none

from pressreleases.intake.document import WHOLE, Picture
from pressreleases.intake.errors import DamagedFile, HasHiddenText
from pressreleases.intake.word.blocks import BREAK, Form, Piece, Words, form_of, link, look_of
from pressreleases.intake.word.package import Package, R, W
from pressreleases.intake.word.styles import Facts, Styles, local_name

Crop = tuple[float, float, float, float] | None
"""Shares of the width and the height: left, top, right, bottom; None if they cannot be read."""

VML_PICTURE = "{urn:schemas-microsoft-com:vml}imagedata"
SHARE = re.compile(r"\s*([+-]?\d{0,9}(?:\.\d{1,9})?)\s*(%|f?)\s*")
TOLERANCE = 0.0005


def cropping(element: etree._Element) -> Crop:
    """Return what is cut off the picture of an `a:blip` or a `v:imagedata`."""
    if element.tag == VML_PICTURE:
        shares = [_of_old(element.get(f"crop{side}", "0")) for side in ("left", "top", "right", "bottom")]
    else:
        fill = element.getparent()
        rectangles = [] if fill is None else fill.findall("{*}srcRect")
        shares = [_of_new(each.get(side, "0")) for each in rectangles[:1] for side in "ltrb"]
        within = [] if fill is None else fill.findall("{*}stretch/{*}fillRect")
        if any((_of_new(each.get(side, "0")) or 0) < 0 for each in within for side in "ltrb"):
            # It is larger than the shape that it fills.
            return None
    known = [share for share in shares if share is not None]
    if len(known) < len(shares):
        return None
    # A negative share is a margin around the picture.
    left, top, right, bottom = (max(0.0, share) for share in known or WHOLE)
    if left + right >= 1 or top + bottom >= 1:
        return None
    return (left, top, right, bottom) if max(left, top, right, bottom) > TOLERANCE else WHOLE


def _of_new(value: str) -> float | None:
    """Return the share of `25000` or `25%`."""
    number, unit = _number(value)
    return None if number is None or unit == "f" else number / (100 if unit else 100_000)


def _of_old(value: str) -> float | None:
    """Return the share of `16384f` (of 65,536), `0.25` or `25%`."""
    number, unit = _number(value)
    return None if number is None else number / {"": 1, "f": 65_536, "%": 100}[unit]


def _number(value: str) -> tuple[float | None, str]:
    found = SHARE.fullmatch(value)
    if not found or not any(map(str.isdigit, found[1])):
        return None, ""
    return float(found[1]), found[2]


A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
BOX = W + "txbxContent"
HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]\S*))', re.IGNORECASE)
FRAGMENT = re.compile(r'\\l\s+"([^"]*)"')
PAGE_NUMBER = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
SIGNATURES = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP", re.DOTALL)
SHOWN_OF_HIDDEN = 60
LONGEST_CODE = 4_000
DEEPEST = 50
"""How many fields may be within each other."""

THROUGH = {W + name for name in "smartTag customXml sdtContent ins moveTo ruby rubyBase".split()}
CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": BREAK,
    W + "cr": BREAK,
    W + "noBreakHyphen": "\N{NON-BREAKING HYPHEN}",
}


Note = tuple[str, str]
"""`footnote` or `endnote`, and its key."""

TEXTS = {W + "t", W + "sym", *CHARACTERS}


@dataclass(slots=True)
class Field:
    """A field whose end has not come yet: its code, then its result."""

    code: str = ""
    in_result: bool = False
    href: str = ""
    is_page_number: bool = False

    def read_code(self) -> None:
        """Understand the code, now that the result begins."""
        self.in_result = True
        self.is_page_number = bool(PAGE_NUMBER.match(self.code))
        found = HYPERLINK.match(self.code)
        if found:
            fragment = FRAGMENT.search(self.code)
            self.href = link((found[1] or found[2] or "") + (f"#{fragment[1]}" if fragment else ""))


class Shared:
    """What the parts of one document have in common."""

    def __init__(self, package: Package, styles: Styles, notes: dict[Note, etree._Element]) -> None:
        self.package = package
        self.styles = styles
        self.pictures: list[Picture] = []
        self.referred: list[Note] = []
        self._notes = notes
        self._numbers: dict[Note, int] = {}
        self._data: dict[str, bytes] = {}
        self._places: dict[tuple[str, str, Crop], int] = {}

    def picture(self, part: str, alt: str, cropped: Crop = WHOLE, name: str = "") -> int | None:
        """Return the place of a picture among all, or None if browsers cannot show it or it is not in the file."""
        if part not in self._data:
            data = self.package.read(part) if part in self.package else b""
            self._data[part] = data if SIGNATURES.match(data) else b""
        if not self._data[part]:
            return None
        key = (part, alt, cropped)
        if key not in self._places:
            self._places[key] = len(self.pictures)
            data = b"" if cropped is None else self._data[part]
            self.pictures.append(Picture(data, alt, cropped or WHOLE, name=name))
        return self._places[key]

    def left_out(self, lost: Literal["chart", "diagram", "object", "form"], alt: str = "") -> int:
        """Return the place of a picture that cannot be taken over."""
        self.pictures.append(Picture(b"", alt, lost=lost))
        return len(self.pictures) - 1

    def note(self, note: Note) -> int | None:
        """Return the number of a note, in the order in which notes are referred to, or None if there is none."""
        if note not in self._notes:
            return None
        if note not in self._numbers:
            self.referred.append(note)
            self._numbers[note] = len(self.referred)
        return self._numbers[note]


class Walker:
    """Collects the words of one part. Fields may begin in one paragraph and end in another."""

    def __init__(self, shared: Shared, part: str) -> None:
        self._shared = shared
        self._relations = shared.package.relations(part)
        self._part = part
        self._style = ""
        self._fields: list[Field] = []
        self._words = Words()
        self._boxes: list[etree._Element] = []
        self._handlers: Mapping[str, Callable[[etree._Element, str], None]] = {
            W + "r": self._run,
            W + "hyperlink": self._hyperlink,
            W + "fldSimple": self._simple_field,
            W + "sdt": self._through,
            W + "bdo": self._through,
            W + "dir": self._through,
            MATHS + "oMath": self._maths,
            MATHS + "oMathPara": self._maths,
            COMPATIBILITY + "AlternateContent": self._alternative,
        } | dict.fromkeys(THROUGH, self._through)

    def words(self, paragraph: etree._Element, facts: Facts) -> tuple[Words, list[etree._Element]]:
        """Return the words of a paragraph of which these facts hold, and the text boxes that hang on it."""
        self._words, self._boxes = Words(), []
        self._style = str(facts.get("pStyle", ""))
        self._through(paragraph, "")
        self._words.finish(is_rtl=bool(facts.get("bidi")))
        return self._words, self._boxes

    def end(self) -> None:
        """Raise DamagedFile if a field has no end, since what follows its beginning was then lost."""
        if not self._is_shown:
            raise DamagedFile.in_part(self._part)

    def _through(self, element: etree._Element, href: str) -> None:
        for child in element:
            handler = self._handlers.get(child.tag)
            if handler is not None:
                handler(child, href)

    def _hyperlink(self, element: etree._Element, href: str) -> None:
        relation = self._relations.get(element.get(R + "id", ""))
        if relation is not None and relation.is_external:
            anchor = element.get(W + "anchor")
            href = link(relation.target + (f"#{anchor}" if anchor else "")) or href
        self._through(element, href)

    def _simple_field(self, element: etree._Element, href: str) -> None:
        one = Field(element.get(W + "instr", "")[:LONGEST_CODE])
        one.read_code()
        self._fields.append(one)
        self._through(element, href)
        self._fields.pop()

    def _alternative(self, element: etree._Element, href: str) -> None:
        branch = _branch(element)
        if branch is not None:
            self._through(branch, href)

    def _maths(self, element: etree._Element, href: str) -> None:
        facts = self._shared.styles.of_characters(self._style)
        self._text("".join(text.text or "" for text in element.iter(MATHS + "t")), facts, href)

    def _run(self, run: etree._Element, href: str) -> None:
        facts = self._shared.styles.run(self._style, run.find(W + "rPr"))
        self._children_of_run(run, facts, href)

    def _children_of_run(self, run: etree._Element, facts: Facts, href: str) -> None:
        for is_text, children in groupby(run, key=lambda child: child.tag in TEXTS):
            if is_text:
                self._text("".join(map(_text_of, children)), facts, href)
            elif self._others_of_run(children, facts, href):
                return

    def _others_of_run(self, children: Iterable[etree._Element], facts: Facts, href: str) -> bool:
        """Read what is no text; return whether the rest of the run is the own mark of a note."""
        for child in children:
            if child.tag in {W + "fldChar", W + "instrText"}:
                self._field(child)
            elif child.tag == COMPATIBILITY + "AlternateContent":
                branch = _branch(child)
                if branch is not None:
                    self._children_of_run(branch, facts, href)
            elif child.tag == W + "ruby":
                self._through(child, href)
            elif child.tag in {W + "drawing", W + "pict", W + "object"}:
                self._drawing(child, facts, href)
            elif child.tag in {W + "footnoteReference", W + "endnoteReference"}:
                self._note(child)
                if child.get(W + "customMarkFollows", "0") in {"1", "true", "on"}:
                    return True
        return False

    @property
    def _is_shown(self) -> bool:
        return all(one.in_result and not one.is_page_number for one in self._fields)

    def _text(self, text: str, facts: Facts, href: str) -> None:
        self._words.had_page_number |= any(one.is_page_number for one in self._fields)
        text = text.replace("\N{SOFT HYPHEN}", "")
        if not text or not self._is_shown:
            return
        if facts.get("vanish"):
            if text.strip():
                raise HasHiddenText(text=text.strip()[:SHOWN_OF_HIDDEN])
            return
        href = next((one.href for one in reversed(self._fields) if one.href), href)
        self._words.pieces.append(Piece(text, form_of(facts, text, href), look_of(facts)))

    def _field(self, element: etree._Element) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            if len(self._fields) > DEEPEST:
                raise DamagedFile.in_part(self._part)
            self._fields.append(Field())
        elif not self._fields:
            return
        elif kind == "end":
            ended = self._fields.pop()
            self._words.had_page_number |= ended.is_page_number or bool(PAGE_NUMBER.match(ended.code))
        elif kind == "separate":
            self._fields[-1].read_code()
        elif not self._fields[-1].in_result and len(self._fields[-1].code) < LONGEST_CODE:
            self._fields[-1].code += (element.text or "")[:LONGEST_CODE]

    def _note(self, element: etree._Element) -> None:
        number = self._shared.note((local_name(element).removesuffix("Reference"), element.get(W + "id", "")))
        if number is not None and self._is_shown:
            self._words.pieces.append(Piece("", Form(), markup=f"<sup>[{number}]</sup>"))

    def _drawing(self, drawing: etree._Element, facts: Facts, href: str) -> None:
        whole = next(drawing.iter(DRAWING + "docPr"), None)
        lost = _lost_in(drawing)
        for element in () if lost else _boxes_and_pictures(drawing):
            if element.tag == BOX:
                self._boxes.append(element)
            elif self._is_shown and not facts.get("vanish"):
                self._picture(element, whole, href)
        if lost and self._is_shown and not facts.get("vanish"):
            self._image(self._shared.left_out(lost), _said_of(whole), href)

    def _picture(self, element: etree._Element, whole: etree._Element | None, href: str) -> None:
        alt = _alternative_text(element, whole)
        relation = self._relations.get(element.get(R + "embed") or element.get(R + "id") or "")
        is_inside = relation is not None and not relation.is_external and relation.kind == "image"
        name = "" if whole is None else whole.get("name", "")
        found = self._shared.picture(relation.target, alt, cropping(element), name) if relation and is_inside else None
        self._image(self._shared.left_out("form", alt) if found is None else found, alt, href)

    def _image(self, place: int, alt: str, href: str) -> None:
        markup = f'<img data-picture="{place}" alt="{escape(alt)}">'
        self._words.pieces.append(Piece("", Form(href=href), markup=markup))


def _lost_in(drawing: etree._Element) -> Literal["", "chart", "diagram", "object"]:
    """What a drawing is that cannot be taken over: a chart, a diagram (“SmartArt”), an object of another program."""
    if drawing.tag == W + "object":
        return "object"
    kinds = {each.get("uri", "").rpartition("/")[2] for each in drawing.iter(A + "graphicData")}
    if kinds & {"chart", "chartex"}:
        return "chart"
    return "diagram" if "diagram" in kinds else ""


def _branch(element: etree._Element) -> etree._Element | None:
    """Return the first form of something that Word wrote in several if it has words or a picture, else the last."""
    branches = [child for child in element if child.tag in {COMPATIBILITY + "Choice", COMPATIBILITY + "Fallback"}]
    for branch in branches:
        if next(branch.iter(BOX, A + "blip", W + "t"), None) is not None:
            return branch
    return branches[-1] if branches else None


def _boxes_and_pictures(element: etree._Element) -> Iterator[etree._Element]:
    """Yield what a drawing has, but not what is within its text boxes, which are read as paragraphs."""
    for child in element:
        if child.tag in {BOX, A + "blip", VML + "imagedata"}:
            yield child
        elif child.tag == COMPATIBILITY + "AlternateContent":
            branch = _branch(child)
            if branch is not None:
                yield from _boxes_and_pictures(branch)
        else:
            yield from _boxes_and_pictures(child)


def _text_of(element: etree._Element) -> str:
    """Return the characters that a child of a run stands for."""
    if element.tag in CHARACTERS:
        return CHARACTERS[element.tag]
    if element.tag == W + "sym":
        return _symbol(element)
    text = element.text or ""
    if element.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
        text = text.strip(" \t\r\n")
    return text.replace("\r", " ").replace("\n", " ")


def _symbol(element: etree._Element) -> str:
    """Return the character of a symbol font, or the character itself if it is none of the private ones."""
    code = element.get(W + "char", "")
    if not re.fullmatch(r"[0-9A-Fa-f]{1,4}", code):
        return ""
    number, font = int(code, 16), element.get(W + "font", "")
    known = dingbats.get((font, number)) or dingbats.get((font, number & 0xFF))
    if known:
        return chr(known)
    return chr(number) if chr(number).isprintable() and not 0xE000 <= number <= 0xF8FF else ""


def _alternative_text(element: etree._Element, whole: etree._Element | None) -> str:
    """Return what is said of a picture itself, else of the whole drawing that it is part of."""
    picture = next(element.iterancestors(PICTURE + "pic", VML + "shape"), None)
    if picture is not None and picture.tag == VML + "shape":
        return " ".join((picture.get("alt") or element.get(OFFICE + "title") or "").split())
    own = None if picture is None else picture.find(f"{PICTURE}nvPicPr/{PICTURE}cNvPr")
    return _said_of(own, whole)


def _said_of(*elements: etree._Element | None) -> str:
    texts = [one.get(key, "") for key in ("descr", "title") for one in elements if one is not None]
    return " ".join(next((text for text in texts if text.strip()), "").split())
