"""The addresses of the API; `openapi` describes precisely what each of them answers."""

import uuid
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date, urlencode

from pressreleases.language.languages import direction, language_codes, own_name
from pressreleases.models import Anniversary
from pressreleases.public import as_json, listing, missions, related, standing, subjects
from pressreleases.public.api import asking, lists
from pressreleases.public.api.answers import Problem, data, read_only
from pressreleases.public.api.openapi import description
from pressreleases.public.pages import absolute, feed_links

VERSION = as_json.VERSION


@read_only
def root(request: HttpRequest) -> HttpResponse:
    asking.nothing(request)
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


@read_only
def openapi(request: HttpRequest) -> HttpResponse:
    asking.nothing(request)
    return data(description())


@read_only
def releases(request: HttpRequest) -> HttpResponse:
    wanted = asking.wanted(request)
    page = lists.newest(wanted) if wanted.changed_since is None else lists.changed(wanted)
    following = _following(request, page)
    response = data({"v": VERSION, "releases": [as_json.item(one) for one in page.found], "next": following or None})
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


@read_only
def release(request: HttpRequest, family: uuid.UUID, language: str) -> HttpResponse:
    asking.nothing(request)
    match standing.of_text(family, language):
        case standing.Live(edition):
            response = data(as_json.release(edition, related.of(edition)))
            response["Last-Modified"] = http_date(edition.begins_at.timestamp())
            return response
        case standing.TakenBack() as notice:
            return data(as_json.taken_back(notice), HTTPStatus.GONE if notice.removed else HTTPStatus.OK)
    raise Problem(HTTPStatus.NOT_FOUND, "There is no release with this id.")


@read_only
def languages(request: HttpRequest) -> HttpResponse:
    asking.nothing(request)
    calendar = listing.calendar()
    return data({"v": VERSION, "languages": [_language(code, calendar) for code in language_codes()]})


@read_only
def topics(request: HttpRequest) -> HttpResponse:
    asking.nothing(request)
    names: dict[int, list[dict[str, str]]] = {}
    for row in subjects.of_languages():
        if row.language in language_codes():
            names.setdefault(row.topic_id, []).append(_named("topic", row.language, row.name, row.slug))
    return data({"v": VERSION, "topics": [{"id": key, "names": rows} for key, rows in names.items()]})


@read_only
def anniversaries(request: HttpRequest) -> HttpResponse:
    asking.nothing(request)
    today = missions.current().today
    found = []
    for one in Anniversary.objects.shown().whole():
        next_on = one.next_on(today)
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
    return data({"v": VERSION, "anniversaries": found})


@read_only
def contact(request: HttpRequest) -> HttpResponse:
    """The mission as it is today; a release keeps the letterhead of its own day."""
    asking.nothing(request)
    mission = missions.current()
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
    return data(
        {
            "v": VERSION,
            "letterhead": mission.letterhead,
            "press_contact": press if mission.has_press_contact else None,
            "hours": hours,
            "closed_days": closed_days,
            "card": absolute(reverse("card")),
        }
    )


@read_only
def unknown(_request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001  nothing of the address is repeated
    raise Problem(HTTPStatus.NOT_FOUND, "There is no such address in this API.")


def _following(request: HttpRequest, page: lists.Page) -> str:
    """The whole address of the page after it: the same question, with the key."""
    if page.older is None:
        return ""
    asked = {name: str(value) for name, value in request.GET.items() if name != "cursor"}
    return absolute(f"{request.path}?{urlencode({**asked, 'cursor': asking.cursor(page.older)})}")


def _language(code: str, calendar: listing.Calendar) -> dict[str, Any]:
    return {
        "code": code,
        "name": own_name(code),
        "direction": direction(code),
        "releases": sum(count for _year, count in calendar.years(code)),
        "url": absolute(reverse("start", args=[code])),
        "feeds": {link.media_type: absolute(link.path) for link in feed_links("feed", code, title="")},
    }


def _named(name: str, language: str, words: str, slug: str) -> dict[str, str]:
    return {"language": language, "name": words, "url": absolute(reverse(name, args=[language, slug]))}
