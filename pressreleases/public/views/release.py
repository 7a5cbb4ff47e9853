"""A release at its address: its page, earlier editions, files (PDF, text, JSON, citations), notices in its place."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import override
from django.views.decorators.http import require_safe

from pressreleases.models import LetterheadPdf
from pressreleases.models.pages import BUILT_IN, MissionPage
from pressreleases.public import caching
from pressreleases.public.formats import citation, release_html, release_json, release_text
from pressreleases.public.formats.page_place import Place
from pressreleases.public.formats.release_html import original_of, place_of, place_of_page
from pressreleases.public.reading import mission_today, release_page, resolve
from pressreleases.public.reading.masthead import head_of
from pressreleases.public.reading.release_page import Related, ReleasePage
from pressreleases.public.reading.resolve import Live, TakenBack
from pressreleases.public.views.pages import show
from pressreleases.public.views.redirects import found_at, moved
from pressreleases.public_addresses import (
    absolute,
    address,
    address_at,
    edition_address,
    edition_json_address,
    edition_pdf_address,
    file_address,
    mission_page_address,
    original_address,
    short_address,
)


@require_safe
def release(request: HttpRequest, language: str, year: int, slug: str) -> HttpResponse:
    match resolve.at_address(language, year, slug):
        case resolve.Live() as found:
            return page_of(request, release_page.read(found))
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
        case resolve.Live(live) as found if earlier := resolve.superseded(live, number):
            return page_of(request, release_page.read(found, earlier=earlier))
        case resolve.TakenBack() as notice if number <= notice.edition.number:
            return notice_at(request, notice)
        case resolve.Moved(live):
            return moved(request, edition_address(live, number))
    raise Http404


def page_of(request: HttpRequest, page: ReleasePage, place: Place | None = None) -> HttpResponse:
    """At another `place` than its own it is under the masthead of another language.

    A release keeps the letterhead of its date of issue. A page of the mission shows that of today; its earlier
    editions keep theirs.
    """
    page, place = page.with_mission(mission_today.read()), place or place_of_page(page)
    head = head_of(page.mission.letterhead) if page.edition.page and page.is_live and page.mission.known else None
    response = show(request, "public/release.html", place, page, release_html.context(page, place), head=head)
    response["Last-Modified"] = http_date(page.edition.begins_at.timestamp())
    return response


def notice_at(request: HttpRequest, notice: resolve.TakenBack) -> HttpResponse:
    """200 with the title where a release was withdrawn, 410 without it where it was removed; never its text.

    It is in the language of the release at whichever of its addresses it is asked for.
    """
    edition = notice.edition
    place = place_of(edition, release_page.related_to(edition), readable=False).unindexed()
    for one in notice.translations:
        place.elsewhere[one["language"]] = address_at(one["language"], one["year"], one["slug"])
    if notice.removed:
        # Another address may say in words what was removed, so only the one that was asked for is named.
        path = escape_uri_path(request.path)
        place = replace(place, path=path, elsewhere={**place.elsewhere, edition.language: path})
    others = [] if notice.removed else [one for one in place.languages if one.path and not one.missing]
    mission = mission_today.read()
    context = {
        "notice": notice,
        "mission": mission,
        "edition": edition,
        "zone": edition.letterhead["time_zone"],
        "others": [one for one in others if one.code != edition.language],
        "short_address": absolute(short_address(edition.release.code)),
    }
    status = 410 if notice.removed else 200
    known = [until for until in (notice.good_until, mission.good_until) if until is not None]
    notice = replace(notice, good_until=min(known) if known else None)
    with override(edition.language):
        response = show(request, "public/notice.html", place, notice, context, status=status)
    response["Content-Language"] = edition.language
    return response


@require_safe
def original(request: HttpRequest, language: str, year: int, slug: str, written_in: str) -> HttpResponse:
    """A text for readers of a language in which it is not live: the original, marked with its own language.

    Such a page is no translation. It is not to be indexed, nothing names it as a language of the text, and as soon as
    there is a translation its address leads there.
    """
    match resolve.at_address(written_in, year, slug):
        case resolve.Live() as found:
            return _original_page(request, language, release_page.read(found))
        case resolve.Moved(edition):
            return moved(request, original_address(language, edition))
        case resolve.TakenBack() as notice:
            return notice_at(request, notice)
    raise Http404


def _original_page(request: HttpRequest, language: str, page: ReleasePage) -> HttpResponse:
    """The page, or the way to the text in `language`, or to its original."""
    edition, languages = page.edition, page.related.languages
    live = [release_page.linked(edition), *languages]
    there = next((one for one in live if one.language == language), None)
    if there is not None or edition.page in BUILT_IN:
        return found_at(request, address(there) if there else mission_page_address(language, MissionPage(edition.page)))
    shown = original_of(live)
    if shown is not None and shown.language != edition.language:
        return found_at(request, original_address(language, shown))
    own_place = place_of(edition, page.related)
    path = original_address(language, edition)
    place = replace(own_place, language=language, path=path, indexed=False, canonical_path=address(edition))
    return page_of(request, replace(page, related=Related(languages)), place)


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


PDF = "application/pdf"
TEXT, JSON = "text/plain; charset=utf-8", "application/json"
BIBTEX, RIS = "application/x-bibtex; charset=utf-8", "application/x-research-info-systems; charset=utf-8"


@require_safe
def pdf(request: HttpRequest, language: str, year: int, slug: str) -> HttpResponse:
    match resolve.at_address(language, year, slug):
        case Live() as found:
            return _pdf(request, found)
        case TakenBack() as notice:
            return notice_at(request, notice)
        case resolve.Moved(edition):
            return moved(request, file_address(edition, "pdf"))
    raise Http404


@require_safe
def edition_pdf(request: HttpRequest, language: str, year: int, slug: str, number: int) -> HttpResponse:
    """The PDF of an earlier edition; the live one's own number leads to its PDF."""
    match resolve.at_address(language, year, slug):
        case Live(live) if live.number == number:
            return found_at(request, file_address(live, "pdf"))
        case Live(live) as found if earlier := resolve.superseded(live, number):
            response = _pdf(request, replace(found, edition=earlier))
            response["Link"] = f'<{absolute(edition_address(live, number))}>; rel="canonical"'
            response["X-Robots-Tag"] = "noindex"
            return response
        case TakenBack() as notice if number <= notice.edition.number:
            return notice_at(request, notice)
        case resolve.Moved(live):
            return moved(request, edition_pdf_address(live, number))
    raise Http404


def _pdf(request: HttpRequest, found: Live) -> HttpResponse:
    """The PDF as it is kept; raises `Http404` until it is made."""
    kept = LetterheadPdf.objects.made().filter(edition=found.edition).first()
    if kept is None or kept.content is None:
        raise Http404
    response = _file(request, bytes(kept.content), PDF, found)
    response["ETag"] = f'"{kept.sha256}"'
    response["Content-Disposition"] = content_disposition_header(False, f"{found.edition.slug}.pdf") or ""
    return response


@require_safe
def text(request: HttpRequest, language: str, year: int, slug: str) -> HttpResponse:
    match resolve.at_address(language, year, slug):
        case Live() as found:
            page = release_page.read(found).with_mission(mission_today.read())
            return _file(request, release_text.release(page), TEXT, page)
        case TakenBack() as notice:
            return _notice(request, release_text.notice(notice), TEXT, notice)
        case resolve.Moved(edition):
            return moved(request, file_address(edition, "txt"))
    raise Http404


@require_safe
def record(request: HttpRequest, language: str, year: int, slug: str) -> HttpResponse:
    match resolve.at_address(language, year, slug):
        case Live() as found:
            page = release_page.read(found)
            return _file(request, _written(release_json.release(page)), JSON, page)
        case TakenBack() as notice:
            return _notice(request, _written(release_json.taken_back(notice)), JSON, notice)
        case resolve.Moved(edition):
            return moved(request, file_address(edition, "json"))
    raise Http404


@require_safe
def edition_record(request: HttpRequest, language: str, year: int, slug: str, number: int) -> HttpResponse:
    """An earlier edition as JSON, from which its digest can be made; the live one's own number leads to its JSON."""
    match resolve.at_address(language, year, slug):
        case Live(live) if live.number == number:
            return found_at(request, file_address(live, "json"))
        case Live(live) as found if earlier := resolve.superseded(live, number):
            page = release_page.read(found, earlier=earlier)
            response = _file(request, _written(release_json.release(page)), JSON, page)
            response["Link"] = f'<{absolute(edition_address(live, number))}>; rel="canonical"'
            response["X-Robots-Tag"] = "noindex"
            return response
        case TakenBack() as notice if number <= notice.edition.number:
            return _notice(request, _written(release_json.taken_back(notice)), JSON, notice)
        case resolve.Moved(live):
            return moved(request, edition_json_address(live, number))
    raise Http404


@require_safe
def bibtex(request: HttpRequest, language: str, year: int, slug: str) -> HttpResponse:
    return _citation(request, resolve.at_address(language, year, slug), citation.bibtex, BIBTEX, "bib")


@require_safe
def ris(request: HttpRequest, language: str, year: int, slug: str) -> HttpResponse:
    return _citation(request, resolve.at_address(language, year, slug), citation.ris, RIS, "ris")


def _citation(
    request: HttpRequest, found: resolve.Resolved, cite: Callable[..., str], content_type: str, form: str
) -> HttpResponse:
    """What was withdrawn can be cited, with its notice; what was removed has no title to cite it by."""
    match found:
        case Live(edition):
            response = _file(request, cite(edition), content_type, found)
        case TakenBack() as notice if notice.removed:
            return _notice(request, release_text.notice(notice), TEXT, notice)
        case TakenBack(edition) as notice:
            response = _notice(request, cite(edition, notice), content_type, notice)
        case resolve.Moved(edition):
            return moved(request, file_address(edition, form))
        case _:
            raise Http404
    response["Content-Disposition"] = content_disposition_header(True, f"{edition.slug}.{form}") or ""
    return response


def _written(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _file(
    request: HttpRequest,
    words: str | bytes,
    content_type: str,
    shown: Live | TakenBack | ReleasePage,
    status: int = 200,
) -> HttpResponse:
    """It says the same as the page, which is what a search is to find (RFC 6596)."""
    edition, response = shown.edition, HttpResponse(words, content_type=content_type, status=status)
    response["Link"] = f'<{absolute(address(edition))}>; rel="canonical"'
    response["Content-Language"] = edition.language
    response["Last-Modified"] = http_date(edition.begins_at.timestamp())
    caching.keep(request, response, shown.good_until)
    return response


def _notice(request: HttpRequest, words: str, content_type: str, notice: TakenBack) -> HttpResponse:
    response = _file(request, words, content_type, notice, status=410 if notice.removed else 200)
    response["X-Robots-Tag"] = "noindex"
    if notice.removed:
        # It would name the newest address, which may say in words what was removed.
        del response["Link"]
    return response
