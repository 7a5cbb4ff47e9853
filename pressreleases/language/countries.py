"""Countries by their codes (ISO 3166-1), with the names that CLDR gives them."""

import re
from functools import lru_cache

from django.utils.translation import get_language

from pressreleases.language.languages import cldr

_CODE = re.compile(r"[A-Z]{2}")
# Codes of CLDR's that name no country or territory with addresses.
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


def country_name(code: str, language: str) -> str:
    """`United States`; the code itself for one that CLDR does not know."""
    return str(cldr(language).territories.get(code, code))


def country_choices() -> list[tuple[str, str]]:
    """For a form, by name in the active language."""
    return _choices(get_language() or "en")


@lru_cache(maxsize=16)
def _choices(language: str) -> list[tuple[str, str]]:
    codes = {str(code) for code in cldr(language).territories} - _NO_COUNTRIES
    rows = [(code, country_name(code, language)) for code in codes if _CODE.fullmatch(code)]
    return sorted(rows, key=lambda row: row[1].casefold())
