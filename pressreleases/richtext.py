"""Rich text: what of a pasted or typed HTML survives, and the same words as plain text.

docs/staff.md lists what survives. Cleaned on the way in and again whenever it is shown, so that a stricter rule of
tomorrow also covers what is stored.
"""

import re
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

BLOCKS = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "caption", "tr", "th", "td"})
_TOP_LEVEL = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table"})
_VOID = frozenset({"br", "img"})
_TAGS = (
    BLOCKS | _VOID | {"thead", "tbody", "strong", "em", "b", "i", "h1", "sup", "sub", "a", "abbr", "cite", "q", "span"}
)
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href"},
    "abbr": {"title"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_DROPPED_WITH_CONTENT = frozenset({"script", "style", "title", "template", "iframe", "object", "noscript", "textarea"})
_RENAMED = {"b": "strong", "i": "em", "h1": "h2"}
_PICTURE = re.compile(r"images/(?P<sha256>[0-9a-f]{64})\.(?:jpg|png|webp)")
_IMG = re.compile(r'<img(?: [a-z]+="[^"]*")*? src="[^"]*"')
_DIRECTION = frozenset({"ltr", "rtl", "auto"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SMALL_NUMBER = re.compile(r"[1-9][0-9]{0,2}")


def sanitise(html: str) -> str:
    """The part of `html` that a release may hold; bare text becomes paragraphs, empty paragraphs go."""
    return "\n".join(blocks(html)).strip()


def blocks(html: str) -> list[str]:
    """The same block by block: each paragraph, heading, list, quotation or table that stands by itself."""
    # Word and other editors write paragraphs as <div>; nh3, which comes after, parses whatever this leaves.
    paragraphs = re.sub(r"<(/?)div\b", r"<\1p", html, flags=re.IGNORECASE)
    clean = nh3.clean(
        paragraphs,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        clean_content_tags=set(_DROPPED_WITH_CONTENT),
        url_schemes=set(_SCHEMES),
        attribute_filter=_keep_attribute,
        link_rel=None,
    )
    tidy = _Tidy()
    tidy.feed(clean)
    return tidy.result()


def render(html: str, sizes: Mapping[str, tuple[int, int]] | None = None) -> SafeString:
    """`html` cleaned by today's rules and marked safe for a template.

    `sizes` gives width and height of pictures by the SHA-256 of their files, so that a page keeps room for them.
    """
    known = sizes or {}

    def with_size(picture: re.Match[str]) -> str:
        found = _PICTURE.search(picture[0])
        width, height = known.get(found["sha256"], (0, 0)) if found else (0, 0)
        return f'{picture[0]} width="{width}" height="{height}"' if width and height else picture[0]

    # In sanitised text "<img" begins a picture and nothing else, and its address comes before any ">".
    return mark_safe(_IMG.sub(with_size, sanitise(html)))  # noqa: S308  what is marked safe was just sanitised


def render_elsewhere(html: str, page: str) -> str:
    """`html` cleaned by today's rules, every address in it whole, for whoever shows it off the `page` (its address)."""

    def whole(_tag: str, attribute: str, value: str) -> str:
        return urljoin(page, value) if attribute in ("href", "src") else value

    return nh3.clean(
        sanitise(html),
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=set(_SCHEMES),
        attribute_filter=whole,
        link_rel=None,
    )


def plain_text(html: str) -> str:
    """The words of sanitised `html`: an empty line between paragraphs, items on lines with a dash or a number."""
    words = _Words()
    words.feed(html)
    return words.result()


def from_paragraphs(paragraphs: list[str] | tuple[str, ...]) -> str:
    """HTML of plain paragraphs."""
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)


def pictures(html: str) -> list[tuple[str, str]]:
    """For each picture in sanitised `html`: the SHA-256 of its file, and its alternative text (may be empty)."""
    found = _Pictures()
    found.feed(html)
    return found.rows


def _keep_attribute(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if _is_allowed_link(value) else None
    if attribute == "src":
        return value if _PICTURE.fullmatch(value.removeprefix(settings.MEDIA_URL)) else None
    if attribute == "dir":
        return value if value in _DIRECTION else None
    if attribute == "lang":
        return value if _LANGUAGE.fullmatch(value) else None
    if attribute in ("colspan", "rowspan", "start"):
        return value if _SMALL_NUMBER.fullmatch(value) else None
    return value


def _is_allowed_link(href: str) -> bool:
    scheme, colon, _rest = href.partition(":")
    if colon and scheme.lower() in _SCHEMES:
        return True
    return href.startswith(("/", "#")) and not href.startswith(("//", "/\\"))


class _Tidy(HTMLParser):
    """Rewrites nh3's (well-formed) output: renames tags, wraps bare text, drops what is empty or leads nowhere."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.depth = 0
        self.current: list[str] = []
        self.bare = True
        self.links: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img" and "src" not in given:
            return
        if tag == "a":
            self.links.append("href" in given)
            if "href" not in given:
                return
        tag = _RENAMED.get(tag, tag)
        if self.depth == 0 and tag in _TOP_LEVEL:
            self._close_block()
            self.bare = False
        if tag == "img":
            given.setdefault("alt", "")
        written = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
        self.current.append(f"<{tag}{written}>")
        if tag not in _VOID:
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or (tag == "a" and not self.links.pop()):
            return
        self.current.append(f"</{_RENAMED.get(tag, tag)}>")
        self.depth -= 1
        if self.depth == 0 and not self.bare:
            self._close_block()

    def handle_data(self, data: str) -> None:
        self.current.append(escape(data, quote=False))

    def _close_block(self) -> None:
        html = "".join(self.current).strip()
        if self.bare and html:
            html = f"<p>{html}</p>"
        if plain_text(html) or "<img" in html:
            self.blocks.append(html)
        self.current, self.bare = [], True

    def result(self) -> list[str]:
        self.close()
        self._close_block()
        return [re.sub(r"<p(?: [^>]*)?>(?:\s|\u00a0|<br>)*</p>", "", block) for block in self.blocks]


class _Words(HTMLParser):
    """Collects words; a block begins a new paragraph, an item or a row a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.counters: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag in ("ul", "ol"):
            self.parts.append("\n" if self.counters else "\n\n")
            start = dict(attrs).get("start") or "1"
            self.counters.append(int(start) if tag == "ol" else None)
        elif tag == "li":
            number = self.counters[-1] if self.counters else None
            self.parts.append("\n" + "  " * (len(self.counters) - 1) + ("- " if number is None else f"{number}. "))
            if number is not None:
                self.counters[-1] = number + 1
        elif tag == "tr":
            self.parts.append("\n")
        elif tag in BLOCKS and tag not in ("th", "td") and not self.counters:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.counters:
            self.counters.pop()
        if tag in ("th", "td"):
            self.parts.append("\t")
        elif tag in BLOCKS and tag not in ("li", "tr") and not self.counters:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(re.sub(r"[ \t\r\n]+", " ", data))

    def result(self) -> str:
        self.close()
        lines = (
            re.sub(r"(?<=\S) {2,}(?=\S)", " ", line).rstrip(" \t\u00a0") for line in "".join(self.parts).split("\n")
        )
        lines_without_margin = (line if re.match(r" +(?:- |\d+\. )", line) else line.lstrip(" ") for line in lines)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines_without_margin)).strip()


class _Pictures(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            given = {name: value or "" for name, value in attrs}
            found = _PICTURE.search(given.get("src", ""))
            if found:
                self.rows.append((found["sha256"], given.get("alt", "")))
