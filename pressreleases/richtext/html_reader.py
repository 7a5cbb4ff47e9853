"""Read HTML: the tags and the text of anything typed or pasted, as a browser reads them.

It follows the tokenizer of the HTML standard and never looks back, so its time grows with the length of the text only.
Python's own `html.parser` does not promise that before 3.11.14.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5

_SPACE = " \t\n\f\r"
# The content of these is not markup. A browser does not show it as part of the text.
_RAW = ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript")
_RAW_ENDS = {name: re.compile(rf"</{name}(?=[{_SPACE}/>])", re.IGNORECASE) for name in _RAW}
_NAME = re.compile(rf"[^{_SPACE}/>]*")
_BETWEEN = re.compile(rf"[{_SPACE}/]*")
_ATTRIBUTE = re.compile(rf"=?[^{_SPACE}/>=]*")
_SPACES = re.compile(rf"[{_SPACE}]*")
_UNQUOTED = re.compile(rf"[^{_SPACE}>]*")
_LETTER = re.compile("[A-Za-z]")
_COMMENT_END = re.compile("--!?>")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REFERENCE = re.compile(
    r"&(?:#[0-9]{1,12};?|#[xX][0-9a-fA-F]{1,12};?|(?P<name>[A-Za-z][A-Za-z0-9]{0,40};?))(?P<more>=?)"
)


@dataclass(frozen=True, slots=True)
class Start:
    """A start tag; names are in lower case."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class End:
    """An end tag."""

    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """Text between two tags, with character references resolved; line ends are `\\n`."""

    words: str


Token = Start | End | Text


def tokens(html: str) -> Iterator[Token]:
    """The tags and texts of `html` in order, without comments, scripts and styles.

    What a browser hides because a tag or a comment is never closed is left out.
    """
    html = _SURROGATE.sub("\ufffd", html.replace("\r\n", "\n").replace("\r", "\n"))
    at, text = 0, 0
    while (at := html.find("<", at)) >= 0:
        next_letter = html[at + 1 : at + 2]
        is_end = next_letter == "/"
        first = html[at + 2 : at + 3] if is_end else next_letter
        if not _LETTER.match(first) and next_letter not in ("!", "?", "/"):
            at += 1
            continue
        if is_end and not first:
            break
        yield from _text(html[text:at])
        token, at = (
            _tag(html, at + 1 + is_end, is_end=is_end) if _LETTER.match(first) else (None, _comment_end(html, at))
        )
        text = at
        if token is None:
            continue
        yield token
        if isinstance(token, Start) and (raw_end := _RAW_ENDS.get(token.name)):
            found = raw_end.search(html, at)
            at = text = found.start() if found else len(html)
    yield from _text(html[text:])


def _text(raw: str) -> Iterator[Text]:
    if raw:
        yield Text(unescape(raw).replace("\r", "\n") if "&" in raw else raw)


def _comment_end(html: str, at: int) -> int:
    """Where the comment that begins at `at`, or what is read as one, ends."""
    if not html.startswith("<!--", at):
        end = html.find(">", at)
        return end + 1 if end >= 0 else len(html)
    if html.startswith((">", "->"), at + 4):
        return html.index(">", at) + 1
    found = _COMMENT_END.search(html, at + 4)
    return found.end() if found else len(html)


def _tag(html: str, at: int, *, is_end: bool) -> tuple[Token | None, int]:
    """The tag whose name begins at `at`, and where it ends; None if it never ends."""
    name = _matched(_NAME, html, at)
    at += len(name)
    given: dict[str, str] = {}
    while True:
        at += len(_matched(_BETWEEN, html, at))
        if at >= len(html):
            return None, at
        if html[at] == ">":
            break
        attribute = _matched(_ATTRIBUTE, html, at)
        at += len(attribute)
        value = ""
        after = at + len(_matched(_SPACES, html, at))
        if html.startswith("=", after):
            at = after + 1 + len(_matched(_SPACES, html, after + 1))
            quote = html[at : at + 1]
            if quote in ('"', "'"):
                end = html.find(quote, at + 1)
                if end < 0:
                    return None, len(html)
                value, at = html[at + 1 : end], end + 1
            else:
                value = _matched(_UNQUOTED, html, at)
                at += len(value)
        given.setdefault(attribute.lower(), _REFERENCE.sub(_resolved, value) if "&" in value else value)
    return (End(name.lower()) if is_end else Start(name.lower(), given)), at + 1


def _matched(pattern: re.Pattern[str], html: str, at: int) -> str:
    found = pattern.match(html, at)
    return found[0] if found else ""


def _resolved(reference: re.Match[str]) -> str:
    """Resolve a reference, except one such as `&copy=2`, which in an attribute is part of an address."""
    name, more = reference["name"], reference["more"]
    if name is None:
        return unescape(reference[0].removesuffix("=")) + more
    if more and not name.endswith(";"):
        return reference[0]
    return html5.get(name, f"&{name}") + more
