"""The head of a sheet: making the site's first mission details of it, or saying how it differs from those there are."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import phonenumbers
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from phonenumbers import timezone as zones_of_numbers

from pressreleases.editorial.errors import HeadUnusable, NoTimeZone
from pressreleases.errors import CannotBeStored
from pressreleases.intake.document import Document, Name
from pressreleases.intake.folding import fold_for_reading, plain
from pressreleases.language.languages import language_codes, own_name
from pressreleases.models import ContactNumber, MissionDetails, MissionName
from pressreleases.models.kinds import NumberKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_NOTHING = "–"


@dataclass(frozen=True)
class Difference:
    """One thing that the sheet's head and the mission details say differently; `str()` is a sentence for staff."""

    what: "str | _StrPromise"
    on_sheet: str
    on_site: str

    def __str__(self) -> str:
        return str(_("%(what)s: the sheet has “%(sheet)s”, the mission details have “%(site)s”.")) % {
            "what": self.what,
            "sheet": self.on_sheet,
            "site": self.on_site or _NOTHING,
        }


def has_head(sheet: Document) -> bool:
    return bool(sheet.names or sheet.address or sheet.numbers)


def differences(sheet: Document, details: MissionDetails) -> list[Difference]:
    """How the sheet's head differs from `details` in what the sheet has. Line breaks and capitals are no difference.

    What only the details have (an e-mail address, an emblem, a name in one more language) is none either.
    """
    found = []
    names = {row.language: row.name for row in details.names.all()}
    for name in sheet.names:
        known = names.get(name.language, "")
        if _words(" ".join(name.lines)) != _words(known):
            what = _("Name (%(language)s)") % {"language": _language(name)}
            found.append(Difference(what, " ".join(name.lines), " ".join(known.split())))
    if sheet.address and _words(sheet.address) != _words(details.address):
        found.append(Difference(_("Address"), sheet.address, ", ".join(details.address.splitlines())))
    for kind in NumberKind:
        on_sheet = [_number(row.number, row.extension) for row in sheet.numbers if row.kind == kind.value]
        on_site = [_number(row.number, row.extension) for row in details.numbers.all() if row.kind == kind.value]
        if on_sheet and on_sheet != on_site:
            found.append(Difference(kind.label, ", ".join(on_sheet), ", ".join(on_site)))
    if sheet.email and sheet.email.lower() != details.email.lower():
        found.append(Difference(_("E-mail"), sheet.email, details.email))
    return found


def details_from_sheet(sheet: Document, *, time_zone: str = "") -> MissionDetails:
    """Save the sheet's head as mission details that are valid without a beginning or an end.

    `time_zone` (an IANA name) empty: that of the numbers, if it is the same for all. Raises `HeadUnusable`,
    `NoTimeZone`, or `CannotBeHeld`.
    """
    _require_usable(sheet)
    zone = time_zone or _zone_of_numbers(sheet)
    if not zone:
        raise NoTimeZone
    details = MissionDetails(valid_during=(None, None), address=sheet.address, email=sheet.email, time_zone=zone)
    CannotBeStored.unless_fit(details)
    with transaction.atomic():
        details.save()
        MissionName.objects.bulk_create(
            MissionName(details=details, language=name.language, name="\n".join(name.lines), position=position)
            for position, name in enumerate(sheet.names, start=1)
        )
        ContactNumber.objects.bulk_create(
            ContactNumber(details=details, kind=row.kind, number=row.number, extension=row.extension, position=position)
            for position, row in enumerate(sheet.numbers, start=1)
        )
    return details


def _require_usable(sheet: Document) -> None:
    if not has_head(sheet):
        raise HeadUnusable(HeadUnusable.nothing)
    if not sheet.names:
        raise HeadUnusable(HeadUnusable.no_name)
    if not sheet.address:
        raise HeadUnusable(HeadUnusable.no_address)
    seen: set[str] = set()
    for name in sheet.names:
        if name.language not in language_codes():
            raise HeadUnusable(HeadUnusable.strange_name, name=" ".join(name.lines))
        if name.language in seen:
            raise HeadUnusable(HeadUnusable.second_name, name=" ".join(name.lines))
        seen.add(name.language)


def _zone_of_numbers(sheet: Document) -> str:
    """The one time zone that all the sheet's numbers belong to, or an empty string."""
    zones = {
        zone for row in sheet.numbers for zone in zones_of_numbers.time_zones_for_number(phonenumbers.parse(row.number))
    }
    only = zones.pop() if len(zones) == 1 else ""
    return "" if only == zones_of_numbers.UNKNOWN_TIMEZONE else only


def _language(name: Name) -> str:
    return own_name(name.language) if name.language in language_codes() else name.language


def _number(number: str, extension: str) -> str:
    return f"{number} ext. {extension}" if extension else number


def _words(text: str) -> list[str]:
    """The folded words of a name or an address, without punctuation."""
    return re.findall(r"\w+", fold_for_reading(plain(text)))
