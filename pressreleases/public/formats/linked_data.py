"""What a page is about, for search engines: JSON-LD in the terms of schema.org.

It is written in a `<script>` of a type that is data: browsers run nothing of it, and it needs no script permission.
"""

import datetime as dt
import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from pressreleases.calendars import DAYS
from pressreleases.language.dates import instant_for_machines
from pressreleases.letterhead import PrintedNumber
from pressreleases.models.anniversary_rules import LAST_YEAR, InCommonYears, Observing, Rule
from pressreleases.public.reading.anniversaries import Observance
from pressreleases.public.reading.attached import Attached
from pressreleases.public.reading.history import Step
from pressreleases.public.reading.masthead import Head, head_of, site_name
from pressreleases.public.reading.mission_today import Mission
from pressreleases.public.reading.release_page import ReleasePage
from pressreleases.public_addresses import absolute, address, anniversary_address, start_address

_CONTEXT = "https://schema.org"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# No word can end the element or begin another: these are written as JSON's own escapes.
_INERT = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def script(data: dict[str, Any]) -> SafeString:
    """`data` as an element for the head of a page; what has no value is left out."""
    written = json.dumps({"@context": _CONTEXT, **_said(data)}, ensure_ascii=False, separators=(",", ":"))
    inert = mark_safe(written.translate(_INERT))  # noqa: S308  nothing in it can end the element any more
    return format_html('<script type="application/ld+json">{}</script>', inert)


def article(page: ReleasePage, letterhead: str) -> dict[str, Any]:
    """The live edition of `page`. Its publisher is the mission as it was then.

    `letterhead` is the address of the picture that is used where it has none of its own.
    """
    edition, head, dates, correction = page.edition, page.head, page.dates, page.correction
    picture = edition.lead_picture
    return {
        "@type": "NewsArticle",
        "headline": edition.title,
        "description": edition.summary,
        "articleSection": edition.kind_label,
        "locationCreated": {"@type": "Place", "name": edition.place} if edition.place else "",
        "inLanguage": edition.language,
        "datePublished": dates.published,
        "dateModified": dates.updated,
        "version": edition.number,
        "identifier": edition.reference,
        "url": absolute(address(edition)),
        "mainEntityOfPage": absolute(address(edition)),
        "image": absolute(f"{settings.MEDIA_URL}{picture['file']}") if picture else letterhead,
        "associatedMedia": [_media(one) for one in page.attachments],
        "author": _publisher(head, edition.language),
        "publisher": _publisher(head, edition.language),
        "correction": _correction(correction) if correction else "",
    }


def organisation(mission: Mission, language: str) -> dict[str, Any]:
    """The mission as it is today, with whom journalists may ask."""
    head = head_of(mission.letterhead)
    numbers = {group.kind: [_dialled(number) for number in group.numbers] for group in head.numbers}
    others = [name.in_one_line for name in head.names if name.language != language]
    return {
        **_publisher(head, language),
        "alternateName": others,
        "address": _postal_address(mission, head),
        "telephone": numbers.get("telephone", []),
        "faxNumber": numbers.get("fax", []),
        "email": mission.email,
        "contactPoint": _press_contact(mission, language) if mission.has_press_contact else "",
    }


def _postal_address(mission: Mission, head: Head) -> dict[str, Any]:
    """In its parts where staff have given them."""
    parts = mission.parts
    return _said(
        {
            "@type": "PostalAddress",
            "streetAddress": parts.street or " ".join(head.address.split()),
            "addressLocality": parts.city,
            "addressRegion": parts.region,
            "postalCode": parts.postal_code,
            "addressCountry": parts.country,
        }
    )


def _publisher(head: Head, language: str) -> dict[str, Any]:
    return _said(
        {
            "@type": "GovernmentOrganization",
            "name": site_name(head, language),
            "url": absolute(start_address(language)),
            "logo": absolute(head.emblem) if head.emblem else "",
        }
    )


def _press_contact(mission: Mission, language: str) -> dict[str, Any]:
    number = mission.press_contact_number
    return _said(
        {
            "@type": "ContactPoint",
            "contactType": "press",
            "name": mission.press_contact_name,
            "telephone": _dialled(number) if number else "",
            "email": mission.press_contact_email,
            "url": absolute(reverse("contact", args=[language])),
            "hoursAvailable": _hours(mission),
        }
    )


def _hours(mission: Mission) -> list[dict[str, Any]]:
    """Without `opens` a specification says that it is closed then (schema.org)."""
    specification, opening = {"@type": "OpeningHoursSpecification"}, mission.opening
    if not opening:
        return []
    open_ = [
        {
            **specification,
            "dayOfWeek": [f"{_CONTEXT}/{_DAYS[weekday]}" for weekday in days.weekdays],
            "opens": f"{opens:%H:%M}",
            "closes": f"{closes:%H:%M}",
        }
        for days in opening.week
        for opens, closes in days.times
    ]
    closed = [
        {**specification, "validFrom": closure.first_on.isoformat(), "validThrough": closure.last_on.isoformat()}
        for closure in opening.coming_closures(mission.today)
    ]
    return open_ + closed


def _media(one: Attached) -> dict[str, Any]:
    return {
        "@type": "MediaObject",
        "name": one.title,
        "contentUrl": absolute(one.address),
        "encodingFormat": one.media_type,
        "contentSize": f"{one.size} B",
        "inLanguage": one.language,
        "sha256": one.sha256,
    }


def _correction(step: Step) -> dict[str, str]:
    made_at = instant_for_machines(step.begins_at)
    return {"@type": "CorrectionComment", "text": step.change_note, "datePublished": made_at}


def _dialled(number: PrintedNumber) -> str:
    return number.uri.removeprefix("tel:")


def _said(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value}


def event_script(observance: Observance, mission: Mission, language: str) -> str:
    """The block for the head of its page; empty without a day to come."""
    if observance.next_on is None:
        return ""
    return script(_event(observance, observance.next_on, language) | _by(mission, language))


def _event(observance: Observance, next_on: dt.date, language: str) -> dict[str, Any]:
    page = absolute(anniversary_address(language, observance.slug))
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
            "url": absolute(start_address(language)),
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
