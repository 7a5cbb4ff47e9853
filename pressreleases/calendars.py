"""Calendar files (iCalendar, RFC 5545 and 7986): the recurrence of yearly days, and how a calendar is written.

What a calendar is about is decided above. The same rows always give the same file.
"""

import datetime as dt
import uuid
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
    """The first day, then a rule that goes on from it, or else the other days one by one."""

    first: dt.date
    rule: str = ""
    more: tuple[dt.date, ...] = ()


def recurrence_of(observing: Observing) -> Recurrence | None:
    """The very days of `observing`, neither more nor fewer; None if it has none."""
    days = observing.from_day(dt.date.min)
    first = next(days, None)
    if first is None:
        return None
    if observing.rule == Rule.TABLE:
        return Recurrence(first, more=tuple(days))
    until = f";UNTIL={observing.last_year:04}1231" if observing.last_year != LAST_YEAR else ""
    return Recurrence(first, rule=_rule(observing) + until)


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
    """What one day of an event says in place of the others."""

    on: dt.date
    summary: str
    url: str
    changed_at: dt.datetime
    sequence: int


@dataclass(frozen=True)
class Event:
    """A whole day that comes back. `uid` outlives its name; `sequence` grows with every change.

    `instances` are days of `recurrence`.
    """

    uid: str
    recurrence: Recurrence
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
        file.add_component(_recurring(event, calendar.language))
        for instance in event.instances:
            row = _day(event, instance.on, instance, calendar.language)
            row.add("recurrence-id", instance.on)
            file.add_component(row)
    return file.to_ical(sorted=False).decode()


def _recurring(event: Event, language: str) -> icalendar.Event:
    recurrence = event.recurrence
    row = _day(event, recurrence.first, event, language)
    if recurrence.rule:
        row.add("rrule", icalendar.vRecur.from_ical(recurrence.rule))
    if recurrence.more:
        row.add("rdate", list(recurrence.more), parameters={"VALUE": "DATE"})
    return row


def _day(event: Event, day: dt.date, told: Event | Instance, language: str) -> icalendar.Event:
    changed_at = max(event.changed_at, told.changed_at)
    row = icalendar.Event()
    row.add("uid", event.uid)
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
