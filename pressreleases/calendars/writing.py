"""A calendar of yearly days, written as iCalendar. The same rows always give the same file."""

import datetime as dt
import uuid
from dataclasses import dataclass

import icalendar

from pressreleases.calendars.recurrence import Recurrence
from pressreleases.language import characters
from pressreleases.language.direction import isolated

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
