"""The address of the archive. At most one is made at a time in each process, so that pages always have room."""

import datetime as dt
import threading
from http import HTTPStatus

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from pressreleases.models import Edition
from pressreleases.public import caching
from pressreleases.public.offline import archive
from pressreleases.public.pages import absolute

ZIP = "application/zip"
_WAITS_FOR = 3  # seconds
_one_at_a_time = threading.Semaphore(1)


@require_safe
def of_month(request: HttpRequest, language: str, year: int, month: int) -> HttpResponseBase:
    editions = Edition.objects.live().in_language(language).in_month(year, month)
    etag = archive.signature(editions)
    if not etag:
        raise Http404
    headers = {
        "ETag": f'"{etag}"',
        "Cache-Control": caching.kept(caching.FRESH),
        "X-Robots-Tag": "noindex",
        "Content-Disposition": f'attachment; filename="press-releases-{year:04}-{month:02}-{language}.zip"',
    }
    unmade = HttpResponse(content_type=ZIP, headers=headers)
    known = get_conditional_response(request, etag=headers["ETag"], response=unmade)
    if request.method == "HEAD" or known is None or known.status_code != HTTPStatus.OK:
        return known or unmade
    if not _one_at_a_time.acquire(timeout=_WAITS_FOR):
        return HttpResponse(
            "Another archive is being made. Please try again in a few seconds.\n",
            "text/plain; charset=utf-8",
            HTTPStatus.SERVICE_UNAVAILABLE,
            headers={"Retry-After": "5", "Cache-Control": "no-store"},
        )
    try:
        path = reverse("releases_of_month", args=[language, year, month])
        file = archive.make(editions, dt.date(year, month, 1), language, absolute(path))
    finally:
        _one_at_a_time.release()
    return FileResponse(file, content_type=ZIP, headers=headers)
