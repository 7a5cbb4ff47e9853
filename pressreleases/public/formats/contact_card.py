"""The mission's card and that of its press contact (vCard 4.0, RFC 6350), for an address book."""

import uuid
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import pgettext

from pressreleases.calendars.lines import escaped
from pressreleases.letterhead import PrintedNumber
from pressreleases.public.addresses import absolute
from pressreleases.public.formats.place import site_name
from pressreleases.public.reading.masthead import Head
from pressreleases.public.reading.mission_today import Mission
from pressreleases.vocabulary.languages import language_codes


def of_mission(mission: Mission, head: Head) -> Iterator[str]:
    yield from _begin("mission")
    yield "KIND:org"
    for name in head.names:
        yield f"FN;LANGUAGE={name.language}:{escaped(name.in_one_line)}"
    yield f"ORG:{escaped(_name(head))}"
    # What there is of an address are its lines, which are all put where the street is.
    yield f"ADR:;;{escaped(head.address)};;;;"
    for group in head.numbers:
        for number in group.numbers:
            yield _telephone(number, "fax" if group.kind == "fax" else "voice")
    if mission.email:
        yield f"EMAIL;TYPE=work:{escaped(mission.email)}"
    yield f"URL:{absolute(reverse('contact', args=[language_codes()[0]]))}"
    yield f"TZ:{mission.time_zone}"
    if head.emblem:
        yield f"LOGO:{absolute(head.emblem)}"
    if mission.opening:
        yield f"NOTE:{escaped(_hours(mission))}"
    yield "END:VCARD"


def of_press_contact(mission: Mission, head: Head) -> Iterator[str]:
    yield from _begin("press-contact")
    name = mission.press_contact_name or pgettext("name of the site", "Press office")
    yield f"FN:{escaped(name)}"
    yield f"ORG:{escaped(_name(head))}"
    if mission.press_contact_number:
        yield _telephone(mission.press_contact_number, "voice")
    if mission.press_contact_email:
        yield f"EMAIL;TYPE=work:{escaped(mission.press_contact_email)}"
    yield "END:VCARD"


def _begin(which: str) -> Iterator[str]:
    """With an id by which an address book that has the card already brings it up to date."""
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"UID:{uuid.uuid5(uuid.NAMESPACE_URL, f'{settings.SITE_URL}/{which}').urn}"


def _name(head: Head) -> str:
    return site_name(head, language_codes()[0])


def _telephone(number: PrintedNumber, kind: str) -> str:
    return f'TEL;VALUE=uri;TYPE="{kind},work":{number.uri}'


def _hours(mission: Mission) -> str:
    """In words, as the standard has no property for them."""
    closed = pgettext("of opening", "Closed: %(days)s")
    return "\n".join([mission.hours_in_words, *(closed % {"days": days} for days in mission.closed_days)])
