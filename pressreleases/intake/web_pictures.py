"""Tell the pictures of a web page: which are signs between words, which are cropped, which drawings are in its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST_SIGN = 32
LARGEST_DRAWN_SIGN = 64
PIXELS = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)px")
DRAWING = "data:image/svg+xml"
"""With this, the address of a picture begins that is a drawing (SVG)."""

SVG = re.compile(r"<(?P<end>/?)svg(?=[\s>/])(?P<attributes>[^<>]{0,2000})>", re.IGNORECASE)
WORDS = re.compile(r"<text(?=[\s>])[^<>]{0,2000}>((?:(?!</?text[\s>]).){0,4000})</text\s*>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^<>]{0,2000}>")
SIDE = r"(?:^|[\s;\"'])%s\s*+[=:]\s*+[\"']?+\s*+(\d{1,6}(?:\.\d{1,9})?)(%%|[a-z]{0,4})"
SIDES = tuple(re.compile(SIDE % side, re.IGNORECASE) for side in ("width", "height"))
VIEW = re.compile(
    r"viewbox\s*=\s*[\"']\s*[\d.-]{1,12}[\s,]+[\d.-]{1,12}[\s,]+(\d{1,6}(?:\.\d{1,9})?)[\s,]+(\d{1,6}(?:\.\d{1,9})?)",
    re.IGNORECASE,
)
HIDDEN = re.compile(r"(?:^|\s)hidden(?:\s|=|$)|display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
LONGEST_ALT = 500


def style_of(element: HtmlElement) -> dict[str, str]:
    pairs = (each.partition(":") for each in (element.get("style") or "").lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _colon, value in pairs}


def is_cropped(element: HtmlElement) -> bool:
    """Whether a part of a picture is cut off by its style, as Google Docs does: by a smaller frame around it."""
    own, frame = style_of(element), style_of(element.getparent())
    if own.keys() & {"clip", "clip-path"} or own.get("object-fit") == "cover":
        return True
    margins = " ".join(value for name, value in own.items() if name.startswith("margin"))
    if any(each.startswith("-") for each in margins.split()):
        return True
    sizes = [(PIXELS.match(own.get(side, "")), PIXELS.match(frame.get(side, ""))) for side in ("width", "height")]
    is_smaller = any(whole and shown and float(shown[1]) < float(whole[1]) for whole, shown in sizes)
    return frame.get("overflow") == "hidden" and is_smaller


def is_sign(element: HtmlElement) -> bool:
    """Whether a picture is no larger than a sign between words, or the dot by which senders see who reads."""
    sizes = (element.get(name, "").strip().removesuffix("px") for name in ("width", "height"))
    return any(size.isdecimal() and int(size) <= LARGEST_SIGN for size in sizes)


def with_drawings(words: str) -> str:
    """The HTML with a picture in place of each `<svg>` that has words or is larger than a sign; the others are left.

    The picture has no quotation marks, so that nothing ends where an attribute has a drawing in it.
    """
    kept, end = [], 0
    for start, attributes, inner, after in _drawings(words):
        said = " ".join(" ".join(unescape(TAG.sub(" ", each)) for each in WORDS.findall(inner)).split())
        if HIDDEN.search(attributes) or not (said or _is_large(attributes)):
            continue
        alt = re.sub(r"[\s\"'`=]", lambda sign: f"&#{ord(sign.group())};", escape(said[:LONGEST_ALT]))
        kept += [words[end:start], f"<img src={DRAWING}, alt={alt or '&#32;'}>"]
        end = after
    return "".join([*kept, words[end:]])


def _drawings(words: str) -> Iterator[tuple[int, str, str, int]]:
    """Each outermost `<svg>`: where it begins, its attributes, what is in it, and where it ends."""
    opened: list[re.Match[str]] = []
    for found in SVG.finditer(words):
        if not found["end"] and not found["attributes"].endswith("/"):
            opened.append(found)
        elif found["end"] and opened:
            first = opened.pop()
            if not opened:
                yield first.start(), first["attributes"], words[first.end() : found.start()], found.end()


def _is_large(attributes: str) -> bool:
    """Whether a drawing is larger than a sign; one that says no size fills the page."""
    sides = [found for side in SIDES if (found := side.search(attributes))]
    if not sides:
        view = VIEW.search(attributes)
        return view is None or max(float(view[1]), float(view[2])) > LARGEST_DRAWN_SIGN
    if any(unit.lower() in ("em", "ex", "rem") for _number, unit in (found.groups() for found in sides)):
        return False
    return all(
        unit == "%" or float(number) > LARGEST_DRAWN_SIGN for number, unit in (found.groups() for found in sides)
    )
