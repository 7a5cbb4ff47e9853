"""The mission as it is today, in one query: masthead, footer and contact page; and its former addresses."""

import datetime as dt
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pressreleases import letterhead
from pressreleases.language.dates import day_in_words, days_in_words, zone_info
from pressreleases.letterhead import PrintedNumber
from pressreleases.models import (
    Announcement,
    AnnouncementText,
    ClosedDays,
    ContactNumber,
    MissionDetails,
    MissionName,
    OpeningHours,
)
from pressreleases.models.kept_query import Given, KeptQuery
from pressreleases.models.mission import IsZone
from pressreleases.models.spans import instant
from pressreleases.public.reading import footer_pages, opening_hours, planned_changes
from pressreleases.public.reading.masthead import address_bound
from pressreleases.public.reading.opening_hours import Closure, Now, Opening, Span


@dataclass(frozen=True)
class AddressParts:
    """The address as programs want it; each part may be empty. `country` is a code, such as `US`."""

    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""


@dataclass(frozen=True)
class Mission:
    """Today's shown details: a letterhead as editions keep it, and what a letterhead does not have.

    An answer that was begun by reading it holds until `good_until` (`planned_changes`); None: this was not read.
    `pages` are those that are live, by language, as `footer_pages` reads them; None: they were not read.
    """

    letterhead: dict[str, Any]
    today: dt.date
    time_zone: str = "UTC"
    email: str = ""
    parts: AddressParts = field(default_factory=AddressParts)
    press_contact_name: str = ""
    press_contact_number: PrintedNumber | None = None
    press_contact_email: str = ""
    opening: Opening = field(default_factory=lambda: Opening("UTC"))
    open_now: Now = field(default_factory=lambda: Now(is_open=False, until=None))
    pages: frozenset[str] | None = None
    good_until: float | None = None

    @property
    def known(self) -> bool:
        """Whether there are details that readers may see."""
        return bool(self.letterhead)

    @property
    def hours_in_words(self) -> str:
        """The hours of the week in one line, in the active language."""
        return opening_hours.in_one_line(self.opening)

    @property
    def lines_of_hours(self) -> list[opening_hours.HoursLine]:
        return opening_hours.lines(self.opening)

    @property
    def closed_days(self) -> list[str]:
        """Days without hours that are to come, in the active language."""
        return opening_hours.closed_days(self.opening.coming_closures(self.today))

    @property
    def has_press_contact(self) -> bool:
        return bool(self.press_contact_name or self.press_contact_number or self.press_contact_email)


class DayIn(Func):
    """The day that it is at an instant (second expression) by the clocks of a zone (first), or by UTC if it is none.

    Details of an older version, or of a database that knew other zones, may name a zone that Postgres does not know.
    """

    function = "timezone"
    template = "%(function)s(%(expressions)s)::date"
    output_field = DateField()

    def __init__(self, zone: Any, instant: Any) -> None:
        known = Case(When(Q(IsZone(zone)), then=zone), default=Value("UTC"), output_field=CharField())
        super().__init__(known, instant)


def read(at: dt.datetime | None = None) -> Mission:
    """The shown details valid at `at` (None: now) by their own zone's clocks; an empty Mission if there are none."""
    details = _DETAILS_NOW.first() if at is None else _DETAILS_THEN.first(at=at)
    now = at or timezone.now()
    if details is None:
        return Mission(letterhead={}, today=now.date())
    good_until = planned_changes.instant_in(details.next_change_in)
    if not details.is_todays:
        return Mission(letterhead={}, today=now.date(), good_until=good_until, pages=frozenset(details.live_pages))
    mission = _mission(details, now)
    changes = (mission.open_now.until, _midnight_after(now, mission.time_zone))
    seconds = [(change - now).total_seconds() for change in changes if change is not None]
    return replace(mission, good_until=min(good_until, *map(planned_changes.instant_in, seconds)))


def _details(at: Any) -> Any:
    today = DayIn(F("time_zone"), at)
    rows = MissionDetails.objects.select_related("emblem").annotate(
        is_todays=ExpressionWrapper(Q(shown=True, valid_during__contains=today), BooleanField()),
        next_change_in=planned_changes.next_change(),
        letterhead_names=_rows(MissionName.objects.order_by("position", "pk"), "language", "name"),
        letterhead_numbers=_rows(ContactNumber.objects.order_by("position", "pk"), "kind", "number", "extension"),
        hours_of_week=_rows(OpeningHours.objects.all(), "weekday", "opens_at", "closes_at"),
        days_closed=_rows(ClosedDays.objects.all(), "first_on", "last_on"),
        live_pages=ArraySubquery(footer_pages.live()),
    )
    return rows.order_by("-is_todays", "-valid_during")[:1]


_DETAILS_NOW = KeptQuery(lambda: _details(instant(None)))
_DETAILS_THEN = KeptQuery(lambda: _details(Given("at", DateTimeField())))


def _midnight_after(now: dt.datetime, zone: str) -> dt.datetime:
    """When another day begins there, with which other details may hold."""
    tomorrow = now.astimezone(zone_info(zone)).date() + dt.timedelta(days=1)
    return dt.datetime.combine(tomorrow, dt.time.min, tzinfo=zone_info(zone))


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
    number, opening = details.press_contact_number, _opening(details)
    return Mission(
        letterhead=head,
        today=now.astimezone(zone_info(details.time_zone)).date(),
        time_zone=details.time_zone,
        email=details.email,
        parts=AddressParts(**{part.name: getattr(details, part.name) for part in fields(AddressParts)}),
        press_contact_name=details.press_contact_name,
        press_contact_number=letterhead.print_number(
            number, details.press_contact_extension, home=letterhead.country_calling_code(head)
        )
        if number
        else None,
        press_contact_email=details.press_contact_email,
        opening=opening,
        open_now=opening.at(now),
        pages=frozenset(details.live_pages),
    )


def _opening(details: Any) -> Opening:
    """As far as these details hold."""
    day, time = dt.date.fromisoformat, dt.time.fromisoformat
    spans = (Span(row["weekday"], time(row["opens_at"]), time(row["closes_at"])) for row in details.hours_of_week)
    closures = (Closure(day(row["first_on"]), day(row["last_on"] or row["first_on"])) for row in details.days_closed)
    ends = details.valid_during.upper
    return Opening(details.time_zone, tuple(spans), tuple(closures), ends and ends - dt.timedelta(days=1))


@dataclass(frozen=True)
class FormerAddress:
    """Where the mission was from its first day there (None: not known) to its last one."""

    lines: str
    first_on: dt.date | None
    last_on: dt.date

    @property
    def printed(self) -> str:
        return address_bound(self.lines)

    @property
    def days(self) -> str:
        """Both days, or the last one, in the active language."""
        language = get_language() or "en"
        if self.first_on is None:
            return _("until %(day)s") % {"day": day_in_words(self.last_on, language)}
        return days_in_words(self.first_on, self.last_on, language)


@dataclass(frozen=True)
class NextAddress:
    """Where the mission will be from `first_on`."""

    lines: str
    first_on: dt.date

    @property
    def printed(self) -> str:
        return address_bound(self.lines)


def former_addresses(mission: Mission) -> list[FormerAddress]:
    """The addresses before that of `mission`, the newest first; one query.

    Details may end for another reason than a move, so that the same address in details that follow each other is one.
    """
    ended = MissionDetails.objects.shown().filter(valid_during__endswith__lte=mission.today)
    found: list[FormerAddress] = []
    rows: Any = ended.order_by("-valid_during").values_list("address", "valid_during")
    for lines, span in rows:
        last_on = span.upper - dt.timedelta(days=1)
        if not found and _same(lines, mission.letterhead["address"]):
            continue
        if found and _same(lines, found[-1].lines) and found[-1].first_on == span.upper:
            found[-1] = replace(found[-1], first_on=span.lower)
        else:
            found.append(FormerAddress(lines, span.lower, last_on))
    return found


def announcements(mission: Mission, language: str) -> list[AnnouncementText]:
    """What readers are told today above the news, in `language` where it has words in it; two queries at most."""
    rows = Announcement.objects.on(mission.today).order_by("first_on", "pk").prefetch_related("texts")
    return [words for row in rows if (words := row.in_language(language))]


def announced_moves(mission: Mission) -> list[NextAddress]:
    """The addresses to come that staff have announced, the next one first; one query."""
    rows: Any = (
        MissionDetails.objects.shown()
        .filter(announced=True, valid_during__startswith__gt=mission.today)
        .order_by("valid_during")
        .values_list("address", "valid_during")
    )
    return [NextAddress(lines, span.lower) for lines, span in rows if not _same(lines, mission.letterhead["address"])]


def _same(one: str, other: str) -> bool:
    """Ignoring line ends and commas: the sheet may have been laid out differently."""
    return one.replace(",", " ").split() == other.replace(",", " ").split()
