"""The read-only API, `/api/v1/`, and the page that explains it; `openapi.json` describes each answer."""

import json
import uuid
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import http_date, urlencode
from django.utils.safestring import SafeString
from django.utils.translation import override
from django.views.decorators.http import require_safe

from pressreleases.language.languages import direction, language_codes, own_name
from pressreleases.models import Anniversary, Edition
from pressreleases.public import caching
from pressreleases.public.formats import release_json
from pressreleases.public.formats.page_place import FEED_FORMS, Place, feed_links
from pressreleases.public.reading import api_lists, lists, mission_today, release_page, resolve
from pressreleases.public.reading.api_lists import LARGEST_LIMIT, LIMIT
from pressreleases.public.views import api_protocol
from pressreleases.public.views.api_protocol import Problem, data, read_only
from pressreleases.public.views.pages import show
from pressreleases.public_addresses import absolute, address, api_release_address, file_address, start_address

VERSION = release_json.VERSION
_DESCRIPTION = Path(__file__).parents[1] / "openapi.json"


@read_only
def root(request: HttpRequest) -> HttpResponse:
    api_protocol.nothing(request)
    names = ("releases", "languages", "topics", "anniversaries", "contact")
    response = data(
        {
            "v": VERSION,
            **{name: absolute(reverse(f"api_{name}")) for name in names},
            "openapi": absolute(reverse("api_openapi")),
            "documentation": absolute(reverse("api_in_words")),
        }
    )
    response["Link"] = f'<{absolute(reverse("api_openapi"))}>; rel="service-desc"'
    return response


@cache
def _stored_description() -> dict[str, Any]:
    description: dict[str, Any] = json.loads(_DESCRIPTION.read_text(encoding="utf-8"))
    return description


def description() -> dict[str, Any]:
    """`openapi.json` with the languages and the host that the site has today."""
    stored = _stored_description()
    language = {"type": "string", "enum": language_codes()}
    schemas = {**stored["components"]["schemas"], "Language": language}
    return {
        **stored,
        "externalDocs": {"url": absolute(reverse("api_in_words"))},
        "servers": [{"url": settings.SITE_URL}],
        "components": {**stored["components"], "schemas": schemas},
    }


@read_only
def openapi(request: HttpRequest) -> HttpResponse:
    api_protocol.nothing(request)
    return data(description())


@read_only
def release_list(request: HttpRequest) -> HttpResponse:
    wanted = api_protocol.wanted(request)
    page = api_lists.newest(wanted) if wanted.changed_since is None else api_lists.changed(wanted)
    following = _following(request, page)
    response = data(
        {"v": VERSION, "releases": [release_json.item(one) for one in page.found], "next": following or None}
    )
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


@read_only
def release(request: HttpRequest, family: uuid.UUID, language: str) -> HttpResponse:
    api_protocol.nothing(request)
    match resolve.of_text(family, language):
        case resolve.Live(edition) as found:
            response = data(release_json.release(release_page.read(found)))
            response["Last-Modified"] = http_date(edition.begins_at.timestamp())
            caching.keep(request, response, found.good_until)
            return response
        case resolve.TakenBack() as notice:
            return data(release_json.taken_back(notice), HTTPStatus.GONE if notice.removed else HTTPStatus.OK)
    raise Problem(HTTPStatus.NOT_FOUND, "There is no release with this id.")


@read_only
def language_list(request: HttpRequest) -> HttpResponse:
    api_protocol.nothing(request)
    calendar = lists.calendar()
    return data({"v": VERSION, "languages": [_language(code, calendar) for code in language_codes()]})


@read_only
def topic_list(request: HttpRequest) -> HttpResponse:
    api_protocol.nothing(request)
    names: dict[int, list[dict[str, str]]] = {}
    for row in lists.topics_of_languages():
        if row.language in language_codes():
            names.setdefault(row.topic_id, []).append(_named("topic", row.language, row.name, row.slug))
    return data({"v": VERSION, "topics": [{"id": key, "names": rows} for key, rows in names.items()]})


@read_only
def anniversary_list(request: HttpRequest) -> HttpResponse:
    api_protocol.nothing(request)
    mission = mission_today.read()
    found = []
    for one in Anniversary.objects.shown().whole():
        next_on = one.next_on(mission.today)
        rows = [row for row in one.names.all() if row.language in language_codes()]
        told = {
            "id": one.pk,
            "event_first_on": one.event_first_on.isoformat(),
            "event_last_on": one.event_last_on.isoformat() if one.event_last_on else None,
            "next_on": next_on.isoformat() if next_on else None,
            "names": [_named("anniversary", row.language, row.name, row.slug) for row in rows],
        }
        if rows:
            found.append(told)
    response = data({"v": VERSION, "anniversaries": found})
    caching.keep(request, response, mission.good_until)
    return response


@read_only
def contact(request: HttpRequest) -> HttpResponse:
    """The mission as it is today; a release keeps the letterhead of its own day."""
    api_protocol.nothing(request)
    mission = mission_today.read()
    if not mission.known:
        raise Problem(HTTPStatus.NOT_FOUND, "The mission's details are not published at present.")
    number = mission.press_contact_number
    press = {
        "name": mission.press_contact_name,
        "number": number.number if number else "",
        "extension": number.extension if number else "",
        "email": mission.press_contact_email,
    }
    hours = [
        {"weekday": row.weekday + 1, "opens": f"{row.opens_at:%H:%M}", "closes": f"{row.closes_at:%H:%M}"}
        for row in sorted(mission.opening.spans)
    ]
    closed_days = [
        {"first_on": closure.first_on.isoformat(), "last_on": closure.last_on.isoformat()}
        for closure in mission.opening.coming_closures(mission.today)
    ]
    response = data(
        {
            "v": VERSION,
            "letterhead": mission.letterhead,
            "press_contact": press if mission.has_press_contact else None,
            "hours": hours,
            "closed_days": closed_days,
            "card": absolute(reverse("card")),
        }
    )
    caching.keep(request, response, mission.good_until)
    return response


@read_only
def unknown(_request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001  nothing of the address is repeated
    raise Problem(HTTPStatus.NOT_FOUND, "There is no such address in this API.")


def _following(request: HttpRequest, page: api_lists.Page) -> str:
    """The whole address of the page after it: the same question, with the key."""
    if page.older is None:
        return ""
    asked = {name: str(value) for name, value in request.GET.items() if name != "cursor"}
    return absolute(f"{request.path}?{urlencode({**asked, 'cursor': api_protocol.cursor(page.older)})}")


def _language(code: str, calendar: lists.Calendar) -> dict[str, Any]:
    return {
        "code": code,
        "name": own_name(code),
        "direction": direction(code),
        "releases": sum(count for _year, count in calendar.years(code)),
        "url": absolute(start_address(code)),
        "feeds": {link.media_type: absolute(link.path) for link in feed_links("feed", code, title="")},
    }


def _named(name: str, language: str, words: str, slug: str) -> dict[str, str]:
    return {"language": language, "name": words, "url": absolute(reverse(name, args=[language, slug]))}


@require_safe
def in_words(request: HttpRequest) -> HttpResponse:
    """In English, as programs are; the rest of the page is in English too if the site has that language."""
    language = "en" if "en" in language_codes() else language_codes()[0]
    mission = mission_today.read()
    newest = Edition.objects.live().in_language(language).newest_first().select_related("release").first()
    told = description()
    context = {
        "parameters": [
            (one["name"], _marked(one["description"]))
            for one in told["components"]["parameters"].values()
            if one["in"] == "query"
        ],
        "paths": [(path, _marked(operations["get"]["summary"])) for path, operations in told["paths"].items()],
        "example": _example(newest) if newest else {},
        "month": absolute(reverse("month_archive", args=[language, 2024, 1])),
        "feeds": [absolute(reverse("feed", args=[language, form])) for form, _media_type in FEED_FORMS],
        "limit": LIMIT,
        "largest_limit": LARGEST_LIMIT,
    }
    with override(language):
        path = reverse("api_in_words")
        place = Place(language, path, {language: path}, section="machines")
        return show(request, "public/api.html", place, mission, context)


def _marked(words: str) -> SafeString:
    """`words` of the description, in which code is between backticks (CommonMark), as HTML."""
    pieces = enumerate(words.split("`"))
    return format_html_join("", "{}", ((format_html("<code>{}</code>", one) if n % 2 else one,) for n, one in pieces))


def _example(edition: Edition) -> dict[str, str]:
    return {
        "page": absolute(address(edition)),
        "text": absolute(file_address(edition, "txt")),
        "json": absolute(file_address(edition, "json")),
        "api": absolute(api_release_address(edition.release.family, edition.language)),
    }
