"""Runs the files of `rules/`, tells them the columns, and has the classes of characters that they and tables name."""

from pathlib import Path

from django.db.migrations import RunSQL

from pressreleases.models.fields import columns_for_triggers

RULES = Path(__file__).parent / "rules"

# As in `pressreleases.language.characters` when this was written.
_NONCHARACTERS = r"\ufdd0-\ufdef\ufffe\uffff" + "".join(
    rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 17)
)
_CONTROLS = r"\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f" + _NONCHARACTERS
_MARKS = r"\u202a-\u202e\u2066-\u2069"
NOT_IN_A_TEXT = f"[{_CONTROLS}]"
NOT_IN_LINES = f"[{_CONTROLS}{_MARKS}]"
NOT_IN_A_LINE = rf"[\u0009\u000a\u000d\u2028\u2029{_CONTROLS}{_MARKS}]"
NOT_IN_A_SLUG = (
    r"[\u0001-\u002c\u002e\u002f\u003a-\u0040\u005b-\u005e\u0060\u007b-\u00a0\u00ad\u061c\u1680\u180e\u2000-\u200f"
    rf"\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff{_NONCHARACTERS}]"
)


def run(name: str) -> RunSQL:
    """Run `rules/<name>.sql`, in which `{NOT_IN_A_TEXT}` and the like stand for the classes of characters above."""
    sql = (RULES / f"{name}.sql").read_text(encoding="utf-8")
    for placeholder in ("NOT_IN_A_TEXT", "NOT_IN_A_LINE", "NOT_IN_A_SLUG"):
        sql = sql.replace(f"{{{placeholder}}}", globals()[placeholder])
    return RunSQL(sql)


def list_fields() -> RunSQL:
    """Tell the triggers the columns with each trait, as `models/fields.py` names them when this runs.

    Each migration that adds, removes or renames a field of a release or of an edition ends with this.
    """
    cases = (f"WHEN '{trait}' THEN '{{{','.join(columns)}}}'" for trait, columns in columns_for_triggers().items())
    return RunSQL(_LIST_FIELDS % " ".join(cases))


_LIST_FIELDS = """
CREATE OR REPLACE FUNCTION mission_columns(trait text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT (CASE trait %s END)::text[]
$$
"""
