"""The pictures of a document that is imported: each becomes one of the site's pictures, which the text then shows."""

import io
import re
from collections.abc import Mapping

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction

from pressreleases import images
from pressreleases.audit import record
from pressreleases.intake.document import Document, Picture
from pressreleases.language import characters
from pressreleases.models import Image, ImageDescription
from pressreleases.models.audit import AuditAct

_SHOWN = re.compile(r'<img data-picture="(?P<number>\d{1,4})"')


def keep_pictures(document: Document, known: Mapping[str, str], *, by: User | None) -> dict[str, str]:
    """Store the pictures that the text shows; return the names of their files by their numbers in the document.

    `known` are those that were stored before. One that cannot be read as a picture has an empty name.
    """
    names = dict(known)
    for number in dict.fromkeys(found["number"] for found in _SHOWN.finditer(document.body)):
        if number not in names:
            at = int(number)
            names[number] = _kept(document.pictures[at], document, by) if at < len(document.pictures) else ""
        elif names[number] and document.pictures[int(number)].is_bare:
            # What it shows is the answer to a question, which was asked once it was stored.
            _describe(Image.objects.filter(file=names[number]).first(), document.pictures[int(number)], document)
    return names


def with_pictures(body: str, names: Mapping[str, str]) -> str:
    """The text of a document with the addresses of its pictures. One without a name is left out by the sanitiser."""

    def addressed(found: re.Match[str]) -> str:
        name = names.get(found["number"], "")
        return f'<img src="{settings.MEDIA_URL}{name}"' if name else "<img"

    return _SHOWN.sub(addressed, body)


def _kept(picture: Picture, document: Document, by: User | None) -> str:
    try:
        read = images.read(io.BytesIO(picture.data), cropped=picture.cropped)
    except images.NotAPicture:
        return ""
    alt = characters.line(picture.alt)[: _most(ImageDescription, "alternative_text")]
    title = (alt or characters.line(document.title))[: _most(Image, "title")]
    with transaction.atomic():
        images.hold(read.sha256)
        is_new = not Image.objects.filter(sha256=read.sha256).exists()
        image = images.keep(read, title=title or read.sha256[:12])
        if is_new:
            record(AuditAct.IMPORTED, image, by=by)
            _describe(image, picture, document)
    return str(image.file.name)


def _describe(image: Image | None, picture: Picture, document: Document) -> None:
    """Note in the library what the picture shows, unless it has words in the language of the document."""
    alt = characters.line(picture.alt)[: _most(ImageDescription, "alternative_text")]
    if image is not None and alt and document.language:
        image.descriptions.get_or_create(language=document.language, defaults={"alternative_text": alt})


def _most(model: type[Image] | type[ImageDescription], name: str) -> int:
    return int(getattr(model._meta.get_field(name), "max_length", 0))
