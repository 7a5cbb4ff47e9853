"""Write anniversaries to CSV and read them: columns, separators, encodings, cells that look like formulas."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from pressreleases.errors import ExplainedError
from pressreleases.intake.encoding import decode
from pressreleases.language.languages import language_codes
from pressreleases.models import Anniversary
from pressreleases.models.anniversary_rules import Nth, Rule, Weekday

Record = dict[str, str]

# Excel reads UTF-8 only if the file begins with this.
BOM = "\ufeff"
# Spreadsheets take a cell that begins with one of these for a formula (OWASP, CSV Injection), in full width too.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# Bytes that a file may have: its rows come back in a form, to which Django sets limits too.
LIMIT = 500_000
MOST_ROWS = 500
# Encodings of old spreadsheets on Windows. Nothing in such a file says which one, so the user is asked for it.
ENCODINGS = ("windows-1252", "windows-1254", "windows-1251", "windows-1250", "windows-1256")
# Other names for columns that people use.
_ALSO = {"date": "event_first_on", "event": "event_first_on", "last_date": "event_last_on", "id": "uid"}
FACTS = (
    *("uid", "event_first_on", "event_last_on", "rule", "nth", "weekday", "month", "day", "in_common_years", "dates"),
    *("from_year", "until_year", "round_years", "lead_days", "goes_on", "shown"),
)
# One column for each language, such as `name_en`.
OF_A_NAME = ("name", "slug", "title_pattern")


class FileRefused(ExplainedError):
    """The file cannot be read."""


class NotReadable(FileRefused):
    """The file is not text, or has another encoding; `reason` is the `IntakeError`."""

    sentence = "%(reason)s"


class CalendarFile(FileRefused):
    sentence = _("This is a calendar file (.ics). Anniversaries can only be imported from a table (CSV).")


class TooManyRows(FileRefused):
    sentence = _("The file has more than %(count)s rows. Split it into smaller files.")


class NotCsv(FileRefused):
    sentence = _("The file cannot be read as CSV: %(reason)s.")


class OtherEncoding(FileRefused):
    sentence = _("The file is not written in %(encoding)s.")


class NoHeadings(FileRefused):
    sentence = _("The first row must name the columns: at least event_first_on and name_%(language)s.")


class UnknownColumns(FileRefused):
    sentence = _("There is no such column: %(columns)s.")


class ColumnsTwice(FileRefused):
    sentence = _("The same column appears twice: %(columns)s.")


def records_of(anniversaries: Iterable[Anniversary]) -> list[Record]:
    """One record for each anniversary; missing values are empty. Fetch them with their names and dates."""
    return [_record(anniversary) for anniversary in anniversaries]


def columns(records: Iterable[Record]) -> list[str]:
    """The columns of a table of `records`: every fact, then every language of the site or of a row."""
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


def as_csv(records: list[Record]) -> Iterator[str]:
    """Lines of CSV; the first has the names of the columns."""
    line = io.StringIO()
    writer = csv.writer(line)
    names = columns(records)
    yield BOM
    for cells in ([*names], *([_guarded(record.get(name, "")) for name in names] for record in records)):
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def from_csv(data: bytes, *, encoding: str = "", language: str) -> Iterator[Record]:
    """The rows of a file in UTF-8, UTF-16 or one of `ENCODINGS`; a `name` column without a language is in `language`.

    Raises `FileRefused` and `IntakeError`.
    """
    text = _decoded(data, encoding)
    first = text.lstrip("\r\n").partition("\n")[0]
    if first.strip().upper() == "BEGIN:VCALENDAR":
        raise CalendarFile
    separator = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=separator)
    try:
        names = [_column(name, language) for name in next(rows)]
        _look_at_columns(names, language)
        for number, cells in enumerate((row for row in rows if any(cell.strip() for cell in row)), start=1):
            if number > MOST_ROWS:
                raise TooManyRows(count=MOST_ROWS)
            yield {name: _unguarded(cell.strip()) for name, cell in zip(names, cells, strict=False) if name}
    except csv.Error as error:
        raise NotCsv(reason=error) from error


def _decoded(data: bytes, encoding: str) -> str:
    if encoding not in ENCODINGS:
        return decode(data, limit=LIMIT)
    try:
        return decode(data.decode(encoding).encode(), limit=LIMIT)
    except UnicodeDecodeError as error:
        raise OtherEncoding(encoding=encoding) from error


def _column(name: str, language: str) -> str:
    folded = name.strip().lower().replace(" ", "_")
    return _ALSO.get(folded) or (f"{folded}_{language}" if folded in ("name", "slug", "title_pattern") else folded)


def _look_at_columns(names: Iterable[str], language: str) -> None:
    names = list(names)
    known = set(columns([dict.fromkeys(names, "")]))
    if "event_first_on" not in names or not any(name.startswith("name_") for name in names):
        raise NoHeadings(language=language)
    if unknown := [name for name in names if name and name not in known]:
        raise UnknownColumns(columns=", ".join(unknown))
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        raise ColumnsTwice(columns=", ".join(twice))


def _guarded(cell: str) -> str:
    """`cell` with an apostrophe if a spreadsheet would take it for a formula, or if it already begins like that."""
    return f"'{cell}" if cell.lstrip("'").startswith(FORMULA) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell
