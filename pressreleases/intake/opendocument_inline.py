"""The inline content of a paragraph of an OpenDocument text: runs of characters that look alike, as HTML."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html import escape
from itertools import groupby

from pressreleases.intake.opendocument_styles import Look, Styles

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
