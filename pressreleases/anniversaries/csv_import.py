"""Import CSV files: first every row is read and compared with what exists, then all chosen rows are saved, or none.

A row becomes an anniversary, with a sentence for each thing in it that cannot be understood.
"""

import datetime as dt
import unicodedata
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases.anniversaries.csv_files import FACTS, MOST_ROWS, NotReadable, Record, TooManyRows, from_csv
from pressreleases.anniversaries.title_patterns import PatternNotUnderstood
from pressreleases.anniversaries.title_patterns import read as read_pattern
from pressreleases.audit import record as record_act
from pressreleases.intake.errors import IntakeError
from pressreleases.intake.folding import fold_for_reading
from pressreleases.language import characters
from pressreleases.language.dates import check_day, day_in_words, days_in_words
from pressreleases.language.languages import language_codes
from pressreleases.language.slugs import slug_of
from pressreleases.models import Anniversary, AnniversaryAddress, AnniversaryDate, AnniversaryName
from pressreleases.models.anniversary_rules import InCommonYears, Nth, Rule, Weekday
from pressreleases.models.audit import AuditAct
from pressreleases.models.rules_in_words import rule_in_words
from pressreleases.retrying import retried

MOST_DATES = 400
_WORDS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass
class Reading:
    """One row. With `faults` it cannot be imported; `already` names the anniversary that exists."""

    number: int
    record: Record
    anniversary: Anniversary
    names: list[AnniversaryName] = field(default_factory=list)
    dates: list[dt.date] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    already: str = ""

    @property
    def is_good(self) -> bool:
        return not self.faults and not self.already

    @property
    def event(self) -> str:
        """The day of the event in words, as it was understood; empty if it was not understood."""
        first: dt.date | None = self.anniversary.event_first_on
        last, language = self.anniversary.event_last_on, get_language() or "en"
        if first is None:
            return ""
        return day_in_words(first, language) if last is None else days_in_words(first, last, language)

    @property
    def rule(self) -> str:
        """The rule in words, or the dates of a table; empty for a row with faults."""
        language = get_language() or "en"
        if self.faults:
            return ""
        if self.anniversary.rule == Rule.TABLE:
            return ", ".join(day_in_words(day, language) for day in self.dates)
        return rule_in_words(self.anniversary.observing, language)


def read_row(record: Record, number: int) -> Reading:
    """The reading of row `number`, without the database."""
    reading = Reading(number, {name: characters.line(value) for name, value in record.items()}, Anniversary())
    record, row = reading.record, reading.anniversary
    reading.faults += [_unreadable(name, "…") for name, value in record.items() if characters.cannot_be_stored(value)]
    if reading.faults:
        return reading
    for name, value in record.items():
        if value and name in _READERS:
            try:
                setattr(row, name, _READERS[name](value, number))
            except IntakeError as error:
                reading.faults.append(str(error))
            except (ValueError, KeyError):
                reading.faults.append(_unreadable(name, value))
    if isinstance(row.uid, uuid.UUID):
        # In one spelling, because existing anniversaries are recognised by it.
        record["uid"] = str(row.uid)
    if not record.get("event_first_on"):
        row.event_first_on = None  # type: ignore[assignment]  # nothing is known of it, which is told
        reading.faults.append(_("The day of the event is missing."))
    _read_dates(reading)
    _read_names(reading)
    if not reading.faults:
        _fill_in(row)
        reading.faults += _wrong(reading)
    return reading


def _day(value: str, number: int) -> dt.date:
    from pressreleases.intake.dates import read_date_line  # noqa: PLC0415 - slow to load, at each start of a process

    # The first line of the file has the names of the columns.
    found = read_date_line(value, line=number + 1)
    if found is None or found.place:
        raise ValueError(value)
    return found.day


def _number(value: str, _number: int) -> int:
    return int(value)


def _numbers(value: str, _number: int) -> list[int]:
    return [] if value == "none" else [int(part) for part in value.replace(",", " ").replace(";", " ").split()]


_READERS: dict[str, Callable[[str, int], Any]] = {
    "uid": lambda value, _number: uuid.UUID(value),
    "event_first_on": _day,
    "event_last_on": _day,
    "rule": lambda value, _number: Rule(value.lower()).value,
    "nth": lambda value, _number: Nth[value.upper()].value,
    "weekday": lambda value, _number: Weekday[value.upper()].value,
    "month": _number,
    "day": _number,
    "in_common_years": lambda value, _number: InCommonYears(value.lower()).value,
    "from_year": _number,
    "until_year": _number,
    "round_years": _numbers,
    "lead_days": _number,
    "goes_on": lambda value, _number: _WORDS[value.lower()],
    "shown": lambda value, _number: _WORDS[value.lower()],
}


def _read_dates(reading: Reading) -> None:
    for value in reading.record.get("dates", "").replace(";", " ").replace(",", " ").split():
        try:
            day = dt.date.fromisoformat(value)
            check_day(day)
        except ValueError:
            reading.faults.append(_unreadable("dates", value))
        except ValidationError as error:
            reading.faults.append(f"{value}: {' '.join(error.messages)}")
        else:
            reading.dates.append(day)
    years = [day.year for day in reading.dates]
    if len(years) != len(set(years)):
        reading.faults.append(_("The table has two dates in one year."))
    if len(years) > MOST_DATES:
        reading.faults.append(_("The table has more than %(count)s dates.") % {"count": MOST_DATES})
    if reading.dates and "rule" not in reading.record:
        reading.anniversary.rule = Rule.TABLE


def _read_names(reading: Reading) -> None:
    record = reading.record
    for column, name in record.items():
        part, _underscore, language = column.partition("_")
        if part != "name" or not name:
            continue
        if language not in language_codes():
            reading.faults.append(_("The site has no language “%(language)s”.") % {"language": language})
            continue
        slug = unicodedata.normalize("NFC", record.get(f"slug_{language}") or slug_of(name, language))
        pattern = record.get(f"title_pattern_{language}", "")
        try:
            read_pattern(pattern, language)
        except PatternNotUnderstood as refused:
            reading.faults.append(str(refused))
        reading.names.append(AnniversaryName(language=language, name=name, slug=slug, title_pattern=pattern))
    if not reading.names:
        reading.faults.append(_("The name is missing."))


def _fill_in(row: Anniversary) -> None:
    """A fixed day that the row leaves out is the day of the event, the last one if it lasted longer."""
    event = row.event_last_on or row.event_first_on
    if row.rule == Rule.FIXED_DAY and row.month is None and row.day is None:
        row.month, row.day = event.month, event.day


def _wrong(reading: Reading) -> list[str]:
    """What the model's own rules refuse, each sentence with its field. The database checks again."""
    row = reading.anniversary
    faults = []
    if row.event_last_on and row.event_last_on <= row.event_first_on:
        faults.append(_("The last day of the event must not be before the first day."))
    if len(row.round_years) > 12 or not all(1 <= number <= 1000 for number in row.round_years):
        faults.append(_("Enter at most twelve round years, each a number from 1 to 1000."))
    if reading.dates and row.rule != Rule.TABLE:
        faults.append(_("This rule does not use dates. Remove them."))
    checks = [row.clean_fields, row.clean, *(_fields_of(name) for name in reading.names)]
    for check in checks:
        try:
            check()
        except ValidationError as error:
            faults += [_at_field(field, said) for field, said in error.message_dict.items()]
    return faults


def _fields_of(name: AnniversaryName) -> Callable[[], None]:
    return lambda: name.clean_fields(exclude=["anniversary"])


def _at_field(field: str, said: list[str]) -> str:
    model = Anniversary if field in FACTS else AnniversaryName
    label = getattr(model._meta.get_field(field), "verbose_name", field)
    return f"{capfirst(str(label))}: {' '.join(said)}"


def _unreadable(column: str, value: str) -> str:
    return _("“%(value)s” in the column %(column)s cannot be read.") % {"value": value, "column": column}


class RowsRefused(Exception):
    """Some of the chosen rows cannot be saved, so none was. `readings` say why."""

    def __init__(self, readings: list[Reading]) -> None:
        super().__init__(readings)
        self.readings = readings


def read_file(data: bytes, *, encoding: str = "", language: str) -> list[Reading]:
    """Each row of a CSV file as it is understood. Raises `FileRefused` for any other file."""
    try:
        rows = list(from_csv(data, encoding=encoding, language=language))
    except IntakeError as error:
        raise NotReadable(reason=error) from error
    return read_records(rows)


def read_records(records: Iterable[Record]) -> list[Reading]:
    """The same for records that were read from a file before. Always two queries."""
    readings = [read_row(row, number) for number, row in enumerate(records, start=1)]
    if len(readings) > MOST_ROWS:
        raise TooManyRows(count=MOST_ROWS)
    _recognise(readings)
    return readings


@retried
def save_rows(records: list[Record], *, by: User | None, chosen: Collection[int] | None = None) -> list[Anniversary]:
    """Save the rows with these numbers (None: all without faults) in one transaction, and record it in the audit trail.

    Raises `RowsRefused` if one of the chosen rows cannot be saved; then none is.
    """
    with transaction.atomic():
        readings = read_records(records)
        wanted = [row for row in readings if (row.is_good if chosen is None else row.number in chosen)]
        if not all(row.is_good for row in wanted):
            raise RowsRefused(readings)
        made = [_save(row) for row in wanted]
        for anniversary in made:
            record_act(AuditAct.IMPORTED, anniversary, by=by)
    return made


def _save(reading: Reading) -> Anniversary:
    anniversary = reading.anniversary
    anniversary.save(force_insert=True)
    for name in reading.names:
        name.anniversary = anniversary
    AnniversaryName.objects.bulk_create(reading.names)
    AnniversaryDate.objects.bulk_create(
        AnniversaryDate(anniversary=anniversary, observed_on=day) for day in reading.dates
    )
    return anniversary


def _recognise(readings: list[Reading]) -> None:
    """Mark what already exists, on the site or in an earlier row: by uid, address or name."""
    uids = {str(uid): str(uid) for uid in Anniversary.objects.values_list("uid", flat=True)}
    known: dict[tuple[str, str], str] = {("uid", uid): "" for uid in uids}
    rows = AnniversaryAddress.objects.values_list("language", "slug", "anniversary")
    names = AnniversaryName.objects.values_list("language", "name", "anniversary")
    of = {key: name for _language, name, key in names}
    known |= {(f"slug {language}", slug): of.get(key, slug) for language, slug, key in rows}
    known |= {(f"name {language}", _folded(name)): name for language, name, _key in names}
    for reading in readings:
        marks = _marks(reading)
        found = next((mark for mark in marks if mark in known), None)
        if found and reading.names:
            name = known[found] or reading.names[0].name
            reading.already = _("This already exists: %(name)s.") % {"name": name}
        if not reading.faults:
            known |= dict.fromkeys(marks, reading.names[0].name)


def _marks(reading: Reading) -> list[tuple[str, str]]:
    uid = [("uid", str(reading.record["uid"]))] if reading.record.get("uid") else []
    slugs = [(f"slug {row.language}", row.slug) for row in reading.names]
    return [*uid, *slugs, *((f"name {row.language}", _folded(row.name)) for row in reading.names)]


def _folded(name: str) -> str:
    return fold_for_reading(" ".join(name.split()))
