"""Pictures: handed to readers only if something that they may read shows them, to staff with a role always."""

import mimetypes
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from pressreleases.models import Edition, Image, MissionDetails
from pressreleases.models.edition import EditionPicture
from pressreleases.public import caching

FOR_STAFF = "private, no-store"


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    image: Any = _for_readers().filter(file=f"images/{name}").annotate(next_change_in=caching.next_change()).first()
    cached = ""
    if image is not None:
        caching.note_next_change(image.next_change_in)
    if image is None and _is_staff(request):
        image, cached = Image.objects.filter(file=f"images/{name}").first(), FOR_STAFF
    if image is None:
        raise Http404
    etag = f'"{image.sha256}"'
    response = HttpResponseNotModified() if request.headers.get("If-None-Match") == etag else file_of(image)
    response["ETag"] = etag
    # What is under a name never changes, but it may be withdrawn, so readers' copies are kept as pages are.
    response["Cache-Control"] = cached or caching.kept(caching.FRESH)
    return response


def _for_readers() -> "QuerySet[Image]":
    """Pictures of editions that are live or superseded, and emblems of mission details that are shown."""
    through = EditionPicture.objects.filter(image=OuterRef("pk"))
    read = [through.filter(edition__in=editions.values("pk")) for editions in _readable()]
    emblem = MissionDetails.objects.shown().filter(emblem=OuterRef("pk"))
    return Image.objects.filter(Q(Exists(read[0])) | Q(Exists(read[1])) | Q(Exists(emblem)))


def _readable() -> "tuple[QuerySet[Edition], QuerySet[Edition]]":
    return Edition.objects.live(), Edition.objects.superseded()


def _is_staff(request: HttpRequest) -> bool:
    """Whether a signed-in member of staff asks; without a session cookie the session is not touched."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.user.is_staff and request.user.has_perm("pressreleases.view_image")


def file_of(image: Image) -> HttpResponse:
    """The file itself; raises `Http404` if it is lost.

    Whole, not streamed: a picture is small, and what is streamed would be compressed once more, in vain.
    """
    try:
        with image.file.open("rb") as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    return HttpResponse(
        content, content_type=mimetypes.guess_type(str(image.file.name))[0] or "application/octet-stream"
    )
