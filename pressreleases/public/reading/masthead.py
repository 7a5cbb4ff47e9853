"""A letterhead made ready for a page: names with their direction, numbers as printed, the emblem."""

import base64
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import pgettext
from PIL import Image

from pressreleases.letterhead import (
    EMPTY,
    Name,
    NumberGroup,
    language_of_address,
    name_in,
    names_of,
    names_on_sheet,
    printed_numbers,
)

# The space in `Suite 3210` and `Floor 5B`, at the end of a line or before a comma.
_LAST_NUMBER = re.compile(r"(?<=[^\W\d_][.]| №|[^\W\d_]{2}) (?=\d{1,5}\w?[^\S\n]*(?:[,،，;\n]|$))")
# `New York` between commas or at the beginning of a line.
_SHORT_PART = re.compile(r"(?:(?<=[,،;] )|(?<=，)|^)[^\d\s,،，;]{2,6} [^\d\s,،，;]{2,6}(?=[,،，;]|$)", re.MULTILINE)

# At the end of a line the town with its region and code (`New York, NY 10017`, `London W1A 1AA`), or a code before it.
_TOWN = re.compile(
    r"(?:[^\d\s,،，;]{2,12} )?[^\d\s,،，;]{2,12},? (?:[A-Z]{2,3},? )?"
    r"(?:[A-Z]{1,2}-?\d[\dA-Z]{0,5}|\d{4,6})(?: \d[A-Z]{2})?\s*$"
    r"|(?<=, )(?:[A-Z]{1,2}-)?\d{4,6} [^\d\s,،，;]{2,12}",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Head:
    names: list[Name]
    address: str
    numbers: list[NumberGroup]
    email: str
    emblem: str  # its address on this site, or ""
    emblem_file: str = ""
    address_language: str = ""  # empty if it is not known

    @property
    def emblem_source(self) -> str:
        """Where a page has the emblem from: itself, or its address."""
        return within_page(self.emblem_file) or self.emblem if self.emblem_file else self.emblem

    @property
    def printed_address(self) -> str:
        """The address as a page shows it: what belongs together stays in one line."""
        return address_bound(self.address)

    def name_in(self, language: str) -> Name | None:
        return name_in(self.names, language)

    def masthead(self, language: str) -> list[Name]:
        return names_on_sheet(self.names, language)


def address_bound(address: str) -> str:
    """`address` with spaces that do not break: before a number that ends a part of it, and in a town with its code."""
    for together in (_TOWN, _SHORT_PART):
        address = together.sub(lambda part: part[0].replace(" ", "\u00a0"), address)
    return _LAST_NUMBER.sub("\u00a0", address)


def head_of(letterhead: dict[str, Any]) -> Head:
    """The head that `letterhead` describes; `{}` gives an empty one."""
    if not letterhead:
        return Head([], "", [], "", "")
    letterhead = {**EMPTY, **letterhead}
    emblem = letterhead["emblem"]
    return Head(
        names=names_of(letterhead),
        address=letterhead["address"],
        numbers=printed_numbers(letterhead),
        email=letterhead["email"],
        emblem=reverse("picture", args=[PurePosixPath(emblem["file"]).name]) if emblem else "",
        emblem_file=emblem["file"] if emblem else "",
        address_language=language_of_address(letterhead),
    )


_SIDE = 144  # twice the 72 px at which it is shown
_COLOURS = 128
_LARGEST = 5_000  # bytes; with those of a long page they still fit into a browser's first round trip


def within_page(file: str) -> str:
    """The picture in `file`, made small, as a `data:` address; empty if it is too large even so, or lost."""
    try:
        return _made_small(file)
    except OSError:
        return ""


@lru_cache(maxsize=32)
def _made_small(file: str) -> str:
    # A file is named for what is in it, so what was once made of it holds.
    with default_storage.open(file, "rb") as stored, Image.open(stored) as opened:
        small = opened.convert("RGBA")
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    small.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE).save(written, format="PNG", optimize=True)
    content = written.getvalue()
    return f"data:image/png;base64,{base64.b64encode(content).decode()}" if len(content) <= _LARGEST else ""


def site_name(head: Head, language: str) -> str:
    """The mission's name in one line, or what a site is called that has none."""
    name = head.name_in(language)
    return name.in_one_line if name else pgettext("name of the site", "Press office")


def site_name_language(head: Head, language: str) -> str:
    name = head.name_in(language)
    return name.language if name else language
