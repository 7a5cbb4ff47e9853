"""The country that an address is in, as far as it can be told; numbers without a country code are read by it."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale
from phonenumbers import SUPPORTED_REGIONS

from pressreleases.intake.errors import UnknownRegion
from pressreleases.intake.folding import letters
from pressreleases.intake.language import LANGUAGES

STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA PR RI SC SD TN TX UT VT VA WA WV WI WY"
)
# "New York, NY, 10017", "Washington, D.C. 20008-1234"
UNITED_STATES = re.compile(rf",\s*(?:{STATES.replace(' ', '|')}|D\.\s?C\.),?\s+\d{{5}}(?:-\d{{4}})?$")
SHORT_NAMES = {"usa": "US", "unitedstatesofamerica": "US", "uk": "GB", "abş": "US"}


def known_region(region: str) -> str:
    """Return `region` in capitals; raise UnknownRegion unless it is a country (ISO 3166-1, two letters)."""
    if region.upper() not in SUPPORTED_REGIONS:
        raise UnknownRegion(region=region)
    return region.upper()


def region_of(address: str) -> str:
    """Return the country that ends the address, by its name or the form of a US one, or an empty string."""
    last = [word for word in re.split(r"[,;]", address)[-1].split() if not any(map(str.isdigit, word))]
    for start in range(max(0, len(last) - 4), len(last)):
        if region := _countries().get(letters("".join(last[start:]))):
            return region
    return "US" if UNITED_STATES.search(address) else ""


@cache
def _countries() -> dict[str, str]:
    """Return the countries' codes by their folded names in the languages of sheets (CLDR)."""
    names = {
        letters(name): code
        for language in LANGUAGES
        for code, name in Locale(language).territories.items()
        if code in SUPPORTED_REGIONS
    }
    return names | SHORT_NAMES
