"""Pictures for readers, only if something that they may read shows them, and the pictures for sharing."""

from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.views.decorators.http import require_safe

from pressreleases import picture_copies, picture_names
from pressreleases.models import Edition, Image, MissionDetails
from pressreleases.models.edition import EditionPicture
from pressreleases.public import caching
from pressreleases.public.formats import share_picture, touch_icon
from pressreleases.public.formats.share_picture import MEDIA_TYPE
from pressreleases.public.reading import mission_today, planned_changes, resolve
from pressreleases.public.views.redirects import moved

FOR_STAFF = "private, no-store"
# What readers may see, other sites may show: readers of feeds do, and pages that announce a release.
FOR_ALL_SITES = "cross-origin"

_MEDIA_TYPES = {".avif": "image/avif", ".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    image: Any = named(_for_readers().annotate(next_change_in=planned_changes.next_change()), name)
    # What is under a name never changes, but it may be withdrawn, so readers' copies are kept as pages are.
    good_until = planned_changes.instant_in(image.next_change_in) if image else None
    if image is None and _is_staff(request):
        image = named(Image.objects.all(), name)
    if image is None:
        raise Http404
    # The file is not fetched for a browser that has it already, but once for the page cache, if it is a small one: that
    # answers the next browsers itself.
    kept = "" if _is_copy(image, name) and caching.is_offered(request) else request.headers.get("If-None-Match", "")
    has_it = kept == f'"{PurePosixPath(name).stem}"'
    response = HttpResponseNotModified(headers={"ETag": kept}) if has_it else file_of(image, name)
    response.headers.setdefault("ETag", f'"{image.sha256}"')
    if kept == response["ETag"]:
        response = HttpResponseNotModified(headers={"ETag": kept})
    if good_until is None:
        response["Cache-Control"] = FOR_STAFF
    else:
        response["Cross-Origin-Resource-Policy"] = FOR_ALL_SITES
        caching.for_everyone(response, good_until)
    return response


def _is_copy(image: Image, name: str) -> bool:
    return PurePosixPath(str(image.file.name)).name != name


def named(pictures: "QuerySet[Image]", name: str) -> Image | None:
    """The one of `pictures` whose file has this name, or that has a smaller copy with this name."""
    file = f"images/{name}"
    sha256 = picture_names.sha256_of_original(file)
    if not sha256:
        return pictures.filter(file=file).first()
    image = pictures.filter(sha256=sha256).first()
    return image if image and file in picture_names.all_copies(str(image.file.name), image.width) else None


def _for_readers() -> "QuerySet[Image]":
    """Pictures of editions that are live or superseded, and emblems of mission details that are shown."""
    through = EditionPicture.objects.filter(image=OuterRef("pk"))
    read = [through.filter(edition__in=editions.values("pk")) for editions in _readable()]
    emblem = MissionDetails.objects.shown().filter(emblem=OuterRef("pk"))
    return Image.objects.filter(Q(Exists(read[0])) | Q(Exists(read[1])) | Q(Exists(emblem)))


def _readable() -> "tuple[QuerySet[Edition], QuerySet[Edition]]":
    return Edition.objects.live(pages=True), Edition.objects.superseded(pages=True)


def _is_staff(request: HttpRequest) -> bool:
    """Whether a signed-in member of staff asks; without a session cookie the session is not touched."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.user.is_staff and request.user.has_perm("pressreleases.view_image")


def file_of(image: Image, name: str) -> HttpResponse:
    """The copy with this name, with an ETag of its own, or the whole picture; raises `Http404` if it is lost.

    Not streamed: a picture is small, and what is streamed would be compressed once more, in vain.
    """
    storage, copy = image.file.storage, PurePosixPath(f"images/{name}")
    whole = PurePosixPath(str(image.file.name))
    content = picture_copies.read(storage, str(copy)) if copy != whole else None
    if content is not None:
        return HttpResponse(content, content_type=_MEDIA_TYPES[copy.suffix], headers={"ETag": f'"{copy.stem}"'})
    try:
        with storage.open(str(whole), "rb") as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    return HttpResponse(content, content_type=_MEDIA_TYPES.get(whole.suffix, "application/octet-stream"))


@require_safe
def share_picture_of_edition(request: HttpRequest, language: str, year: int, slug: str, digest: str) -> HttpResponse:
    match resolve.at_address(language, year, slug):
        case resolve.Live(live) as found:
            edition = live if live.digest == digest else resolve.superseded_with(live, digest)
            if edition is not None and not edition.redacted_at:
                return _shared(request, *share_picture.of_edition(edition), found.good_until)
        case resolve.TakenBack():
            return HttpResponse(status=HTTPStatus.GONE)
        case resolve.Moved(live):
            return moved(request, reverse("release_picture", args=[live.language, live.year, live.slug, digest]))
    raise Http404


@require_safe
def share_picture_of_mission(request: HttpRequest) -> HttpResponse:
    """For the pages that have no picture of their own."""
    mission = mission_today.read()
    drawn = share_picture.of_mission(mission.letterhead, request.LANGUAGE_CODE)
    return _shared(request, drawn, MEDIA_TYPE, mission.good_until)


@require_safe
def touch_icon_of_mission(request: HttpRequest) -> HttpResponse:
    """Telephones ask for it by its name; no page names it."""
    mission = mission_today.read()
    drawn = touch_icon.drawn(share_picture.emblem_of(mission.letterhead))
    return _shared(request, drawn, MEDIA_TYPE, mission.good_until)


def _shared(request: HttpRequest, content: bytes, media_type: str, good_until: float | None) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type, headers={"Cross-Origin-Resource-Policy": FOR_ALL_SITES})
    caching.keep(request, response, good_until)
    return response
