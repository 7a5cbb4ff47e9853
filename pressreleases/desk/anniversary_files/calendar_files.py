"""Records as a calendar file, and back. What iCalendar has no words for stands in a property of our own, as JSON."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import icalendar
from django.utils.translation import gettext as _

from pressreleases.calendars.lines import escaped
from pressreleases.calendars.recurrence import DAYS, Recurrence, recurrence_of
from pressreleases.calendars.writing import Calendar, Event, write
from pressreleases.desk.anniversary_files.faults import FileRefused
from pressreleases.desk.anniversary_files.records import Record, records_of
from pressreleases.desk.anniversary_files.tables import LIMIT, MOST_ROWS
from pressreleases.models import Anniversary
from pressreleases.vocabulary.observing import InCommonYears, Nth, Rule, Weekday

# The whole record, so that a file of ours comes back as it was.
OURS = "X-MISSION-ANNIVERSARY"


def as_ics(anniversaries: list[Anniversary], language: str) -> str:
    """The content of a file; names are in `language`. An anniversary of which no day is known stands on its event's."""
    events = []
    for row, record in zip(anniversaries, records_of(anniversaries), strict=True):
        ours = f"{OURS};VALUE=TEXT:{escaped(json.dumps(record, ensure_ascii=False, sort_keys=True))}"
        recurrence = recurrence_of(row.observing) or Recurrence(row.event_first_on)
        name = row.name_in(language)
        events.append(Event(str(row.uid), recurrence, name, "", row.changed_at, row.version, more=(ours,)))
    return write(Calendar(_("Anniversaries"), language, "", "", tuple(events)))


def from_ics(data: bytes, *, language: str) -> Iterator[tuple[Record, list[str]]]:
    """The events of a file with what has to be told of each; names are taken to be in `language`.

    Changes of single days are no events of their own. Raises `FileRefused`.
    """
    if len(data) > LIMIT:
        raise FileRefused(_("The file is larger than %(limit)s kB.") % {"limit": LIMIT // 1000})
    try:
        events = [row for row in icalendar.Calendar.from_ical(data).walk("VEVENT") if "RECURRENCE-ID" not in row]
    except (ValueError, KeyError, IndexError) as error:
        raise FileRefused(_("This is not a calendar file (.ics).")) from error
    if len(events) > MOST_ROWS:
        raise FileRefused(_("The file has more than %(count)s rows. Divide it.") % {"count": MOST_ROWS})
    for event in events:
        ours = _ours(event)
        yield (ours, []) if ours is not None else _foreign(event, language)


def _ours(event: Any) -> Record | None:
    if OURS not in event:
        return None
    try:
        record = json.loads(str(event[OURS]))
    except ValueError:
        return None
    is_record = isinstance(record, dict) and all(isinstance(value, str) for value in record.values())
    return record if is_record else None


def _foreign(event: Any, language: str) -> tuple[Record, list[str]]:
    record: Record = {f"name_{language}": str(event.get("SUMMARY", ""))}
    first = _date(event, "DTSTART")
    if first is None:
        return record, []
    record["event_first_on"] = first.isoformat()
    last = _date(event, "DTEND")
    if last and last - first > dt.timedelta(days=1):
        record["event_last_on"] = (last - dt.timedelta(days=1)).isoformat()
    notes = [_("The day of the event is where the calendar begins; look whether it was then.")]
    if "RRULE" in event:
        rule = event["RRULE"]
        return (record | _by_rule(rule, first), notes) if not isinstance(rule, list) else (_unusable(record), [])
    if "RDATE" in event:
        found = event["RDATE"]
        lists = found if isinstance(found, list) else [found]
        days = sorted({first, *(_as_date(row.dt) for each in lists for row in each.dts)})
        return record | {"rule": Rule.TABLE, "dates": " ".join(day.isoformat() for day in days)}, notes
    return _unusable(record), []


def _unusable(record: Record) -> Record:
    """A rule that no reading knows, so that the row is refused by its own words."""
    return record | {"rule": _("does not come back every year")}


def _by_rule(rule: Any, first: dt.date) -> Record:
    """Yearly rules of one day; anything else is refused."""
    known = {"FREQ", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYYEARDAY", "UNTIL", "INTERVAL", "WKST"}
    yearly = rule.get("FREQ", [""])[0] == "YEARLY" and rule.get("INTERVAL", [1])[0] == 1 and set(rule) <= known
    day = _day_of(rule, first) if yearly else None
    if day is None:
        return _unusable({})
    until = rule.get("UNTIL", [None])[0]
    return day | ({"until_year": str(_as_date(until).year)} if until else {})


def _day_of(rule: Any, first: dt.date) -> Record | None:
    parts = {name: rule[name] for name in ("BYMONTH", "BYMONTHDAY", "BYDAY", "BYYEARDAY") if name in rule}
    if any(len(values) != 1 for values in parts.values()):
        return None
    month = str(int(parts["BYMONTH"][0])) if "BYMONTH" in parts else str(first.month)
    match sorted(parts):
        case [] | ["BYMONTH"]:
            return {"rule": Rule.FIXED_DAY, "month": month, "day": str(first.day)}
        case ["BYMONTH", "BYMONTHDAY"] | ["BYMONTHDAY"]:
            return _day_of_month(int(parts["BYMONTHDAY"][0]), month)
        case ["BYDAY", "BYMONTH"]:
            return _weekday_of(str(parts["BYDAY"][0]), month)
        case ["BYYEARDAY"] if int(parts["BYYEARDAY"][0]) == 60:
            moved = {"in_common_years": InCommonYears.MARCH_1}
            return {"rule": Rule.FIXED_DAY, "month": "2", "day": "29", **moved}
    return None


def _day_of_month(day: int, month: str) -> Record | None:
    if day == -1:
        return {"rule": Rule.LAST_DAY, "month": month}
    return {"rule": Rule.FIXED_DAY, "month": month, "day": str(day)} if day > 0 else None


def _weekday_of(written: str, month: str) -> Record | None:
    """Such as `2SU` and `-1MO`."""
    nth, day = written[:-2], written[-2:]
    if day not in DAYS or nth.lstrip("+") not in map(str, Nth.values):
        return None
    names = {"nth": Nth(int(nth)).name.lower(), "weekday": Weekday(DAYS.index(day)).name.lower()}
    return {"rule": Rule.WEEKDAY, "month": month, **names}


def _date(event: Any, name: str) -> dt.date | None:
    value = getattr(event.get(name), "dt", None)
    return _as_date(value) if isinstance(value, dt.date) else None


def _as_date(value: dt.date | dt.datetime) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value
