"""Dates and instants in the active language, as `<time>` elements or words, by CLDR's rules, not Django's formats."""

import datetime as dt

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from pressreleases.language import dates
from pressreleases.language.time_zones import zone_info

register = template.Library()


@register.filter
def day(value: dt.date) -> SafeString:
    """`20 January 2024`; a date has no zone."""
    return _time(value.isoformat(), dates.day_in_words(value, _language()))


@register.filter
def weekday(value: dt.date) -> str:
    """`Saturday 20 January`, for the days of a calendar."""
    return dates.weekday_and_day(value, _language())


@register.filter
def days(first: dt.date, last: dt.date | None) -> SafeString:
    """`19–20 January 1990`; one day if there is no last one. HTML has no element for a span of days."""
    return day(first) if last is None else format_html("{}", dates.days_in_words(first, last, _language()))


@register.filter
def day_and_month(value: dt.date) -> SafeString:
    """`20 January`, for what a heading gives the year of."""
    return _time(value.isoformat(), dates.day_and_month(value, _language()))


@register.filter
def short_day(value: dt.date) -> SafeString:
    """`20 Jan`, for lists under a month's heading."""
    return _time(value.isoformat(), dates.short_day(value, _language()))


@register.filter
def month(value: dt.date) -> str:
    """`January 2024`."""
    return dates.month_in_words(value, _language())


@register.filter
def month_name(value: dt.date) -> str:
    """`January`."""
    return dates.month_name(value.month, _language())


@register.filter
def day_of(value: dt.datetime, zone: str) -> SafeString:
    """`22 January 2024`: the day of an instant in `zone`; the element holds the instant with its offset."""
    there = value.astimezone(zone_info(zone))
    return _time(there.isoformat(timespec="seconds"), dates.day_in_words(there.date(), _language()))


@register.filter
def instant(value: dt.datetime, zone: str) -> SafeString:
    """`22 January 2024, 10:15` on the clocks of `zone`; the element holds the instant with its offset."""
    there = value.astimezone(zone_info(zone))
    return _time(there.isoformat(timespec="seconds"), dates.instant_in_words(value, _language(), zone))


@register.filter
def weekday_and_instant(value: dt.datetime, zone: str) -> SafeString:
    """`Monday 22 January, 10:15` on the clocks of `zone`, for what is near; the element holds the instant."""
    there = value.astimezone(zone_info(zone))
    return _time(there.isoformat(timespec="seconds"), dates.weekday_and_instant(value, _language(), zone))


@register.filter
def clock(value: dt.datetime, zone: str) -> SafeString:
    """`10:15` on the clocks of `zone`, for lists under a day's heading; the element holds the instant."""
    there = value.astimezone(zone_info(zone))
    return _time(there.isoformat(timespec="seconds"), f"{there:%H:%M}")


@register.filter
def city(zone: str) -> str:
    """The city whose clocks show the time of `zone`: `New York`."""
    return dates.zone_city(zone, _language())


@register.filter
def ago(value: dt.datetime, now: dt.datetime | None = None) -> str:
    """`5 minutes ago`; `just now` within a minute."""
    return dates.ago((now or timezone.now()) - value, _language()) or gettext("just now")


def _language() -> str:
    return get_language() or "en"


def _time(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)
