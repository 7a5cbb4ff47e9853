"""Letterheads: the head of a sheet as data, made from the mission details of a day, and its numbers as printed.

Which day's details an edition gets is decided in `publishing.making.details_for`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import phonenumbers
from babel.languages import get_official_languages
from phonenumbers import PhoneNumberFormat, region_code_for_country_code

from pressreleases.language.languages import direction
from pressreleases.models import MissionDetails
from pressreleases.models.kinds import NumberKind

VERSION = 1
# A sheet without a head.
EMPTY: dict[str, Any] = {
    "v": VERSION,
    "names": [],
    "address": "",
    "numbers": [],
    "email": "",
    "time_zone": "UTC",
    "emblem": None,
}


@dataclass(frozen=True)
class Name:
    """The mission's name in one language, broken into lines as on the sheet."""

    language: str
    direction: str
    name: str

    @property
    def in_one_line(self) -> str:
        # Chinese has no spaces between words.
        return ("" if self.language.startswith("zh") else " ").join(self.name.split())


@dataclass(frozen=True)
class PrintedNumber:
    """One number as a reader sees it.

    `printed` leaves out an area code that the number before it has too, where the country dials it so; `full` is as
    people in the mission's country write it, `international` as those elsewhere do.
    """

    number: str
    extension: str
    printed: str
    full: str
    uri: str
    international: str


@dataclass(frozen=True)
class NumberGroup:
    """The numbers of one kind (`"telephone"`, `"fax"`), in their order."""

    kind: str
    numbers: list[PrintedNumber]


def compose(details: MissionDetails) -> dict[str, Any]:
    """The letterhead as an edition keeps it: plain JSON with a version of its own.

    `{"v": 1, "names": [{"language", "name"}], "address", "numbers": [{"kind", "number", "extension"}], "email",
    "time_zone", "emblem"}`; names and numbers in the order of the sheet, numbers in E.164, the emblem as the SHA-256
    of its file and its file's name, or null.
    """
    emblem = details.emblem
    return {
        "v": VERSION,
        "names": [{"language": row.language, "name": row.name} for row in details.names.all()],
        "address": details.address,
        "numbers": [
            {"kind": row.kind, "number": row.number, "extension": row.extension} for row in details.numbers.all()
        ],
        "email": details.email,
        "time_zone": details.time_zone,
        "emblem": {"sha256": emblem.sha256, "file": emblem.file.name} if emblem else None,
    }


def names_of(letterhead: dict[str, Any]) -> list[Name]:
    return [Name(row["language"], direction(row["language"]), row["name"]) for row in letterhead["names"]]


def name_in(names: Sequence[Name], language: str) -> Name | None:
    """The name in `language`, else in English, else the first; None when there is none at all."""
    named = {name.language: name for name in reversed(names)}
    return named.get(language) or named.get("en") or (names[0] if names else None)


def names_on_sheet(names: Sequence[Name], language: str) -> list[Name]:
    """The names on a sheet in `language`: the first, which is the national one, and `name_in`, else the next.

    A mission may have a name in each language of its readers; a sheet has room for two.
    """
    first, own = list(names[:1]), name_in(names, language)
    return [*first, own] if own and own not in first else list(names[:2])


def in_lines(letterhead: dict[str, Any]) -> tuple[str, ...]:
    """Its lines: each name, the address, each number in full, the e-mail; empty for a letterhead without them."""
    if not {"names", "address", "numbers"} <= letterhead.keys():
        return ()
    names = [" ".join(row["name"].split()) for row in letterhead["names"]]
    numbers = [number.full for group in printed_numbers(letterhead) for number in group.numbers]
    return (*names, letterhead["address"], *numbers, letterhead.get("email", ""))


def printed_numbers(letterhead: dict[str, Any]) -> list[NumberGroup]:
    """The numbers of a letterhead, telephones before faxes, each as the sheet prints it.

    Numbers of the country of the first number are printed in its national form, others internationally.
    """
    rows = letterhead["numbers"]
    home = country_calling_code(letterhead)
    groups = []
    for kind in NumberKind.values:
        printed: list[PrintedNumber] = []
        for row in rows:
            if row["kind"] == kind:
                previous = printed[-1].number if printed else ""
                printed.append(print_number(row["number"], row["extension"], previous=previous, home=home))
        if printed:
            groups.append(NumberGroup(kind, printed))
    return groups


@lru_cache(maxsize=1024)  # a page asks for the same few, each of which takes longer than a query
def print_number(number: str, extension: str = "", *, previous: str = "", home: int | None = None) -> PrintedNumber:
    """`number` (E.164) for readers in the country whose calling code is `home`; None: its own country.

    The URI follows RFC 3966, with `;ext=` for an extension. A number that no country has is printed as it is kept.
    """
    uri = f"tel:{number}" + (f";ext={extension}" if extension else "")
    parsed = _parse(number)
    if parsed is None:
        return PrintedNumber(number, extension, number, number, uri, number)
    abroad = home is not None and parsed.country_code != home
    form = PhoneNumberFormat.INTERNATIONAL if abroad else PhoneNumberFormat.NATIONAL
    full = phonenumbers.format_number(parsed, form)
    printed = full
    if not abroad and previous and _area(number) == _area(previous) and _is_dialled_without_area(parsed):
        printed = _without_area(full, parsed)
    return PrintedNumber(number, extension, printed, full, uri, _international(parsed))


def _international(parsed: phonenumbers.PhoneNumber) -> str:
    """`+1 212 371 2559` (ITU-T E.123)."""
    return phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL).replace("-", " ")


def country_calling_code(letterhead: dict[str, Any]) -> int | None:
    """The calling code of the mission's own country of residence: that of its first number; None without numbers."""
    rows = letterhead["numbers"]
    parsed = _parse(rows[0]["number"]) if rows else None
    return parsed.country_code if parsed else None


def language_of_address(letterhead: dict[str, Any]) -> str:
    """The language of the country of the numbers, in which the address is written; empty if there are several."""
    code = country_calling_code(letterhead)
    official = get_official_languages(region_code_for_country_code(code), de_facto=True) if code else ()
    return official[0] if len(official) == 1 else ""


@lru_cache(maxsize=1024)
def _parse(number: str) -> phonenumbers.PhoneNumber | None:
    """None for a number that an old edition has and the library does not know, such as of no country."""
    try:
        return phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None


def _area(number: str) -> str:
    """Calling code and area code, such as `1-212`; empty when the number has no area code."""
    parsed = _parse(number)
    if parsed is None:
        return ""
    length = phonenumbers.length_of_geographical_area_code(parsed)
    return f"{parsed.country_code}-{phonenumbers.national_significant_number(parsed)[:length]}" if length else ""


def _is_dialled_without_area(parsed: phonenumbers.PhoneNumber) -> bool:
    """Whether the country dials numbers as short as this one is without its area code; Switzerland, say, dials none."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(phonenumbers.region_code_for_number(parsed) or "")
    area = phonenumbers.length_of_geographical_area_code(parsed)
    if not area or metadata is None or metadata.fixed_line is None:
        return False
    short = len(phonenumbers.national_significant_number(parsed)) - area
    return short in metadata.fixed_line.possible_length_local_only


def _without_area(full: str, parsed: phonenumbers.PhoneNumber) -> str:
    length = phonenumbers.length_of_geographical_area_code(parsed)
    area = phonenumbers.national_significant_number(parsed)[:length]
    return re.sub(rf"^\(?0?{area}\)?[\s/-]*", "", full, count=1)
