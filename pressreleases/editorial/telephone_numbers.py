"""Telephone numbers as people type them, read in the country in which they are meant."""

from collections.abc import Iterable
from dataclasses import dataclass

import phonenumbers
from babel.core import get_global
from django.utils.translation import gettext_lazy
from phonenumbers import PhoneNumberFormat

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
