"""Telling staff what was taken out of a text that they pasted. What is taken out is decided in `richtext`, not here."""

import re
from collections import Counter
from html.parser import HTMLParser

# Written differently, meant the same.
_SAME = {"b": "strong", "i": "em", "h1": "h2", "div": "p"}
_MADE_BY_PARSERS = frozenset({"p", "br", "tbody", "html", "head", "body"})
_PART_OF_A_BLOCK = r"</?(?:p|h[1-6]|[uod]l|li|blockquote|table|caption|t(?:r|h|d|head|body)|br)\b[^>]*>"


def taken_out(pasted: str, kept: str) -> list[str]:
    """The names of tags and attributes of `pasted` that are not in `kept` any more, such as `["o:p", "style"]`.

    Empty paragraphs and what a browser adds of its own are not mentioned.
    """
    before, after = _parts(pasted), _parts(kept)
    return sorted({name for name, count in before.items() if count > after[name]})


def reads_the_same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but white space between blocks, as an editor writes it in its own way."""
    return _without_margins(one) == _without_margins(other)


def one_line_ends(text: str) -> str:
    """`text` with the line ends that every system writes, where browsers send those of one."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parts(html: str) -> "Counter[str]":
    parser = _Parts()
    parser.feed(html)
    parser.close()
    return parser.found


def _without_margins(html: str) -> str:
    return re.sub(rf"\s*({_PART_OF_A_BLOCK})\s*", r"\1", html).strip()


class _Parts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag = _SAME.get(tag, tag)
        if tag not in _MADE_BY_PARSERS:
            self.found[tag] += 1
        for name, value in attrs:
            self.found[name if name not in ("href", "src") else f"{name}={value}"] += 1
