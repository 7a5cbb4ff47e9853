"""The runs of characters of an OpenDocument text, and what its styles say of them, with all that they inherit."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby

from lxml import etree

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
DEEPEST = 30
"""Styles that inherit from each other in a circle end here."""

POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|px)")
LANGUAGE = re.compile(r"[a-z]{2,3}")
COUNTRY = re.compile(r"[A-Z]{2}|\d{3}")
ASIAN, COMPLEX = "-asian", "-complex"


def qualified(name: str) -> str:
    """Return a name such as `text:p` as lxml writes it."""
    prefix, _colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def points(length: str) -> float | None:
    """Return a length such as `1.25cm` in points; None for what is none, such as `120%`."""
    found = LENGTH.fullmatch(length)
    return float(found[1]) * POINTS[found[2]] if found else None


def whole(number: str, default: int, *, most: int = 1_000) -> int:
    """Return a whole number from 0 to `most`; the default for what is none."""
    return min(int(number), most) if re.fullmatch("[0-9]{1,9}", number) else default


@dataclass(slots=True)
class Style:
    """A style by itself: its parent, and its own attributes by their names, such as `fo:text-align`."""

    name: str
    parent: str = ""
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look, as far as it matters. `raised` is `sup`, `sub` or empty. `language` is as in `lang`."""

    is_bold: bool = False
    is_italic: bool = False
    raised: str = ""
    is_hidden: bool = False
    language: str = ""
    size: float = 12.0
    colour: str = ""


class Styles:
    """The styles of one part: those of the document, and the automatic ones of the part."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._styles: dict[tuple[str, str], Style] = {}
        self.lists: dict[str, dict[int, etree._Element]] = {}
        self._looks: dict[tuple[str, tuple[str, ...], str], Look] = {}
        for root in roots:
            for element in root.iter(qualified("style:style"), qualified("style:default-style")):
                self._add(element)
            for element in root.iter(qualified("text:list-style")):
                self.lists[element.get(qualified("style:name"), "")] = {
                    whole(each.get(qualified("text:level"), ""), 0): each for each in element
                }

    def _add(self, element: etree._Element) -> None:
        name = element.get(qualified("style:name"), "")
        style = Style(name, element.get(qualified("style:parent-style-name"), ""))
        for source in (element, *element):
            for key, value in source.attrib.items():
                style.values[_short(str(key))] = str(value)
        self._styles[element.get(qualified("style:family"), ""), name] = style

    def chain(self, family: str, name: str) -> Iterator[Style]:
        """Yield a style, and those that it inherits from; the default style is not among them."""
        for _step in range(DEEPEST):
            style = self._styles.get((family, name)) if name else None
            if style is None:
                return
            yield style
            name = style.parent

    def names(self, name: str) -> list[str]:
        """Return the names of a paragraph style and of its parents."""
        return [style.name for style in self.chain("paragraph", name)]

    def value(self, name: str, key: str, *, family: str = "paragraph") -> str:
        """Return what a style, or one that it inherits from, says for an attribute; or an empty string."""
        return next((style.values[key] for style in self.chain(family, name) if key in style.values), "")

    def look(self, paragraph: str, spans: tuple[str, ...], text: str) -> Look:
        """Return how `text` looks, in a paragraph style and in the styles of the spans around it, outermost first."""
        key = (paragraph, spans, _script(text))
        if key not in self._looks:
            self._looks[key] = self._look(*key)
        return self._looks[key]

    def _look(self, paragraph: str, spans: tuple[str, ...], script: str) -> Look:
        chains = [*self.chain("paragraph", paragraph)]
        for span in spans:
            chains = [*self.chain("text", span), *chains]

        def value(key: str) -> str:
            return next((style.values[key] for style in chains if key in style.values), "")

        weight, slant = (
            value(f"style:{key}{script}") if script else value(f"fo:{key}") for key in ("font-weight", "font-style")
        )
        return Look(
            is_bold=weight == "bold" or (weight.isdecimal() and int(weight[:4]) >= 600),
            is_italic=slant in ("italic", "oblique"),
            raised=_raised(value("style:text-position")),
            is_hidden=value("text:display") == "none",
            language=_language(chains, script),
            size=self._size(chains, script),
            colour=value("fo:color"),
        )

    def _size(self, chains: list[Style], script: str) -> float:
        key = f"style:font-size{script}" if script else "fo:font-size"
        share = 1.0
        default = self._styles.get(("paragraph", ""))
        for style in [*chains, *([default] if default else [])]:
            size = style.values.get(key, "")
            if (length := points(size)) is not None:
                return length * share
            if re.fullmatch(r"\d{1,3}(?:\.\d+)?%", size):
                share *= float(size[:-1]) / 100
        return 12.0 * share


def _short(name: str) -> str:
    """Return a name of lxml with the usual prefix."""
    address, _brace, local = name[1:].partition("}")
    prefix = next((each for each, known in NAMESPACES.items() if known == address), "")
    return f"{prefix}:{local}"


def _script(text: str) -> str:
    """Return what attributes for the script of a text end with: its first letter decides."""
    for character in text:
        if unicodedata.bidirectional(character) in ("R", "AL"):
            return COMPLEX
        if character.isalpha():
            return ASIAN if character > "\u2e7f" else ""
    return ""


def _raised(position: str) -> str:
    first = position.split(" ", maxsplit=1)[0]
    if first in ("super", "sub"):
        return "sup" if first == "super" else "sub"
    found = re.fullmatch(r"(-?)0*([1-9]\d*)(?:\.\d+)?%", first)
    return "" if not found else ("sub" if found[1] else "sup")


def _language(chains: list[Style], script: str) -> str:
    """Return the language that a style names. The default one is not asked: it is that of the program."""
    keys = (f"style:language{script}", f"style:country{script}") if script else ("fo:language", "fo:country")
    for style in chains:
        language, country = (style.values.get(key, "") for key in keys)
        if language:
            is_known = LANGUAGE.fullmatch(language) and language not in ("zxx", "und", "none")
            return "" if not is_known else f"{language}-{country}" if COUNTRY.fullmatch(country) else language
    return ""


WHITE_SPACE = re.compile(r"[ \t\r\n]+")
DROPPED = re.compile("[\N{SOFT HYPHEN}\N{ZERO WIDTH NO-BREAK SPACE}\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
FEW_LETTERS = 12
"""A line with the number of the page and no more characters is only there for the number."""

LINK = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Escaped characters, or an element such as `<br>`, that look alike; `letters` is how many letters they have."""

    html: str
    look: Look
    href: str = ""
    letters: int = 0
    is_blank: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph while it is read. `boxes` are the blocks of text boxes in it; `has_number`: it numbers the page."""

    style: str
    level: int = 0
    runs: list[Run] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    has_number: bool = False
    ends_with_space: bool = True

    def add_text(self, text: str, spans: tuple[str, ...], href: str, styles: Styles) -> None:
        """Add characters of the file; white space counts as one space, and none at the beginning."""
        text = WHITE_SPACE.sub(" ", DROPPED.sub("", text))
        if self.ends_with_space:
            text = text.removeprefix(" ")
        if text:
            self.add(text, spans, href, styles)
            self.ends_with_space = text.endswith(" ")

    def add(self, text: str, spans: tuple[str, ...], href: str, styles: Styles) -> None:
        """Add characters as they are."""
        look = styles.look(self.style, spans, text)
        if not look.is_hidden:
            letters = sum(map(str.isalpha, text))
            self.runs.append(Run(escape(text, quote=False), look, href, letters, not text.strip()))

    def add_element(self, html: str, spans: tuple[str, ...], href: str, styles: Styles) -> None:
        """Add an element; white space after it is kept, but for that after `<br>`."""
        self.runs.append(Run(html, replace(styles.look(self.style, spans, ""), is_bold=False, is_italic=False), href))
        self.ends_with_space = html == "<br>"

    @property
    def text(self) -> str:
        """The characters without formatting, still escaped."""
        return "".join(run.html for run in self.runs if not run.html.startswith("<")).strip()

    @property
    def is_empty(self) -> bool:
        return all(run.is_blank or run.html == "<br>" for run in self.runs)

    @property
    def is_only_number(self) -> bool:
        """Whether it is such as “Page 2 of 3”."""
        return self.has_number and not self.boxes and len(self.text) <= FEW_LETTERS

    @property
    def language(self) -> str:
        """The language of most of its letters."""
        shares = Counter[str]()
        for run in self.runs:
            shares[run.look.language] += run.letters
        return shares.most_common(1)[0][0] if shares else ""

    @property
    def look(self) -> Look:
        """How its first letters look."""
        return next((run.look for run in self.runs if not run.is_blank), Look())

    def inline(self, *, is_heading: bool = False) -> str:
        """Return its content as HTML; in a heading, bold is nothing to be told."""
        language = self.language
        runs = _evened(self.runs, is_heading=is_heading)
        html = ""
        for href, linked in groupby(runs, key=lambda run: run.href):
            content = _formatted(list(linked), language)
            html += f'<a href="{escape(href)}">{content}</a>' if href and content.strip() else content
        return html.strip()


def _evened(runs: Iterable[Run], *, is_heading: bool) -> list[Run]:
    """Give white space the look of what is before it, so that elements do not end at each word."""
    evened: list[Run] = []
    for run in runs:
        look = replace(run.look, size=0, colour="", is_bold=run.look.is_bold and not is_heading)
        if run.is_blank and evened:
            look = evened[-1].look
        evened.append(replace(run, look=look))
    return evened


def _formatted(runs: list[Run], language: str) -> str:
    html = ""
    for look, group in groupby(runs, key=lambda run: run.look):
        content = "".join(run.html for run in group)
        bare = content.strip(" ")
        if not bare:
            html += content
            continue
        start = content[: len(content) - len(content.lstrip(" "))]
        end = content[len(content.rstrip(" ")) :]
        for tag, is_on in ((look.raised, look.raised), ("em", look.is_italic), ("strong", look.is_bold)):
            if is_on and bare != "<br>":
                bare = f"<{tag}>{bare}</{tag}>"
        if look.language and look.language != language and any(map(str.isalpha, re.sub("<[^>]*>", "", bare))):
            bare = f'<span lang="{look.language}"{direction_of(bare)}>{bare}</span>'
        html += start + bare + end
    return html


def direction_of(html: str) -> str:
    """Return the attribute for the direction of words in another language."""
    for character in re.sub("<[^>]*>", "", html):
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL", "L"):
            return "" if kind == "L" else ' dir="rtl"'
    return ""


def safe_link(href: str) -> str:
    """Return an address that may be in a link; or an empty string."""
    href = href.strip()
    return href if LINK.fullmatch(href) else ""
