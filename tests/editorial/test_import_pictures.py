"""The pictures of imported documents: what of them the site keeps."""

import io
from typing import cast

import pytest
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from pressreleases.editorial.import_pictures import keep_pictures
from pressreleases.intake.document import WHOLE, Document, Picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def kept(cropped: tuple[float, float, float, float]) -> list[tuple[int, tuple[int, int, int]]]:
    """The colours of what is stored of a picture whose left quarter is blue, with how many pixels have them."""
    whole = Pillow.new("RGB", (400, 200), "red")
    whole.paste("blue", (0, 0, 100, 200))
    stream = io.BytesIO()
    whole.save(stream, format="PNG")
    pictures = (Picture(stream.getvalue(), "A garden", cropped),)
    document = Document(
        "en", "press-release", None, "A Garden", '<p><img data-picture="0" alt=""></p>', pictures=pictures
    )
    with default_storage.open(keep_pictures(document, {}, by=None)["0"]) as stored:
        return cast("list[tuple[int, tuple[int, int, int]]]", Pillow.open(stored).getcolors())


def test_what_an_author_cut_off_is_not_kept() -> None:
    assert kept((0.25, 0.0, 0.0, 0.0)) == [(60_000, (255, 0, 0))]


def test_a_whole_picture_is_kept_whole() -> None:
    assert sum(count for count, _colour in kept(WHOLE)) == 80_000
