"""The mission as it is today, in one query: what stands in the masthead, the footer and on the contact page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, DateField, ExpressionWrapper, F, Func, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from pressreleases import letterhead
from pressreleases.letterhead import PrintedNumber
from pressreleases.models import ContactNumber, MissionDetails, MissionName, OpeningHours
from pressreleases.models.spans import instant
from pressreleases.public import caching


@dataclass(frozen=True)
class Mission:
    """Today's shown details: a letterhead as editions keep it, and what a letterhead does not have."""

    letterhead: dict[str, Any]
    today: dt.date
    time_zone: str = "UTC"
    email: str = ""
    press_contact_name: str = ""
    press_contact_number: PrintedNumber | None = None
    press_contact_email: str = ""
    hours: tuple[OpeningHours, ...] = ()

    @property
    def known(self) -> bool:
        """Whether there are details that readers may see."""
        return bool(self.letterhead)

    @property
    def has_press_contact(self) -> bool:
        return bool(self.press_contact_name or self.press_contact_number or self.press_contact_email)


class DayIn(Func):
    """The day that it is by the clocks of a zone (first expression) at an instant (second)."""

    template = "timezone(%(expressions)s)::date"
    output_field = DateField()


def current(at: dt.datetime | None = None) -> Mission:
    """The shown details valid at `at` (None: now) by their own zone's clocks; an empty Mission if there are none.

    Tells caches by the way when what readers see is planned to change next.
    """
    today = DayIn(F("time_zone"), instant(at))
    details: Any = (
        MissionDetails.objects.select_related("emblem")
        .annotate(
            is_todays=ExpressionWrapper(Q(shown=True, valid_during__contains=today), BooleanField()),
            next_change_in=caching.next_change(),
            letterhead_names=_rows(MissionName.objects.order_by("position", "pk"), "language", "name"),
            letterhead_numbers=_rows(ContactNumber.objects.order_by("position", "pk"), "kind", "number", "extension"),
            open_hours=_rows(OpeningHours.objects.order_by("weekday", "opens_at"), "weekday", "opens_at", "closes_at"),
        )
        .order_by("-is_todays", "-valid_during")
        .first()
    )
    now = at or timezone.now()
    if details is not None:
        caching.note_next_change(details.next_change_in)
    if details is None or not details.is_todays:
        return Mission(letterhead={}, today=now.date())
    return _mission(details, now)


def _rows(rows: Any, *fields: str) -> ArraySubquery:
    """`fields` of the `rows` that belong to the details, as an array of JSON objects."""
    return ArraySubquery(rows.filter(details=OuterRef("pk")).values_list(JSONObject(**{name: name for name in fields})))


def _mission(details: Any, now: dt.datetime) -> Mission:
    emblem = details.emblem
    head = {
        "v": letterhead.VERSION,
        "names": details.letterhead_names,
        "address": details.address,
        "numbers": details.letterhead_numbers,
        "email": details.email,
        "time_zone": details.time_zone,
        "emblem": {"sha256": emblem.sha256, "file": emblem.file.name} if emblem else None,
    }
    number = details.press_contact_number
    return Mission(
        letterhead=head,
        today=now.astimezone(ZoneInfo(details.time_zone)).date(),
        time_zone=details.time_zone,
        email=details.email,
        press_contact_name=details.press_contact_name,
        press_contact_number=letterhead.print_number(
            number, details.press_contact_extension, home=letterhead.country_calling_code(head)
        )
        if number
        else None,
        press_contact_email=details.press_contact_email,
        hours=tuple(
            OpeningHours(
                weekday=row["weekday"],
                opens_at=dt.time.fromisoformat(row["opens_at"]),
                closes_at=dt.time.fromisoformat(row["closes_at"]),
            )
            for row in details.open_hours
        ),
    )
