"""The page of a release, its earlier editions, its original for other languages, and the notices in its place."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.http import http_date
from django.utils.translation import override
from django.views.decorators.http import require_safe

from pressreleases.models import Edition
from pressreleases.public.addresses import absolute, address, edition_address, original_address
from pressreleases.public.formats.place import Place
from pressreleases.public.formats.release_html import (
    body_of,
    changes_link,
    for_machines,
    lang_attrs,
    original_of,
    place_of,
    place_of_earlier,
    side_by_side,
)
from pressreleases.public.reading import mission_today, release_page, resolve
from pressreleases.public.reading.history import dates_of, history_rows, is_reinstated, last_correction
from pressreleases.public.reading.masthead import head_of
from pressreleases.public.reading.mission_today import Mission
from pressreleases.public.reading.release_page import Linked, Related
from pressreleases.public.views.pages import show
from pressreleases.public.views.redirects import found_at, moved


@require_safe
def release(request: HttpRequest, language: str, year: int, slug: str) -> HttpResponse:
    match resolve.at_address(language, year, slug):
        case resolve.Live(edition):
            return _text(request, edition, edition)
        case resolve.TakenBack() as notice:
            return notice_at(request, notice)
        case resolve.Moved(edition):
            return moved(request, address(edition))
        case None if elsewhere := resolve.in_another_language(language, year, slug):
            return found_at(request, original_address(language, elsewhere))
    raise Http404


@require_safe
def earlier_edition(request: HttpRequest, language: str, year: int, slug: str, number: int) -> HttpResponse:
    """An edition that was superseded; the live one's own number leads to the release."""
    match resolve.at_address(language, year, slug):
        case resolve.Live(live) if live.number == number:
            return found_at(request, address(live))
        case resolve.Live(live) if earlier := resolve.superseded(live, number):
            return _text(request, earlier, live)
        case resolve.TakenBack() as notice if number <= notice.edition.number:
            return notice_at(request, notice)
        case resolve.Moved(live):
            return moved(request, edition_address(live, number))
    raise Http404


def _text(request: HttpRequest, edition: Edition, live: Edition) -> HttpResponse:
    response = page_of(request, edition, live, release_page.related_to(edition), mission_today.read())
    response["Last-Modified"] = http_date(edition.begins_at.timestamp())
    return response


def page_of(
    request: HttpRequest,
    edition: Edition,
    live: Edition,
    links: Related,
    mission: Mission,
    *,
    place: Place | None = None,
    template: str = "public/release.html",
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of `edition`, which is the `live` one or an earlier one of the same release.

    At another `place` than its own it is under the masthead of another language, and its words are tagged with theirs.
    """
    is_live, is_own = edition.number == live.number, place is None
    place = place or (place_of(edition, links) if is_live else place_of_earlier(edition, live, links))
    history: list[Edition | Linked] = [live, *links.editions]
    correction = last_correction(history)
    context = {
        "edition": edition,
        "live": live,
        "is_live": is_live,
        "body": body_of(edition),
        "zone": edition.letterhead["time_zone"],
        "dates": dates_of(edition, history),
        "mission": mission,
        "related": links,
        "history": history_rows(history, live),
        "short_address": absolute(reverse("short", args=[edition.release.code])),
        "correction": correction if is_live else None,
        "changes": changes_link(edition, live, correction, history),
        "reinstated": correction is not None and is_reinstated(correction, history),
        "beside": side_by_side(edition, links) if is_own and is_live else [],
        "tongue": lang_attrs(edition.language) if edition.language != place.language else "",
        **(for_machines(edition, history) if is_own and is_live and not edition.redacted_at else {}),
        **(more or {}),
    }
    return show(request, template, place, head_of(edition.letterhead), context)


def notice_at(request: HttpRequest, notice: resolve.TakenBack) -> HttpResponse:
    """200 with the title where a release was withdrawn, 410 without it where it was removed; never its text.

    It is in the language of the release at whichever of its addresses it is asked for.
    """
    edition = notice.edition
    place = place_of(edition, release_page.related_to(edition), readable=False).unindexed()
    for one in notice.translations:
        place.elsewhere[one["language"]] = reverse("release", args=[one["language"], one["year"], one["slug"]])
    if notice.removed:
        # Another address may say in words what was removed, so only the one that was asked for is named.
        path = escape_uri_path(request.path)
        place = replace(place, path=path, elsewhere={**place.elsewhere, edition.language: path})
    others = [] if notice.removed else [one for one in place.languages if one.path and not one.missing]
    context = {
        "notice": notice,
        "edition": edition,
        "zone": edition.letterhead["time_zone"],
        "others": [one for one in others if one.code != edition.language],
        "short_address": absolute(reverse("short", args=[edition.release.code])),
    }
    status = 410 if notice.removed else 200
    with override(edition.language):
        response = show(request, "public/notice.html", place, head_of(edition.letterhead), context, status=status)
    response["Content-Language"] = edition.language
    return response


@require_safe
def original(request: HttpRequest, language: str, year: int, slug: str, written_in: str) -> HttpResponse:
    match resolve.at_address(written_in, year, slug):
        case resolve.Live(edition):
            return _original_page(request, language, edition)
        case resolve.Moved(edition):
            return moved(request, original_address(language, edition))
        case resolve.TakenBack() as notice:
            return notice_at(request, notice)
    raise Http404


def _original_page(request: HttpRequest, language: str, edition: Edition) -> HttpResponse:
    """The page, or the way to the text in `language`, or to its original."""
    links = release_page.related_to(edition)
    own = release_page.linked(edition, is_original=edition.release.is_original)
    live = [own, *links.languages]
    there = next((one for one in live if one.language == language), None)
    if there is not None:
        return found_at(request, address(there))
    shown = original_of(live)
    if shown is not None and shown.language != edition.language:
        return found_at(request, original_address(language, shown))
    around = replace(links, earlier=None, later=None, same_anniversary=[])
    response = page_of(
        request, edition, edition, around, mission_today.read(), place=_place_of_original(language, edition, links)
    )
    response["Last-Modified"] = http_date(edition.begins_at.timestamp())
    return response


def _place_of_original(language: str, edition: Edition, links: Related) -> Place:
    its_own = place_of(edition, links)
    return replace(
        its_own,
        language=language,
        path=original_address(language, edition),
        indexed=False,
        canonical_path=address(edition),
    )


@require_safe
def short(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from the short permanent address, typed in capitals or not, to the release or the notice in its place.

    The notice of a removal is shown here: an address would say in words what was removed.
    """
    match resolve.of_code(code.lower()):
        case resolve.TakenBack() as notice if notice.removed:
            return notice_at(request, notice)
        case resolve.Live(edition) | resolve.TakenBack(edition):
            return found_at(request, address(edition))
    raise Http404
