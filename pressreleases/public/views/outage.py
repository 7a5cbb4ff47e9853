"""What readers get while a page cannot be made: a page of before that says so, or when to come back and whom to ask."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from pressreleases.language.dates import instant_in_words
from pressreleases.letterhead import PrintedNumber, printed_numbers
from pressreleases.models.kinds import NumberKind
from pressreleases.public.caching import OFFER
from pressreleases.public.formats.page_place import Place
from pressreleases.public.language import ADMIN, language_of, language_of_staff
from pressreleases.public.reading import mission_today
from pressreleases.public.reading.planned_changes import read_next_end
from pressreleases.public.views.api_protocol import Problem, problem
from pressreleases.public_addresses import start_address

RETRY_AFTER = 30  # seconds
_BEFORE = b"<main "


@dataclass(frozen=True)
class _Known:
    """Of the mission, since the database could be asked: whom readers may call or write to."""

    press_contact_name: str = ""
    press_contact_number: PrintedNumber | None = None
    press_contact_email: str = ""
    time_zone: str = "UTC"


_known = [_Known()]


def prepare() -> float:
    """Read what is said when the database cannot be asked. Return until which instant pages of now may be shown then.

    That is when the next text is planned to be corrected or taken back, by the steady clock.
    """
    ends = read_next_end()
    mission = mission_today.read()
    _known[0] = _Known(
        mission.press_contact_name,
        mission.press_contact_number or _first_telephone(mission.letterhead),
        mission.press_contact_email or mission.email,
        mission.time_zone,
    )
    return ends


def _first_telephone(letterhead: dict[str, Any]) -> PrintedNumber | None:
    groups = printed_numbers(letterhead) if letterhead else []
    return next((group.numbers[0] for group in groups if group.kind == NumberKind.TELEPHONE), None)


def marked(path: str, content_type: str, content: bytes, made_at: dt.datetime) -> bytes:
    """`content` as it was made then for `path`; a page says so above its text."""
    if not content_type.startswith("text/html"):
        return content
    language = language_of(path)
    with override(language):
        words = _(
            "State of this page: %(time)s. The database of this site does not answer. What was published, corrected "
            "or withdrawn since is missing."
        ) % {"time": instant_in_words(made_at, language, _known[0].time_zone)}
    line = f'<p class="sheet note" role="status">{escape(words)}</p>\n  '
    return content.replace(_BEFORE, line.encode() + _BEFORE, 1)


class Why(Enum):
    """Why there is no page, as programs are told; people are told in their language (`500.html`)."""

    AWAY = "The database does not answer. Try again later."
    BUSY = "The site is too busy. Try again later."


def unavailable(request: HttpRequest) -> HttpResponse:
    """503, made without the database; the page cache may send a page of before in its stead."""
    offer: Any = request.META.get(OFFER)
    if offer is not None:
        offer.database_is_away = True
    return _come_back(request, Why.AWAY)


def too_busy(request: HttpRequest) -> HttpResponse:
    """503, made without the database: too many requests are waiting, or one took too long."""
    return _come_back(request, Why.BUSY)


def _come_back(request: HttpRequest, why: Why) -> HttpResponse:
    if request.path_info.startswith(reverse("api_root")):
        response = problem(Problem(HTTPStatus.SERVICE_UNAVAILABLE, why.value))
    else:
        staff = request.path_info.startswith(ADMIN)
        language = language_of_staff(request) if staff else language_of(request.path_info)
        page = _page(why, language, is_form=request.method == "POST", is_staff=staff, mission=_known[0])
        response = HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Content-Language": language})
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


@lru_cache(maxsize=64)
def _page(why: Why, language: str, *, is_form: bool, is_staff: bool, mission: _Known) -> bytes:
    """Made once for each language, reason and kind of reader, as it is sent when the site has no time."""
    start = reverse("admin:index") if is_staff else start_address(language)
    context = {"place": Place(language, start, indexed=False), "why": why.name, "is_form": is_form, "mission": mission}
    with override(language):
        return loader.render_to_string("500.html", context).encode()
