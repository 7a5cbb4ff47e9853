"""Telling staff what was taken out of a text that they pasted. What is taken out is decided in `richtext`, not here."""

from collections import Counter
from html.parser import HTMLParser

# Written differently, meant the same.
_SAME = {"b": "strong", "i": "em", "h1": "h2", "div": "p"}
_MADE_BY_PARSERS = frozenset({"p", "br", "tbody", "html", "head", "body"})


def taken_out(pasted: str, kept: str) -> list[str]:
    """The names of tags and attributes of `pasted` that are not in `kept` any more, such as `["o:p", "style"]`.

    Empty paragraphs and what a browser adds of its own are not mentioned.
    """
    before, after = _parts(pasted), _parts(kept)
    return sorted({name for name, count in before.items() if count > after[name]})


def _parts(html: str) -> "Counter[str]":
    parser = _Parts()
    parser.feed(html)
    parser.close()
    return parser.found


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
