"""A sanitised text as data: its blocks, lists, tables, superscripts, link targets and pictures, in a flat list."""

import re
from html.parser import HTMLParser

Token = str | list[str | dict[str, str]]

_PICTURE = re.compile(r"images/([0-9a-f]{64})\.[a-z]+$")
_VOID = frozenset({"br", "img"})
# Between these and what they hold, white space is nothing that a reader sees.
_HOLD_ELEMENTS = frozenset({"", "ul", "ol", "table", "thead", "tbody", "tr"})


def structure(html: str) -> list[Token]:
    """The tokens of sanitised `html`, in their order.

    A string is text. A list of two is a start tag with its attributes, `["a", {"href": "/en/"}]`; a list of one is an
    end tag, `["/a"]`. `br` and `img` have no end tag; a picture is named by the SHA-256 of its file in place of its
    address. Runs of white space are one space. The list is flat, so that no text is too deep for a reader of JSON.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.result()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self.text: list[str] = []
        self.open: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_text()
        given = {name: value or "" for name, value in attrs}
        if tag == "img" and (found := _PICTURE.search(given.get("src", ""))):
            given = {"sha256": found[1], **{name: value for name, value in given.items() if name != "src"}}
        self.tokens.append([tag, given])
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        self._end_text()
        self.tokens.append([f"/{tag}"])
        if len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def _end_text(self) -> None:
        words = re.sub(r"[ \t\r\n\f]+", " ", "".join(self.text))
        self.text = []
        if words and (words != " " or self.open[-1] not in _HOLD_ELEMENTS):
            self.tokens.append(words)

    def result(self) -> list[Token]:
        self._end_text()
        return self.tokens
