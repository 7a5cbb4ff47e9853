"""Calendar files (iCalendar, RFC 5545 and 7986): the recurrence of yearly days, and how a calendar is written.

What a calendar is about is decided above. The same rows always give the same file.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

import icalendar

from pressreleases.language import characters
from pressreleases.language.direction import isolated
from pressreleases.models.anniversary_rules import LAST_YEAR, InCommonYears, Observing, Rule

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# 29 February is the sixtieth day of its year; in a year without it, that is 1 March.
_DAY_60 = "FREQ=YEARLY;BYYEARDAY=60"


@dataclass(frozen=True)
class Recurrence:
    """The first day, then a rule that goes on from it but for the days `without`, or else the other days one by one."""

    first: dt.date
    rule: str = ""
    more: tuple[dt.date, ...] = ()
    without: tuple[dt.date, ...] = ()


def recurrence_of(observing: Observing, without: Collection[dt.date] = ()) -> Recurrence | None:
    """The very days of `observing` but for those `without`, neither more nor fewer; None if it has no others."""
    days = (day for day in observing.from_day(dt.date.min) if day not in without)
    first = next(days, None)
    if first is None:
        return None
    if observing.rule == Rule.TABLE:
        return Recurrence(first, more=tuple(days))
    until = f";UNTIL={observing.last_year:04}1231" if observing.last_year != LAST_YEAR else ""
    left_out = tuple(sorted(day for day in without if day > first))
    return Recurrence(first, rule=_rule(observing) + until, without=left_out)


def _rule(observing: Observing) -> str:
    yearly = f"FREQ=YEARLY;BYMONTH={observing.month}"
    if observing.rule == Rule.WEEKDAY and observing.weekday is not None:
        return f"{yearly};BYDAY={observing.nth}{DAYS[observing.weekday]}"
    if observing.rule == Rule.LAST_DAY:
        return f"{yearly};BYMONTHDAY=-1"
    if observing.is_leap_day:
        # In common years on the 28th is to say: on the last day of February.
        return f"{yearly};BYMONTHDAY=-1" if observing.in_common_years == InCommonYears.FEBRUARY_28 else _DAY_60
    return f"{yearly};BYMONTHDAY={observing.day}"


MEDIA_TYPE = "text/calendar"
# How often a subscriber may ask again (RFC 7986, 5.7).
REFRESH = dt.timedelta(days=1)
# The nearest to the site's accent that has a name, as RFC 7986, 5.9, wants one.
COLOUR = "teal"


@dataclass(frozen=True)
class Instance:
    """What one day says in place of the event that comes back."""

    on: dt.date
    summary: str
    url: str
    changed_at: dt.datetime
    sequence: int


@dataclass(frozen=True)
class Event:
    """A whole day that comes back. `uid` outlives its name; `sequence` grows with every change.

    `instances` are no days of `recurrence` (None: there are no other days). In the file each is an event with a UID of
    its own, which its year gives it: calendar programs that take each UID for one event would else lose a day.
    """

    uid: str
    recurrence: Recurrence | None
    summary: str
    url: str
    changed_at: dt.datetime
    sequence: int
    instances: tuple[Instance, ...] = ()


@dataclass(frozen=True)
class Calendar:
    """`source` is its own address, `url` that of the page that shows the same; a file for once has neither."""

    name: str
    language: str
    source: str
    url: str
    events: tuple[Event, ...]

    @property
    def changed_at(self) -> dt.datetime:
        instances = [instance.changed_at for event in self.events for instance in event.instances]
        return max([*instances, *(event.changed_at for event in self.events)])


def write(calendar: Calendar) -> str:
    """`calendar`, which needs an event (RFC 5545, 3.6), as the content of a file."""
    file = icalendar.Calendar()
    file.add("version", "2.0")
    file.add("prodid", "-//Press office//Anniversaries//EN")
    file.add("calscale", "GREGORIAN")
    if calendar.source:
        file.add("uid", str(uuid.uuid5(uuid.NAMESPACE_URL, calendar.source)))
    file.add("name", _text(calendar.name, calendar.language), parameters={"LANGUAGE": calendar.language})
    file.add("x-wr-calname", _text(calendar.name, calendar.language))
    file.add("last-modified", calendar.changed_at)
    if calendar.source:
        file.add("url", calendar.url)
        file.add("source", calendar.source, parameters={"VALUE": "URI"})
        file.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        file.add("x-published-ttl", icalendar.vDuration(REFRESH))
    file.add("color", COLOUR)
    for event in calendar.events:
        if event.recurrence:
            file.add_component(_recurring(event, event.recurrence, calendar.language))
        for instance in event.instances:
            uid = str(uuid.uuid5(uuid.UUID(event.uid), str(instance.on.year)))
            changed_at = max(event.changed_at, instance.changed_at)
            file.add_component(_day(uid, instance.on, instance, changed_at, calendar.language))
    return file.to_ical(sorted=False).decode()


def _recurring(event: Event, recurrence: Recurrence, language: str) -> icalendar.Event:
    # It changes too when a day becomes an event of its own.
    changed_at = max([event.changed_at, *(instance.changed_at for instance in event.instances)])
    row = _day(event.uid, recurrence.first, event, changed_at, language)
    if recurrence.rule:
        row.add("rrule", icalendar.vRecur.from_ical(recurrence.rule))
    if recurrence.more:
        row.add("rdate", list(recurrence.more), parameters={"VALUE": "DATE"})
    if recurrence.without:
        row.add("exdate", list(recurrence.without), parameters={"VALUE": "DATE"})
    return row


def _day(uid: str, day: dt.date, told: Event | Instance, changed_at: dt.datetime, language: str) -> icalendar.Event:
    row = icalendar.Event()
    row.add("uid", uid)
    # Without a METHOD, this is when the row was last changed (RFC 5545, 3.8.7.2), so each answer is the same.
    row.add("dtstamp", changed_at)
    row.add("last-modified", changed_at)
    row.add("sequence", told.sequence)
    row.add("dtstart", day)
    row.add("summary", _text(told.summary, language), parameters={"LANGUAGE": language})
    if told.url:
        row.add("url", told.url)
    row.add("transp", "TRANSPARENT")
    row.add("class", "PUBLIC")
    return row


def _text(words: str, language: str) -> icalendar.vText:
    return icalendar.vText(characters.text(isolated(words, language)))
