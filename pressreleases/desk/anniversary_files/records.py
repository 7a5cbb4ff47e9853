"""An anniversary as one row of words, the same in a CSV file and in the form of an import; `reading` reads it."""

from collections.abc import Iterable

from pressreleases.models import Anniversary
from pressreleases.vocabulary.languages import language_codes
from pressreleases.vocabulary.observing import Nth, Rule, Weekday

Record = dict[str, str]

FACTS = (
    *("uid", "event_first_on", "event_last_on", "rule", "nth", "weekday", "month", "day", "in_common_years", "dates"),
    *("from_year", "until_year", "round_years", "lead_days", "goes_on", "shown"),
)
# Of each language, behind an underscore and its code: `name_en`.
OF_A_NAME = ("name", "slug", "title_pattern")


def records_of(anniversaries: Iterable[Anniversary]) -> list[Record]:
    """One for each, which needs its names and dates; what there is not is empty."""
    return [_record(anniversary) for anniversary in anniversaries]


def columns(records: Iterable[Record]) -> list[str]:
    """The columns that a table of `records` has: every fact, then every language of the site or of a row."""
    used = {name.partition("_")[2] for record in records for name in record if name.startswith("name_")}
    languages = [*language_codes(), *sorted(used - set(language_codes()))]
    return [*FACTS, *(f"{part}_{language}" for language in languages for part in OF_A_NAME)]


def _record(row: Anniversary) -> Record:
    found = {
        "uid": str(row.uid),
        "event_first_on": row.event_first_on.isoformat(),
        "event_last_on": row.event_last_on.isoformat() if row.event_last_on else "",
        "rule": row.rule,
        "nth": Nth(row.nth).name.lower() if row.nth is not None else "",
        "weekday": Weekday(row.weekday).name.lower() if row.weekday is not None else "",
        "month": _number(row.month),
        "day": _number(row.day),
        "in_common_years": row.in_common_years,
        "dates": " ".join(date.observed_on.isoformat() for date in row.dates.all()) if row.rule == Rule.TABLE else "",
        "from_year": _number(row.from_year),
        "until_year": _number(row.until_year),
        "round_years": " ".join(map(str, row.round_years)) or "none",
        "lead_days": str(row.lead_days),
        "goes_on": _yes_or_no(row.goes_on),
        "shown": _yes_or_no(row.shown),
    }
    for name in row.names.all():
        for part in OF_A_NAME:
            found[f"{part}_{name.language}"] = getattr(name, part)
    return found


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _yes_or_no(value: bool) -> str:
    return "yes" if value else "no"
