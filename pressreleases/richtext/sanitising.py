"""Sanitise pasted or typed HTML; docs/staff.md lists what stays.

Our own code builds the text again from what a release may contain; then nh3, which parses as browsers do, decides what
is safe. If you make a rule stricter, raise `RULES`: editions made by older rules are then sanitised when shown.
"""

import re
from functools import lru_cache

import nh3
from django.conf import settings

from pressreleases.richtext import links
from pressreleases.richtext.blocks import WITHIN, Attributes
from pressreleases.richtext.html_builder import build

# The version of the rules here and in `html_builder`; it is stored with each edition.
RULES = 5

BLOCKS = frozenset("p h2 h3 h4 ul ol li blockquote table caption tr th td figure figcaption".split())
_TAGS = BLOCKS | {"thead", "tbody"} | WITHIN
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href"},
    "abbr": {"title"},
    "img": {"src", "alt", "role"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
# The role of a picture that shows nothing readers need to know, as somebody has decided: its alternative text is empty.
DECORATIVE = "presentation"
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
PICTURE = re.compile(r"images/(?P<sha256>[0-9a-f]{64})\.(?:jpg|png|webp)")
_CHOICES = {"dir": frozenset({"ltr", "rtl", "auto"}), "role": frozenset({DECORATIVE})}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SMALL_NUMBER = re.compile(r"[1-9][0-9]{0,2}")


def sanitise(html: str) -> str:
    """The part of `html` that a release may contain. Bare text becomes paragraphs; empty paragraphs are removed.

    The result is valid, does not change when sanitised again, and never joins separate words.
    """
    return "\n".join(_blocks(html))


def blocks(html: str) -> list[str]:
    """The same, as a list of top-level blocks: paragraphs, headings, lists, quotations, tables and figures."""
    return list(_blocks(html))


# Pages need the same texts again and again. This many of the longest texts take about 50 MB.
@lru_cache(maxsize=128)
def _blocks(html: str) -> tuple[str, ...]:
    once = "\n".join(node.written() for node in build(html, _kept))
    safe = nh3.clean(
        once,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        url_schemes=set(_SCHEMES),
        attribute_filter=_keep_attribute,
        link_rel=None,
    )
    return tuple(node.written() for node in build(safe, _kept))


def _kept(name: str, attributes: Attributes) -> Attributes:
    """Those of `attributes` that the element `name` may have."""
    known = _ATTRIBUTES["*"] | _ATTRIBUTES.get(name, set())
    kept = {key: _keep_attribute(name, key, value) for key, value in attributes.items() if key in known}
    if kept.get("role") and (kept.get("alt") or "").strip():
        # What is described is not decorative.
        del kept["role"]
    return {key: value for key, value in kept.items() if value is not None}


def _keep_attribute(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return links.allowed(value)
    if attribute == "src":
        return value if _is_own_picture(value) else None
    if attribute in _CHOICES:
        return value if value in _CHOICES[attribute] else None
    if attribute == "lang":
        return value if _LANGUAGE.fullmatch(value) else None
    if attribute in ("colspan", "rowspan", "start"):
        return value if _SMALL_NUMBER.fullmatch(value) else None
    return value


def _is_own_picture(address: str) -> bool:
    return address.startswith(settings.MEDIA_URL) and bool(PICTURE.fullmatch(address[len(settings.MEDIA_URL) :]))
