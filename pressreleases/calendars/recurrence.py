"""Rules of observance as recurrences of iCalendar (RFC 5545, 3.3.10)."""

import datetime as dt
from dataclasses import dataclass

from pressreleases.models.anniversary_rules import LAST_YEAR, InCommonYears, Observing, Rule

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# 29 February is the sixtieth day of its year; in a year without it, that is 1 March.
_DAY_60 = "FREQ=YEARLY;BYYEARDAY=60"


@dataclass(frozen=True)
class Recurrence:
    """The first day, then a rule that goes on from it, or else the other days one by one."""

    first: dt.date
    rule: str = ""
    more: tuple[dt.date, ...] = ()


def recurrence_of(observing: Observing) -> Recurrence | None:
    """The very days of `observing`, neither more nor fewer; None if it has none."""
    days = observing.from_day(dt.date.min)
    first = next(days, None)
    if first is None:
        return None
    if observing.rule == Rule.TABLE:
        return Recurrence(first, more=tuple(days))
    until = f";UNTIL={observing.last_year:04}1231" if observing.last_year != LAST_YEAR else ""
    return Recurrence(first, rule=_rule(observing) + until)


def _rule(observing: Observing) -> str:
    yearly = f"FREQ=YEARLY;BYMONTH={observing.month}"
    if observing.rule == Rule.WEEKDAY and observing.weekday is not None:
        return f"{yearly};BYDAY={observing.nth}{DAYS[observing.weekday]}"
    if observing.rule == Rule.LAST_DAY:
        return f"{yearly};BYMONTHDAY=-1"
    if observing.is_leap_day:
        # In common years on the 28th is to say: on the last day of February.
        return f"{yearly};BYMONTHDAY=-1" if observing.in_common_years == InCommonYears.FEBRUARY_28 else _DAY_60
    return f"{yearly};BYMONTHDAY={observing.day}"
