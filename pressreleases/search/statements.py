"""The SQL statements of searches, each in a file of `sql/` with comments, and the part that hides what is not live."""

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
