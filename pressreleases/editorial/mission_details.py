"""Mission details made of those valid before, or of the head of a sheet; and how a sheet differs from them."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import phonenumbers
from django.contrib.auth.models import User
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumbers import timezone as zones_of_numbers

from pressreleases.audit import record
from pressreleases.editorial.errors import DetailsBeginThen, HeadUnusable, NoDetailsToCopy, NoTimeZone
from pressreleases.errors import CannotBeStored
from pressreleases.intake.document import Document, Name
from pressreleases.intake.folding import fold_for_reading, plain
from pressreleases.language.dates import FIRST_DAY
from pressreleases.language.languages import language_codes, own_name
from pressreleases.letterhead import print_number
from pressreleases.models import ContactNumber, MissionDetails, MissionName
from pressreleases.models.audit import AuditAct
from pressreleases.models.kinds import NumberKind
from pressreleases.retrying import retried

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@retried
def details_from(day: dt.date, *, by: User) -> MissionDetails:
    """Copy the details valid on `day`, or the last ones before it, with all their rows; the copy begins on `day`.

    The details copied end on the day before, and the copy ends where they did, or before the next details begin.
    Raises `DetailsBeginThen` and `NoDetailsToCopy`.
    """
    with transaction.atomic():
        rows = list(MissionDetails.objects.select_for_update().order_by("pk"))
        begun = [row for row in rows if (row.valid_during.lower or FIRST_DAY) <= day]
        if not begun:
            raise NoDetailsToCopy
        old = max(begun, key=lambda row: row.valid_during.lower or FIRST_DAY)
        first, end = old.valid_during.lower, old.valid_during.upper
        if (first or FIRST_DAY) == day:
            raise DetailsBeginThen(old)
        if end is None or day < end:
            old.valid_during = DateRange(first, day)
            old.save(update_fields=["valid_during"])
            # On the days that are left nothing has changed, so this does not count as writing their texts.
            said = {"changed": ["last_on"], "only_shortened": True}
            record(AuditAct.MISSION_DETAILS_CHANGED, old, by=by, details=said)
        else:
            later = [row.valid_during.lower for row in rows if row.valid_during.lower and row.valid_during.lower > day]
            end = min(later, default=None)
        new = _copy(old, DateRange(day, end))
        record(AuditAct.MISSION_DETAILS_CHANGED, new, by=by, details={"new": True})
    return new


def _copy(old: MissionDetails, valid_during: DateRange) -> MissionDetails:
    """`old` with its rows once more, saved; closed days that are over by then are left out."""
    new = MissionDetails.objects.get(pk=old.pk)
    new.pk, new.valid_during = None, valid_during
    new.save(force_insert=True)
    not_over = Q(first_on__gte=valid_during.lower) | Q(last_on__gte=valid_during.lower)
    kinds: tuple[Any, ...] = (old.names.all(), old.numbers.all(), old.hours.all(), old.closed_days.filter(not_over))
    for rows in kinds:
        copies = list(rows)
        for row in copies:
            row.pk, row.details = None, new
        rows.model._default_manager.bulk_create(copies)
    return new


@dataclass(frozen=True)
class Difference:
    """One thing that the sheet's head and the mission details say differently; `str()` is a sentence for staff."""

    what: "str | _StrPromise"
    on_sheet: str
    on_site: str

    def __str__(self) -> str:
        words = {"what": self.what, "sheet": self.on_sheet, "site": self.on_site}
        if not self.on_site:
            return str(_("%(what)s: the sheet has “%(sheet)s”, the mission details have none.")) % words
        return str(_("%(what)s: the sheet has “%(sheet)s”, the mission details have “%(site)s”.")) % words


def has_head(sheet: Document) -> bool:
    return bool(sheet.names or sheet.address or sheet.numbers)


def differences(sheet: Document, details: MissionDetails) -> list[Difference]:
    """How the sheet's head differs from `details` in what the sheet has. Line breaks and capitals are no difference.

    What only the details have (an e-mail address, an emblem, another number, a name in one more language) is none.
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
        if not set(on_sheet) <= set(on_site):
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
    zone = time_zone or zone_of_numbers(sheet)
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


def zone_of_numbers(sheet: Document) -> str:
    """The one time zone that all the sheet's numbers belong to, or an empty string."""
    zones = {
        zone for row in sheet.numbers for zone in zones_of_numbers.time_zones_for_number(phonenumbers.parse(row.number))
    }
    only = zones.pop() if len(zones) == 1 else ""
    return "" if only == zones_of_numbers.UNKNOWN_TIMEZONE else only


def _language(name: Name) -> str:
    return own_name(name.language) if name.language in language_codes() else name.language


def _number(number: str, extension: str) -> str:
    written = print_number(number).international
    return f"{written} ext. {extension}" if extension else written


def _words(text: str) -> list[str]:
    """The folded words of a name or an address, without punctuation."""
    return re.findall(r"\w+", fold_for_reading(plain(text)))
