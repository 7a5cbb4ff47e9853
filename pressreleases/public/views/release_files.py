"""A release as a file (text, JSON, BibTeX, RIS), in place of the last slash of its page."""

import json
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import require_safe

from pressreleases.public import caching
from pressreleases.public.formats import citation, release_json, release_text
from pressreleases.public.reading import mission_today, release_page, resolve
from pressreleases.public.reading.release_page import ReleasePage
from pressreleases.public.reading.resolve import Live, TakenBack
from pressreleases.public.views.redirects import found_at, moved
from pressreleases.public_addresses import absolute, address, edition_address, edition_json_address, file_address

TEXT, JSON = "text/plain; charset=utf-8", "application/json"
BIBTEX, RIS = "application/x-bibtex; charset=utf-8", "application/x-research-info-systems; charset=utf-8"


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
def edition(request: HttpRequest, language: str, year: int, slug: str, number: int) -> HttpResponse:
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
    request: HttpRequest, words: str, content_type: str, shown: Live | TakenBack | ReleasePage, status: int = 200
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
