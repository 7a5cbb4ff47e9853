"""The mission's card and that of its press contact (vCard 4.0, RFC 6350; 3.0, RFC 2426), for an address book."""

import uuid
from collections.abc import Iterator
from dataclasses import astuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import pgettext
from icalendar import vText
from icalendar.parser import Contentline

from pressreleases.language import characters
from pressreleases.language.countries import country_name
from pressreleases.language.languages import language_codes
from pressreleases.letterhead import PrintedNumber
from pressreleases.public.reading.masthead import Head, head_of, site_name
from pressreleases.public.reading.mission_today import Mission
from pressreleases.public_addresses import absolute

NEWEST = "4.0"


def write(mission: Mission, version: str = NEWEST) -> str:
    """Both cards as the content of a file, its lines folded at 75 octets. `version` is `4.0` or `3.0`."""
    head = head_of(mission.letterhead)
    old = version != NEWEST
    lines = [*_of_mission(mission, head, old=old)]
    if mission.has_press_contact:
        lines += _of_press_contact(mission, head, old=old)
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _of_mission(mission: Mission, head: Head, *, old: bool) -> Iterator[str]:
    yield from _begin("mission", old=old)
    if old:
        yield from _only_name(_name(head))
    else:
        yield "KIND:org"
        for name in head.names:
            yield f"FN;LANGUAGE={name.language}:{_text(name.in_one_line)}"
    yield f"ORG:{_text(_name(head))}"
    yield f"ADR{';TYPE=work' if old else ''}:{_address(mission, head)}"
    for group in head.numbers:
        for number in group.numbers:
            yield _telephone(number, "fax" if group.kind == "fax" else "voice", old=old)
    if mission.email:
        yield _email(mission.email, old=old)
    yield f"URL:{absolute(reverse('contact', args=[language_codes()[0]]))}"
    if not old:
        yield f"TZ:{mission.time_zone}"
    if head.emblem:
        yield f"LOGO{';VALUE=uri' if old else ''}:{absolute(head.emblem)}"
    if mission.opening:
        yield f"NOTE:{_text(_hours(mission))}"
    yield "END:VCARD"


def _of_press_contact(mission: Mission, head: Head, *, old: bool) -> Iterator[str]:
    yield from _begin("press-contact", old=old)
    name = mission.press_contact_name or pgettext("name of the site", "Press office")
    if old:
        yield from _only_name(name)
    else:
        yield f"FN:{_text(name)}"
    yield f"ORG:{_text(_name(head))}"
    if mission.press_contact_number:
        yield _telephone(mission.press_contact_number, "voice", old=old)
    if mission.press_contact_email:
        yield _email(mission.press_contact_email, old=old)
    yield "END:VCARD"


def _begin(which: str, *, old: bool) -> Iterator[str]:
    """With an id by which an address book that has the card already brings it up to date."""
    yield "BEGIN:VCARD"
    yield f"VERSION:{'3.0' if old else NEWEST}"
    yield f"UID:{uuid.uuid5(uuid.NAMESPACE_URL, f'{settings.SITE_URL}/{which}').urn}"


def _only_name(name: str) -> Iterator[str]:
    """Version 3.0 has one name, and must have its parts too; what the parts are nobody has said."""
    yield f"FN:{_text(name)}"
    yield f"N:{_text(name)};;;;"


def _address(mission: Mission, head: Head) -> str:
    """In its parts; where staff have given none, its lines are all put where the street is."""
    parts = mission.parts
    if not any(astuple(parts)):
        return f";;{_text(head.address)};;;;"
    country = country_name(parts.country, language_codes()[0]) if parts.country else ""
    said = (parts.street, parts.city, parts.region, parts.postal_code, country)
    return ";".join(("", "", *map(_text, said)))


def _email(address: str, *, old: bool) -> str:
    return f"EMAIL;TYPE={'internet,' if old else ''}work:{_text(address)}"


def _name(head: Head) -> str:
    return site_name(head, language_codes()[0])


def _telephone(number: PrintedNumber, kind: str, *, old: bool) -> str:
    if old:
        # A comma makes a telephone wait, then dial the extension.
        return f"TEL;TYPE={kind},work:{_text(number.number + (f',{number.extension}' if number.extension else ''))}"
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
