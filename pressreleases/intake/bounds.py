"""Refuse what is longer than any release, and HTML that a parser would make far larger than it is.

A browser's rules open `<b>` again in each paragraph after one that left it open, so the elements that are made can grow
with the square of the length; so does the time for elements that are deep in each other, or have very many attributes.
"""

from __future__ import annotations

import re

from pressreleases.intake.errors import MOST_LETTERS, MOST_LINES, DamagedFile, TooLarge

MOST_TAGS = 400_000
"""Far more than `MOST_LINES` lines need."""
MOST_OPENED_AGAIN = 1_000_000
MOST_WALKED = 50_000_000
"""Steps from an element to those that it is in."""
PASSES = 20

_DATA = r"data:[a-z/+-]{1,40};base64,"
DATA = re.compile(rf"\bsrc\s*+=\s*+(?:[\"']{_DATA}[\w+/=%\s-]*+|{_DATA}[\w+/=%-]*+)")
# What is written so is read alike by everybody: no quotation mark without another, no “<” or “>” in a value.
_ATTRIBUTES = r"(?:\s++[a-z_:][\w:.-]*+(?:\s*+=\s*+(?:\"[^\"<>]*+\"|'[^'<>]*+'|[^\s\"'<>=`]++))?+){0,100}+\s*+"
ALONE = re.compile(
    rf"<!--[^<>]*+-->|<[!?](?!--)[^<>]*+>|<(?:br|img|hr|wbr|col|input|link|meta)\b{_ATTRIBUTES}/?>", re.IGNORECASE
)
# Between the tags of these is no markup, or not that of a page.
_OTHER = "script|style|title|textarea|xmp|iframe|noembed|noframes|noscript|plaintext|select|svg|math|template"
PAIR = re.compile(rf"<(?!(?:{_OTHER})\b)(?P<name>[a-z][a-z0-9:]*+){_ATTRIBUTES}>[^<]*+</(?P=name)\s*+>", re.IGNORECASE)
# Each but those that the next of their kind closes.
OPENED = re.compile(r"<(?!(?:p|li|dt|dd|tr|td|th|option)[\s/>])[a-z][^\s/>]*+", re.IGNORECASE)
FORMATS = re.compile(r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE)


def refuse_what_is_long(words: str) -> None:
    """Raise TooLarge for more than `MOST_LETTERS`, in whichever format they came."""
    if len(words) > MOST_LETTERS:
        raise TooLarge.in_bytes(MOST_LETTERS)


def refuse_what_grows(html: str) -> None:
    """Raise TooLarge or DamagedFile. Takes time that grows with the length only.

    Elements that end properly are taken away from within; what then remains may be open up to the end, and is counted
    as if each tag of the page were within it.
    """
    tags = html.count("<")
    if tags > MOST_TAGS:
        raise TooLarge.in_lines(MOST_LINES)
    rest = DATA.sub("", html)
    refuse_what_is_long(rest)
    rest = ALONE.sub("", rest)
    for _pass in range(PASSES):
        rest, count = PAIR.subn("", rest)
        if not count:
            break
    opened = sum(1 for _tag in OPENED.finditer(rest))
    formats = sum(1 for _tag in FORMATS.finditer(rest))
    if formats * tags > MOST_OPENED_AGAIN or opened * tags > MOST_WALKED:
        raise DamagedFile
