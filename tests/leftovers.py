"""Finding English words of the site's own in a page that should be Azerbaijani; no test lives here."""

import functools
import html
import re
from typing import Any

from babel.messages.pofile import read_po

from mission_site.translations import LOCALE

# Languages are named in themselves.
_RIGHTLY = {"English"}


@functools.cache
def _messages() -> frozenset[str]:
    """What the site says in English and says otherwise in Azerbaijani; without what holds a placeholder."""
    with (LOCALE / "az" / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale="az")
    plain = {message.id: message.string for message in catalogue if isinstance(message.id, str) and message.id}
    return frozenset(
        english
        for english, azerbaijani in plain.items()
        if english.casefold() != str(azerbaijani).casefold() and not re.search(r"[%{]", english)
    ) - frozenset(_RIGHTLY)


def said_in(page: str) -> list[str]:
    """What stands in an HTML page, piece by piece: words between tags, and those of attributes that speak."""
    page = re.sub(r"<(script|style|svg)\b.*?</\1>|<!--.*?-->", "", page, flags=re.DOTALL)
    spoken = re.findall(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"', page)
    # A single word in a data attribute is for a script; sentences are for people.
    spoken += re.findall(r'\bdata-[a-z-]+="([^" ]+ [^"]*)"', page)
    return [" ".join(html.unescape(piece).split()) for piece in [*re.split(r"<[^>]*>", page), *spoken]]


def english_in(response: Any) -> list[str]:
    """The pieces of the page, or lines of the text, that are a whole message of the site in English.

    A page without any Azerbaijani is no page to judge by: that is an error.
    """
    text = response if isinstance(response, str) else response.content.decode()
    pieces = [piece.strip(" :…›·") for piece in (text.splitlines() if response is text else said_in(text))]
    assert any("ə" in piece for piece in pieces), "nothing here is Azerbaijani"
    messages = {message.strip(" :…").casefold() for message in _messages()}
    return sorted({piece for piece in pieces if piece.casefold() in messages})
