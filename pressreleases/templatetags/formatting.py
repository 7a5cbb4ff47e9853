"""How templates write dates, languages, punctuation and telephone numbers, in the active language.

Dates and instants are `<time>` elements or words, by CLDR's rules, not Django's formats.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, pgettext

from pressreleases import richtext
from pressreleases.language import characters, dates, direction, languages, line_ends, punctuation
from pressreleases.letterhead import PrintedNumber
from pressreleases.picture_names import copies

register = template.Library()


def _language() -> str:
    return get_language() or "en"


# Dates and instants


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
def short_date(value: dt.date) -> SafeString:
    """`20 Jan 2024`, for the rows of a list."""
    return _time(value.isoformat(), dates.short_date(value, _language()))


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
    there = value.astimezone(dates.zone_info(zone))
    return _time(there.isoformat(timespec="seconds"), dates.day_in_words(there.date(), _language()))


@register.filter
def instant(value: dt.datetime, zone: str) -> SafeString:
    """`22 January 2024, 10:15` on the clocks of `zone`; the element holds the instant with its offset."""
    there = value.astimezone(dates.zone_info(zone))
    return _time(there.isoformat(timespec="seconds"), dates.instant_in_words(value, _language(), zone))


@register.simple_tag
def weekday_and_instant(value: dt.datetime | None, zone: str, zone_is_said: bool) -> SafeString:
    """`Monday 22 January, 10:15` on the clocks of `zone`, for what is near; the element holds the instant.

    With `(New York)`, unless the words beside it say whose clocks these are.
    """
    if value is None:
        return mark_safe("")
    there = value.astimezone(dates.zone_info(zone))
    said = _time(there.isoformat(timespec="seconds"), dates.weekday_and_instant(value, _language(), zone))
    return said if zone_is_said else format_html("{} ({})", said, city(zone))


@register.filter
def clock(value: dt.datetime, zone: str) -> SafeString:
    """`10:15` on the clocks of `zone`, for lists under a day's heading; the element holds the instant."""
    there = value.astimezone(dates.zone_info(zone))
    return _time(there.isoformat(timespec="seconds"), f"{there:%H:%M}")


@register.filter
def city(zone: str) -> SafeString:
    """The city whose clocks show the time of `zone`, in one line: `New York`."""
    return format_html('<span class="day">{}</span>', dates.zone_city(zone, _language()))


@register.filter
def ago(value: dt.datetime, now: dt.datetime | None = None) -> str:
    """`5 minutes ago`; `just now` within a minute."""
    return dates.ago((now or timezone.now()) - value, _language()) or gettext("just now")


def _time(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)


# Languages and words in them

register.filter("own_name", languages.own_name)
register.filter("direction", languages.direction)
register.filter("beginning", characters.beginning)


@register.filter
def isolated(words: str) -> str:
    """One line of words isolated from those around it, where `<bdi>` is not possible, as in the title of a page."""
    return direction.isolated(words, _language())


@register.filter(is_safe=True)
def laid_out(html: SafeString, language: str = "") -> SafeString:
    """Paragraphs that are safe, each in its direction, with telephone numbers readable from right to left, dates whole.

    The language is the active one unless another is given.
    """
    language = language or _language()
    return mark_safe(line_ends.unbroken(direction.laid_out(html, language), language))  # noqa: S308  it was safe, and numbers have no markup


@register.filter
def unbroken(words: str, language: str = "") -> SafeString:
    """One line of words, such as a title, in which no date, no short word with hyphens and no dash parts badly."""
    return mark_safe(line_ends.unbroken(conditional_escape(words), language or _language()))  # noqa: S308  escaped


@register.filter
def room(words: str) -> int:
    """How much room words need, in letters of Latin: a Chinese one is as wide as two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


@register.filter
def stepped_down(title: str) -> SafeString:
    """The class of a title that is set smaller because it is long."""
    needed = room(title)
    return mark_safe(' class="longer"' if needed > 120 else ' class="long"' if needed > 80 else "")  # noqa: S308  no words


# The comma, semicolon, colon and full stop, for templates that join words


@register.simple_tag
def comma() -> str:
    return punctuation.comma(_language())


@register.simple_tag
def after_colon(label: str) -> str:
    return punctuation.after_colon(label)


@register.simple_tag
def between_sentences() -> str:
    return punctuation.between_sentences(_language())


@register.simple_tag
def semicolon() -> str:
    return punctuation.semicolon(_language())


@register.simple_tag
def dot() -> str:
    """Between two facts in a line; no line begins with it."""
    return "\u00a0· "


@register.simple_tag
def colon() -> str:
    return punctuation.colon(_language())


@register.simple_tag
def full_stop() -> str:
    return punctuation.full_stop(_language())


# Telephone numbers, in Python, as a line of numbers must not gain a space from a line end of a template


@register.filter
def tappable(number: PrintedNumber, printed: str = "") -> SafeString:
    """A link that dials `number`; it says `printed` (else the whole national number), then the extension."""
    return format_html('<a class="number" href="{}">{}</a>', number.uri, _digits(number, printed))


@register.filter
def untapped(number: PrintedNumber, printed: str = "") -> SafeString:
    """The same words without a link, for a fax: nobody is to call it."""
    return format_html('<span class="number">{}</span>', _digits(number, printed))


def _digits(number: PrintedNumber, printed: str) -> SafeString:
    return format_html('<bdi dir="ltr">{}</bdi>{}', printed or number.full, _extension(number))


def _extension(number: PrintedNumber) -> str:
    if not number.extension:
        return ""
    # Translators: after a telephone number; %(extension)s is dialled once the call is answered.
    extension = pgettext("telephone", "(ext. %(extension)s)") % {"extension": number.extension}
    return punctuation.before_bracket(extension) + extension


@register.filter
def from_abroad(number: PrintedNumber) -> SafeString:
    """The number as it is dialled from other countries, with its extension; empty if that is how it is printed."""
    if number.international == number.full:
        return mark_safe("")
    return format_html(
        '<span class="number about"><bdi dir="ltr">{}</bdi>{}</span>', number.international, _extension(number)
    )


@register.filter
def address_on_page(address: str) -> SafeString:
    """The whole address of a page, written from the left, whose lines end only at its slashes."""
    return mark_safe(direction.address_on_page(address))  # noqa: S308  it escapes the address


# Pictures


@register.simple_tag
def lead_picture(picture: dict[str, Any], pictures_at: str | None = None) -> SafeString:
    """The lead picture of an edition, in all its copies."""
    return richtext.lead_picture(
        at=pictures_at or settings.MEDIA_URL,
        file=picture["file"],
        words=picture["alternative_text"],
        width=picture["width"],
        height=picture["height"],
    )


@register.simple_tag
def full_size(picture: dict[str, Any], pictures_at: str | None = None) -> SafeString:
    """A link that saves the whole lead picture; nothing for one that pages show in its full size anyway."""
    if not copies(picture["file"], picture["width"]):
        return mark_safe("")
    return richtext.full_size_link(
        gettext("Full size, %(width)s × %(height)s pixels"),
        at=pictures_at or settings.MEDIA_URL,
        file=picture["file"],
        width=picture["width"],
        height=picture["height"],
    )


@register.filter
def focus_classes(point: str) -> str:
    """`x30 y0` of `30 0`: classes that crop a picture around its most important point; none for the middle."""
    return " ".join(f"{axis}{share}" for axis, share in zip("xy", point.split(), strict=False))


# Lists of the admin: each cell with the name of its column, for screens too narrow for a row of names above them


@register.filter
def labelled(cells: Iterable[str], headers: list[dict[str, Any]]) -> list[SafeString]:
    """The `cells` of a row, each with the text of its header as `data-label`; a row's own heading needs none."""
    return [_labelled(cell, header) for cell, header in zip(cells, headers, strict=False)]


def _labelled(cell: str, header: dict[str, Any]) -> SafeString:
    if not cell.startswith("<td") or "action-checkbox" in header["class_attrib"]:
        return mark_safe(cell)  # noqa: S308  as Django's own tag has written it
    label = format_html(' data-label="{}"', capfirst(header["text"]))
    return mark_safe(f"<td{label}{cell.removeprefix('<td')}")  # noqa: S308  both parts are escaped already
