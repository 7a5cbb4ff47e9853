"""An anniversary for machines: an Event of schema.org with the schedule by which it comes back."""

import datetime as dt
from typing import Any

from django.urls import reverse

from pressreleases.calendars.recurrence import DAYS
from pressreleases.models.anniversary_rules import LAST_YEAR, InCommonYears, Observing, Rule
from pressreleases.public import linked_data
from pressreleases.public.heads import head_of
from pressreleases.public.missions import Mission
from pressreleases.public.observances import Observance
from pressreleases.public.pages import absolute, site_name


def script(observance: Observance, mission: Mission, language: str) -> str:
    """The block for the head of its page; empty without a day to come."""
    if observance.next_on is None:
        return ""
    return linked_data.script(_event(observance, observance.next_on, language) | _by(mission, language))


def _event(observance: Observance, next_on: dt.date, language: str) -> dict[str, Any]:
    page = absolute(reverse("anniversary", args=[language, observance.slug]))
    return {
        "@type": "Event",
        "@id": f"{page}#observance",
        "identifier": observance.anniversary.uid.urn,
        "name": observance.name,
        "url": page,
        "inLanguage": language,
        "startDate": next_on.isoformat(),
        "endDate": next_on.isoformat(),
        "eventSchedule": _schedule(observance.anniversary.observing),
    }


def _by(mission: Mission, language: str) -> dict[str, Any]:
    """Who observes it and where: the mission, while its details are shown."""
    if not mission.known:
        return {}
    head = head_of(mission.letterhead)
    name = site_name(head, language)
    return {
        "location": {"@type": "Place", "name": name, "address": head.address},
        "organizer": {
            "@type": "GovernmentOrganization",
            "name": name,
            "url": absolute(reverse("start", args=[language])),
        },
    }


def _schedule(observing: Observing) -> dict[str, Any]:
    """Empty where schema.org has no words for the rule: a table of dates, 29 February moved to 1 March."""
    days = _days(observing)
    if not days or (first := next(observing.from_day(dt.date.min), None)) is None:
        return {}
    schedule = {"@type": "Schedule", "startDate": first.isoformat(), "repeatFrequency": "P1Y"}
    if observing.last_year != LAST_YEAR and (last := observing.on(observing.last_year)):
        schedule["endDate"] = last.isoformat()
    return {**schedule, "byMonth": observing.month, **days}


def _days(observing: Observing) -> dict[str, Any]:
    """As iCalendar counts (schema.org takes its words in `byDay` and `byMonthDay`)."""
    if observing.rule == Rule.WEEKDAY and observing.weekday is not None:
        return {"byDay": f"{observing.nth}{DAYS[observing.weekday]}"}
    on_28 = observing.is_leap_day and observing.in_common_years == InCommonYears.FEBRUARY_28
    if observing.rule == Rule.LAST_DAY or on_28:
        return {"byMonthDay": -1}
    if observing.rule == Rule.FIXED_DAY and not observing.is_leap_day:
        return {"byMonthDay": observing.day}
    return {}
