"""A calendar of days that come back, written as iCalendar. The same rows are always written the same."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from pressreleases.calendars.lines import escaped, joined
from pressreleases.calendars.recurrence import Recurrence
from pressreleases.language.direction import isolated

MEDIA_TYPE = "text/calendar"
# How often a subscriber may ask again (RFC 7986, 5.7).
REFRESH = "P1D"
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
    return joined(_of_calendar(calendar))


def _of_calendar(calendar: Calendar) -> Iterator[str]:
    name = escaped(isolated(calendar.name, calendar.language))
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield "PRODID:-//Press office//Anniversaries//EN"
    yield "CALSCALE:GREGORIAN"
    if calendar.source:
        yield f"UID:{uuid.uuid5(uuid.NAMESPACE_URL, calendar.source)}"
    yield f"NAME;LANGUAGE={calendar.language}:{name}"
    yield f"X-WR-CALNAME:{name}"
    yield f"LAST-MODIFIED:{_instant(calendar.changed_at)}"
    if calendar.source:
        yield f"URL:{calendar.url}"
        yield f"SOURCE;VALUE=URI:{calendar.source}"
        yield f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"
        yield f"X-PUBLISHED-TTL:{REFRESH}"
    yield f"COLOR:{COLOUR}"
    for event in calendar.events:
        yield from _of_event(event, calendar.language)
    yield "END:VCALENDAR"


def _of_event(event: Event, language: str) -> Iterator[str]:
    recurrence = event.recurrence
    yield from _begin(event, recurrence.first, event, language)
    if recurrence.rule:
        yield f"RRULE:{recurrence.rule}"
    if recurrence.more:
        yield f"RDATE;VALUE=DATE:{','.join(map(_day, recurrence.more))}"
    yield "END:VEVENT"
    for instance in event.instances:
        yield from _begin(event, instance.on, instance, language)
        yield f"RECURRENCE-ID;VALUE=DATE:{_day(instance.on)}"
        yield "END:VEVENT"


def _begin(event: Event, day: dt.date, said: Event | Instance, language: str) -> Iterator[str]:
    changed_at = max(event.changed_at, said.changed_at)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    # Without a METHOD, this is when the row was last changed (RFC 5545, 3.8.7.2): so it does not depend on the asking.
    yield f"DTSTAMP:{_instant(changed_at)}"
    yield f"LAST-MODIFIED:{_instant(changed_at)}"
    yield f"SEQUENCE:{said.sequence}"
    yield f"DTSTART;VALUE=DATE:{_day(day)}"
    yield f"SUMMARY;LANGUAGE={language}:{escaped(isolated(said.summary, language))}"
    if said.url:
        yield f"URL:{said.url}"
    yield "TRANSP:TRANSPARENT"
    yield "CLASS:PUBLIC"


def _day(day: dt.date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _instant(instant: dt.datetime) -> str:
    return f"{instant.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
