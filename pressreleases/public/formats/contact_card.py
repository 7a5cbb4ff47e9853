"""The mission's card and that of its press contact (vCard 4.0, RFC 6350), for an address book."""

import uuid
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import pgettext
from icalendar import vText
from icalendar.parser import Contentline

from pressreleases.language import characters
from pressreleases.language.languages import language_codes
from pressreleases.letterhead import PrintedNumber
from pressreleases.public.reading.masthead import Head, head_of, site_name
from pressreleases.public.reading.mission_today import Mission
from pressreleases.public_addresses import absolute


def write(mission: Mission) -> str:
    """Both cards as the content of a file, its lines folded at 75 octets."""
    head = head_of(mission.letterhead)
    lines = [*_of_mission(mission, head)]
    if mission.has_press_contact:
        lines += _of_press_contact(mission, head)
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _of_mission(mission: Mission, head: Head) -> Iterator[str]:
    yield from _begin("mission")
    yield "KIND:org"
    for name in head.names:
        yield f"FN;LANGUAGE={name.language}:{_text(name.in_one_line)}"
    yield f"ORG:{_text(_name(head))}"
    # What there is of an address are its lines, which are all put where the street is.
    yield f"ADR:;;{_text(head.address)};;;;"
    for group in head.numbers:
        for number in group.numbers:
            yield _telephone(number, "fax" if group.kind == "fax" else "voice")
    if mission.email:
        yield f"EMAIL;TYPE=work:{_text(mission.email)}"
    yield f"URL:{absolute(reverse('contact', args=[language_codes()[0]]))}"
    yield f"TZ:{mission.time_zone}"
    if head.emblem:
        yield f"LOGO:{absolute(head.emblem)}"
    if mission.opening:
        yield f"NOTE:{_text(_hours(mission))}"
    yield "END:VCARD"


def _of_press_contact(mission: Mission, head: Head) -> Iterator[str]:
    yield from _begin("press-contact")
    name = mission.press_contact_name or pgettext("name of the site", "Press office")
    yield f"FN:{_text(name)}"
    yield f"ORG:{_text(_name(head))}"
    if mission.press_contact_number:
        yield _telephone(mission.press_contact_number, "voice")
    if mission.press_contact_email:
        yield f"EMAIL;TYPE=work:{_text(mission.press_contact_email)}"
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


def _text(words: str) -> str:
    """`words` as a value, escaped; vCard and iCalendar have the same rules for it (RFC 6350, 3.4; RFC 5545, 3.3.11)."""
    return vText(characters.text(words)).to_ical().decode()


def _folded(line: str) -> str:
    folded: bytes = Contentline(line).to_ical()  # type: ignore[no-untyped-call]  # it has no types
    return folded.decode()
