"""Attachments for readers, to be downloaded: below the address of a release, while an edition that has them is read."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from pressreleases.attachments import content_of, entry_in, headers_of
from pressreleases.models.attachment import Entry
from pressreleases.public import caching
from pressreleases.public.reading import resolve
from pressreleases.public.views.redirects import moved
from pressreleases.public_addresses import absolute, address, attachment_address


@require_safe
def attachment(request: HttpRequest, language: str, year: int, slug: str, name: str) -> HttpResponse:
    """The file, 410 where the text was withdrawn or removed, whatever its name; else 404 as of any other address."""
    match resolve.at_address(language, year, slug):
        case resolve.Live(live) as found:
            edition = live if entry_in(live.attachments, name) else resolve.superseded_that_has(live, name)
            entry = entry_in(edition.attachments, name) if edition else None
            if entry is None:
                raise Http404
            response = _file(request, entry, name)
            response["Link"] = f'<{absolute(address(live))}>; rel="canonical"'
            if edition is not live:
                response["X-Robots-Tag"] = "noindex"
            caching.keep(request, response, found.good_until)
            return response
        case resolve.TakenBack():
            return HttpResponse(status=HTTPStatus.GONE)
        case resolve.Moved(live):
            return moved(request, attachment_address(live, name))
    raise Http404


def _file(request: HttpRequest, entry: Entry, name: str) -> HttpResponse:
    """What is under a name never changes, so that nobody has to be sent it twice. Not streamed, as pictures are not."""
    etag = f'"{entry["sha256"]}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    response = downloaded(entry, name)
    response["ETag"] = etag
    return response


def downloaded(entry: Entry, name: str) -> HttpResponse:
    """The whole file, which no browser shows or guesses the type of; raises `Http404` if it is lost."""
    content = content_of(name)
    if content is None:
        raise Http404
    return HttpResponse(content, headers=headers_of(entry))
