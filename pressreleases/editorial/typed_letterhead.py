"""What is typed in a form of mission details: telephone numbers, and the letterhead they make; nothing is stored."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import phonenumbers
from babel.core import get_global
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from phonenumbers import PhoneNumberFormat

from pressreleases.language import characters
from pressreleases.language.languages import language_codes
from pressreleases.letterhead import EMPTY
from pressreleases.models import Image
from pressreleases.models.kinds import NumberKind
from pressreleases.request_values import number_in

UNREADABLE = gettext_lazy(
    "This is not a valid telephone number. Write it as on the sheet, or with + and the country code."
)


class NotANumber(ValueError):
    """No telephone number of the country, nor an international one, can be read from the words."""


@dataclass(frozen=True)
class Typed:
    """E.164, and the digits of an extension that was typed behind the number."""

    number: str
    extension: str


def read_number(words: str, regions: Iterable[str]) -> Typed:
    """`(212) 371-2832 ext. 101` in `["US"]` → `+12123712832` and `101`; the first of `regions` where it is a number.

    Raises `NotANumber`.
    """
    for region in [*regions, None]:
        try:
            parsed = phonenumbers.parse(words, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            return Typed(phonenumbers.format_number(parsed, PhoneNumberFormat.E164), parsed.extension or "")
    raise NotANumber(words)


def regions_of(zone: str, numbers: Iterable[str] = ()) -> list[str]:
    """Countries (ISO 3166-1) in which a number may be meant: that of the zone, then those of international ones."""
    found = [get_global("zone_territories").get(zone, "")]
    for number in numbers:
        try:
            found.append(phonenumbers.region_code_for_number(phonenumbers.parse(number)) or "")
        except phonenumbers.NumberParseException:
            continue
    return [region for region in dict.fromkeys(found) if region in phonenumbers.SUPPORTED_REGIONS]


# More rows, or longer ones, than any form of ours sends are not looked at.
MOST_ROWS, LONGEST = 50, 1000


def read_typed(typed: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """The letterhead as an edition would keep it, without the numbers that nobody can read; and remarks on those."""
    zone = _words(typed, "time_zone")
    numbers, remarks = _numbers(typed, zone)
    key = number_in(_words(typed, "emblem"))
    emblem = Image.objects.filter(pk=key).first() if key else None
    made = {
        **EMPTY,
        "names": [
            {"language": row["language"], "name": row["name"]}
            for row in _rows(typed, "names", "language", "name")
            if row["name"] and row["language"] in language_codes()
        ],
        "address": _words(typed, "address"),
        "numbers": numbers,
        "email": _words(typed, "email"),
        "emblem": {"sha256": emblem.sha256, "file": emblem.file.name} if emblem else None,
    }
    return made, remarks


def _numbers(typed: Mapping[str, str], zone: str) -> tuple[list[dict[str, str]], list[str]]:
    rows = [row for row in _rows(typed, "numbers", "kind", "number", "extension") if row["number"]]
    regions = regions_of(zone, [row["number"] for row in rows])
    numbers, remarks = [], []
    for row in rows:
        try:
            read = read_number(row["number"], regions)
        except NotANumber:
            remarks.append(_("“%(number)s” is not a valid telephone number.") % {"number": row["number"]})
            continue
        extension = row["extension"] or read.extension
        kind = row["kind"] if row["kind"] in NumberKind.values else NumberKind.TELEPHONE.value
        numbers.append({"kind": kind, "number": read.number, "extension": extension})
    return numbers, remarks


def _rows(typed: Mapping[str, str], prefix: str, *names: str) -> Iterator[dict[str, str]]:
    """The rows that stay, by their place; those without one come last, as they are stored."""
    count = min(number_in(typed.get(f"{prefix}-TOTAL_FORMS")) or 0, MOST_ROWS)
    found = []
    for at in range(count):
        if typed.get(f"{prefix}-{at}-DELETE"):
            continue
        place = number_in(typed.get(f"{prefix}-{at}-position"))
        row = {name: _words(typed, f"{prefix}-{at}-{name}") for name in names}
        found.append((place is None, place or 0, at, row))
    for *_place, row in sorted(found, key=lambda each: each[:3]):
        yield row


def _words(typed: Mapping[str, str], name: str) -> str:
    return characters.lines(str(typed.get(name) or "")[:LONGEST]).strip()
