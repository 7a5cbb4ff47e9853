"""The parameters of the API's lists, and the problem for each that is wrong."""

import base64
import binascii
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus

from django.http import HttpRequest, QueryDict
from django.utils.dateparse import parse_datetime

from pressreleases.language.languages import language_codes
from pressreleases.models.kinds import Kind
from pressreleases.public.reading.api_lists import LARGEST_LIMIT, ChangedKey, NewestKey, Wanted
from pressreleases.public.views.api_answers import Problem
from pressreleases.request_values import YEARS, number_in

_INSTANT = "%Y%m%dT%H%M%S%f"


def nothing(request: HttpRequest) -> None:
    """Raise a Problem if anything is asked of an address that has no parameters."""
    _known(request.GET, ())


def wanted(request: HttpRequest) -> Wanted:
    """What a list is asked for; raises a Problem that names the first parameter that says nothing sensible."""
    given = request.GET
    _known(given, _READERS)
    asked = Wanted(tuple(language_codes()))
    for name, read in _READERS.items():
        if name in given:
            asked = read(asked, given[name])
    return asked


def cursor(key: NewestKey | ChangedKey) -> str:
    """`key` as an opaque word for an address; it stays good for ever."""
    at, release = key
    written = f"c{at.astimezone(dt.UTC).strftime(_INSTANT)}" if isinstance(at, dt.datetime) else f"n{at:%Y%m%d}"
    return base64.urlsafe_b64encode(f"{written}.{release}".encode()).decode().rstrip("=")


def _known(given: QueryDict, names: "tuple[str, ...] | dict[str, Reader]") -> None:
    for name, values in given.lists():
        if name not in names:
            known = f"it knows {', '.join(names)}" if names else "it has none"
            raise _wrong(name[:40], f"There is no such parameter here: {known}.")
        if len(values) > 1:
            raise _wrong(name, "It is given more than once; give it once.")


def _wrong(name: str, detail: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, detail, name)


def _language(asked: Wanted, value: str) -> Wanted:
    if value not in language_codes():
        raise _wrong("language", f"It is one of {', '.join(language_codes())}.")
    return replace(asked, languages=(value,))


def _kind(asked: Wanted, value: str) -> Wanted:
    if value not in Kind.values:
        raise _wrong("kind", f"It is one of {', '.join(Kind.values)}.")
    return replace(asked, kind=value)


def _year(asked: Wanted, value: str) -> Wanted:
    return replace(asked, year=_number("year", value, YEARS[0], YEARS[-1]))


def _topic(asked: Wanted, value: str) -> Wanted:
    return replace(asked, topic=_number("topic", value, 1, 2**31))


def _anniversary(asked: Wanted, value: str) -> Wanted:
    return replace(asked, anniversary=_number("anniversary", value, 1, 2**31))


def _limit(asked: Wanted, value: str) -> Wanted:
    return replace(asked, limit=_number("limit", value, 1, LARGEST_LIMIT))


def _changed_since(asked: Wanted, value: str) -> Wanted:
    try:
        # A plus sign that nobody encoded arrives as a space.
        at = parse_datetime(value.replace(" ", "+"))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not 1000 <= at.year < 9999:
        raise _wrong("changed_since", "It is an instant with its zone (RFC 3339), such as 2024-01-20T10:15:00Z.")
    return replace(asked, changed_since=at.astimezone(dt.UTC))


def _cursor(asked: Wanted, value: str) -> Wanted:
    try:
        written = base64.urlsafe_b64decode(value.encode("ascii") + b"=" * (-len(value) % 4)).decode("ascii")
        at, _dot, release = written[1:].partition(".")
        key = number_in(release)
        if key is not None and written[0] == "n" and asked.changed_since is None:
            return replace(asked, after_newest=(dt.datetime.strptime(f"{at}+0000", "%Y%m%d%z").date(), key))
        if key is not None and written[0] == "c" and asked.changed_since is not None:
            return replace(asked, after_changed=(dt.datetime.strptime(f"{at}+0000", f"{_INSTANT}%z"), key))
    except (ValueError, IndexError, binascii.Error):
        pass
    raise _wrong("cursor", "It is none of this list: take the whole address of the next page from `next`.")


def _number(name: str, value: str, least: int, most: int) -> int:
    number = number_in(value, least=least, most=most)
    if number is None:
        raise _wrong(name, f"It is a whole number from {least} to {most}.")
    return number


Reader = Callable[[Wanted, str], Wanted]
# In this order: whether a cursor fits is known once it is known which list it is of.
_READERS: dict[str, Reader] = {
    "language": _language,
    "kind": _kind,
    "year": _year,
    "topic": _topic,
    "anniversary": _anniversary,
    "changed_since": _changed_since,
    "limit": _limit,
    "cursor": _cursor,
}
