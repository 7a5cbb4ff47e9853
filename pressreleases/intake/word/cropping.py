"""What the author of a Word file cut off a picture."""

from __future__ import annotations

import re

from lxml import etree

from pressreleases.intake.document import WHOLE

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
