"""The SQL statements of searches, one file of `sql/` each, and the join that keeps only live editions."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "sql"

# The same editions as `Edition.objects.live()`. Every statement that finds entries for readers joins it.
LIVE = """
    JOIN pressreleases_edition AS edition
    ON edition.id = entry.edition_id AND edition.live_during @> statement_timestamp()
"""


@cache
def statement(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
