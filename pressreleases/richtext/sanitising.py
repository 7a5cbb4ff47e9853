"""What of a pasted or typed HTML survives: docs/staff.md lists it.

Our own code builds the text anew out of what a release may hold; nh3, which parses as browsers do, has the last word
on what is safe. Whoever makes a rule stricter raises `RULES`: editions made by older rules are then cleaned when shown.
"""

import re
from functools import lru_cache

import nh3
from django.conf import settings

from pressreleases.richtext import links
from pressreleases.richtext.html_builder import Attributes, build

# The version of what is written below and in `building`; it is kept with each edition whose text it cleaned.
RULES = 4

BLOCKS = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "caption", "tr", "th", "td"})
_TAGS = BLOCKS | {"thead", "tbody", "strong", "em", "sup", "sub", "a", "abbr", "cite", "q", "span", "br", "img"}
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
PICTURE = re.compile(r"images/(?P<sha256>[0-9a-f]{64})\.(?:jpg|png|webp)")
_DIRECTION = frozenset({"ltr", "rtl", "auto"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SMALL_NUMBER = re.compile(r"[1-9][0-9]{0,2}")


def sanitise(html: str) -> str:
    """The part of `html` that a release may hold; bare text becomes paragraphs, empty paragraphs go.

    What it returns is valid, stays as it is when sanitised again, and never joins two words that stood apart.
    """
    return "\n".join(_blocks(html))


def blocks(html: str) -> list[str]:
    """The same block by block: each paragraph, heading, list, quotation or table that is in no other."""
    return list(_blocks(html))


# Pages ask for the same text again and again. So many of the longest texts take some 50 MB.
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
    """Those of `attributes` that an element `name` may have."""
    known = _ATTRIBUTES["*"] | _ATTRIBUTES.get(name, set())
    kept = {key: _keep_attribute(name, key, value) for key, value in attributes.items() if key in known}
    return {key: value for key, value in kept.items() if value is not None}


def _keep_attribute(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return links.allowed(value)
    if attribute == "src":
        return value if _is_own_picture(value) else None
    if attribute == "dir":
        return value if value in _DIRECTION else None
    if attribute == "lang":
        return value if _LANGUAGE.fullmatch(value) else None
    if attribute in ("colspan", "rowspan", "start"):
        return value if _SMALL_NUMBER.fullmatch(value) else None
    return value


def _is_own_picture(address: str) -> bool:
    return address.startswith(settings.MEDIA_URL) and bool(PICTURE.fullmatch(address[len(settings.MEDIA_URL) :]))
