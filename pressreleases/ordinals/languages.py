"""Which language has which table."""

from pressreleases.ordinals import ar, az, en, es, fr, ru, tr, zh
from pressreleases.ordinals.tables import Table, UnknownOrdinal

# By the site's own codes, each written down: a region or script may count otherwise (zh-hant, fr-ch).
_TABLES = {module.TABLE.code: module.TABLE for module in (ar, az, en, es, fr, ru, tr, zh)}
_TABLES["zh-hans"] = zh.TABLE


def table_of(language: str) -> Table:
    """The table of `language`, a code of the site's; raise UnknownOrdinal if there is none."""
    if language.lower() not in _TABLES:
        raise UnknownOrdinal(f"There is no table of ordinals for the language {language!r}.")
    return _TABLES[language.lower()]
