"""Telephone numbers as people type them, made international; the country is that of their neighbours or of the clock."""

from dataclasses import dataclass

import phonenumbers
from babel.core import get_global
from phonenumbers import PhoneNumberFormat


class NotANumber(ValueError):
    """No telephone number of the country, nor an international one, can be read from the words."""


@dataclass(frozen=True)
class Typed:
    """E.164, and the digits of an extension that was typed behind the number."""

    number: str
    extension: str


def read_number(words: str, region: str) -> Typed:
    """`(212) 371-2832 ext. 101` in `"US"` → `+12123712832` and `101`; raise `NotANumber`."""
    try:
        parsed = phonenumbers.parse(words, region or None)
    except phonenumbers.NumberParseException as error:
        raise NotANumber(words) from error
    if not phonenumbers.is_valid_number(parsed):
        raise NotANumber(words)
    extension = parsed.extension or ""
    return Typed(phonenumbers.format_number(parsed, PhoneNumberFormat.E164), extension)


def region_of(zone: str, numbers: "list[str]") -> str:
    """The country (ISO 3166-1) of the first international one of `numbers`, else that of the time zone, or empty."""
    for number in numbers:
        if number.strip().startswith("+"):
            try:
                region = phonenumbers.region_code_for_number(phonenumbers.parse(number))
            except phonenumbers.NumberParseException:
                continue
            if region:
                return region
    territory: str = get_global("zone_territories").get(zone, "")
    return territory if territory in phonenumbers.SUPPORTED_REGIONS else ""


def shown_number(number: str) -> str:
    """An E.164 number as people read it: `+1 212-371-2559`."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number), PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return number
